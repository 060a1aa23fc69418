#include "cairn/runner/secret_params.h"

#include <cctype>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/redact.h"
#include "cairn/spec/sweep.h"

namespace cairn {

namespace {

/// "api_key" → "API_KEY", the name of the variable that should carry it.
std::string variable_name(std::string name) {
  for (char& c : name) {
    const auto byte = static_cast<unsigned char>(c);
    c = std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return name;
}

}  // namespace

void SecretParams::check(const Point& point) {
  for (const auto& [name, value] : point.params) {
    if (value.is_string()) {
      check_value(point, name, value);
    } else if (value.is_map()) {
      for (const auto& [key, leaf] : flatten(value)) check_value(point, name + "." + key, leaf);
    } else if (value.is_list()) {
      for (const Value& item : value.as_list()) check_value(point, name, item);
    }
  }
}

void SecretParams::check_value(const Point& point, const std::string& name, const Value& value) {
  if (!value.is_string() || fine_.contains(name + "\n" + value.as_string())) return;
  const std::string& text = value.as_string();
  const bool by_name = is_secret(name, text);
  if (by_name || project_.redactor.finds_secret(text)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("stage '{}': the parameter '{}' {}, and parameters stand in keys, "
                            "records and names",
                            point.stage->name, name,
                            by_name ? "is named like a secret" : "holds what looks like a secret"),
                fmt::format("pass it on as a variable, whose value is not recorded: env: [{}]",
                            by_name ? variable_name(name) : "MY_SECRET"));
  }
  fine_.insert(name + "\n" + text);
}

}  // namespace cairn
