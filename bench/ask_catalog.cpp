// ask_catalog CATALOG FILTER ORDER COUNT
// Asks a catalog once, as `cairn ls --where FILTER --sort ORDER --limit COUNT --json` does: reads
// the filter, finds the runs, loads each with its params, metrics, tags and names. COUNT 0: all of
// them, ids only. The clock runs from the open catalog to the last loaded run. Prints seconds and
// ids as JSON.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/filter_keys.h"
#include "cairn/query/runs_query.h"

namespace cairn::bench {

namespace {

int ask(const char* file, const char* filter, const char* order, std::int64_t count) {
  const std::optional<Catalog> catalog = Catalog::open_for_reading(file);
  if (!catalog) throw Error(ErrorCode::not_found, "there is no catalog that can be read");
  const auto start = std::chrono::steady_clock::now();
  RunsQuery query;
  query.filter.where = read_filter(*catalog, filter);
  if (*order != '\0') query.sort = parse_sort(*catalog, order);
  if (count > 0) query.limit = count;
  const std::vector<RunRow> runs =
      query_runs(*catalog, query, count > 0 ? RunParts::columns : RunParts::head);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  List ids;
  for (const RunRow& run : runs) ids.emplace_back(run.id.text);
  fmt::print("{}\n", to_json(Map{{"seconds", taken.count()}, {"runs", std::move(ids)}}));
  return 0;
}

}  // namespace

}  // namespace cairn::bench

int main(int count, char** words) {
  if (count != 5) {
    std::fputs("usage: ask_catalog CATALOG FILTER ORDER COUNT\n", stderr);
    return 2;
  }
  try {
    return cairn::bench::ask(words[1], words[2], words[3], std::atoll(words[4]));
  } catch (const cairn::Error& error) {
    fmt::print(stderr, "ask_catalog: {}\n", error.message());
    return 1;
  }
}
