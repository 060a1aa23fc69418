#include "cairn/views/typed_views.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
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

bool is_scalar(const Value& value) { return !value.is_list() && !value.is_map(); }

/// The lines of a text, without blanks around them and without empty ones.
std::set<std::string> lines_of(const std::string& text) {
  constexpr std::string_view kAroundLines = " \t\r";
  std::set<std::string> lines;
  for (const std::string& line : split(text, '\n')) {
    const std::size_t begin = line.find_first_not_of(kAroundLines);
    if (begin == std::string::npos) continue;
    lines.insert(line.substr(begin, line.find_last_not_of(kAroundLines) + 1 - begin));
  }
  return lines;
}

/// What a value says, piece by piece: a text its lines, a list its items, a map its entries.
std::set<std::string> pieces_of(const Value& value) {
  if (value.is_string()) return lines_of(value.as_string());
  std::set<std::string> pieces;
  if (value.is_list()) {
    for (const Value& item : value.as_list()) {
      pieces.insert(is_scalar(item) ? to_text(item) : to_json(item));
    }
  } else if (value.is_map()) {
    for (const auto& [key, item] : value.as_map()) {
      pieces.insert(item == Value(true) ? key : to_json(Map{{key, item}}));
    }
  } else if (!value.is_null()) {
    pieces.insert(to_text(value));
  }
  return pieces;
}

/// Whether all that one value says is said by the other.
bool is_said_by(const Value& value, const Value& other) {
  return std::ranges::includes(pieces_of(other), pieces_of(value));
}

void erase_path(Map& map, std::string_view dotted) {
  const std::size_t dot = dotted.find('.');
  if (map.erase(dotted) || dot == std::string_view::npos) return;
  Value* inner = map.find(dotted.substr(0, dot));
  if (inner != nullptr && inner->is_map()) erase_path(inner->as_map(), dotted.substr(dot + 1));
}

/// Under which key with_earlier puts what a view showed before.
constexpr std::string_view kEarlier;

/// Whether the view showed this before, as far as that is remembered.
bool was_shown(const TypedKey& key, const Value& typed, const std::optional<Map>& remembered) {
  const Value* earlier = remembered && !typed.is_null() ? remembered->find(kEarlier) : nullptr;
  return earlier != nullptr && std::ranges::any_of(earlier->as_list(), [&](const Value& shown) {
           return without_emptiness(shown.find(key.key)) == typed;
         });
}

/// What a document says beside its typed keys.
Value without_typed(Value document, const std::vector<TypedKey>& keys) {
  if (!document.is_map()) return document;
  for (const TypedKey& key : keys) erase_path(document.as_map(), key.key);
  return document;
}

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

Map with_earlier(Map typed, const Map& remembered) {
  constexpr std::size_t kMost = 32;
  Map shown = remembered;
  shown.erase(kEarlier);
  List earlier;
  if (const Value* known = remembered.find(kEarlier)) earlier = known->as_list();
  std::erase(earlier, Value(typed));
  if (!shown.empty() && !(shown == typed)) earlier.emplace_back(std::move(shown));
  if (earlier.size() > kMost) earlier.erase(earlier.begin());
  if (!earlier.empty()) typed.set(kEarlier, std::move(earlier));
  return typed;
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
    if (!document.is_map()) return {};
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

bool has_comments(const std::string& text, TextFormat format) {
  const auto signs = [](const std::string& bytes) {
    return std::count(bytes.begin(), bytes.end(), '#');
  };
  // Where there are more of the signs that begin one than the values have, one of them does.
  return signs(text) != signs(write_value(parse_view(text, format, ""), format));
}

bool differs_in_typed_only(const std::string& text, const std::string& rendered, TextFormat format,
                           const std::vector<TypedKey>& keys) {
  if (text == rendered) return true;
  if (!is_readable(format)) return false;
  try {
    return !has_comments(text, format) && without_typed(parse_view(text, format, ""), keys) ==
                                              without_typed(parse_view(rendered, format, ""), keys);
  } catch (const Error&) {
    return false;
  }
}

TypedEdits find_edits(const std::vector<TypedKey>& keys, const Value& view,
                      const std::optional<Map>& rendered, const Map& now, ViewPower power,
                      ViewAge age) {
  // Else it may as well be an older view, or one of another cairn, that was copied over this one.
  const bool is_edit = power == ViewPower::replaces && age == ViewAge::newer;
  TypedEdits edits;
  for (const TypedKey& key : keys) {
    const Value typed = without_emptiness(view.find_path(key.key));
    const Value shown = without_emptiness(now.find(key.key));
    const Value before = rendered ? without_emptiness(rendered->find(key.key)) : Value();
    if (typed == shown || (rendered && typed == before)) continue;
    const bool both_changed = rendered && !(shown == before);
    const bool says_all = is_said_by(shown, typed);  // Also in another order, or with more blanks.
    const bool returns = was_shown(key, typed, rendered);
    if (!says_all && is_said_by(typed, shown)) {
      if (is_edit) edits.lacking.push_back(key.key);
    } else if (returns && !is_edit) {
      continue;
    } else if (says_all || (power == ViewPower::replaces && !both_changed && !returns)) {
      edits.changes.push_back({key, typed, before});
    } else {
      edits.clashing.push_back(key.key);
    }
  }
  return edits;
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
