#include "cairn/identity/named_arrays.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

template <typename Number>
void append_number(std::string& out, const Value& value) {
  const Value plain = value.is_bool() ? Value(value.as_bool() ? 1 : 0) : value;
  const auto number =
      plain.is_int() ? static_cast<Number>(plain.as_int()) : static_cast<Number>(plain.as_double());
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

void append_values(std::string& out, const Value& values, const ArrayType& type) {
  if (!values.is_list()) {
    type.append(out, values);
    return;
  }
  for (const Value& value : values.as_list()) append_values(out, value, type);
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
  append_values(out, part_of(array, name, "values"), *type);
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
