// A failure about one value of an input, which whoever read the input can find in its text. Handled
// everywhere as the Error that it is.
#pragma once

#include <optional>
#include <string>

#include "cairn/base/error.h"
#include "cairn/base/value.h"
#include "cairn/base/yaml.h"

namespace cairn {

/// Error(invalid_input) with the path of the value: "hpo.sampling", "layers[2]"; empty for the
/// whole input.
class InputError : public Error {
 public:
  InputError(std::string path, const std::string& message, std::string hint = {})
      : Error(ErrorCode::invalid_input, message, std::move(hint)), path_(std::move(path)) {}

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The text that `value` is. Throws InputError for anything else.
const std::string& needed_text(const Value& value);

/// The path of the first NaN or infinite number in `value`.
std::optional<std::string> find_non_finite(const Value& value);

/// The node that `path` leads to, or the last one on the way; never null.
const YamlNode* find_input_node(const YamlNode& root, const std::string& path);

}  // namespace cairn
