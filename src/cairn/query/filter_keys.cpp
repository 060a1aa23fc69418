#include "cairn/query/filter_keys.h"

#include <algorithm>
#include <array>

#include "cairn/base/error.h"
#include "cairn/query/fields.h"
#include "cairn/query/metric_name.h"
#include "cairn/spec/filter_check.h"

namespace cairn {

namespace {

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

struct FamilyRow {
  FilterFamily family;
  KeyFamily key_family;
  std::string_view prefix;
};
constexpr std::array kFilterFamilies = {
    FamilyRow{FilterFamily::field, KeyFamily::field, ""},
    FamilyRow{FilterFamily::metric, KeyFamily::metric, "metrics."},
    FamilyRow{FilterFamily::param, KeyFamily::param, "params."},
    FamilyRow{FilterFamily::tag, KeyFamily::tag, "tags."},
};

template <auto Member, typename Family>
const FamilyRow& family_row(Family family) {
  return *std::find_if(kFilterFamilies.begin(), kFilterFamilies.end(),
                       [family](const FamilyRow& row) { return row.*Member == family; });
}

struct TypeRow {
  CellKind kind;
  FilterKeyType type;
};
constexpr std::array kFieldTypes = {
    TypeRow{CellKind::text, {FilterType::text, FilterUnit::none}},
    TypeRow{CellKind::value, {FilterType::any, FilterUnit::none}},
    TypeRow{CellKind::number, {FilterType::number, FilterUnit::none}},
    TypeRow{CellKind::integer, {FilterType::number, FilterUnit::none}},
    TypeRow{CellKind::time, {FilterType::time, FilterUnit::none}},
    TypeRow{CellKind::duration, {FilterType::number, FilterUnit::seconds}},
    TypeRow{CellKind::bytes, {FilterType::number, FilterUnit::bytes}},
    TypeRow{CellKind::status, {FilterType::status, FilterUnit::none}},
};

FilterKeyType field_type(CellKind kind) {
  return std::find_if(kFieldTypes.begin(), kFieldTypes.end(),
                      [kind](const TypeRow& row) { return row.kind == kind; })
      ->type;
}

class Resolver {
 public:
  explicit Resolver(const Catalog& catalog) : catalog_(catalog) {}

  FilterKeyType operator()(FilterKey& key) const {
    const KeyOwner owner = key.scope == FilterScope::child ? KeyOwner::child : KeyOwner::run;
    const KeyRef ref = find(key, owner);
    key.family = family_row<&FamilyRow::key_family>(ref.family).family;
    key.name = ref.key;
    if (ref.family == KeyFamily::metric) return {FilterType::metric, FilterUnit::none};
    if (ref.family != KeyFamily::field) return {FilterType::any, FilterUnit::none};
    return field_type(field_kind(owner, ref.key).value());
  }

 private:
  KeyRef find(const FilterKey& key, KeyOwner owner) const {
    const FamilyRow& row = family_row<&FamilyRow::family>(
        key.family == FilterFamily::bare ? FilterFamily::field : key.family);
    if (key.quoted && key.family == FilterFamily::bare) {
      return resolve_exact(catalog_, owner, key.name);
    }
    if (key.quoted || key.family == FilterFamily::field) {
      return resolve_exact(catalog_, owner, unaliased(key), row.key_family);
    }
    return resolve_key(catalog_, std::string(row.prefix) + unaliased(key), owner);
  }

  /// The field that MLflow's name of it means, unless some run has a key of that name.
  std::string unaliased(const FilterKey& key) const {
    const bool may_be_field = key.family == FilterFamily::field ||
                              (key.family == FilterFamily::bare && !catalog_.key_number(key.name));
    const auto* row = std::find_if(kAliases.begin(), kAliases.end(), [&](const AliasRow& r) {
      return may_be_field && r.alias == key.name;
    });
    return row == kAliases.end() ? key.name : std::string(row->field);
  }

  const Catalog& catalog_;
};

}  // namespace

Filter read_filter(const Catalog& catalog, std::string_view text, TimeUs now) {
  Filter filter = parse_filter(text);
  const Resolver resolver(catalog);
  const auto resolve = [&](FilterKey& key) {
    try {
      return resolver(key);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
      fail_in_filter(filter.text, key.span, error.message(), error.hint());
    }
  };
  check_filter(filter, resolve, now);
  return filter;
}

}  // namespace cairn
