#include "cairn/layout/document_functions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/number_order.h"
#include "cairn/base/text.h"
#include "cairn/layout/comparison_table.h"
#include "cairn/layout/context_shape.h"
#include "cairn/layout/markdown_report.h"
#include "cairn/layout/ranking.h"
#include "cairn/layout/text_functions.h"

namespace cairn {

namespace {

bool is_nothing(const Found& found) {
  const Value* one = one_of(found);
  if (one == nullptr) return items_of(found).empty();
  if (one->is_map()) return one->as_map().empty();
  return one->is_list() && one->as_list().empty();
}

bool is_absent(const Found& found) {
  const bool is_several = std::holds_alternative<std::vector<const Value*>>(found);
  return !is_several && one_of(found) == nullptr;
}

bool is_nan(const Value& value) { return value.is_real() && std::isnan(value.as_double()); }

/// Numbers before texts, numbers by size with NaN behind them, texts by bytes.
bool comes_before(const Value* a, const Value* b) {
  if (a->is_number() != b->is_number()) return a->is_number();
  if (a->is_number() && is_nan(*a) != is_nan(*b)) return is_nan(*b);
  if (a->is_number()) return std::is_lt(compare_numbers(*a, *b));
  return to_text(*a) < to_text(*b);
}

/// The sum of integers as an integer, of anything with a float as a float.
Value sum_of(const std::vector<const Value*>& numbers) {
  std::int64_t whole = 0;
  double real = 0;
  bool all_whole = true;
  for (const Value* number : numbers) {
    if (!number->is_number()) continue;
    real += number->as_double();
    all_whole =
        all_whole && number->is_int() && !__builtin_add_overflow(whole, number->as_int(), &whole);
  }
  return all_whole ? Value(whole) : Value(real);
}

/// A run or child without its long lists: what a row of a ranking needs of it.
Value head_of(const Value& run_or_child) {
  constexpr std::array<std::string_view, 4> kLong = {"artifacts", "children", "steps", "datasets"};
  Map head;
  for (const auto& [key, value] : run_or_child.as_map()) {
    if (std::ranges::find(kLong, key) == kLong.end()) head.append(key, value);
  }
  return head;
}

Value ranking_row(const RankedRun& row) {
  Map map;
  map.append("rank", Value(row.rank));
  map.append("by", row.rule.by);
  map.append("direction", row.rule.direction == RankDirection::min ? "min" : "max");
  map.append("score", row.score);
  map.append("run", head_of(*row.run));
  if (row.best != nullptr) map.append("best", head_of(*row.best));
  return map;
}

/// "a__b__c" behind the last "__" is c; a text without it is all of it.
Found call_behind(CallArguments arguments, Arena& arena) {
  const Value* text = one_of(arguments[0]);
  const Value* separator = one_of(arguments[1]);
  if (text == nullptr || separator == nullptr) return {};
  const std::string whole = to_text(*text);
  const std::string mark = to_text(*separator);
  const std::size_t at = whole.rfind(mark);
  return keep(arena, at == std::string::npos ? whole : whole.substr(at + mark.size()));
}

Found call_best_child(CallArguments arguments, Arena&) {
  const Value* run = one_of(arguments[0]);
  const Value* best = run == nullptr || !run->is_map() ? nullptr : best_child(*run);
  return best == nullptr ? Found() : Found(best);
}

Found call_best_run(CallArguments arguments, Arena&) {
  const auto ranked = rank_runs(items_of(arguments[0]));
  return ranked.empty() ? Found() : Found(ranked[0].run);
}

Found call_coalesce(CallArguments arguments, Arena&) {
  const auto found = std::ranges::find_if_not(arguments, is_nothing);
  return found == arguments.end() ? Found() : *found;
}

Found call_comparison_table(CallArguments arguments, Arena& arena) {
  const Value* run = one_of(arguments[0]);
  if (run == nullptr) return {};
  std::string table = comparison_table(*run);
  return table.empty() ? Found() : keep(arena, std::move(table));
}

Found call_count(CallArguments arguments, Arena& arena) {
  return keep(arena, Value(items_of(arguments[0]).size()));
}

/// The facts of the runs' own dataset, fact by fact from the newest run that states it.
Found call_dataset_facts(CallArguments arguments, Arena& arena) {
  auto runs = items_of(arguments[0]);
  std::ranges::stable_sort(runs, {}, [](const Value* run) {
    return std::tuple(text_at(*run, "ended"), text_at(*run, "path"));
  });
  Map facts;
  for (const Value* run : runs) {
    const Value* datasets = run->find("datasets");
    if (datasets == nullptr || !datasets->is_list()) continue;
    const std::string own = text_at(*run, "dataset");
    for (const Value& dataset : datasets->as_list()) {
      const bool only = datasets->as_list().size() == 1;
      if (!dataset.is_map() || (!only && text_at(dataset, "name") != own)) continue;
      for (const auto& [key, value] : dataset.as_map()) facts.set(key, value);
    }
  }
  return facts.empty() ? Found() : keep(arena, std::move(facts));
}

Found call_file_name(CallArguments arguments, Arena& arena) {
  const Value* path = one_of(arguments[0]);
  if (path == nullptr) return {};
  const std::string text = to_text(*path);
  return keep(arena, text.substr(text.rfind('/') + 1));
}

Found call_first(CallArguments arguments, Arena&) {
  const auto items = items_of(arguments[0]);
  return items.empty() ? Found() : Found(items[0]);
}

/// "fold_0" and "fold0" → 0; "avg", "w_avg" and all other names stay.
Found call_fold_label(CallArguments arguments, Arena& arena) {
  const Value* name = one_of(arguments[0]);
  if (name == nullptr) return {};
  return keep(arena, fold_label(to_text(*name)));
}

Found call_human_duration(CallArguments arguments, Arena& arena) {
  const Value* seconds = one_of(arguments[0]);
  if (seconds == nullptr || !seconds->is_number()) return {};
  return keep(arena, human_duration(seconds->as_double()));
}

Found call_human_size(CallArguments arguments, Arena& arena) {
  const Value* bytes = one_of(arguments[0]);
  if (bytes == nullptr || !bytes->is_number() || bytes->as_double() < 0) return {};
  return keep(arena, human_bytes(static_cast<std::uint64_t>(bytes->as_double())));
}

Found call_of_kind(CallArguments arguments, Arena&) {
  std::vector<const Value*> kept;
  for (const Value* item : items_of(arguments[0])) {
    const std::string kind = text_at(*item, "kind");
    const auto asked = arguments.subspan(1);
    const bool wanted = std::ranges::any_of(asked, [&](const Found& argument) {
      const Value* name = one_of(argument);
      return name != nullptr && to_text(*name) == kind;
    });
    if (wanted) kept.push_back(item);
  }
  return kept;
}

Found call_rankings(CallArguments arguments, Arena& arena) {
  List rows;
  for (const RankedRun& row : rank_runs(items_of(arguments[0]))) rows.push_back(ranking_row(row));
  return keep(arena, std::move(rows));
}

/// Keys in order at every depth, as Python's json.dumps(sort_keys=True) writes them.
Value with_sorted_keys(const Value& value) {
  if (value.is_list()) {
    List items;
    for (const Value& item : value.as_list()) items.push_back(with_sorted_keys(item));
    return items;
  }
  if (!value.is_map()) return value;
  std::map<std::string, Value> entries;
  for (const auto& [key, entry] : value.as_map()) entries.emplace(key, with_sorted_keys(entry));
  Map map;
  for (auto& [key, entry] : entries) map.append(key, std::move(entry));
  return map;
}

Found call_sorted(CallArguments arguments, Arena& arena) {
  const Value* one = one_of(arguments[0]);
  if (one != nullptr && one->is_map()) return keep(arena, with_sorted_keys(*one));
  if (is_absent(arguments[0])) return {};
  auto items = items_of(arguments[0]);
  std::ranges::stable_sort(items, comes_before);
  return items;
}

Found call_sum(CallArguments arguments, Arena& arena) {
  return keep(arena, sum_of(items_of(arguments[0])));
}

Found call_total_size(CallArguments arguments, Arena& arena) {
  std::vector<const Value*> sizes;
  for (const Value* item : items_of(arguments[0])) {
    if (const Value* size = item->find("size")) sizes.push_back(size);
  }
  return keep(arena, sum_of(sizes));
}

Found call_unique(CallArguments arguments, Arena&) {
  std::map<std::pair<Value::Type, std::string>, bool> seen;
  std::vector<const Value*> kept;
  for (const Value* item : items_of(arguments[0])) {
    if (seen.try_emplace({item->type(), to_text(*item)}, true).second) kept.push_back(item);
  }
  return kept;
}

constexpr std::array kFunctions = {
    DocumentFunction{"behind", 2, 2, kLeafShape, "what stands behind the last mark in a text",
                     call_behind},
    DocumentFunction{"best_child", 1, 1, "child", "the child of a run with the best score",
                     call_best_child},
    DocumentFunction{"best_run", 1, 1, "run", "the run of rank 1", call_best_run},
    DocumentFunction{"coalesce", 2, 9, "=", "the first argument that is there and not empty",
                     call_coalesce},
    DocumentFunction{"comparison_table", 1, 1, kLeafShape,
                     "children x metrics of a run as an ASCII table", call_comparison_table},
    DocumentFunction{"count", 1, 1, kLeafShape, "how many items a list has", call_count},
    DocumentFunction{"dataset_facts", 1, 1, kOpenShape,
                     "what the newest runs logged about their dataset", call_dataset_facts},
    DocumentFunction{"experiment_report", 1, 1, kLeafShape,
                     "a run as a Markdown page: configuration, metrics, components, figures",
                     call_experiment_report, true},
    DocumentFunction{"file_name", 1, 1, kLeafShape, "the last component of a path", call_file_name},
    DocumentFunction{"first", 1, 1, "=", "the first item of a list", call_first},
    DocumentFunction{"fold_label", 1, 1, kLeafShape,
                     "the number of a fold (fold_0 is 0), else the name", call_fold_label},
    DocumentFunction{"human_duration", 1, 1, kLeafShape, "seconds as a person writes them",
                     call_human_duration},
    DocumentFunction{"human_size", 1, 1, kLeafShape, "bytes as a person writes them",
                     call_human_size},
    DocumentFunction{"nested", 1, 1, kOpenShape, "dotted keys as maps in maps", call_nested},
    DocumentFunction{"of_kind", 2, 9, "=", "the runs or children of the named kinds", call_of_kind},
    DocumentFunction{"of_role", 2, 9, "=", "the artifacts of the named roles", call_of_role},
    DocumentFunction{"pairs", 1, 1, kOpenShape, "the values of a text like a=1+b=2", call_pairs},
    DocumentFunction{"ranking_report", 1, 1, kLeafShape, "ranked runs as a Markdown page",
                     call_ranking_report},
    DocumentFunction{"rankings", 1, 1, "ranking",
                     "the ranked runs, best first: rank, by, direction, score, run, best",
                     call_rankings},
    DocumentFunction{"seconds_of", 1, 1, kLeafShape, "a time without fractions of a second",
                     call_seconds_of},
    DocumentFunction{"sorted", 1, 1, "=", "a list in order: numbers, then texts; a map by its keys",
                     call_sorted},
    DocumentFunction{"statuses", 1, 1, kOpenShape,
                     "tags like tau.status and tau.reason as {tau: {status, reason}}",
                     call_statuses},
    DocumentFunction{"sum", 1, 1, kLeafShape, "the sum of the numbers of a list", call_sum},
    DocumentFunction{"text", 1, 9, kLeafShape, "its arguments as one text; absent ones are empty",
                     call_text},
    DocumentFunction{"total_size", 1, 1, kLeafShape,
                     "the sum of the sizes of artifacts, children or runs", call_total_size},
    DocumentFunction{"unique", 1, 1, "=", "a list without repetitions, first ones kept",
                     call_unique},
    DocumentFunction{"unix_time", 1, 1, kLeafShape, "a time as seconds since 1970", call_unix_time},
    DocumentFunction{"whole", 1, 1, kLeafShape,
                     "a text that spells an integer as that integer; anything else as it is",
                     call_whole},
    DocumentFunction{"with_prefix", 2, 2, kOpenShape,
                     "a text, or the keys of a map, with a text before", call_with_prefix},
};

}  // namespace

std::string text_at(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found == nullptr || found->is_null() ? std::string() : to_text(*found);
}

std::span<const DocumentFunction> document_functions() { return kFunctions; }

const DocumentFunction* find_document_function(std::string_view name) {
  const auto at = std::ranges::find(kFunctions, name, &DocumentFunction::name);
  return at == kFunctions.end() ? nullptr : &*at;
}

std::vector<const Value*> items_of(const Found& found) {
  if (const auto* several = std::get_if<std::vector<const Value*>>(&found)) return *several;
  const Value* one = one_of(found);
  if (one == nullptr) return {};
  if (!one->is_list()) return {one};
  std::vector<const Value*> items;
  for (const Value& item : one->as_list()) items.push_back(&item);
  return items;
}

const Value* one_of(const Found& found) {
  const auto* one = std::get_if<const Value*>(&found);
  return one == nullptr ? nullptr : *one;
}

}  // namespace cairn
