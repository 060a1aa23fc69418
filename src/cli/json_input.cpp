#include "cli/json_input.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/python_value.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

bool is_number(const std::string& word) {
  const char* end = word.data() + word.size();
  double number = 0;
  const auto [at, error] = std::from_chars(word.data(), end, number);
  return at == end && error != std::errc::invalid_argument && is_digit(word.back());
}

bool is_json(const std::string& word) {
  constexpr std::array<std::string_view, 3> kWords = {"null", "true", "false"};
  return word.find_first_of("{[\"") == 0 || std::ranges::find(kWords, word) != kWords.end() ||
         is_number(word);
}

/// "source:line:column: " of the value at `path`; empty where the text is JSON that YAML is not.
std::string place_in(const JsonInput& input, const std::string& path) {
  try {
    const YamlDocument document(input.source, input.text);
    return find_input_node(document.root(), path)->place() + ": ";
  } catch (const Error&) {
    return {};
  }
}

/// The text that `word` stands for, without its value.
JsonInput read_text(const std::string& word) {
  JsonInput out;
  if (word == "-") {
    out = {.source = "standard input", .text = read_input()};
  } else if (is_json(word)) {
    out = {.source = "the argument", .text = word};
  } else {
    out = {.source = word, .text = read_file(word)};
  }
  return out;
}

}  // namespace

JsonInput read_json_input(const std::string& word) {
  JsonInput out = read_text(word);
  out.value = parse_json(out.text, out.source);
  return out;
}

JsonInput read_python_input(const std::string& word) {
  JsonInput out = read_text(word);
  out.value = parse_python_json(out.text, out.source);
  return out;
}

void fail_in_input(const JsonInput& input, const InputError& error) {
  throw Error(error.code(), place_in(input, error.path()) + error.message(), error.hint());
}

}  // namespace cairn
