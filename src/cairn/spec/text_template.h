// A text with placeholders: "python fit.py --data {dataset.path}". A placeholder is a dotted name
// in braces and nothing more: there is no evaluation, and what is put in is never scanned again.
// "{{" and "}}" are literal braces. It does not know which names exist.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/yaml.h"

namespace cairn {

/// A parsed text; `source` is the text as the person wrote it.
struct TextTemplate {
  struct Part {
    bool is_placeholder = false;
    std::string text;  ///< The literal, or the name inside the braces.
  };
  std::string source;
  std::vector<Part> parts;
  std::string place;  ///< "file:line:column" for errors.

  bool empty() const { return parts.empty(); }
  /// The names inside braces, in order, repeated when they are.
  std::vector<std::string> placeholders() const;
};

/// Parses `text`. Throws Error(invalid_input) with the place and a caret under an unclosed, empty
/// or misspelt placeholder.
TextTemplate parse_text_template(std::string_view text, std::string place);
/// The same from a YAML scalar: numbers and booleans are taken as their text.
TextTemplate parse_text_template(const YamlNode& node);

/// What a placeholder stands for; it throws when the name is unknown.
using PlaceholderLookup = std::function<std::string(std::string_view name)>;

/// The text with every placeholder replaced once.
std::string render(const TextTemplate& text, const PlaceholderLookup& lookup);

}  // namespace cairn
