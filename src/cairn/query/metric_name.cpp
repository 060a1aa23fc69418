#include "cairn/query/metric_name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/spec/filter_key.h"

namespace cairn {

namespace {

// With 10,000 keys a list of all of them would help nobody.
constexpr std::size_t kListedNames = 10;

struct FamilyInfo {
  KeyFamily family;
  FilterFamily typed;
  std::string_view prefix;
  std::string_view word;
};
constexpr std::array kFamilies = {
    FamilyInfo{KeyFamily::metric, FilterFamily::metric, "metrics.", "metric"},
    FamilyInfo{KeyFamily::param, FilterFamily::param, "params.", "param"},
    FamilyInfo{KeyFamily::tag, FilterFamily::tag, "tags.", "tag"},
};

struct AliasRow {
  std::string_view alias;
  std::string_view field;
};
// What MLflow calls the same things.
constexpr std::array kAliases = {
    AliasRow{"run_id", "id"},          AliasRow{"run_name", "name"},
    AliasRow{"start_time", "started"}, AliasRow{"end_time", "ended"},
    AliasRow{"artifact_uri", "path"},  AliasRow{"created_at", "created"},
};

struct FieldRow {
  std::string_view name;
  CellKind kind;
};
constexpr std::array kChildFields = {
    FieldRow{"id", CellKind::text},    FieldRow{"name", CellKind::text},
    FieldRow{"kind", CellKind::text},  FieldRow{"path", CellKind::text},
    FieldRow{"size", CellKind::bytes},
};

std::vector<std::string> keys_of(const Catalog& catalog, KeyFamily family,
                                 KeyOwner owner = KeyOwner::run) {
  const bool is_run = owner != KeyOwner::child;
  if (is_run && family == KeyFamily::metric) return catalog.metric_keys();
  if (is_run && family == KeyFamily::param) return catalog.param_keys();
  if (is_run && family == KeyFamily::tag) return catalog.tag_keys();
  const std::string_view table = value_table(family, owner);
  if (table.empty()) return {};
  Statement select = catalog.database().prepare(
      fmt::format("SELECT text FROM keys WHERE id IN (SELECT key FROM {}) ORDER BY text", table));
  std::vector<std::string> keys;
  while (select.step()) keys.emplace_back(select.text(0));
  return keys;
}

// Whether the key of this number is one of the family.
bool is_used(const Catalog& catalog, KeyFamily family, KeyOwner owner, std::int64_t number) {
  const std::string_view table = value_table(family, owner);
  if (table.empty()) return false;
  Statement select =
      catalog.database().prepare(fmt::format("SELECT 1 FROM {} WHERE key = ? LIMIT 1", table));
  return select.bind(1, number).step();
}

// Two look-ups, however many keys there are.
bool has_key(const Catalog& catalog, KeyFamily family, KeyOwner owner, std::string_view key) {
  const std::optional<std::int64_t> number = catalog.key_number(key);
  return number && is_used(catalog, family, owner, *number);
}

std::vector<std::string> field_names(KeyOwner owner) {
  std::vector<std::string> names;
  if (owner == KeyOwner::child) {
    for (const FieldRow& field : kChildFields) names.emplace_back(field.name);
  } else {
    for (const RunField& field : run_fields()) names.emplace_back(field.name);
  }
  return names;
}

std::string_view owner_word(KeyOwner owner) { return owner == KeyOwner::child ? "child" : "run"; }

bool is_among(const std::vector<std::string>& sorted, std::string_view key) {
  return std::binary_search(sorted.begin(), sorted.end(), key);
}

std::string list_names(const std::vector<std::string>& names) {
  if (names.size() <= kListedNames) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{}, … ({} in all)",
                     fmt::join(names.begin(), names.begin() + kListedNames, ", "), names.size());
}

std::vector<std::string> ending_in(const std::vector<std::string>& keys, std::string_view name) {
  const std::string tail = fmt::format(".{}", name);
  std::vector<std::string> found;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(found),
               [&](const std::string& key) { return key.ends_with(tail); });
  return found;
}

/// Asks for the key whose last part is near: "rmze" is near to "val.rmse".
std::string did_you_mean_the_end(std::string_view name, const std::vector<std::string>& known) {
  std::vector<std::string> ends;
  for (const std::string& key : known) ends.push_back(key.substr(key.rfind('.') + 1));
  const std::optional<std::string> near = nearest(name, ends);
  if (!near) return {};
  const std::string validation = fmt::format("val.{}", *near);
  if (std::find(known.begin(), known.end(), validation) != known.end()) {
    return fmt::format("did you mean '{}'?", validation);
  }
  const auto place = std::find(ends.begin(), ends.end(), *near) - ends.begin();
  return fmt::format("did you mean '{}'?", known[static_cast<std::size_t>(place)]);
}

[[noreturn]] void refuse_unknown(KeyOwner owner, std::string_view word, std::string_view name,
                                 const std::vector<std::string>& known) {
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) hint = did_you_mean_the_end(name, known);
  if (hint.empty() && !known.empty()) hint = fmt::format("there are: {}", list_names(known));
  if (known.empty()) hint = fmt::format("no {} has a {} yet", owner_word(owner), word);
  throw Error(ErrorCode::invalid_input,
              fmt::format("no {} has a {} '{}'", owner_word(owner), word, name), hint);
}

[[noreturn]] void refuse_ambiguous(std::string_view name,
                                   const std::vector<std::string>& meanings) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' may mean {}", name, fmt::join(meanings, " or ")),
              fmt::format("type one of: {}", list_names(meanings)));
}

std::optional<std::string> find_in(const std::vector<std::string>& keys, std::string_view name) {
  std::vector<std::string> candidates = keys_meant(keys, name);
  if (candidates.size() > 1) refuse_ambiguous(name, candidates);
  if (candidates.empty()) return std::nullopt;
  return std::move(candidates[0]);
}

std::string resolve_in(const Catalog& catalog, const FamilyInfo& info, std::string_view name,
                       KeyOwner owner) {
  if (has_key(catalog, info.family, owner, name)) return std::string(name);
  const std::vector<std::string> keys = keys_of(catalog, info.family, owner);
  if (std::optional<std::string> key = find_in(keys, name)) return *std::move(key);
  // "metrics.rmse" is a prefix and a key, unless a key is really called so.
  if (name.starts_with(info.prefix)) {
    const std::string_view rest = name.substr(info.prefix.size());
    if (is_among(keys, rest)) return std::string(rest);
  }
  refuse_unknown(owner, info.word, name, keys);
}

// "params.lr" is exactly the key "lr"; the nearest is not taken, but named.
KeyRef resolve_prefixed(const Catalog& catalog, KeyOwner owner, const FamilyInfo& info,
                        std::string_view key) {
  if (has_key(catalog, info.family, owner, key)) return {info.family, std::string(key)};
  const std::vector<std::string> keys = keys_of(catalog, info.family, owner);
  const std::vector<std::string> longer = ending_in(keys, key);
  if (longer.empty()) refuse_unknown(owner, info.word, key, keys);
  throw Error(ErrorCode::invalid_input,
              fmt::format("no {} has a {} '{}'", owner_word(owner), info.word, key),
              fmt::format("type one of: {}", list_names(longer)));
}

KeyRef one_of(std::string_view name, std::vector<KeyRef> meanings) {
  if (meanings.size() == 1) return std::move(meanings[0]);
  std::vector<std::string> spellings;
  for (const KeyRef& ref : meanings) spellings.push_back(full_text(ref));
  refuse_ambiguous(name, spellings);
}

[[noreturn]] void refuse_unknown_name(const Catalog& catalog, KeyOwner owner,
                                      std::string_view name) {
  std::vector<std::string> known = keys_of(catalog, KeyFamily::metric, owner);
  for (std::string& key : keys_of(catalog, KeyFamily::param, owner))
    known.push_back(std::move(key));
  for (std::string& field : field_names(owner)) known.push_back(std::move(field));
  refuse_unknown(owner, "field, metric or param", name, known);
}

// The field that MLflow's name of it means, unless some run has a key of that name.
std::string unaliased(const Catalog& catalog, const FilterKey& key) {
  const bool may_be_field = key.family == FilterFamily::field ||
                            (key.family == FilterFamily::bare && !catalog.key_number(key.name));
  const auto* row = std::find_if(kAliases.begin(), kAliases.end(), [&](const AliasRow& r) {
    return may_be_field && r.alias == key.name;
  });
  return row == kAliases.end() ? key.name : std::string(row->field);
}

KeyRef find_typed(const Catalog& catalog, const FilterKey& key) {
  if (key.family == FilterFamily::bare) {
    if (key.quoted) return resolve_exact(catalog, key.scope, key.name);
    return resolve_key(catalog, unaliased(catalog, key), key.scope);
  }
  if (key.family == FilterFamily::field) {
    return resolve_exact(catalog, key.scope, key.quoted ? key.name : unaliased(catalog, key),
                         KeyFamily::field);
  }
  const auto* info = std::find_if(kFamilies.begin(), kFamilies.end(),
                                  [&](const FamilyInfo& row) { return row.typed == key.family; });
  if (key.quoted) return resolve_exact(catalog, key.scope, key.name, info->family);
  return resolve_key(catalog, fmt::format("{}{}", info->prefix, key.name), key.scope);
}

// What `typed` says of the point of the key that it names.
KeyRef at_point(KeyRef key, const FilterKey& typed) {
  if (!typed.point) return key;
  if (key.family != KeyFamily::metric) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is no metric, so that it has one value only", key_text(key)),
                "leave the brackets out");
  }
  if (key.owner == KeyOwner::child && *typed.point != MetricPoint::last) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("of a child only the last '{}' is kept", key.key),
                fmt::format("cairn history RUN {} --children", key.key));
  }
  key.point = *typed.point;
  return key;
}

}  // namespace

std::string_view value_table(KeyFamily family, KeyOwner owner) {
  const bool is_child = owner == KeyOwner::child;
  switch (family) {
    case KeyFamily::metric:
      return is_child ? "child_metrics" : "metrics";
    case KeyFamily::param:
      return is_child ? "child_params" : "params";
    case KeyFamily::tag:
      return is_child ? "" : "tags";
    case KeyFamily::field:
      break;
  }
  return {};
}

std::string own_text(const KeyRef& key) { return key.key + point_suffix(key.point); }

std::string key_text(const KeyRef& key) {
  const bool is_bare = key.family == KeyFamily::field || !field_kind(key.owner, key.key);
  return is_bare ? fmt::format("{}{}", owner_prefix(key.owner), own_text(key)) : full_text(key);
}

std::string full_text(const KeyRef& key) {
  const auto* info = std::find_if(kFamilies.begin(), kFamilies.end(),
                                  [&](const FamilyInfo& row) { return row.family == key.family; });
  const std::string_view family = info == kFamilies.end() ? std::string_view() : info->prefix;
  return fmt::format("{}{}{}", owner_prefix(key.owner), family, own_text(key));
}

std::vector<KeyRef> keys_called(const Catalog& catalog, KeyOwner owner, std::string_view name) {
  std::vector<KeyRef> found;
  const std::optional<std::int64_t> number = catalog.key_number(name);
  if (!number) return found;
  for (const FamilyInfo& info : kFamilies) {
    if (is_used(catalog, info.family, owner, *number)) {
      found.push_back({info.family, std::string(name)});
    }
  }
  return found;
}

std::vector<std::string> keys_meant(const std::vector<std::string>& keys, std::string_view name) {
  if (is_among(keys, name)) return {std::string(name)};
  std::string validation = fmt::format("val.{}", name);
  if (is_among(keys, validation)) return {std::move(validation)};
  return ending_in(keys, name);
}

std::vector<std::string> metric_keys(const Catalog& catalog, KeyOwner owner) {
  return keys_of(catalog, KeyFamily::metric, owner);
}

std::string resolve_metric(const Catalog& catalog, std::string_view name, KeyOwner owner) {
  return resolve_in(catalog, kFamilies[0], name, owner);
}

std::string resolve_metric(const std::vector<std::string>& keys, std::string_view name) {
  if (std::optional<std::string> key = find_in(keys, name)) return *std::move(key);
  const std::string_view prefix = kFamilies[0].prefix;
  if (name.starts_with(prefix) && is_among(keys, name.substr(prefix.size()))) {
    return std::string(name.substr(prefix.size()));
  }
  std::string hint = did_you_mean(name, keys);
  if (hint.empty()) {
    hint = keys.empty() ? "it logged none" : fmt::format("there are: {}", list_names(keys));
  }
  throw Error(ErrorCode::invalid_input, fmt::format("this run has no metric '{}'", name), hint);
}

KeyRef resolve_key(const Catalog& catalog, std::string_view name, KeyOwner owner) {
  if (field_kind(owner, name)) return {KeyFamily::field, std::string(name)};
  if (std::vector<KeyRef> exact = keys_called(catalog, owner, name); !exact.empty()) {
    return one_of(name, std::move(exact));
  }
  for (const FamilyInfo& info : kFamilies) {
    if (name.starts_with(info.prefix)) {
      return resolve_prefixed(catalog, owner, info, name.substr(info.prefix.size()));
    }
  }
  if (std::string validation = fmt::format("val.{}", name);
      has_key(catalog, KeyFamily::metric, owner, validation)) {
    return {KeyFamily::metric, std::move(validation)};
  }
  std::vector<KeyRef> candidates;
  for (std::string& key : ending_in(keys_of(catalog, KeyFamily::metric, owner), name)) {
    candidates.push_back({KeyFamily::metric, std::move(key)});
  }
  for (std::string& key : ending_in(keys_of(catalog, KeyFamily::param, owner), name)) {
    candidates.push_back({KeyFamily::param, std::move(key)});
  }
  if (!candidates.empty()) return one_of(name, std::move(candidates));
  refuse_unknown_name(catalog, owner, name);
}

KeyRef resolve_key(const Catalog& catalog, const FilterKey& key) {
  KeyRef found = find_typed(catalog, key);
  found.owner = key.scope;
  return found;
}

KeyRef read_key(const Catalog& catalog, std::string_view text) {
  // A key may itself end as a point does.
  if (text.ends_with(']') && !keys_called(catalog, KeyOwner::run, text).empty()) {
    return resolve_key(catalog, text);
  }
  const FilterKey typed = parse_key(text);
  return at_point(resolve_key(catalog, typed), typed);
}

std::vector<KeyRef> read_keys(const Catalog& catalog, std::string_view text,
                              std::string_view what) {
  std::vector<KeyRef> keys;
  for (const std::string& name : split(text, ',')) {
    if (name.empty()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("an empty name in the {} '{}'", what, printable(text)),
                  "write names with commas between them: id,params.lr,val.rmse[min],parent.lr");
    }
    keys.push_back(read_key(catalog, name));
  }
  return keys;
}

KeyRef read_metric(const Catalog& catalog, std::string_view text, KeyOwner owner) {
  const bool is_key = has_key(catalog, KeyFamily::metric, owner, text);
  FilterKey typed;
  if (!is_key) typed = parse_key(text);
  const std::size_t end = typed.point ? text.rfind('[') : text.size();
  return at_point({KeyFamily::metric, resolve_metric(catalog, text.substr(0, end), owner), owner},
                  typed);
}

KeyRef resolve_exact(const Catalog& catalog, KeyOwner owner, std::string_view name,
                     std::optional<KeyFamily> family) {
  std::vector<KeyRef> found = keys_called(catalog, owner, name);
  if (field_kind(owner, name) && (family || found.empty())) {
    found.push_back({KeyFamily::field, std::string(name)});
  }
  if (family) {
    std::erase_if(found, [&](const KeyRef& ref) { return ref.family != *family; });
  }
  if (!found.empty()) return one_of(name, std::move(found));
  if (!family) refuse_unknown_name(catalog, owner, name);
  if (*family == KeyFamily::field) refuse_unknown(owner, "field", name, field_names(owner));
  const auto* info = std::find_if(kFamilies.begin(), kFamilies.end(),
                                  [&](const FamilyInfo& row) { return row.family == *family; });
  refuse_unknown(owner, info->word, name, keys_of(catalog, *family, owner));
}

std::optional<CellKind> field_kind(KeyOwner owner, std::string_view name) {
  if (owner != KeyOwner::child) {
    const RunField* field = find_run_field(name);
    return field == nullptr ? std::nullopt : std::optional(field->kind);
  }
  const auto* row = std::find_if(kChildFields.begin(), kChildFields.end(),
                                 [&](const FieldRow& field) { return field.name == name; });
  return row == kChildFields.end() ? std::nullopt : std::optional(row->kind);
}

}  // namespace cairn
