#include "cairn/base/yaml_1_1.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {
namespace {

std::string old(std::string_view text) {
  const Value value = yaml_scalar_1_1(text);
  return std::string(value.type_name()) + " " + to_json(value);
}

TEST(Yaml11, plain_scalars_are_typed_as_pyyaml_does) {
  EXPECT_EQ(old("1e-6"), "string \"1e-6\"");
  EXPECT_EQ(old("1.0e6"), "string \"1.0e6\"");
  EXPECT_EQ(old("1.0e-6"), "float 1e-06");
  EXPECT_EQ(old("off"), "bool false");
  EXPECT_EQ(old("017"), "int 15");
  EXPECT_EQ(old("018"), "string \"018\"");
  EXPECT_EQ(old("0x1F"), "int 31");
  EXPECT_EQ(old("-0b101"), "int -5");
  EXPECT_EQ(old("1_000"), "int 1000");
  EXPECT_EQ(old("12:30"), "int 750");
  EXPECT_EQ(old("1:30.5"), "float 90.5");
  EXPECT_EQ(old("-.inf"), "float \"-Infinity\"");
  EXPECT_EQ(old(""), "null null");
  EXPECT_EQ(old("2025-10-14"), "string \"2025-10-14\"");
  EXPECT_EQ(old("0"), "int 0");
}

TEST(Yaml11, omegaconf_reads_an_exponent_without_a_point) {
  EXPECT_EQ(yaml_scalar_omegaconf("1e-6").as_double(), 1e-6);
  EXPECT_EQ(yaml_scalar_omegaconf("yes"), Value(true));
}

TEST(Yaml11, quoted_texts_stay_texts) {
  EXPECT_EQ(to_json(parse_yaml_1_1("{a: 'yes', b: yes}", "x")), R"({"a":"yes","b":true})");
  EXPECT_THROW(parse_yaml_1_1("a: [", "x"), Error);
}

}  // namespace
}  // namespace cairn
