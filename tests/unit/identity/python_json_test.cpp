#include "cairn/identity/python_json.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/hash.h"
#include "unit/identity/vectors.h"

namespace cairn {
namespace {

TEST(PythonJson, writes_what_python_wrote) {
  for (const Value& row : read_vectors("python_json.jsonl")) {
    const std::string spaced = python_json(*row.find("input"), {});
    EXPECT_EQ(spaced, row.find("spaced")->as_string());
    EXPECT_EQ(hash_hex(HashKind::md5, spaced), row.find("md5_of_spaced")->as_string());
    EXPECT_EQ(python_json(*row.find("input"), {.separators = PythonSeparators::compact}),
              row.find("compact")->as_string());
  }
}

TEST(PythonJson, floats_are_pythons_repr) {
  for (const Value& row : read_vectors("double_repr.jsonl")) {
    const auto bits = std::stoull(row.find("bits")->as_string(), nullptr, 16);
    const auto number = std::bit_cast<double>(static_cast<std::uint64_t>(bits));
    EXPECT_EQ(double_text(number), row.find("repr")->as_string());
  }
}

TEST(PythonJson, non_finite_floats_are_pythons_tokens) {
  EXPECT_EQ(python_json(List{std::nan(""), INFINITY, -INFINITY}, {}), "[NaN, Infinity, -Infinity]");
}

TEST(PythonJson, text_that_python_could_not_hold_is_refused) {
  EXPECT_THROW(python_json("\xff", {}), Error);
}

}  // namespace
}  // namespace cairn
