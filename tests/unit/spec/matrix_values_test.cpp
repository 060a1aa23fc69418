#include "cairn/spec/matrix_values.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

List axis(const std::string& text, const std::string& param = "k",
          const ProjectSpec& project = {}) {
  const YamlDocument document("f", text);
  return read_axis_values(param, document.root(), project);
}

List typed(const std::string& text) { return read_override_values(text, "k=" + text); }

template <typename Read>
std::string message_of(Read read) {
  try {
    read();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

std::string axis_error(const std::string& text) {
  return message_of([&] { axis(text); });
}
std::string typed_error(const std::string& text) {
  return message_of([&] { typed(text); });
}

TEST(MatrixAxis, a_list_or_one_value) {
  EXPECT_EQ(axis("[1, a, 1.5, [2]]"), (List{1, "a", 1.5, List{2}}));
  EXPECT_EQ(axis("5"), List{5});
}

TEST(MatrixAxis, a_range_leaves_its_stop_out) {
  EXPECT_EQ(axis("{range: [5, 30, 5]}"), (List{5, 10, 15, 20, 25}));
  EXPECT_EQ(axis("{range: [0, 3]}"), (List{0, 1, 2}));
  EXPECT_EQ(axis("{range: [3, 0, -1]}"), (List{3, 2, 1}));
  EXPECT_EQ(axis("{range: [0, 5, 2]}"), (List{0, 2, 4}));
}

TEST(MatrixAxis, a_range_of_floats_gains_no_value_by_rounding) {
  EXPECT_EQ(axis("{range: [0, 0.3, 0.1]}").size(), 3U);
  EXPECT_EQ(axis("{range: [0.1, 0.7, 0.2]}").size(), 3U);
  EXPECT_EQ(axis("{range: [1.0, 2]}"), List{1.0});
}

TEST(MatrixAxis, a_range_of_floats_has_the_values_that_a_person_writes) {
  EXPECT_EQ(axis("{range: [0, 0.5, 0.1]}"), (List{0.0, 0.1, 0.2, 0.3, 0.4}));
  EXPECT_EQ(axis("{range: [1, 0.6, -0.15]}"), (List{1.0, 0.85, 0.7}));
  EXPECT_EQ(axis("{range: [1e-5, 4e-5, 1e-5]}"), (List{1e-5, 2e-5, 3e-5}));
  EXPECT_EQ(axis("{range: [1e20, 3e20, 1e20]}"), (List{1e20, 2e20}));
  EXPECT_EQ(axis("{range: [0.1, 1, 0.3333333333333333]}"),
            (List{0.1, 0.1 + 0.3333333333333333, 0.1 + 2 * 0.3333333333333333}));
}

TEST(MatrixAxis, whole_numbers_stay_exact_at_the_ends_of_64_bits) {
  EXPECT_EQ(
      axis("{range: [9007199254740993, 9007199254740996]}"),
      (List{INT64_C(9007199254740993), INT64_C(9007199254740994), INT64_C(9007199254740995)}));
  EXPECT_EQ(axis("{range: [0, 1, 10000000000]}"), List{0});
  EXPECT_EQ(axis("{range: [-9223372036854775808, 9223372036854775807, 9223372036854775807]}"),
            (List{std::numeric_limits<std::int64_t>::min(), -1,
                  std::numeric_limits<std::int64_t>::max() - 1}));
}

TEST(MatrixAxis, all_means_every_dataset_for_the_dataset_axis_only) {
  ProjectSpec project;
  project.datasets = {{"a", {}}, {"b", {}}};
  EXPECT_EQ(axis("all", "dataset", project), (List{"a", "b"}));
  EXPECT_EQ(axis("all", "k", project), List{"all"});
  EXPECT_EQ(axis("all", "dataset"), List{"all"});
}

TEST(MatrixAxis, what_is_no_axis_is_refused_at_its_place) {
  EXPECT_EQ(axis_error("[]"), "f:1:1: the matrix of 'k' has no values");
  EXPECT_EQ(axis_error("{range: [1]}"),
            "f:1:9: a range is [start, stop] or [start, stop, step]; the stop is left out");
  EXPECT_EQ(axis_error("{range: [1, 5, 0]}"), "f:1:9: a range's step cannot be 0");
  EXPECT_EQ(axis_error("{range: [5, 1]}"), "f:1:9: this range is empty");
  EXPECT_EQ(axis_error("{range: [a, 1]}"), "f:1:9: a range takes numbers");
  EXPECT_EQ(axis_error("{rnage: [1, 5]}"), "f:1:2: unknown key 'rnage' in the matrix of 'k'");
  EXPECT_EQ(axis_error("{range: 5}"),
            "f:1:1: write a list of values or {range: [start, stop, step]}");
}

TEST(MatrixAxis, a_huge_range_is_refused_with_its_count_and_at_once) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(axis_error("{range: [0, 1000000000]}"),
            "f:1:9: this range has 1000000000 values; one axis may have 1000000");
  EXPECT_NE(axis_error("{range: [0, .inf]}"), "no error");
  EXPECT_NE(axis_error("{range: [0, .nan]}"), "no error");
  EXPECT_NE(axis_error("{range: [-9223372036854775808, 9223372036854775807]}"), "no error");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Override, values_are_typed_as_yaml_types_them) {
  EXPECT_EQ(typed("3"), List{3});
  EXPECT_EQ(typed("1e-6"), List{1e-6});
  EXPECT_EQ(typed("true"), List{true});
  EXPECT_EQ(typed("null"), List{Value()});
  EXPECT_EQ(typed("NO"), List{"NO"});
  EXPECT_EQ(typed("a=b"), List{"a=b"});
  EXPECT_EQ(typed(""), List{""});
}

TEST(Override, commas_separate_choices_outside_quotes_and_brackets) {
  EXPECT_EQ(typed("5,10,a"), (List{5, 10, "a"}));
  EXPECT_EQ(typed("5, 10 , ' a '"), (List{5, 10, " a "}));
  EXPECT_EQ(typed("'a,b',c"), (List{"a,b", "c"}));
  EXPECT_EQ(typed("\"3\",3"), (List{"3", 3}));
  EXPECT_EQ(typed("[1,2],[3]"), (List{List{1, 2}, List{3}}));
  EXPECT_EQ(typed("{a: 1, b: 2}"), (List{Map{{"a", 1}, {"b", 2}}}));
}

TEST(Override, a_comma_too_many_is_no_empty_text) {
  for (const std::string text : {"0.3,", ",0.9", "1,,2", "1, ,2"}) {
    EXPECT_EQ(typed_error(text), "'k=" + text + "': a value between commas is empty");
  }
  EXPECT_EQ(typed("'',a"), (List{"", "a"}));
}

TEST(Override, a_range_is_that_of_a_matrix) {
  EXPECT_EQ(typed("range(5,30,5)"), (List{5, 10, 15, 20, 25}));
  EXPECT_EQ(typed("range(1, 3)"), (List{1, 2}));
  EXPECT_EQ(typed_error("range(0,1000000000)"),
            "'k=range(0,1000000000)': this range has 1000000000 values; one axis may have 1000000");
  EXPECT_EQ(typed_error("range(5,1)"), "'k=range(5,1)': this range is empty");
}

TEST(Override, an_open_quote_or_bracket_is_refused) {
  for (const std::string text : {"'a", "[1,2", "\"", "1)", "a]"}) {
    EXPECT_EQ(typed_error(text), "'k=" + text + "': a quote or bracket is never closed");
  }
}

TEST(Override, shell_text_is_a_value_like_any_other) {
  EXPECT_EQ(typed("$(rm -rf /)"), List{"$(rm -rf /)"});
  EXPECT_EQ(typed("--flag"), List{"--flag"});
}

}  // namespace
}  // namespace cairn
