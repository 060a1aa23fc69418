// What a bare name means: a field of every run, or a metric, param or tag that some run has. Rules
// for a bare name, in this order: a field; the exact key; `val.<name>`; the only key that ends in
// `.<name>`. `metrics.x`, `params.x` and `tags.x` say it outright. Nothing is guessed: a name with
// several meanings is an error that lists them. It does not know filters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/fields.h"

namespace cairn {

/// What kind of thing a name names.
enum class KeyFamily { field, metric, param, tag };

/// Whose keys are meant.
enum class KeyOwner { run, child };

/// What the names of children's keys begin with, where both are meant.
inline constexpr std::string_view kChildPrefix = "child.";

/// A name that was understood.
struct KeyRef {
  KeyFamily family = KeyFamily::field;
  std::string key;  ///< The field's name or the full key.
  KeyOwner owner = KeyOwner::run;

  bool operator==(const KeyRef&) const = default;
};

/// "val.rmse", of a child "child.val.rmse".
std::string key_text(const KeyRef& key);

/// The metric that `name` means. Throws Error(invalid_input) that lists the candidates, or names
/// the nearest key when there is none.
std::string resolve_metric(const Catalog& catalog, std::string_view name,
                           KeyOwner owner = KeyOwner::run);

/// The same among `keys` alone, which are sorted: those of one run, say.
std::string resolve_metric(const std::vector<std::string>& keys, std::string_view name);

/// The field, metric, param or tag that `name` means. Throws as resolve_metric does, also when a
/// bare name is both a metric and a param.
KeyRef resolve_key(const Catalog& catalog, std::string_view name, KeyOwner owner = KeyOwner::run);

/// The same where both are meant: "child.rmse" is a child's, every other name its run's.
KeyRef resolve_member_key(const Catalog& catalog, std::string_view name);

/// Reads "dataset,child.name". Throws Error(invalid_input).
std::vector<KeyRef> parse_member_keys(const Catalog& catalog, std::string_view text);

/// All metrics of runs or of children, sorted.
std::vector<std::string> metric_keys(const Catalog& catalog, KeyOwner owner);

/// Exactly `name`, in `family` or else in the only one that has it. Throws as resolve_metric does.
KeyRef resolve_exact(const Catalog& catalog, KeyOwner owner, std::string_view name,
                     std::optional<KeyFamily> family = std::nullopt);

/// The table of the catalog that holds the values of a family; empty where the owner has none.
std::string_view value_table(KeyFamily family, KeyOwner owner);

/// How the field of that name is shown; nullopt when there is none.
std::optional<CellKind> field_kind(KeyOwner owner, std::string_view name);

}  // namespace cairn
