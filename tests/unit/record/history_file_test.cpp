#include "cairn/record/history_file.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

std::string hex_of(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

HistoryWriter::Written write_example(const std::string& path) {
  HistoryWriter writer(path);
  writer.add({.key = "loss", .value = 1.5, .step = 0, .time = 1000000});
  writer.add({.key = "lr", .value = 0.5});
  writer.add({.key = "loss", .value = 0.75, .step = 10});
  return writer.finish(Durability::full);
}

// The example of docs/formats/history.md, checked there by hand.
TEST(HistoryFile, has_the_bytes_that_its_page_shows) {
  const test::TempFolder folder;
  const HistoryWriter::Written written = write_example(folder.at("a.history"));
  const std::string bytes = read_file(folder.at("a.history"));
  EXPECT_EQ(bytes.size(), written.size);
  EXPECT_EQ(sha256(bytes), written.sha256);
  const std::string body = bytes.substr(0, bytes.size() - 32);
  EXPECT_EQ(hex_of(body),
            "434149524e484953"
            "01000000"
            "02"
            "01"
            "0014"
            "02"
            "01"
            "80897a"
            "000000000000f83f"
            "000000000000e83f"
            "01"
            "00"
            "00"
            "000000000000e03f"
            "02"
            "00"
            "046c6f7373"
            "02"
            "000000000000f83f"
            "000000000000e83f"
            "000000000000e83f"
            "000000000000f83f"
            "01"
            "01"
            "0c"
            "19"
            "02"
            "02"
            "00"
            "14"
            "00"
            "026c72"
            "01"
            "000000000000e03f"
            "000000000000e03f"
            "000000000000e03f"
            "000000000000e03f"
            "00"
            "01"
            "25"
            "0b"
            "01"
            "00"
            "3000000000000000");
  EXPECT_EQ(hex_of(bytes.substr(bytes.size() - 32)), sha256(body).hex());
}

TEST(HistoryFile, tells_of_each_series_without_reading_points) {
  const test::TempFolder folder;
  write_example(folder.at("a.history"));
  const HistoryReader reader(folder.at("a.history"), std::nullopt);
  ASSERT_EQ(reader.series().size(), 2U);
  const Series& loss = reader.series()[0];
  EXPECT_EQ(loss.metric.key, "loss");
  EXPECT_EQ(loss.metric.count, 2);
  EXPECT_EQ(loss.metric.first, 1.5);
  EXPECT_EQ(loss.metric.last, 0.75);
  EXPECT_EQ(loss.steps, 2);
  EXPECT_EQ(loss.most_step, 10);
  EXPECT_EQ(loss.times, 1);
}

TEST(HistoryFile, blocks_end_at_4096_points_and_a_range_reads_its_own_only) {
  const test::TempFolder folder;
  HistoryWriter writer(folder.at("a.history"));
  for (int i = 0; i < 10000; ++i) writer.add({.key = "loss", .value = i * 0.5, .step = i});
  writer.finish(Durability::none);
  HistoryReader reader(folder.at("a.history"), std::nullopt);
  std::vector<double> values;
  reader.read(0, StepRange{4095, 4097},
              [&](const LoggedPoint& point) { values.push_back(point.value); });
  EXPECT_EQ(values, (std::vector<double>{2047.5, 2048, 2048.5}));
}

TEST(HistoryFile, refuses_what_is_none_and_what_is_newer) {
  const test::TempFolder folder;
  write_example(folder.at("a.history"));
  const auto code_of = [&](const std::string& bytes) {
    try {
      HistoryReader(folder.write("b.history", bytes), std::nullopt);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  const std::string good = read_file(folder.at("a.history"));
  std::string newer = good;
  newer[8] = 2;
  EXPECT_EQ(code_of(newer), ErrorCode::conflict);
  EXPECT_EQ(code_of("CAIRNHIS"), ErrorCode::corrupt);
  EXPECT_EQ(code_of(std::string(100, 'x')), ErrorCode::corrupt);
  EXPECT_EQ(code_of(good.substr(0, good.size() - 1)), ErrorCode::corrupt);
  EXPECT_THROW(HistoryReader(folder.at("a.history"), sha256("another")), Error);
  EXPECT_THROW(HistoryReader(folder.at("missing"), std::nullopt), Error);
}

}  // namespace
}  // namespace cairn
