#include "cairn/identity/named_arrays.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

/// An integer that `Number` holds, or nullopt.
template <typename Number>
std::optional<Number> whole_of(const Value& value) {
  if (value.is_bool()) return static_cast<Number>(value.as_bool());
  if (value.is_int() && std::in_range<Number>(value.as_int())) {
    return static_cast<Number>(value.as_int());
  }
  // The upper half of 64 unsigned bits.
  const std::string* digits = find_wide_integer(value);
  if (digits == nullptr) return std::nullopt;
  Number number = 0;
  const char* const end = digits->data() + digits->size();
  const auto read = std::from_chars(digits->data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

template <typename Number>
Number number_of(const Value& value) {
  if constexpr (std::is_integral_v<Number>) {
    if (const std::optional<Number> number = whole_of<Number>(value)) return *number;
    throw InputError("",
                     fmt::format("{} is no {}whole number of {} bits", printable(python_str(value)),
                                 std::is_signed_v<Number> ? "" : "unsigned ", 8 * sizeof(Number)));
  } else {
    const std::optional<double> number = python_number(value);
    // float() of Python refuses an integer that is beyond all floats.
    const bool is_beyond = number && std::isinf(*number) && !value.is_real();
    if (number && !is_beyond) return static_cast<Number>(*number);
    throw InputError("", fmt::format("{} is no number{}", printable(python_str(value)),
                                     is_beyond ? " that a float holds" : ""));
  }
}

template <typename Number>
void append_number(std::string& out, const Value& value) {
  const Number number = number_of<Number>(value);
  std::array<char, sizeof number> bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  out.append(bytes.data(), bytes.size());
}

struct ArrayType {
  std::string_view name;
  void (*append)(std::string& out, const Value& value);
};

constexpr std::array kTypes = {
    ArrayType{"float64", append_number<double>},
    ArrayType{"float32", append_number<float>},
    ArrayType{"int64", append_number<std::int64_t>},
    ArrayType{"int32", append_number<std::int32_t>},
    ArrayType{"int16", append_number<std::int16_t>},
    ArrayType{"int8", append_number<std::int8_t>},
    ArrayType{"uint64", append_number<std::uint64_t>},
    ArrayType{"uint32", append_number<std::uint32_t>},
    ArrayType{"uint16", append_number<std::uint16_t>},
    ArrayType{"uint8", append_number<std::uint8_t>},
    ArrayType{"bool", append_number<std::uint8_t>},
};

const Value& part_of(const Value& array, const std::string& name, std::string_view key) {
  if (const Value* found = array.find(key)) return *found;
  throw InputError(name, fmt::format("the array '{}' has no '{}'", printable(name), key),
                   "an array is {shape, dtype, values}");
}

/// Appends the numbers, which may stand in lists of lists; gives how many they are.
std::int64_t append_values(std::string& out, const Value& values, const ArrayType& type) {
  if (!values.is_list()) {
    type.append(out, values);
    return 1;
  }
  std::int64_t count = 0;
  for (const Value& value : values.as_list()) count += append_values(out, value, type);
  return count;
}

/// The numbers that an array of this shape has.
std::int64_t size_of(const Value& shape, const std::string& name) {
  const bool is_shape =
      shape.is_list() && std::ranges::all_of(shape.as_list(), [](const Value& side) {
        return side.is_int() && side.as_int() >= 0 && side.as_int() <= 1L << 31U;
      });
  if (!is_shape) {
    throw InputError(name + ".shape", "a shape is a list of whole numbers from 0");
  }
  std::int64_t size = 1;
  for (const Value& side : shape.as_list()) {
    size = std::min<std::int64_t>(size, 1L << 31U) * side.as_int();
  }
  return size;
}

void append_array(std::string& out, const std::string& name, const Value& array) {
  const Value& dtype = part_of(array, name, "dtype");
  const auto type = std::ranges::find_if(kTypes, [&](const ArrayType& row) {
    return dtype.is_string() && row.name == dtype.as_string();
  });
  if (type == kTypes.end()) {
    throw InputError(name + ".dtype",
                     fmt::format("unknown dtype {}", printable(python_str(dtype))));
  }
  const Value& shape = part_of(array, name, "shape");
  out += name;
  out += python_str(Map{{"__tuple__", shape}});
  out += type->name;
  const std::int64_t size = size_of(shape, name);
  const std::int64_t count = append_values(out, part_of(array, name, "values"), *type);
  if (count != size) {
    throw InputError(name + ".values",
                     fmt::format("the shape of '{}' has {} numbers, 'values' has {}",
                                 printable(name), size, count));
  }
}

}  // namespace

void append_named_arrays(std::string& out, const Value& arrays) {
  if (!arrays.is_map()) {
    throw InputError("", fmt::format("arrays are a map by name, not {}", arrays.type_name()));
  }
  std::vector<const Map::Entry*> sorted;
  for (const auto& entry : arrays.as_map()) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, [](const Map::Entry* e) -> std::string_view { return e->first; });
  for (const Map::Entry* entry : sorted) append_array(out, entry->first, entry->second);
}

}  // namespace cairn
