#include "cairn/store/typed_views.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/yaml.h"

namespace cairn {

namespace {

/// Absent, null and empty are one: nothing was typed.
Value without_emptiness(const Value* value) {
  if (value == nullptr) return {};
  const bool is_empty = (value->is_string() && value->as_string().empty()) ||
                        (value->is_list() && value->as_list().empty()) ||
                        (value->is_map() && value->as_map().empty());
  return is_empty ? Value() : *value;
}

/// A comment is somebody's text, too. Where the number of signs that can begin one differs, there
/// may be one.
bool has_comment(const std::string& left, const std::string& right) {
  return std::count(left.begin(), left.end(), '#') != std::count(right.begin(), right.end(), '#');
}

bool is_scalar(const Value& value) { return !value.is_list() && !value.is_map(); }

[[noreturn]] void refuse_change(const TypedChange& change, std::string_view expected) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' is a {}, and {} is needed", change.key.key,
                          change.value.type_name(), expected));
}

std::string as_text(const TypedChange& change) {
  if (change.value.is_null()) return "";
  if (!is_scalar(change.value)) refuse_change(change, "a text");
  return to_text(change.value);
}

/// A list of texts; one text is a list of one, and a map says key=value.
std::vector<std::string> as_texts(const TypedChange& change) {
  std::vector<std::string> texts;
  if (change.value.is_map()) {
    for (const auto& [key, value] : change.value.as_map()) {
      texts.push_back(value == Value(true) ? key : fmt::format("{}={}", key, to_text(value)));
    }
  } else if (change.value.is_list()) {
    for (const Value& item : change.value.as_list()) {
      if (!is_scalar(item)) refuse_change(change, "a list of texts");
      texts.push_back(to_text(item));
    }
  } else if (!change.value.is_null()) {
    texts.push_back(to_text(change.value));
  }
  return texts;
}

/// Tags of a run: a map, or words without values.
Map as_tags(const TypedChange& change) {
  if (change.value.is_map()) return change.value.as_map();
  Map tags;
  for (const std::string& word : as_texts(change)) tags.set(word, true);
  return tags;
}

void apply_tags(UserEdits& user, const TypedChange& change, const Map& logged) {
  const Map tags = as_tags(change);
  const Map shown = merged_tags(logged, user.tags);
  for (const auto& [key, value] : tags) {
    const Value* old = shown.find(key);
    if (old == nullptr || !(*old == value)) user.tags.set(key, value);
  }
  if (!change.before.is_map()) return;
  for (const auto& [key, value] : change.before.as_map()) {
    if (tags.contains(key)) continue;
    if (logged.contains(key)) {
      user.tags.set(key, nullptr);
    } else {
      user.tags.erase(key);
    }
  }
}

}  // namespace

Map typed_fields(const std::vector<TypedKey>& keys, const Value& context) {
  Map fields;
  for (const TypedKey& key : keys) {
    const Value* owner = context.find(key.owner);
    const Value value = without_emptiness(owner == nullptr ? nullptr : owner->find(key.field));
    if (!value.is_null()) fields.set(key.key, value);
  }
  return fields;
}

bool is_readable(TextFormat format) {
  return format == TextFormat::yaml || format == TextFormat::json;
}

Value parse_view(const std::string& text, TextFormat format, const std::string& path) {
  return format == TextFormat::json ? parse_json(text, path) : parse_yaml(text, path);
}

std::string why_unreadable(const std::string& text, TextFormat format, const std::string& path) {
  if (!is_readable(format)) return "";
  try {
    parse_view(text, format, path);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

std::string edited_path(const std::string& path) {
  std::string kept = path + ".edited";
  for (int number = 2; stat_path(kept); ++number) {
    kept = fmt::format("{}.edited.{}", path, number);
  }
  return kept;
}

Map shown_fields(const std::vector<TypedKey>& keys, const Value& document) {
  Map fields;
  for (const TypedKey& key : keys) {
    if (const Value* shown = document.find_path(key.key)) fields.set(key.key, *shown);
  }
  return fields;
}

std::optional<std::string> with_fields(const std::string& text, TextFormat format,
                                       const std::vector<TypedKey>& keys, const Map& fields) {
  try {
    Value document = parse_view(text, format, "");
    if (!document.is_map() || has_comment(text, write_value(document, format))) return {};
    for (const TypedKey& key : keys) {
      if (const Value* shown = fields.find(key.key)) {
        set_path(document.as_map(), key.key, *shown);
      } else {
        document.as_map().erase(key.key);
      }
    }
    return write_value(document, format);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool says_the_same(const std::string& left, const std::string& right, TextFormat format) {
  if (!is_readable(format)) return false;
  if (has_comment(left, right)) return false;
  try {
    return parse_view(left, format, "") == parse_view(right, format, "");
  } catch (const Error&) {
    return false;
  }
}

std::vector<TypedChange> find_changes(const std::vector<TypedKey>& keys, const Value& view,
                                      const std::optional<Map>& rendered, const Map& now) {
  std::vector<TypedChange> changes;
  for (const TypedKey& key : keys) {
    const Value typed = without_emptiness(view.find_path(key.key));
    const Value shown = without_emptiness(now.find(key.key));
    const Value before = rendered ? without_emptiness(rendered->find(key.key)) : Value();
    if (typed == shown) continue;
    const bool is_old = rendered && typed == before;
    const bool both_changed = rendered && !(shown == before);
    const bool says_nothing = !rendered && typed.is_null();
    if (is_old || both_changed || says_nothing) continue;
    changes.push_back({key, typed, before});
  }
  return changes;
}

bool clashes(const std::vector<TypedKey>& keys, const Value& view,
             const std::optional<Map>& rendered, const Map& now) {
  return rendered && std::any_of(keys.begin(), keys.end(), [&](const TypedKey& key) {
           const Value typed = without_emptiness(view.find_path(key.key));
           const Value shown = without_emptiness(now.find(key.key));
           const Value before = without_emptiness(rendered->find(key.key));
           return !(typed == shown) && !(typed == before) && !(shown == before);
         });
}

void apply_change(UserEdits& user, const TypedChange& change, const Map& logged) {
  if (change.key.field == "description") {
    user.description = as_text(change);
  } else if (change.key.field == "notes") {
    user.notes = as_text(change);
  } else if (change.key.field == "tags") {
    apply_tags(user, change, logged);
  }
}

void apply_change(GroupFile& group, const TypedChange& change) {
  if (change.key.field == "description") {
    group.description = as_text(change);
  } else if (change.key.field == "notes") {
    group.notes = as_text(change);
  } else if (change.key.field == "tags") {
    group.tags = as_texts(change);
  } else if (change.key.field == "objectives") {
    group.objectives = as_texts(change);
  }
}

}  // namespace cairn
