#include "cairn/identity/python_value.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

TEST(PythonValue, str_is_pythons) {
  EXPECT_EQ(python_str("a'b"), "a'b");
  EXPECT_EQ(python_str(List{"a'b", "a\"b", "'\"", "\n\x7f\\é"}),
            R"(["a'b", 'a"b', '\'"', '\n\x7f\\é'])");
  EXPECT_EQ(python_str(List{true, nullptr, 2e-05, 1.0, 7, Map{{"k", List{}}}}),
            "[True, None, 2e-05, 1.0, 7, {'k': []}]");
  EXPECT_EQ(python_str(Map{{"__tuple__", List{1}}}), "(1,)");
  EXPECT_EQ(python_str(Map{{"__tuple__", List{1, 2}}}), "(1, 2)");
  const Value path = Map{{"__object__", Map{{"type", "PosixPath"}, {"text", "x"}}}};
  EXPECT_EQ(python_str(path), "x");
  EXPECT_EQ(python_str(List{path}), "[PosixPath('x')]");
  EXPECT_EQ(python_str(List{"\u00a0\u2028\U000f0000"}), R"(['\xa0\u2028\U000f0000'])");
}

TEST(PythonValue, marked_floats_are_read_wherever_they_stand) {
  const Value decoded =
      decode_python(List{Map{{"x", Map{{"__float__", "nan"}}}}, Map{{"__float__", "-inf"}}});
  EXPECT_TRUE(std::isnan(decoded.as_list()[0].find("x")->as_double()));
  EXPECT_EQ(decoded.as_list()[1].as_double(), -INFINITY);
  EXPECT_EQ(decode_python(Map{{"__float__", "1e3"}}).as_double(), 1000.0);
  EXPECT_THROW(decode_python(Map{{"__float__", "many"}}), Error);
}

TEST(PythonValue, what_is_empty_or_zero_is_false) {
  for (const Value& no :
       List{nullptr, false, 0, 0.0, "", List{}, Map{}, Map{{"__tuple__", List{}}}}) {
    EXPECT_FALSE(is_true_in_python(no)) << python_str(no);
  }
  for (const Value& yes : List{true, 1, -0.5, "0", List{0}, Map{{"a", 0}}}) {
    EXPECT_TRUE(is_true_in_python(yes)) << python_str(yes);
  }
}

}  // namespace
}  // namespace cairn
