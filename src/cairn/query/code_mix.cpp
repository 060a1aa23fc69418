#include "cairn/query/code_mix.h"

#include <map>
#include <set>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {

namespace {

using Texts = std::set<std::string>;

/// Different numbers that members of one group have, with a run that has it; groups that agree are
/// not in it.
using Differing = std::map<std::uint32_t, std::map<std::int64_t, std::int64_t>>;

Differing differing_numbers(const RunSet& runs, const std::vector<std::int64_t>& numbers,
                            std::span<const std::int64_t> run_of,
                            std::span<const std::uint32_t> group_of) {
  struct First {
    std::int64_t number = 0;
    std::int64_t run = 0;
  };
  std::vector<First> first;
  Differing differing;
  for (std::size_t i = 0; i < run_of.size(); ++i) {
    const std::int64_t number = numbers[runs.place_of(run_of[i])];
    const std::uint32_t group = group_of[i];
    if (number == 0) continue;
    if (group >= first.size()) first.resize(group + 1);
    if (first[group].number == 0) first[group] = {number, run_of[i]};
    if (first[group].number == number) continue;
    auto& seen = differing[group];
    seen.emplace(first[group].number, first[group].run);
    seen.emplace(number, run_of[i]);
  }
  return differing;
}

std::string text_of(const Catalog& catalog, std::int64_t number) {
  Statement select = catalog.database().prepare("SELECT text FROM keys WHERE id = ?");
  if (!select.bind(1, number).step()) {
    throw Error(ErrorCode::corrupt, "the deps of a run are not in the catalog");
  }
  return std::string(select.text(0));
}

/// What each dep was, of those that are not the same wherever they are.
void add_mixed_deps(const Catalog& catalog, const Differing& differing,
                    std::map<std::string, Texts>& mixed) {
  for (const auto& [group, numbers] : differing) {
    std::map<std::string, Texts> found;
    for (const auto& [number, run] : numbers) {
      const Value deps = parse_json(text_of(catalog, number), "catalog");
      for (const auto& [path, leaf] : deps.as_map()) found[path].insert(to_json(leaf));
    }
    for (auto& [path, leaves] : found) {
      if (leaves.size() > 1) mixed[path].merge(leaves);
    }
  }
}

/// Commands of one stage; those of different stages differ anyway.
std::int64_t count_mixed_commands(const Catalog& catalog, const Differing& differing) {
  Statement select = catalog.database().prepare("SELECT stage FROM runs WHERE run = ?");
  std::set<std::pair<std::string, std::int64_t>> mixed;
  for (const auto& [group, numbers] : differing) {
    std::map<std::string, std::set<std::int64_t>> found;
    for (const auto& [number, run] : numbers) {
      if (select.bind(1, run).step()) found[std::string(select.text(0))].insert(number);
      select.reset();
    }
    for (const auto& [stage, commands] : found) {
      if (commands.size() < 2) continue;
      for (const std::int64_t command : commands) mixed.emplace(stage, command);
    }
  }
  return static_cast<std::int64_t>(mixed.size());
}

}  // namespace

std::vector<MixedCode> find_code_mix(const Catalog& catalog, const RunSet& runs,
                                     std::span<const std::int64_t> run_of,
                                     std::span<const std::uint32_t> group_of) {
  std::vector<MixedCode> code;
  const auto differing = [&](std::string_view column) {
    return differing_numbers(runs, load_text_numbers(catalog, runs, column), run_of, group_of);
  };
  if (const std::int64_t commands = count_mixed_commands(catalog, differing("command"))) {
    code.push_back({"", commands});
  }
  std::map<std::string, Texts> deps;
  add_mixed_deps(catalog, differing("deps"), deps);
  for (const auto& [path, leaves] : deps) {
    code.push_back({path, static_cast<std::int64_t>(leaves.size())});
  }
  return code;
}

}  // namespace cairn
