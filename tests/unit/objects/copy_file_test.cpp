#include "cairn/objects/copy_file.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

using Proven = std::vector<bool>;

TEST(ProveEqual, ProvesWhatHoldsTheBytes) {
  // Below, at and above the size of the blocks in which they are compared.
  for (const std::size_t size : {0UL, 1UL, 262'143UL, 262'144UL, 600'000UL}) {
    const test::TempFolder place;
    const std::string bytes(size, 'x');
    const std::vector<std::string> paths = {place.write("a", bytes), place.write("b", bytes),
                                            place.write("c", bytes)};
    EXPECT_EQ(prove_equal(paths, size, sha256(bytes)), Proven({true, true, true})) << size;
    EXPECT_EQ(prove_equal(paths, size + 1, sha256(bytes)), Proven(3)) << size;
    EXPECT_EQ(prove_equal(paths, size, sha256("other")), Proven(3)) << size;
  }
}

TEST(ProveEqual, OneFlippedBitAnywhereIsNotProven) {
  const std::string bytes(600'000, 'x');
  for (const std::size_t at : {0UL, 262'143UL, 262'144UL, 599'999UL}) {
    const test::TempFolder place;
    std::string damaged = bytes;
    damaged[at] ^= 1;
    const std::string a = place.write("a", bytes);
    const std::string b = place.write("b", damaged);
    const std::string c = place.write("c", bytes);
    EXPECT_EQ(prove_equal({a, b, c}, bytes.size(), sha256(bytes)), Proven({true, false, true}));
    EXPECT_EQ(prove_equal({b, a, c}, bytes.size(), sha256(bytes)), Proven(3));
  }
}

TEST(ProveEqual, WhatIsNoFileOfItsOwnIsNotProven) {
  const test::TempFolder place;
  const std::string bytes = "abc";
  const std::string a = place.write("a", bytes);
  const std::string shared = place.write("shared", bytes);
  ASSERT_EQ(::link(shared.c_str(), place.at("name").c_str()), 0);
  ASSERT_EQ(::symlink("a", place.at("link").c_str()), 0);
  const std::vector<std::string> paths = {place.at("gone"),           place.at("link"), shared,
                                          place.write("short", "ab"), place.path(),     a};
  EXPECT_EQ(prove_equal(paths, bytes.size(), sha256(bytes)),
            Proven({false, false, false, false, false, true}));
}

}  // namespace
}  // namespace cairn
