#include "cairn/identity/form.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <mutex>
#include <regex>
#include <span>

#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/text_pattern.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

// The regular expressions of the standard library recurse for each character.
constexpr std::size_t kMostBytes = 4096;

std::string form_text(const YamlNode& node, std::string_view key) {
  if (node.scalar.is_string()) return node.scalar.as_string();
  fail_at(node, fmt::format("'{}' must be a text", key), "quote it");
}

std::string pattern_at(const YamlNode& node) {
  std::string pattern = form_text(node, "match");
  try {
    const TextPattern compiled(pattern);
  } catch (const std::regex_error& error) {
    fail_at(node, fmt::format("not a regular expression: {}", error.what()));
  }
  return pattern;
}

FormPattern read_pattern(const YamlNode& node, const OwnRules* before) {
  constexpr std::array<std::string_view, 2> kKeys = {"match", "make"};
  check_keys(node, kKeys, "a pattern");
  const YamlNode* match = node.find("match");
  const YamlNode* make = node.find("make");
  if (match == nullptr || make == nullptr) fail_at(node, "a pattern has 'match' and 'make'");
  return {pattern_at(*match), read_key_template(*make, before)};
}

KeyTemplate constant(Value value) {
  KeyTemplate out;
  out.kind = KeyTemplate::Kind::constant;
  out.value = std::move(value);
  return out;
}

/// `each`: forms that only say whether a text has a pattern, by name.
void read_each(std::vector<Form>& out, const Form& base, const YamlNode& each) {
  if (!each.is_map()) fail_at(each, "'each' must be a map of patterns by name");
  for (const YamlNode::Entry& entry : each.entries) {
    Form form = base;
    form.name += "." + entry.key;
    form.patterns = {{pattern_at(entry.value), constant(true)}};
    form.otherwise = Value(false);
    out.push_back(std::move(form));
  }
}

void read_form(std::vector<Form>& out, const YamlNode& node, const OwnRules* before) {
  constexpr std::array<std::string_view, 6> kKeys = {"form", "about",     "patterns",
                                                     "make", "otherwise", "each"};
  check_keys(node, kKeys, "a form");
  const YamlNode* name = node.find("form");
  if (name == nullptr) fail_at(node, "the form has no 'form', its name");
  Form form{.name = form_text(*name, "form")};
  if (const YamlNode* about = node.find("about")) form.about = form_text(*about, "about");
  if (const YamlNode* each = node.find("each")) return read_each(out, form, *each);
  if (const YamlNode* patterns = node.find("patterns")) {
    for (const YamlNode& item : patterns->items) {
      form.patterns.push_back(read_pattern(item, before));
    }
  }
  if (const YamlNode* make = node.find("make")) form.make = read_key_template(*make, before);
  if (form.patterns.empty() == is_whole_input(form.make)) {
    fail_at(node, "a form has 'patterns', 'each' or 'make'");
  }
  if (const YamlNode* otherwise = node.find("otherwise")) form.otherwise = otherwise->to_value();
  out.push_back(std::move(form));
}

/// The forms of schemes/<system>.yaml: one form needs one file.
const std::vector<Form>& forms_of(std::string_view system) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<Form>, std::less<>> read;
  const std::lock_guard lock(mutex);
  if (const auto known = read.find(system); known != read.end()) return known->second;
  std::vector<Form> forms;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path != fmt::format("schemes/{}.yaml", system)) continue;
    forms = read_forms(file.bytes, file.path);
  }
  return read.emplace(system, std::move(forms)).first->second;
}

/// Reads the forms of a file behind those of `out`, which are those of `before`, if any.
void read_form_list(std::vector<Form>& out, const YamlNode& root, const OwnRules* before) {
  const YamlNode* list = root.find("forms");
  if (list == nullptr) return;
  if (!list->is_list()) fail_at(*list, "'forms' must be a list of forms");
  for (const YamlNode& item : list->items) {
    std::vector<Form> read;
    read_form(read, item, before);
    for (Form& form : read) {
      if (std::ranges::find(out, form.name, &Form::name) != out.end()) {
        fail_at(item, fmt::format("'{}' stands twice", form.name));
      }
      if (before != nullptr && find_known_form(form.name) != nullptr) {
        fail_at(item, fmt::format("the form '{}' is one that cairn carries", form.name),
                "give yours another name");
      }
      out.push_back(std::move(form));
    }
  }
}

Value groups_of(const TextPattern::Groups& groups) {
  Map out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    out.append(std::to_string(i), groups[i] ? Value(*groups[i]) : Value());
  }
  return out;
}

}  // namespace

std::vector<Form> read_forms(std::string_view text, std::string_view source) {
  const YamlDocument document{std::string(source), text};
  std::vector<Form> out;
  read_form_list(out, document.root(), nullptr);
  return out;
}

void read_forms(OwnRules& own, std::string_view text, std::string_view source) {
  const YamlDocument document{std::string(source), text};
  read_form_list(own.forms, document.root(), &own);
}

const std::vector<Form>& known_forms() {
  static const std::vector<Form> forms = [] {
    std::vector<Form> out;
    for (const EmbeddedFile& file : embedded_files()) {
      if (!file.path.starts_with("schemes/")) continue;
      std::vector<Form> some = read_forms(file.bytes, file.path);
      std::ranges::move(some, std::back_inserter(out));
    }
    return out;
  }();
  return forms;
}

const Form* find_known_form(std::string_view name) {
  const std::vector<Form>& forms = forms_of(name.substr(0, name.find('.')));
  const auto found = std::ranges::find(forms, name, &Form::name);
  return found == forms.end() ? nullptr : &*found;
}

const Form& find_form(std::string_view name) { return find_form({}, name); }

const Form& find_form(const std::vector<Form>& forms, std::string_view name) {
  const auto own = std::ranges::find(forms, name, &Form::name);
  if (own != forms.end()) return *own;
  if (const Form* known = find_known_form(name)) return *known;
  std::vector<std::string> names;
  for (const Form& form : forms) names.push_back(form.name);
  for (const Form& form : known_forms()) names.push_back(form.name);
  const auto near = nearest(name, std::span<const std::string>(names));
  throw Error(ErrorCode::invalid_input, fmt::format("unknown form '{}'", printable(name)),
              near ? fmt::format("did you mean '{}'?", *near) : "list them: cairn parse --forms");
}

Value parse_form(const Form& form, const Value& input) {
  if (form.patterns.empty()) return build_key(form.make, input);
  if (!input.is_string()) {
    throw InputError("",
                     fmt::format("form '{}' reads a text, not {}", form.name, input.type_name()));
  }
  const std::string& text = input.as_string();
  if (text.size() > kMostBytes) {
    throw InputError(
        "", fmt::format("form '{}' reads texts of at most {} bytes", form.name, kMostBytes));
  }
  for (const FormPattern& pattern : form.patterns) {
    if (const auto groups = TextPattern(pattern.match).match(text)) {
      return build_key(pattern.make, groups_of(*groups));
    }
  }
  if (form.otherwise) return *form.otherwise;
  throw InputError("", fmt::format("'{}' is no {}", printable(text), form.name), form.about);
}

}  // namespace cairn
