#include "cairn/query/filter_keys.h"

#include <algorithm>
#include <array>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/query/metric_name.h"
#include "cairn/spec/filter_check.h"
#include "cairn/spec/filter_key.h"

namespace cairn {

namespace {

// The family of each, by KeyFamily.
constexpr std::array kFilterFamilies = {FilterFamily::field, FilterFamily::metric,
                                        FilterFamily::param, FilterFamily::tag};

struct TypeRow {
  CellKind kind;
  FilterKeyType type;
};
constexpr std::array kFieldTypes = {
    TypeRow{CellKind::text, {FilterType::text, FilterUnit::none}},
    TypeRow{CellKind::value, {FilterType::any, FilterUnit::none}},
    TypeRow{CellKind::number, {FilterType::number, FilterUnit::none}},
    TypeRow{CellKind::integer, {FilterType::number, FilterUnit::none}},
    TypeRow{CellKind::flag, {FilterType::number, FilterUnit::none}},
    TypeRow{CellKind::time, {FilterType::time, FilterUnit::none}},
    TypeRow{CellKind::duration, {FilterType::number, FilterUnit::seconds}},
    TypeRow{CellKind::bytes, {FilterType::number, FilterUnit::bytes}},
    TypeRow{CellKind::status, {FilterType::status, FilterUnit::none}},
};

// Every list shows them: who types one means it, whatever params other programs have.
constexpr std::array<std::string_view, 3> kEverywhere = {"id", "name", "status"};

FilterKeyType field_type(CellKind kind) {
  return std::find_if(kFieldTypes.begin(), kFieldTypes.end(),
                      [kind](const TypeRow& row) { return row.kind == kind; })
      ->type;
}

FilterKeyType resolve_in_filter(const Catalog& catalog, FilterKey& key) {
  const KeyRef ref = resolve_key(catalog, key);
  key.family = kFilterFamilies[static_cast<std::size_t>(ref.family)];
  key.name = ref.key;
  if (ref.family == KeyFamily::metric) return {FilterType::metric, FilterUnit::none};
  if (ref.family != KeyFamily::field) return {FilterType::any, FilterUnit::none};
  return field_type(field_kind(ref.owner, ref.key).value());
}

void add_behind(const Catalog& catalog, const FilterKey& key, std::vector<std::string>& behind) {
  const bool is_bare = key.family == FilterFamily::bare && !key.quoted;
  if (!is_bare || !field_kind(key.scope, key.name)) return;
  for (KeyRef& found : keys_called(catalog, key.scope, key.name)) {
    found.owner = key.scope;
    std::string full = full_text(found);
    if (std::ranges::find(behind, full) == behind.end()) behind.push_back(std::move(full));
  }
}

}  // namespace

Filter read_filter(const Catalog& catalog, std::string_view text, TimeUs now) {
  Filter filter = parse_filter(text);
  const auto resolve = [&](FilterKey& key) {
    try {
      return resolve_in_filter(catalog, key);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
      fail_in_filter(filter.text, key.span, error.message(), error.hint());
    }
  };
  check_filter(filter, resolve, now);
  return filter;
}

std::vector<std::string> keys_behind_fields(const Catalog& catalog, std::string_view text) {
  std::vector<std::string> behind;
  for_each_term(parse_filter(text).root,
                [&](const FilterTerm& term) { add_behind(catalog, term.key, behind); });
  return behind;
}

std::vector<std::string> keys_behind_names(const Catalog& catalog, std::string_view names) {
  std::vector<std::string> typed = split(names, ',');
  std::vector<std::string> behind;
  for (std::string& name : typed) {
    if (name.starts_with('-')) name.erase(0, 1);
    FilterKey key;
    key.name = take_key_prefixes(name, key);
    if (std::ranges::find(kEverywhere, key.name) != kEverywhere.end()) continue;
    add_behind(catalog, key, behind);
  }
  std::erase_if(behind, [&](const std::string& full) {
    return std::ranges::find(typed, full) != typed.end();
  });
  return behind;
}

}  // namespace cairn
