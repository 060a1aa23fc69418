#include "cairn/identity/key_template.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/form.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/named_functions.h"
#include "cairn/identity/python_value.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

using Kind = KeyTemplate::Kind;
using WhenAbsent = KeyTemplate::WhenAbsent;
using Absent = KeyTemplate::Absent;

// A map that holds one of these says how a value is made; any other map is made key by key.
constexpr std::array<std::string_view, 5> kMarks = {"from", "value", "map", "list", "merge"};
constexpr std::array<std::string_view, 18> kTemplateKeys = {
    "from",    "value", "map",    "list",  "merge", "default", "absent", "omit", "type",
    "without", "table", "scheme", "apply", "or",    "else",    "key_of", "form", "get"};

std::string text_in(const YamlNode& node, std::string_view what) {
  if (node.scalar.is_string()) return node.scalar.as_string();
  fail_at(node, fmt::format("{} must be a text", what));
}

std::vector<std::string> texts_of(const YamlNode& node, std::string_view what) {
  if (!node.is_list()) return {text_in(node, what)};
  std::vector<std::string> out;
  for (const YamlNode& item : node.items) out.push_back(text_in(item, what));
  if (out.empty()) fail_at(node, fmt::format("{} is an empty list", what));
  return out;
}

template <typename Choice, std::size_t N>
Choice choice_of(const YamlNode& node,
                 const std::array<std::pair<std::string_view, Choice>, N>& all) {
  const std::string word = text_in(node, "the choice");
  std::vector<std::string> words;
  for (const auto& [name, choice] : all) {
    if (name == word) return choice;
    words.emplace_back(name);
  }
  fail_at(node, fmt::format("unknown word '{}'", printable(word)),
          fmt::format("there are: {}", join(words, ", ")));
}

std::vector<const NamedFunction*> functions_of(const YamlNode& node) {
  std::vector<const NamedFunction*> out;
  for (const std::string& name : texts_of(node, "'apply'")) {
    const NamedFunction* function = find_function(name);
    if (function == nullptr) {
      std::vector<std::string> names;
      for (const NamedFunction& row : named_functions()) names.emplace_back(row.name);
      const std::string near = did_you_mean(name, names);
      fail_at(node, fmt::format("unknown function '{}'", printable(name)),
              near.empty() ? fmt::format("there are: {}", join(names, ", ")) : near);
    }
    out.push_back(function);
  }
  return out;
}

std::vector<KeyTemplate::Entry> entries_of(const YamlNode& node, const OwnRules* before) {
  if (!node.is_map()) fail_at(node, "'map' must be a map");
  std::vector<KeyTemplate::Entry> out;
  for (const YamlNode::Entry& entry : node.entries) {
    out.push_back({entry.key, read_key_template(entry.value, before)});
  }
  return out;
}

std::vector<KeyTemplate> items_of(const YamlNode& node, const OwnRules* before) {
  if (!node.is_list()) fail_at(node, "a list of templates must stand here");
  std::vector<KeyTemplate> out;
  for (const YamlNode& item : node.items) out.push_back(read_key_template(item, before));
  return out;
}

void read_absence(KeyTemplate& out, const YamlNode& node, const OwnRules* before) {
  constexpr std::array<std::pair<std::string_view, Absent>, 3> kAbsent = {
      {{"missing", Absent::missing}, {"null", Absent::null}, {"falsy", Absent::falsy}}};
  if (const YamlNode* fallback = node.find("default")) {
    out.when_absent = WhenAbsent::use_default;
    out.value = fallback->to_value();
  }
  if (const YamlNode* fallback = node.find("or")) {
    out.when_absent = WhenAbsent::use_default;
    out.absent = Absent::falsy;
    out.value = fallback->to_value();
  }
  if (const YamlNode* words = node.find("omit")) {
    out.when_absent = WhenAbsent::omit;
    out.absent = choice_of(*words, kAbsent);
  }
  if (const YamlNode* words = node.find("absent")) out.absent = choice_of(*words, kAbsent);
  if (const YamlNode* other = node.find("else")) {
    // Shared only because a template holds one of its own kind and is copied with its scheme.
    out.otherwise = std::make_shared<const KeyTemplate>(read_key_template(*other, before));
    out.when_absent = WhenAbsent::use_default;
  }
}

/// Reads the name of a scheme, with what it means where it is one of `before`.
std::shared_ptr<const Scheme> read_scheme_name(std::string& out, const YamlNode& node,
                                               std::string_view what, const OwnRules* before) {
  out = text_in(node, what);
  if (before == nullptr || find_known_scheme(out) != nullptr) return nullptr;
  try {
    return std::make_shared<const Scheme>(find_scheme(before->schemes, out));
  } catch (const Error& error) {
    fail_at(node, error.message(), error.hint());
  }
}

std::shared_ptr<const Form> read_form_name(std::string& out, const YamlNode& node,
                                           const OwnRules* before) {
  out = text_in(node, "'form'");
  if (before == nullptr || find_known_form(out) != nullptr) return nullptr;
  try {
    return std::make_shared<const Form>(find_form(before->forms, out));
  } catch (const Error& error) {
    fail_at(node, error.message(), error.hint());
  }
}

KeyTemplate read_marked(const YamlNode& node, const OwnRules* before) {
  check_keys(node, kTemplateKeys, "a template");
  KeyTemplate out;
  if (const YamlNode* paths = node.find("from")) {
    out.paths = texts_of(*paths, "'from'");
  } else if (const YamlNode* constant = node.find("value")) {
    out.kind = Kind::constant;
    out.value = constant->to_value();
  } else if (const YamlNode* entries = node.find("map")) {
    out.kind = Kind::map;
    out.entries = entries_of(*entries, before);
  } else if (const YamlNode* items = node.find("list")) {
    out.kind = Kind::list;
    out.items = items_of(*items, before);
  } else if (const YamlNode* parts = node.find("merge")) {
    out.kind = Kind::merge;
    out.items = items_of(*parts, before);
  }
  if (out.kind == Kind::input) read_absence(out, node, before);
  if (const YamlNode* keys = node.find("without")) out.without = texts_of(*keys, "'without'");
  if (const YamlNode* type = node.find("type")) out.type = text_in(*type, "'type'");
  if (const YamlNode* scheme = node.find("scheme")) {
    out.own_scheme = read_scheme_name(out.scheme, *scheme, "'scheme'", before);
  }
  if (const YamlNode* scheme = node.find("key_of")) {
    out.own_key_of = read_scheme_name(out.key_of, *scheme, "'key_of'", before);
  }
  if (const YamlNode* form = node.find("form")) {
    out.own_form = read_form_name(out.form, *form, before);
  }
  if (const YamlNode* entry = node.find("get")) out.get = text_in(*entry, "'get'");
  if (const YamlNode* functions = node.find("apply")) out.apply = functions_of(*functions);
  if (const YamlNode* table = node.find("table")) {
    if (!table->is_map()) fail_at(*table, "'table' must be a map");
    out.table = table->to_value().as_map();
  }
  return out;
}

bool is_absent(const Value* value, Absent absent) {
  if (value == nullptr) return true;
  if (absent == Absent::missing) return false;
  return absent == Absent::null ? value->is_null() : !is_true_in_python(*value);
}

bool is_index(std::string_view step) {
  constexpr std::size_t kMostDigits = 6;
  return !step.empty() && step.size() <= kMostDigits &&
         step.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The value at `path`, nullptr when a key on the way is missing. A step into what is no map fails,
/// as it does in the systems that made these names, unless null counts as absent.
const Value* find_input(const Value& input, const std::string& path, Absent absent) {
  if (path == ".") return &input;
  if (const Value* whole = input.find(path)) return whole;
  const Value* at = &input;
  std::string walked;
  for (const std::string& step : split(path, '.')) {
    if (at->is_null() && absent != Absent::missing) return nullptr;
    if (at->is_list() && is_index(step)) {
      const std::size_t index = std::stoul(step);
      if (index >= at->as_list().size()) return nullptr;
      at = &at->as_list()[index];
      walked += fmt::format("[{}]", index);
      continue;
    }
    if (!at->is_map()) {
      throw InputError(
          walked, fmt::format("{} is {}, not a map",
                              walked.empty() ? "the input" : fmt::format("'{}'", printable(walked)),
                              at->is_null() ? "null" : at->type_name()));
    }
    at = at->find(step);
    if (at == nullptr) return nullptr;
    walked += walked.empty() ? step : "." + step;
  }
  return at;
}

class Builder {
 public:
  explicit Builder(const Value& input) : input_(input) {}

  /// nullopt: left out. A default is what it is; what was found is checked and changed.
  std::optional<Value> build(const KeyTemplate& node) const {
    bool is_default = false;
    std::optional<Value> made = raw(node, is_default);
    if (!made || is_default) return made;
    Value value = std::move(*made);
    if (node.type && value.type_name() != *node.type) {
      fail_type(node, *node.type, value);
    }
    for (const std::string& key : node.without) {
      if (value.is_map()) value.as_map().erase(key);
    }
    if (node.table) value = looked_up(node, value);
    if (!node.key_of.empty()) value = make_key(scheme_of(node.own_key_of, node.key_of), value);
    if (!node.scheme.empty()) {
      value = make_name(scheme_of(node.own_scheme, node.scheme), value).full;
    }
    if (!node.form.empty()) {
      value = parse_form(node.own_form ? *node.own_form : find_form(node.form), value);
    }
    if (!node.get.empty()) value = entry_of(node, value);
    for (const NamedFunction* function : node.apply) value = applied(*function, node, value);
    return value;
  }

 private:
  static const Scheme& scheme_of(const std::shared_ptr<const Scheme>& own,
                                 const std::string& name) {
    return own ? *own : find_scheme(name);
  }

  std::optional<Value> raw(const KeyTemplate& node, bool& is_default) const {
    switch (node.kind) {
      case Kind::input:
        return input_value(node, is_default);
      case Kind::constant:
        return node.value;
      case Kind::map:
        return made_map(node);
      case Kind::list:
        return made_list(node);
      case Kind::merge:
        break;
    }
    Value out = Map();
    for (const KeyTemplate& item : node.items) {
      const Value part = build(item).value_or(Value());
      if (!part.is_map() && !part.is_null()) fail_type(item, "map", part);
      merge(out.as_map(), part);
    }
    return out;
  }

  std::optional<Value> input_value(const KeyTemplate& node, bool& is_default) const {
    for (const std::string& path : node.paths) {
      const Value* found = find_input(input_, path, node.absent);
      if (!is_absent(found, node.absent)) return *found;
    }
    if (node.when_absent == WhenAbsent::omit) return std::nullopt;
    is_default = true;
    if (node.otherwise) return build(*node.otherwise);
    if (node.when_absent == WhenAbsent::use_default) return node.value;
    throw InputError("", fmt::format("the input has no {}", name_of(node)), hint_for(node));
  }

  Value made_map(const KeyTemplate& node) const {
    Map out;
    for (const auto& [key, entry] : node.entries) {
      if (std::optional<Value> value = build(entry)) out.append(key, std::move(*value));
    }
    return out;
  }

  Value made_list(const KeyTemplate& node) const {
    List out;
    for (const KeyTemplate& item : node.items) {
      if (std::optional<Value> value = build(item)) out.push_back(std::move(*value));
    }
    return out;
  }

  static void merge(Map& into, const Value& part) {
    if (part.is_null()) return;
    for (const auto& [key, value] : part.as_map()) {
      Value* known = into.find(key);
      if (known != nullptr && known->is_map() && value.is_map()) {
        merge(known->as_map(), value);
      } else {
        into.set(key, value);
      }
    }
  }

  static Value entry_of(const KeyTemplate& node, const Value& value) {
    if (const Value* entry = value.find(node.get)) return *entry;
    throw InputError(first_path(node), fmt::format("{} has no '{}'", name_of(node), node.get));
  }

  static Value looked_up(const KeyTemplate& node, const Value& value) {
    const std::string key = python_str(value);
    if (const Value* found = node.table->find(key)) return *found;
    std::vector<std::string> keys;
    for (const auto& entry : *node.table) keys.push_back(entry.first);
    throw InputError(first_path(node),
                     fmt::format("{} is '{}', which is not known", name_of(node), printable(key)),
                     fmt::format("known: {}", join(keys, ", ")));
  }

  static Value applied(const NamedFunction& function, const KeyTemplate& node, const Value& value) {
    try {
      return function.make(value);
    } catch (const InputError& error) {
      throw InputError(error.path().empty() ? first_path(node) : error.path(), error.message(),
                       error.hint());
    } catch (const Error& error) {
      throw InputError(first_path(node), error.message(), error.hint());
    }
  }

  [[noreturn]] static void fail_type(const KeyTemplate& node, std::string_view type,
                                     const Value& value) {
    throw InputError(first_path(node), fmt::format("{} must be a {}, not {}", name_of(node), type,
                                                   value.type_name()));
  }

  static std::string first_path(const KeyTemplate& node) {
    return node.kind != Kind::input || node.paths.front() == "." ? "" : node.paths.front();
  }

  static std::string name_of(const KeyTemplate& node) {
    std::vector<std::string> quoted;
    for (const std::string& path : node.paths) {
      quoted.push_back(path == "." ? "input" : fmt::format("'{}'", path));
    }
    return node.kind == Kind::input ? join(quoted, " or ") : "a value of the key";
  }

  std::string hint_for(const KeyTemplate& node) const {
    if (!input_.is_map()) return fmt::format("it is {}, not a map", input_.type_name());
    std::vector<std::string> keys;
    for (const auto& entry : input_.as_map()) keys.push_back(entry.first);
    return did_you_mean(node.paths.front(), keys);
  }

  const Value& input_;
};

}  // namespace

KeyTemplate read_key_template(const YamlNode& node, const OwnRules* before) {
  KeyTemplate out;
  if (node.is_list()) {
    out.kind = Kind::list;
    out.items = items_of(node, before);
  } else if (!node.is_map()) {
    out.paths = {text_in(node, "a path")};
  } else if (std::ranges::any_of(kMarks, [&](std::string_view mark) { return node.find(mark); })) {
    return read_marked(node, before);
  } else {
    out.kind = Kind::map;
    out.entries = entries_of(node, before);
  }
  return out;
}

Value build_key(const KeyTemplate& key, const Value& input) {
  std::optional<Value> made = Builder(input).build(key);
  return made ? std::move(*made) : Value();
}

bool is_whole_input(const KeyTemplate& key) {
  const bool is_changed = key.table || !key.key_of.empty() || !key.scheme.empty() ||
                          !key.form.empty() || !key.get.empty() || !key.apply.empty();
  return key.kind == Kind::input && key.paths.size() == 1 && key.paths.front() == "." &&
         key.when_absent == WhenAbsent::fail && !is_changed;
}

}  // namespace cairn
