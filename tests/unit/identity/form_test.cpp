#include "cairn/identity/form.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {
namespace {

std::string read(const std::string& form, const Value& input) {
  try {
    return to_json(parse_form(find_form(form), input));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
}

TEST(Form, legacy_run_names_and_names_with_underscores_are_read_right) {
  EXPECT_EQ(
      read("ssvae.run", "legacy_test_20241112_143027"),
      R"({"experiment_name":"legacy_test","architecture_code":null,"timestamp":"20241112_143027"})");
  EXPECT_EQ(
      read("ssvae.run", "a__b__mix10__20241112_143027"),
      R"({"experiment_name":"a__b","architecture_code":"mix10","timestamp":"20241112_143027"})");
  EXPECT_EQ(
      read("ssvae.run", "a__mix10__20241112_143027.2"),
      R"({"experiment_name":"a","architecture_code":"mix10","timestamp":"20241112_143027.2"})");
  EXPECT_EQ(read("ssvae.run", "x__y"), "'x__y' is no ssvae.run");
}

TEST(Form, a_model_folder_without_arguments_has_no_status) {
  const std::string path = "reports/x/AlexNet:_42/imagenette:all_trained/f.csv";
  EXPECT_EQ(read("dynvision.status_in_path", path), R"("trained")");
  EXPECT_EQ(read("dynvision.status_in_path:compat", path), R"("42")");
  EXPECT_EQ(read("dynvision.status_in_path", "a/b.csv"), "null");
}

TEST(Form, an_argument_is_replaced_and_extracted_by_its_whole_key) {
  const Map input = {
      {"s", "x:bdt=2+dt=2_42"}, {"key", "dt"}, {"value_type", "int"}, {"new_value", "*"}};
  EXPECT_EQ(read("dynvision.replace", input), R"("x:bdt=2+dt=*_42")");
  EXPECT_EQ(read("dynvision.replace:compat", input), R"("x:bdt=*+dt=*_42")");
  const Map small = {{"s", "x:activityloss=2e-05_1"}, {"key", "activityloss"}, {"value_type", {}}};
  EXPECT_EQ(read("dynvision.extract", small), "2e-05");
  EXPECT_EQ(read("dynvision.extract:compat", small), R"("2e")");
}

TEST(Form, a_text_that_is_none_is_refused_and_a_long_one_too) {
  EXPECT_EQ(read("nirs4all.artifact_id", "plain"), "'plain' is no nirs4all.artifact_id");
  EXPECT_EQ(read("nirs4all.artifact_id", "a$b:x"), "'x' is no whole number");
  EXPECT_EQ(read("nirs4all.artifact_id", 3), "form 'nirs4all.artifact_id' reads a text, not int");
  EXPECT_EQ(read("nirs4all.artifact_id", std::string(5000, 'x')),
            "form 'nirs4all.artifact_id' reads texts of at most 4096 bytes");
}

TEST(Form, an_unknown_one_names_the_nearest) {
  try {
    find_form("nirs4all.artifactid");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "did you mean 'nirs4all.artifact_id'?");
  }
}

std::string form_error(const std::string& yaml) {
  try {
    read_forms("forms:\n  - " + yaml, "f.yaml");
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(Form, bad_files_are_refused_with_their_place) {
  const std::string unclosed = form_error("{form: a, patterns: [{match: \"(\", make: \"1\"}]}");
  EXPECT_TRUE(unclosed.starts_with("f.yaml:2:34: not a regular expression: ")) << unclosed;
  EXPECT_EQ(form_error("{form: a}"), "f.yaml:2:5: a form has 'patterns', 'each' or 'make'");
  EXPECT_EQ(form_error("{form: a, make: b, mk: c}"), "f.yaml:2:24: unknown key 'mk' in a form");
  EXPECT_EQ(form_error("{form: a, make: b}\n  - {form: a, make: b}"),
            "f.yaml:3:5: 'a' stands twice");
}

}  // namespace
}  // namespace cairn
