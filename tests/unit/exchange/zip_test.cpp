// What the writer writes the reader reads, byte for byte, whatever its size and sort.
#include <cstdint>
#include <map>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/exchange/zip_file.h"
#include "cairn/exchange/zip_writer.h"
#include "support/temp_project.h"
#include "unit/exchange/noise.h"

namespace cairn {
namespace {

using test::noise;

std::string rows(std::size_t size) {
  std::string bytes;
  for (std::uint64_t i = 0; bytes.size() < size; ++i) bytes += std::to_string(i * 7919) + ",row\n";
  return bytes;
}

ZipMember member(std::string name, std::string bytes) {
  return {.name = std::move(name),
          .time = 1'763'643'731'000'000,
          .size = bytes.size(),
          .sha256 = sha256(bytes),
          .bytes = std::move(bytes)};
}

class Zip : public testing::Test {
 protected:
  void add_file(const std::string& name, const std::string& bytes) {
    ZipMember one = member(name, bytes);
    one.source = folder_.write("source/" + name, bytes);
    one.bytes.clear();
    members_.push_back(std::move(one));
  }

  ZipTotals write(const std::string& name) {
    return write_zip(folder_.at(name), members_, Durability::none, [](std::uint64_t) {});
  }

  test::TempFolder folder_;
  std::vector<ZipMember> members_;
};

TEST_F(Zip, ReadsBackWhatWasWritten) {
  std::map<std::string, std::string> files = {{"empty", ""},
                                              {"small.txt", rows(5000)},
                                              {"noise.bin", noise(100'000)},
                                              {"large/noise", noise(9 << 20)},
                                              {"large/text", rows(9 << 20)},
                                              {"zeros", std::string(21 << 20, '\0')},
                                              {"grün/漢字", "x"}};
  for (const auto& [name, bytes] : files) add_file(name, bytes);
  members_.push_back(member("page", "from memory"));
  files["page"] = "from memory";
  const ZipTotals totals = write("a.zip");
  EXPECT_EQ(totals.zip_bytes, stat_path(folder_.at("a.zip"))->size);
  EXPECT_LT(totals.zip_bytes, totals.raw_bytes);
  const ZipFile zip(folder_.at("a.zip"), {});
  ASSERT_EQ(zip.entries().size(), files.size());
  for (const ZipEntry& entry : zip.entries()) {
    std::string back;
    const Digest digest = zip.unpack(entry, [&](std::string_view piece) { back += piece; });
    EXPECT_TRUE(back == files.at(entry.name.text())) << entry.name.text();
    EXPECT_EQ(digest, sha256(back));
    const bool is_noise = entry.name.text().find("noise") != std::string::npos;
    EXPECT_TRUE(!is_noise || entry.is_stored) << entry.name.text();
  }
}

TEST_F(Zip, SameMembersGiveSameBytes) {
  add_file("text", rows(10 << 20));
  add_file("noise", noise(50'000));
  write("a.zip");
  write("b.zip");
  EXPECT_TRUE(read_file(folder_.at("a.zip")) == read_file(folder_.at("b.zip")));
}

TEST_F(Zip, NothingShrinksSoMuchThatAnImporterRefusesIt) {
  add_file("zeros", std::string(40 << 20, '\0'));
  write("a.zip");
  const ZipFile zip(folder_.at("a.zip"), {});  // with the default limits
  EXPECT_GT(zip.entries().front().packed_size * 100, zip.entries().front().size);
}

TEST_F(Zip, AFileThatIsNotWhatWasRecordedEndsItAndLeavesNothing) {
  add_file("good", "good");
  add_file("bad", rows(9 << 20));
  members_.back().sha256 = sha256("other");
  EXPECT_THROW(write("a.zip"), Error);
  members_.back().sha256 = sha256(rows(9 << 20));
  members_.back().size += 1;
  EXPECT_THROW(write("a.zip"), Error);
  EXPECT_EQ(list_folder(folder_.path()).size(), 1U);  // the sources alone
}

TEST_F(Zip, DamageAnywhereIsFound) {
  add_file("text", rows(3000));
  add_file("noise", noise(3000));
  write("a.zip");
  const std::string good = read_file(folder_.at("a.zip"));
  int silent = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    folder_.write("bad.zip", bad);
    try {
      const ZipFile zip(folder_.at("bad.zip"), {});
      bool same = zip.entries().size() == 2;
      for (const ZipEntry& entry : zip.entries()) {
        const Digest digest = zip.unpack(entry, [](std::string_view) {});
        same = same && (digest == members_[0].sha256 || digest == members_[1].sha256);
      }
      // Times, versions and attributes may change without changing a file.
      if (!same) ++silent;
    } catch (const Error& error) {
      EXPECT_TRUE(error.code() == ErrorCode::corrupt || error.code() == ErrorCode::invalid_input);
    }
  }
  EXPECT_EQ(silent, 0);
}

}  // namespace
}  // namespace cairn
