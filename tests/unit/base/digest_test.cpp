#include "cairn/base/digest.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/hash.h"

namespace cairn {
namespace {

constexpr std::string_view kAbc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, sha256_and_md5_of_known_texts) {
  EXPECT_EQ(sha256("abc").hex(), kAbc);
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(md5_hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hash_hex(HashKind::md5, "abc"), md5_hex("abc"));
  EXPECT_EQ(hash_hex(HashKind::sha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hash_hex(HashKind::sha256, "abc"), kAbc);
  EXPECT_EQ(hash_hex(HashKind::blake2b, "abc"),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

TEST(Digest, blake2b_of_any_size_is_that_of_python) {
  EXPECT_EQ(hash_hex(HashKind::blake2b_48, "abc"), "13c9497c2425");
  EXPECT_EQ(hash_hex(HashKind::blake2b_64, ""), "e4a6a0577479b2b4");
  EXPECT_EQ(hash_hex(HashKind::blake2b_128, "abc"), "cf4ab791c62b8d2b2109c90275287816");
  EXPECT_EQ(hash_hex(HashKind::blake2b_256, "abc"),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST(Digest, incremental_hashing_equals_hashing_at_once_and_starts_anew) {
  Sha256 hasher;
  hasher.update("a");
  hasher.update("");
  hasher.update("bc");
  EXPECT_EQ(hasher.finish().hex(), kAbc);
  EXPECT_EQ(hasher.finish(), sha256(""));
  const std::string large(3'000'000, 'x');
  hasher.update(large);
  EXPECT_EQ(hasher.finish(), sha256(large));
}

TEST(Digest, a_line_of_sha256sum_tells_one_file_whatever_its_name) {
  const std::string abc(kAbc);
  EXPECT_EQ(sha256sum_line(sha256("abc"), "a/b c"), abc + "  a/b c\n");
  EXPECT_EQ(sha256sum_line(sha256("abc"), "x\n" + abc + "  y"),
            "\\" + abc + "  x\\n" + abc + "  y\n");
  EXPECT_EQ(sha256sum_line(sha256("abc"), "\\n\r"), "\\" + abc + "  \\\\n\\r\n");
}

TEST(Digest, hex_reads_back_and_nothing_else_does) {
  EXPECT_EQ(Digest::from_hex(kAbc), sha256("abc"));
  EXPECT_FALSE(Digest::from_hex(kAbc.substr(1)));
  EXPECT_FALSE(Digest::from_hex(std::string(64, 'A')));
  EXPECT_FALSE(Digest::from_hex(std::string(63, 'a') + "g"));
  EXPECT_FALSE(Digest::from_hex(""));
}

}  // namespace
}  // namespace cairn
