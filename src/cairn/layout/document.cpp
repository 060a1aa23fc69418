#include "cairn/layout/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/yaml.h"
#include "cairn/layout/document_functions.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 4> kTypedFields = {"description", "notes", "tags",
                                                          "objectives"};

bool is_empty(const Value& value) {
  if (value.is_string()) return value.as_string().empty();
  if (value.is_list()) return value.as_list().empty();
  if (value.is_map()) return value.as_map().empty();
  return value.is_null();
}

std::vector<Value> rows_of(const Value& value) {
  return value.is_list() ? value.as_list() : List{value};
}

std::string csv_cell(const Value& value) {
  const std::string text = value.is_null() ? "" : to_text(value);
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// A header of all keys in order of first appearance, nested ones dotted, then the rows.
std::string write_csv(const Value& value) {
  std::vector<std::string> header;
  std::vector<std::vector<std::pair<std::string, Value>>> rows;
  for (const Value& row : rows_of(value)) {
    if (!row.is_map()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("a row of a CSV file is a map, found a {}", row.type_name()));
    }
    rows.push_back(flatten(row));
    for (const auto& [key, cell] : rows.back()) {
      if (std::ranges::find(header, key) == header.end()) header.push_back(key);
    }
  }
  std::string out;
  const auto end_line = [&] { out.back() = '\n'; };
  for (const std::string& key : header) out += csv_cell(key) + ",";
  if (!header.empty()) end_line();
  for (const auto& row : rows) {
    for (const std::string& key : header) {
      const auto at = std::ranges::find(row, key, &std::pair<std::string, Value>::first);
      out += (at == row.end() ? "" : csv_cell(at->second)) + ",";
    }
    if (!header.empty()) end_line();
  }
  return out;
}

/// Several texts stand below each other, with an empty line between them.
std::string write_text(const Value& value) {
  if (value.is_list()) {
    std::string page;
    for (const Value& part : value.as_list()) {
      if (!page.empty()) page += '\n';
      page += write_text(part);
    }
    return page;
  }
  if (!value.is_string()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("expected a text, found a {}", value.type_name()));
  }
  const std::string& text = value.as_string();
  return text.ends_with('\n') ? text : text + '\n';
}

bool is_typed_field(const std::string& word) {
  return std::ranges::find(kTypedFields, word) != kTypedFields.end();
}

/// Whether a typed field is named anywhere in an expression, or shown by a function that takes the
/// whole run.
bool names_typed(const Expression& expression) {
  return (expression.function != nullptr && expression.function->shows_typed) ||
         std::ranges::any_of(expression.words, is_typed_field) ||
         std::ranges::any_of(expression.items, names_typed);
}

/// The path that an expression shows unchanged, or nullptr; a default around it does not matter.
const Expression* shown_path(const Expression& expression) {
  if (expression.form == Expression::Form::otherwise) return shown_path(expression.items[0]);
  return expression.form == Expression::Form::path ? &expression : nullptr;
}

void collect_typed(const Expression& expression, const std::string& prefix,
                   std::vector<TypedKey>& out) {
  if (expression.form != Expression::Form::map) return;
  for (std::size_t i = 0; i < expression.items.size(); ++i) {
    const std::string key = prefix + expression.keys[i];
    collect_typed(expression.items[i], key + ".", out);
    const Expression* path = shown_path(expression.items[i]);
    if (path == nullptr || path->words.size() != 2) continue;
    const bool owned = path->words[0] == "run" || path->words[0] == "group";
    if (owned && is_typed_field(path->words[1])) {
      out.push_back({key, path->words[0], path->words[1]});
    }
  }
}

const Contents& contents_of(const Layout& layout, const DocumentRule& rule) {
  const Contents* contents = find_contents(layout, rule.contents);
  if (contents == nullptr) {
    throw Error(ErrorCode::internal,
                fmt::format("the layout '{}' has no contents '{}'", layout.name, rule.contents));
  }
  return *contents;
}

}  // namespace

std::string write_value(const Value& value, TextFormat format) {
  switch (format) {
    case TextFormat::yaml:
      return to_yaml(value);
    case TextFormat::json:
      return to_json(value, JsonStyle::pretty) + "\n";
    case TextFormat::jsonl: {
      std::string lines;
      for (const Value& row : rows_of(value)) lines += to_json(row, JsonStyle::spaced) + "\n";
      return lines;
    }
    case TextFormat::csv:
      return write_csv(value);
    case TextFormat::text:
      break;
  }
  return write_text(value);
}

std::optional<Value> document_value(const Layout& layout, const DocumentRule& rule,
                                    const Value& context) {
  if (rule.needs) {
    const auto needed = evaluate(*rule.needs, context);
    if (!needed || is_empty(*needed)) return std::nullopt;
  }
  auto value = evaluate(contents_of(layout, rule).expression, context);
  if (!value || is_empty(*value)) return std::nullopt;
  return value;
}

std::optional<std::string> render_document(const Layout& layout, const DocumentRule& rule,
                                           const Value& context) {
  const std::optional<Value> value = document_value(layout, rule, context);
  if (!value) return std::nullopt;
  try {
    return write_value(*value, rule.format);
  } catch (const Error& error) {
    throw error.with_context(
        fmt::format("layout '{}', document '{}'", layout.name, rule.file.text()));
  }
}

bool shows_typed(const Layout& layout, const DocumentRule& rule) {
  return names_typed(contents_of(layout, rule).expression) ||
         (rule.needs && names_typed(*rule.needs));
}

std::vector<TypedKey> typed_keys(const Layout& layout, const DocumentRule& rule) {
  std::vector<TypedKey> keys;
  if (rule.contents.empty()) return keys;  // A text that cairn itself makes.
  collect_typed(contents_of(layout, rule).expression, "", keys);
  return keys;
}

}  // namespace cairn
