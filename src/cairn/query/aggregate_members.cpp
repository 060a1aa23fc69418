#include "cairn/query/aggregate_members.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "cairn/query/related_values.h"

namespace cairn {

namespace {

// The fields that are part of what was chosen to be run, as params are.
constexpr std::array<std::string_view, 4> kChosenFields = {"stage", "dataset", "dataset.version",
                                                           "seed"};
constexpr std::array<std::string_view, 2> kChosenChildFields = {"kind", "name"};

template <std::size_t N>
void add_fields(const Catalog& catalog, const RunSet& set,
                const std::array<std::string_view, N>& names, std::vector<KeyColumn>& fields) {
  for (const std::string_view name : names) {
    fields.push_back(
        load_key_column(catalog, {KeyFamily::field, std::string(name), set.owner()}, set));
  }
}

KeyColumn load_column(const Catalog& catalog, const KeyRef& key, const Members& members) {
  if (key.owner == members.all().owner()) return load_key_column(catalog, key, members.all());
  KeyColumn of_runs = key.owner == KeyOwner::parent
                          ? load_related_column(catalog, key, members.runs)
                          : load_key_column(catalog, key, members.runs);
  return members.children ? spread(of_runs, *members.children) : of_runs;
}

bool some_lack(const KeyColumn& column) {
  return std::find(column.of_run.begin(), column.of_run.end(), 0u) != column.of_run.end();
}

bool some_lack(const ParamColumn& param, std::size_t runs) {
  return param.entries.size() < runs ||
         std::any_of(param.entries.begin(), param.entries.end(),
                     [](const auto& entry) { return entry.second == 0; });
}

// Whether it is not the same for all.
bool varies(const KeyColumn& column) { return column.values.size() > (some_lack(column) ? 1 : 2); }

bool varies(const ParamColumn& param, std::size_t runs) {
  return param.values.size() > (some_lack(param, runs) ? 1 : 2);
}

// Whether the column differs between the runs of some group.
bool is_mixed(const KeyColumn& column, const Partition& parts) {
  for (std::size_t group = 0; group < parts.size(); ++group) {
    const std::uint32_t first = column.of_run[parts.order[parts.begin[group]]];
    for (std::size_t i = parts.begin[group]; i < parts.begin[group + 1]; ++i) {
      if (column.of_run[parts.order[i]] != first) return true;
    }
  }
  return false;
}

// The same for a param, in the time of its entries: there may be very many params that few have.
class MixedParams {
 public:
  explicit MixedParams(const Partition& parts)
      : parts_(parts), seen_(parts.size(), 0), value_(parts.size(), 0) {}

  bool is_mixed(const ParamColumn& param) {
    std::vector<std::uint32_t> touched;
    bool differs = false;
    for (const auto& [run, value] : param.entries) {
      const std::uint32_t group = parts_.group_of[run];
      if (seen_[group]++ == 0) {
        touched.push_back(group);
        value_[group] = value;
      }
      differs |= value_[group] != value;
    }
    for (const std::uint32_t group : touched) {
      const std::size_t runs = parts_.begin[group + 1] - parts_.begin[group];
      differs |= seen_[group] < runs && value_[group] != 0;
      seen_[group] = 0;
    }
    return differs;
  }

 private:
  const Partition& parts_;
  std::vector<std::size_t> seen_;
  std::vector<std::uint32_t> value_;
};

}  // namespace

bool contains(const std::vector<KeyRef>& keys, const KeyRef& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::vector<std::int64_t> Members::run_of() const {
  if (!children) return runs.rowids();
  std::vector<std::int64_t> rowids;
  for (const std::uint32_t run : children->run_of) rowids.push_back(runs.rowids()[run]);
  return rowids;
}

Members load_members(const Catalog& catalog, RunSet runs, KeyOwner owner) {
  if (owner == KeyOwner::run) return {std::move(runs), std::nullopt};
  ChildSet children = load_children(catalog, runs);
  return {children.runs, std::move(children)};
}

Choices load_choices(const Catalog& catalog, const Members& members) {
  Choices choices;
  add_fields(catalog, members.runs, kChosenFields, choices.fields);
  choices.params = load_params(catalog, members.runs);
  if (!members.children) return choices;
  for (KeyColumn& field : choices.fields) field = spread(field, *members.children);
  for (ParamColumn& param : choices.params) param = spread(param, *members.children);
  add_fields(catalog, members.all(), kChosenChildFields, choices.fields);
  for (ParamColumn& param : load_params(catalog, members.all())) {
    choices.params.push_back(std::move(param));
  }
  return choices;
}

// The params of runs stand first, then those of children; each sorted by key.
const ParamColumn* find_param(const Choices& choices, const KeyRef& key) {
  const auto place = [](KeyOwner owner, const std::string& name) {
    return std::pair(owner == KeyOwner::child, std::string_view(name));
  };
  const auto found =
      std::lower_bound(choices.params.begin(), choices.params.end(), key,
                       [&](const ParamColumn& param, const KeyRef& wanted) {
                         return place(param.owner, param.key) < place(wanted.owner, wanted.key);
                       });
  const bool is_it =
      found != choices.params.end() && found->key == key.key && found->owner == key.owner;
  return is_it ? &*found : nullptr;
}

std::vector<KeyColumn> key_columns(const Catalog& catalog, const AggregateQuery& query,
                                   const Choices& choices, const Members& members) {
  std::vector<KeyColumn> columns;
  const auto add = [&](const KeyRef& key) {
    const bool is_chosen = key.family == KeyFamily::param && key.owner != KeyOwner::parent;
    const ParamColumn* param = is_chosen ? find_param(choices, key) : nullptr;
    if (param) {
      columns.push_back(to_key_column(*param, members.all()));
    } else if (is_chosen) {
      columns.push_back({key, {Value()}, std::vector<std::uint32_t>(members.size(), 0)});
    } else {
      columns.push_back(load_column(catalog, key, members));
    }
  };
  if (query.group_by) {
    for (const KeyRef& key : *query.group_by) add(key);
  } else {
    const auto is_free = [&](const KeyRef& key) {
      return !contains(query.over, key) && !contains(query.further, key);
    };
    for (const KeyColumn& field : choices.fields) {
      if (varies(field) && is_free(field.key)) columns.push_back(field);
    }
    for (const ParamColumn& param : choices.params) {
      const KeyRef key{KeyFamily::param, param.key, param.owner};
      if (varies(param, members.size()) && is_free(key)) add(key);
    }
  }
  for (const KeyRef& key : query.further) add(key);
  return columns;
}

Partition partition(const std::vector<KeyColumn>& columns, std::size_t runs) {
  Partition parts;
  parts.group_of.assign(runs, 0);
  std::size_t groups = 1;
  for (const KeyColumn& column : columns) {
    std::unordered_map<std::uint64_t, std::uint32_t> numbers;
    for (std::size_t run = 0; run < runs; ++run) {
      const std::uint64_t pair = std::uint64_t{parts.group_of[run]} << 32 | column.of_run[run];
      parts.group_of[run] =
          numbers.emplace(pair, static_cast<std::uint32_t>(numbers.size())).first->second;
    }
    groups = numbers.size();
  }
  if (runs == 0) groups = 0;
  parts.begin.assign(groups + 1, 0);
  for (const std::uint32_t group : parts.group_of) ++parts.begin[group + 1];
  for (std::size_t group = 0; group < groups; ++group) parts.begin[group + 1] += parts.begin[group];
  parts.order.resize(runs);
  std::vector<std::size_t> next(parts.begin.begin(), parts.begin.end() - 1);
  for (std::size_t run = 0; run < runs; ++run) {
    parts.order[next[parts.group_of[run]]++] = static_cast<std::uint32_t>(run);
  }
  return parts;
}

std::vector<MixedKey> mixed_keys(const Catalog& catalog, const AggregateQuery& query,
                                 const Choices& choices, const Members& members,
                                 const std::vector<KeyRef>& keys, const Partition& parts) {
  std::vector<MixedKey> mixed;
  const auto add = [&](const KeyRef& key, const std::vector<Value>& values, bool lacking) {
    const auto count = static_cast<std::int64_t>(values.size()) - 1;  // The first one is null.
    mixed.push_back({key, count, lacking, contains(query.over, key)});
  };
  for (const KeyColumn& field : choices.fields) {
    if (contains(keys, field.key) || !is_mixed(field, parts)) continue;
    add(field.key, field.values, some_lack(field));
  }
  MixedParams params(parts);
  for (const ParamColumn& param : choices.params) {
    const KeyRef key{KeyFamily::param, param.key, param.owner};
    if (!contains(keys, key) && params.is_mixed(param)) {
      add(key, param.values, some_lack(param, parts.group_of.size()));
    }
  }
  // What runs upstream have is looked at where it is named only.
  for (const KeyRef& key : query.over) {
    if (key.owner != KeyOwner::parent) continue;
    const KeyColumn column = load_column(catalog, key, members);
    if (is_mixed(column, parts)) add(key, column.values, some_lack(column));
  }
  std::stable_partition(mixed.begin(), mixed.end(),
                        [](const MixedKey& key) { return key.is_wanted; });
  return mixed;
}

}  // namespace cairn
