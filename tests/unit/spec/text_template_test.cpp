#include "cairn/spec/text_template.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

std::string rendered(std::string_view text) {
  return render(parse_text_template(text, "f:1:1"),
                [](std::string_view name) { return "<" + std::string(name) + ">"; });
}

std::string template_error(std::string_view text) {
  try {
    parse_text_template(text, "f:1:1");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(TextTemplate, placeholders_are_dotted_names_in_braces) {
  EXPECT_EQ(rendered("fit --data {dataset.path} -k {n-c_1}"),
            "fit --data <dataset.path> -k <n-c_1>");
  EXPECT_EQ(rendered(""), "");
  EXPECT_EQ(parse_text_template("{a}x{b}{a}", "").placeholders(),
            (std::vector<std::string>{"a", "b", "a"}));
}

TEST(TextTemplate, doubled_braces_are_literal) {
  EXPECT_EQ(rendered("{{a}}"), "{a}");
  EXPECT_EQ(rendered("{{{a}}}"), "{<a>}");
  EXPECT_EQ(rendered("awk '{{print $1}}' {a}"), "awk '{print $1}' <a>");
}

TEST(TextTemplate, what_is_put_in_is_not_scanned_again) {
  const TextTemplate text = parse_text_template("{a} {b}", "");
  EXPECT_EQ(render(text, [](std::string_view name) { return name == "a" ? "{b}" : "{{"; }),
            "{b} {{");
}

TEST(TextTemplate, the_caret_stands_under_the_brace) {
  EXPECT_EQ(template_error("run {seed"), "f:1:1: this brace is never closed\n  run {seed\n      ^");
  EXPECT_EQ(template_error("a} b"), "f:1:1: a closing brace without an opening one\n  a} b\n   ^");
  EXPECT_EQ(template_error("a {} b"), "f:1:1: '{}' is not a placeholder\n  a {} b\n    ^");
  EXPECT_EQ(template_error("{a + 1}"), "f:1:1: '{a + 1}' is not a placeholder\n  {a + 1}\n  ^");
}

TEST(TextTemplate, the_caret_counts_columns_not_bytes) {
  EXPECT_EQ(template_error("größe {x"), "f:1:1: this brace is never closed\n  größe {x\n        ^");
  EXPECT_EQ(template_error("a\n\tb {x"), "f:1:1: this brace is never closed\n  a  b {x\n       ^");
}

TEST(TextTemplate, a_scalar_of_another_type_is_its_text) {
  const YamlDocument document("f", "3");
  EXPECT_EQ(parse_text_template(document.root()).source, "3");
  const YamlDocument empty("f", "");
  EXPECT_THROW(parse_text_template(empty.root()), Error);
}

}  // namespace
}  // namespace cairn
