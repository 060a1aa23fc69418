#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/base/yaml_scalar.h"

namespace cairn {

namespace {

constexpr std::size_t kWidth = 80;
/// libyaml looks this many characters ahead for the ':' of a simple key.
constexpr std::size_t kLongestSimpleKey = 1000;

enum class Context { block, flow };

// What a text holds decides how it can be written; one pass finds it.
struct TextTraits {
  bool escapes = false;      // something that only double quotes can spell
  bool lines = false;        // line feeds
  bool tabs = false;         // fine in a block, not in a plain text
  bool quote_hints = false;  // '"' or '\', which read better in single quotes
};

bool needs_escape(char32_t c) {
  const bool control = c < 0x20 && c != '\n' && c != '\t';
  const bool line_break = c == 0x85 || c == 0x2028 || c == 0x2029;
  return control || (c >= 0x7F && c < 0xA0) || line_break || c == 0xFEFF || c == 0xFFFE ||
         c == 0xFFFF;
}

// Calls `visit(code, bytes)` for each character of valid UTF-8.
template <typename Visit>
void each_character(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
      code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    visit(code, text.substr(at, size));
    at += size;
  }
}

TextTraits traits_of(std::string_view text) {
  if (!is_utf8(text)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("text is not valid UTF-8, which YAML cannot hold: \"{}\"",
                            printable(fit_width(text, 60))));
  }
  TextTraits out;
  each_character(text, [&](char32_t c, std::string_view) {
    out.escapes = out.escapes || needs_escape(c);
    out.lines = out.lines || c == '\n';
    out.tabs = out.tabs || c == '\t';
    out.quote_hints = out.quote_hints || c == '"' || c == '\\';
  });
  return out;
}

// Whether YAML's syntax lets the text stand without quotes.
bool plain_is_allowed(std::string_view text, Context context) {
  constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  if (kIndicators.find(text.front()) != std::string_view::npos) {
    const bool may_start = text.front() == '-' || text.front() == '?' || text.front() == ':';
    if (!may_start || text.size() == 1 || text[1] == ' ') return false;
    if (context == Context::flow && text.front() != '-') return false;
  }
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  // In a flow, brackets and commas end a text, and some readers take '?' for a key.
  return context == Context::block || text.find_first_of(",[]{}?") == std::string_view::npos;
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  each_character(text, [&](char32_t c, std::string_view bytes) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += bytes;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (needs_escape(c)) {
      const auto code = static_cast<std::uint32_t>(c);
      out += c < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    } else {
      out += bytes;
    }
  });
  return out + '"';
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + '\'';
}

// A text on one line: plain where it stays itself, else in the quotes that read best.
std::string one_line(std::string_view text, Context context) {
  const TextTraits traits = traits_of(text);
  if (traits.escapes || traits.lines || traits.tabs) return double_quoted(text);
  if (plain_is_string(text) && plain_is_allowed(text, context)) return std::string(text);
  return traits.quote_hints ? single_quoted(text) : double_quoted(text);
}

// YAML 1.1 takes 1e-06 for a text: with a point it is a number everywhere.
std::string real_text(double number) {
  if (std::isnan(number)) return ".nan";
  if (std::isinf(number)) return number < 0 ? "-.inf" : ".inf";
  std::string text = double_text(number);
  const std::size_t mark = text.find('e');
  if (mark != std::string::npos && text.find('.') == std::string::npos) text.insert(mark, ".0");
  return text;
}

bool is_collection(const Value& value) { return value.is_list() || value.is_map(); }

bool is_empty(const Value& value) {
  return (value.is_list() && value.as_list().empty()) || (value.is_map() && value.as_map().empty());
}

std::string scalar_text(const Value& value, Context context) {
  switch (value.type()) {
    case Value::Type::null:
      return "null";
    case Value::Type::boolean:
      return value.as_bool() ? "true" : "false";
    case Value::Type::integer:
      return fmt::format("{}", value.as_int());
    case Value::Type::real:
      return real_text(value.as_double());
    case Value::Type::string:
      return one_line(value.as_string(), context);
    case Value::Type::list:
      return "[]";
    case Value::Type::map:
      return "{}";
  }
  return {};
}

class YamlWriter {
 public:
  explicit YamlWriter(std::string& out) : out_(out) {}

  void write_root(const Value& value) {
    if (is_empty(value) || !is_collection(value)) {
      write_inline(value, 0, "");
    } else {
      write_block(value, 0);
    }
  }

 private:
  // The value after "key:" or "-", on the same line where it can be. `indent` is that of the key or
  // of the '-', `lead` what separates the value from it.
  void write_inline(const Value& value, std::size_t indent, std::string_view lead) {
    out_ += lead;
    if (value.is_string() && write_literal(value.as_string(), indent)) return;
    out_ += scalar_text(value, Context::block);
    out_ += '\n';
  }

  // A non-empty list or map; the cursor stands at column `indent` of its first line.
  void write_block(const Value& value, std::size_t indent) {
    if (++depth_ > kYamlDepth) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("nested deeper than {} levels, which no reader takes", kYamlDepth));
    }
    bool first = true;
    const auto start_line = [&] {
      if (!std::exchange(first, false)) out_.append(indent, ' ');
    };
    if (value.is_list()) {
      for (const Value& item : value.as_list()) {
        start_line();
        out_ += '-';
        write_item(item, indent);
      }
    } else {
      for (const auto& [key, child] : value.as_map()) {
        start_line();
        write_key(key, indent);
        write_child(child, indent);
      }
    }
    --depth_;
  }

  void write_key(std::string_view key, std::size_t indent) {
    const std::string text = one_line(key, Context::block);
    if (text.size() > kLongestSimpleKey) {
      out_ += "? " + text + '\n';
      out_.append(indent, ' ');
      out_ += ':';
    } else {
      out_ += text + ':';
    }
  }

  void write_item(const Value& item, std::size_t indent) {
    if (is_empty(item) || !is_collection(item)) {
      write_inline(item, indent, " ");
    } else if (const auto flow = flow_text(item)) {
      out_ += " " + *flow + '\n';
    } else {
      out_ += ' ';
      write_block(item, indent + 2);
    }
  }

  void write_child(const Value& child, std::size_t indent) {
    if (is_empty(child) || !is_collection(child)) {
      write_inline(child, indent, " ");
    } else if (const auto flow = child.is_list() ? flow_text(child) : std::nullopt) {
      out_ += " " + *flow + '\n';
    } else {
      out_ += '\n';
      out_.append(indent + 2, ' ');
      write_block(child, indent + 2);
    }
  }

  // A list or map of scalars on the rest of this line, when it fits.
  std::optional<std::string> flow_text(const Value& value) const {
    const std::size_t line = out_.rfind('\n') == std::string::npos ? 0 : out_.rfind('\n') + 1;
    const std::size_t used = display_width(std::string_view(out_).substr(line)) + 1;
    std::string text = value.is_list() ? "[" : "{";
    const auto add = [&](std::string_view key, const Value& child) {
      if (is_collection(child)) return false;
      if (child.is_string() && child.as_string().find('\n') != std::string::npos) return false;
      if (text.size() > 1) text += ", ";
      if (value.is_map()) text += one_line(key, Context::flow) + ": ";
      text += scalar_text(child, Context::flow);
      // A width is at least a quarter of the bytes: long values are given up early.
      return text.size() <= 4 * kWidth;
    };
    if (value.is_list()) {
      for (const Value& item : value.as_list()) {
        if (!add("", item)) return std::nullopt;
      }
    } else {
      for (const auto& [key, child] : value.as_map()) {
        if (!add(key, child)) return std::nullopt;
      }
    }
    text += value.is_list() ? ']' : '}';
    if (used + display_width(text) > kWidth) return std::nullopt;
    return text;
  }

  // A text of several lines as a literal block below `indent`; false when only quotes can hold it.
  bool write_literal(std::string_view text, std::size_t indent) {
    const TextTraits traits = traits_of(text);
    const std::size_t last = text.find_last_not_of('\n');
    if (!traits.lines || traits.escapes || last == std::string_view::npos) return false;
    out_ += '|';
    // A reader takes the indentation from the first line, unless that line has its own.
    if (text.front() == ' ' || text.front() == '\t' || text.front() == '\n') out_ += '2';
    const std::size_t breaks = text.size() - last - 1;
    if (breaks != 1) out_ += breaks == 0 ? '-' : '+';
    out_ += '\n';
    if (breaks > 0) text.remove_suffix(1);
    for (const std::string& line : split(text, '\n')) {
      if (!line.empty()) out_.append(indent + 2, ' ');
      out_ += line + '\n';
    }
    return true;
  }

  std::string& out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string to_yaml(const Value& value) {
  std::string out;
  YamlWriter(out).write_root(value);
  return out;
}

}  // namespace cairn
