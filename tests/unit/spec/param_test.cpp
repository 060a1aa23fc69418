#include "cairn/spec/param.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

ParamSpec declared(const std::string& text) {
  const YamlDocument document("cairn.yaml", text);
  return read_param("k", document.root());
}

std::string refusal(const ParamSpec& param, const Value& value) {
  try {
    check_param(param, value, "fit");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "taken";
}

TEST(Param, a_plain_value_is_a_default_of_any_type) {
  const ParamSpec param = declared("minmax");
  EXPECT_EQ(param.type, ParamType::any);
  EXPECT_EQ(param.default_value, Value("minmax"));
  EXPECT_EQ(check_param(param, Value(3), "fit"), Value(3));
}

TEST(Param, a_map_of_other_keys_is_a_default_too) {
  EXPECT_EQ(declared("{depth: 3}").default_value, Value(Map{{"depth", 3}}));
  EXPECT_EQ(declared("{}").default_value, Value(Map{}));
}

TEST(Param, each_type_takes_its_own_values_only) {
  struct TypeCase {
    std::string type;
    Value good;
    Value bad;
  };
  const TypeCase cases[] = {{"bool", true, 1},      {"int", 1, 1.0},
                            {"float", 1.5, "1.5"},  {"string", "1", 1},
                            {"list", List{1}, 1},   {"map", Map{{"a", 1}}, List{1}},
                            {"dataset", "wheat", 1}};
  for (const TypeCase& each : cases) {
    const ParamSpec param = declared("{type: " + each.type + "}");
    EXPECT_EQ(check_param(param, each.good, "fit"), each.good) << each.type;
    EXPECT_NE(refusal(param, each.bad), "taken") << each.type;
  }
}

TEST(Param, the_refusal_names_stage_value_type_and_place) {
  EXPECT_EQ(refusal(declared("{type: int}"), Value("three")),
            "stage 'fit': k = three is a string, and k takes a int (declared at cairn.yaml:1:1)");
}

TEST(Param, an_int_given_to_a_float_becomes_a_float) {
  const Value value = check_param(declared("{type: float}"), Value(1), "fit");
  EXPECT_TRUE(value.is_real());
  EXPECT_EQ(value, Value(1.0));
}

TEST(Param, the_default_and_the_choices_of_a_float_are_floats) {
  const ParamSpec param = declared("{type: float, default: 1, choices: [1, 2]}");
  EXPECT_EQ(param.default_value, Value(1.0));
  EXPECT_EQ(refusal(param, Value(1.0)), "taken");
  EXPECT_EQ(refusal(param, Value(2)), "taken");
}

TEST(Param, ranges_are_inclusive) {
  const ParamSpec param = declared("{type: int, min: 1, max: 40}");
  EXPECT_EQ(refusal(param, Value(1)), "taken");
  EXPECT_EQ(refusal(param, Value(40)), "taken");
  EXPECT_EQ(refusal(param, Value(0)),
            "stage 'fit': k = 0 is below its minimum 1 (declared at cairn.yaml:1:1)");
  EXPECT_EQ(refusal(param, Value(41)),
            "stage 'fit': k = 41 is above its maximum 40 (declared at cairn.yaml:1:1)");
}

TEST(Param, a_range_refuses_what_is_no_number) {
  EXPECT_NE(refusal(declared("{min: 1}"), Value("a")).find("is not a number, but has a range"),
            std::string::npos);
}

TEST(Param, a_choice_that_is_nearly_right_is_named) {
  EXPECT_EQ(
      refusal(declared("{choices: [minmax, standard]}"), Value("minmaks")),
      "stage 'fit': k = minmaks is not one of minmax, standard (declared at cairn.yaml:1:1) | "
      "did you mean minmax?");
}

TEST(Param, choices_keep_types_apart) {
  EXPECT_NE(refusal(declared("{choices: [1]}"), Value("1")), "taken");
}

TEST(Param, nan_names_no_run_at_any_depth) {
  const ParamSpec param = declared("{type: any}");
  EXPECT_NE(refusal(param, Value(std::nan(""))).find("NaN cannot name a run"), std::string::npos);
  EXPECT_NE(refusal(param, Value(List{1, std::nan("")})), "taken");
  EXPECT_NE(refusal(param, Value(Map{{"a", Map{{"b", std::nan("")}}}})), "taken");
}

TEST(Param, a_bad_declaration_is_refused_at_its_place) {
  const std::pair<std::string, std::string> cases[] = {
      {"{type: integer}", "cairn.yaml:1:8: unknown type 'integer'"},
      {"{min: low}", "cairn.yaml:1:7: a bound must be a number"},
      {"{max: .nan}", "cairn.yaml:1:7: a bound must be a number"},
      {"{choices: a}", "cairn.yaml:1:11: choices must be a list, as in [a, b]"},
      {"{type: int, defualt: 1}",
       "cairn.yaml:1:13: unknown key 'defualt' in the declaration of parameter 'k'"}};
  for (const auto& [text, message] : cases) {
    try {
      declared(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.message(), message);
    }
  }
}

}  // namespace
}  // namespace cairn
