#include "tools/vector_check/vectors.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

std::string text_at(const YamlNode& node, std::string_view key) {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return {};
  if (!found->scalar.is_string()) fail_at(*found, fmt::format("'{}' must be a text", key), "quote it");
  return found->scalar.as_string();
}

template <typename Choice, std::size_t N>
Choice choice_at(const YamlNode& node, std::string_view key,
                 const std::array<std::pair<std::string_view, Choice>, N>& all) {
  const std::string word = text_at(node, key);
  for (const auto& [name, choice] : all) {
    if (name == word) return choice;
  }
  fail_at(node, fmt::format("'{}' must not be '{}'", key, printable(word)));
}

VectorCall read_call(const YamlNode& node) {
  VectorCall out{.scheme = text_at(node, "id"), .form = text_at(node, "form")};
  if (out.scheme.empty() == out.form.empty()) fail_at(node, "a function has 'id' or 'form'");
  if (const YamlNode* input = node.find("input")) out.input = read_key_template(*input);
  if (const YamlNode* output = node.find("output")) out.output = read_key_template(*output);
  return out;
}

VectorRow read_row(const YamlNode& node) {
  using Class = VectorRow::Class;
  constexpr std::array<std::string_view, 12> kKeys = {"function", "era", "class", "id",
                                                      "form", "input", "output", "expand",
                                                      "view", "calls", "test", "reason"};
  constexpr std::array<std::pair<std::string_view, Class>, 3> kClasses = {
      {{"function", Class::function}, {"path", Class::path}, {"transcript", Class::transcript}}};
  constexpr std::array<std::pair<std::string_view, VectorSpelling>, 3> kSpellings = {
      {{"", VectorSpelling::plain},
       {"repeated", VectorSpelling::repeated},
       {"python", VectorSpelling::python}}};
  check_keys(node, kKeys, "a row");
  VectorRow out{.function = text_at(node, "function")};
  if (const YamlNode* era = node.find("era")) {
    if (!era->is_list()) out.eras.push_back(text_at(node, "era"));
    for (const YamlNode& item : era->items) out.eras.push_back(to_text(item.to_value()));
  }
  out.kind = choice_at(node, "class", kClasses);
  out.spelling = choice_at(node, "expand", kSpellings);
  out.is_tail = text_at(node, "view") == "tail";
  if (out.kind == Class::transcript && text_at(node, "reason").empty()) {
    fail_at(node, "a transcript needs its reason");
  }
  if (out.kind != Class::function) return out;
  if (const YamlNode* calls = node.find("calls")) {
    for (const YamlNode::Entry& entry : calls->entries) {
      out.calls.emplace_back(entry.key, read_call(entry.value));
    }
  } else {
    out.calls.emplace_back("", read_call(node));
  }
  return out;
}

Vector read_correction(const YamlNode& node) {
  constexpr std::array<std::string_view, 4> kKeys = {"function", "input", "output", "reason"};
  check_keys(node, kKeys, "a correction");
  for (const std::string_view key : kKeys) {
    if (node.find(key) == nullptr) fail_at(node, fmt::format("the correction has no '{}'", key));
  }
  return {text_at(node, "function"), node.find("input")->to_value(),
          node.find("output")->to_value(), {}};
}

/// The texts between the commas of a JSON list, without its brackets. A list that is read as a whole
/// is refused for one item that is no JSON.
std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  std::size_t begin = 0;
  int depth = 0;
  bool is_text = false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const char c = list[at];
    if (is_text && c == '\\') {
      ++at;
    } else if (c == '"') {
      is_text = !is_text;
    } else if (!is_text && (c == '[' || c == '{')) {
      ++depth;
    } else if (!is_text && (c == ']' || c == '}')) {
      --depth;
    } else if (!is_text && c == ',' && depth == 0) {
      items.push_back(list.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  if (!items.empty() || !strip_text(list).empty()) items.push_back(list.substr(begin));
  return items;
}

Vector read_vector(std::string_view text, const std::string& place) {
  try {
    const Value item = parse_python_json(text, place);
    const Value* function = item.find("function");
    const Value* output = item.find("output");
    const Value* input = item.find("input");
    if (function != nullptr && function->is_string() && output != nullptr && input != nullptr) {
      return {function->as_string(), *input, *output, {}};
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
    return {.function = {}, .input = {}, .output = {}, .fault = error.message()};
  }
  return {.function = {}, .input = {}, .output = {},
          .fault = fmt::format("{} is not {{function, input, output}}", place)};
}

}  // namespace

std::vector<Vector> read_vector_file(const std::string& path) {
  const std::string text = read_file(path);
  const std::string_view list = strip_text(text);
  if (list.size() < 2 || list.front() != '[' || list.back() != ']') {
    throw Error(ErrorCode::invalid_input, fmt::format("{}: a file of vectors is a list", path));
  }
  std::vector<Vector> out;
  for (const std::string_view item : items_of(list.substr(1, list.size() - 2))) {
    out.push_back(read_vector(strip_text(item), fmt::format("{}, vector {}", path, out.size() + 1)));
  }
  return out;
}

VectorList read_vector_list(const std::string& path) {
  const YamlDocument document(path, read_file(path));
  const YamlNode* rows = document.root().find("functions");
  if (rows == nullptr || !rows->is_list()) fail_at(document.root(), "the list has no 'functions'");
  VectorList out;
  for (const YamlNode& node : rows->items) out.rows.push_back(read_row(node));
  if (const YamlNode* corrections = document.root().find("corrections")) {
    for (const YamlNode& node : corrections->items) out.corrections.push_back(read_correction(node));
  }
  return out;
}

std::string function_name(const std::string& function) {
  std::string name = function.substr(0, function.find_first_of(" @"));
  while (name.ends_with(',') || name.ends_with(':')) name.pop_back();
  return name;
}

const VectorRow* find_row(const std::vector<VectorRow>& rows, const Vector& vector) {
  const std::string name = function_name(vector.function);
  const auto row = std::ranges::find_if(rows, [&](const VectorRow& candidate) {
    return function_name(candidate.function) == name &&
           std::ranges::all_of(candidate.eras, [&](const std::string& era) {
             return vector.function.find(era) != std::string::npos;
           });
  });
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace cairn
