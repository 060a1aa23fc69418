// What a name means: a field of every run, or a metric, param or tag that some run has; the run's
// own, or one of its children or of the runs upstream; of a metric also its first, least or
// greatest value. All that people name keys with (filters, columns, sort keys, groups, measures,
// rankings) is looked up here, so that one spelling (spec/filter_key.h) means one thing. Rules for
// a bare name, in this order: a field; the exact key; `val.<name>`; the only key that ends in
// `.<name>`. `metrics.x`, `params.x` and `tags.x` say it outright. Nothing is guessed: a name with
// several meanings is an error that lists them. It does not know where values lie (key_sql.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/fields.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// What kind of thing a name names.
enum class KeyFamily { field, metric, param, tag };

/// What the names of keys of children, and of runs upstream, begin with.
inline constexpr std::string_view kChildPrefix = "child.";
inline constexpr std::string_view kParentPrefix = "parent.";

/// A name that was understood.
struct KeyRef {
  KeyFamily family = KeyFamily::field;
  std::string key;  ///< The field's name or the full key.
  KeyOwner owner = KeyOwner::run;
  MetricPoint point = MetricPoint::last;  ///< Of a metric; never at_step.

  bool operator==(const KeyRef&) const = default;
};

/// "val.rmse[min]", without whose it is.
std::string own_text(const KeyRef& key);

/// As it is typed: "val.rmse", of a child "child.val.rmse", of a run upstream "parent.lr". A bare
/// name that is a field's means the field, so that a param of that name is "params.size".
std::string key_text(const KeyRef& key);

/// With the word for what it is, which no other key shares: "params.lr", "parent.params.lr".
std::string full_text(const KeyRef& key);

/// What `text` names: "lr", "parent.lr", "child.rmse", "val.acc[max]". Throws Error(invalid_input)
/// as resolve_key does, and for a point of what is no metric.
KeyRef read_key(const Catalog& catalog, std::string_view text);

/// Reads "dataset,child.name,parent.lr"; `what` are they: "columns". Throws Error(invalid_input).
std::vector<KeyRef> read_keys(const Catalog& catalog, std::string_view text, std::string_view what);

/// What a typed key names; its point is left to the caller.
KeyRef resolve_key(const Catalog& catalog, const FilterKey& key);

/// The metric that `text` names, of runs or of children: "acc[max]". Throws Error(invalid_input).
KeyRef read_metric(const Catalog& catalog, std::string_view text, KeyOwner owner = KeyOwner::run);

/// What a bare `name` may mean among `keys`, which are sorted: the exact key, else `val.<name>`,
/// else all that end in `.<name>`. Several: it is ambiguous.
std::vector<std::string> keys_meant(const std::vector<std::string>& keys, std::string_view name);

/// The metric that `name` means. Throws Error(invalid_input) that lists the candidates, or names
/// the nearest key when there is none.
std::string resolve_metric(const Catalog& catalog, std::string_view name,
                           KeyOwner owner = KeyOwner::run);

/// The same among `keys` alone, which are sorted: those of one run, say.
std::string resolve_metric(const std::vector<std::string>& keys, std::string_view name);

/// The field, metric, param or tag that `name` means. Throws as resolve_metric does, also when a
/// bare name is both a metric and a param.
KeyRef resolve_key(const Catalog& catalog, std::string_view name, KeyOwner owner = KeyOwner::run);

/// All metrics of runs or of children, sorted.
std::vector<std::string> metric_keys(const Catalog& catalog, KeyOwner owner);

/// The metric, param and tag that are called exactly `name`, whether or not a field is, too.
std::vector<KeyRef> keys_called(const Catalog& catalog, KeyOwner owner, std::string_view name);

/// Exactly `name`, in `family` or else in the only one that has it. Throws as resolve_metric does.
KeyRef resolve_exact(const Catalog& catalog, KeyOwner owner, std::string_view name,
                     std::optional<KeyFamily> family = std::nullopt);

/// The table of the catalog that holds the values of a family; empty where the owner has none.
std::string_view value_table(KeyFamily family, KeyOwner owner);

/// How the field of that name is shown; nullopt when there is none.
std::optional<CellKind> field_kind(KeyOwner owner, std::string_view name);

}  // namespace cairn
