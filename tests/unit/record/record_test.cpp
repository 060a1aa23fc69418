#include "cairn/record/record.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

Record small_record() {
  Record record{.definition = test::TempProject::define(1, "results/fit", "pipeline"),
                .attempts = {{.host = "a", .started = 1, .ended = 2, .exit_code = 0}},
                .command = "true"};
  record.metrics.push_back(
      {.key = "rmse", .last = 0.5, .first = 0.5, .min = 0.5, .max = 0.5, .count = 1});
  record.artifacts.push_back(
      {.path = "a b\"\n.csv", .role = "x", .type = "x", .size = 3, .sha256 = sha256("abc")});
  return record;
}

ErrorCode refusal_of(std::string_view text) {
  try {
    parse_record(text, "f.json");
  } catch (const Error& error) {
    EXPECT_TRUE(error.message().starts_with("f.json: ")) << error.message();
    return error.code();
  }
  return ErrorCode::internal;
}

/// The text with another SHA-256 at its end, as if the rest had been written so.
std::string sealed(std::string text) {
  const std::size_t at = text.rfind(",\n\"sha256\":\"");
  const std::string hex = sha256(text.substr(0, at)).hex();
  return text.replace(at + 12, 64, hex);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Record, one_key_a_line_closed_by_its_own_sha256) {
  const std::string text = record_text(small_record());
  EXPECT_TRUE(text.starts_with("{\n\"format\":1,\n\"status\":\"finished\",\n\"id\":"));
  const std::size_t at = text.rfind(",\n\"sha256\":\"");
  EXPECT_EQ(text.substr(at), ",\n\"sha256\":\"" + sha256(text.substr(0, at)).hex() + "\"\n}\n");
}

TEST(Record, a_flipped_byte_is_found_wherever_it_is) {
  const std::string text = record_text(small_record());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const int bit : {0, 5}) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_NE(refusal_of(damaged), ErrorCode::internal) << "byte " << i << " bit " << bit;
    }
  }
}

TEST(Record, a_record_that_was_cut_is_corrupt_wherever_it_was_cut) {
  const std::string text = record_text(small_record());
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_EQ(refusal_of(text.substr(0, length)), ErrorCode::corrupt) << length;
  }
  EXPECT_EQ(refusal_of(text + "\n"), ErrorCode::corrupt);
  EXPECT_EQ(refusal_of(text + text), ErrorCode::corrupt);
}

TEST(Record, the_format_of_a_newer_cairn_is_refused_and_older_damage_is_not_taken_for_it) {
  const std::string text = record_text(small_record());
  EXPECT_EQ(refusal_of(sealed(replaced(text, "\"format\":1", "\"format\":2"))),
            ErrorCode::conflict);
  EXPECT_EQ(refusal_of(sealed(replaced(text, "\"format\":1", "\"format\":\"1\""))),
            ErrorCode::corrupt);
}

TEST(Record, a_missing_or_mistyped_field_is_corrupt_even_when_the_digest_fits) {
  const std::string text = record_text(small_record());
  const std::pair<std::string, std::string> cases[] = {
      {"\"command\":\"true\",\n", ""},
      {"\"command\":\"true\"", "\"command\":[]"},
      {"\"shared_folder\":false", "\"shared_folder\":0"},
      {"\"problems\":[]", "\"problems\":[1]"},
      {"\"metric_files\":[]", "\"metric_files\":[1]"},
      {"\"status\":\"finished\"", "\"status\":\"done\""},
      {"\"attempts\":[", "\"attempts\":[3,"},
      {"\"started\":\"1970", "\"started\":\"197x"}};
  for (const auto& [from, to] : cases) {
    EXPECT_EQ(refusal_of(sealed(replaced(text, from, to))), ErrorCode::corrupt) << from;
  }
}

TEST(Record, artifacts_are_read_alike_whether_their_texts_need_care_or_not) {
  Record record = small_record();
  record.artifacts = {
      {.path = "a.csv", .role = "x", .type = "x", .size = 3, .sha256 = sha256("abc")},
      {.path = "é/b", .role = "x", .type = "y", .step = 3, .op = "o", .child = "c", .size = 1},
      {.path = "c", .role = "x", .type = "", .step = -1}};
  for (const char* path : {"plain", "with \"care\""}) {
    record.artifacts[1].path = path;
    const std::string text = record_text(record);
    EXPECT_EQ(record_text(parse_record(text, "f.json")), text);
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {R"("size":3,)", R"("size":"3",)"},
             {R"("size":3,)", ""},
             {R"("path":"a.csv")", R"("path":1)"},
             {R"("path":"a.csv",)", ""},
             {R"("role":"x",)", ""},
             {R"("role":"x",)", R"("role":"x","role":"x",)"},
             {R"("artifacts":)", R"("artefacts":)"},
             {sha256("abc").hex(), sha256("abc").hex().substr(1)}}) {
      EXPECT_EQ(refusal_of(sealed(replaced(text, from, to))), ErrorCode::corrupt) << from << to;
    }
  }
}

TEST(Record, what_is_no_record_is_named) {
  EXPECT_EQ(refusal_of(""), ErrorCode::corrupt);
  EXPECT_EQ(refusal_of("{}"), ErrorCode::corrupt);
  EXPECT_EQ(refusal_of("[]"), ErrorCode::corrupt);
  EXPECT_EQ(refusal_of("not JSON \xff"), ErrorCode::corrupt);
}

TEST(Record, metrics_that_are_no_finite_numbers_come_back) {
  Record record = small_record();
  record.metrics = {{.key = "nan", .last = std::nan("")},
                    {.key = "inf",
                     .last = INFINITY,
                     .first = -INFINITY,
                     .min = -INFINITY,
                     .max = INFINITY,
                     .count = 2}};
  const Record again = parse_record(record_text(record), "-");
  EXPECT_TRUE(std::isnan(again.metrics.at(0).last));
  EXPECT_EQ(again.metrics.at(1).last, INFINITY);
  EXPECT_EQ(again.metrics.at(1).min, -INFINITY);
}

TEST(Record, reading_names_the_file_and_what_is_missing) {
  const test::TempFolder folder;
  const Record record = small_record();
  const RunId id = record.definition.id;
  try {
    read_record(folder.path(), id);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
  }
  folder.write(".run/" + id.text + ".json", record_text(record));
  EXPECT_EQ(record_text(read_record(folder.path(), id)), record_text(record));
}

}  // namespace
}  // namespace cairn
