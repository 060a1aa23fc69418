// What is absent or empty as JSON's null. It does not know what is absent.
#pragma once

#include <optional>
#include <string_view>

#include "cairn/base/digest.h"
#include "cairn/base/value.h"

namespace cairn {

template <typename T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

inline Value or_null(const std::optional<Digest>& digest) {
  return digest ? Value(digest->hex()) : Value();
}

inline Value text_or_null(std::string_view text) { return text.empty() ? Value() : Value(text); }

}  // namespace cairn
