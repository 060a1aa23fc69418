// How a plain YAML scalar gets its type: the one place that the reader and the writer share, so
// that what is written plain is read back as it was. It knows neither files nor places.
#pragma once

#include <cstddef>
#include <string_view>

namespace cairn {

/// Levels of nesting that the reader takes, and the writer writes, at most.
inline constexpr std::size_t kYamlDepth = 100;

/// Whether `text`, written plain, is a null for every reader.
bool is_yaml_null(std::string_view text);

/// Whether `text`, written plain, is a string for every reader: for the YAML 1.2 core schema, which
/// cairn reads by, and for the YAML 1.1 loaders that people open cairn's files with (there `no` is
/// a bool, `12:30` a number and `2025-10-14` a date). Looks at the type only, not at the syntax.
bool plain_is_string(std::string_view text);

}  // namespace cairn
