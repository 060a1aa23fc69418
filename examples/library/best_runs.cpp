// best_runs PROJECT FILTER METRIC: the ten runs that pass the filter and have the lowest metric, as
// `cairn ls --where FILTER --sort METRIC --limit 10` finds them.
#include <cstdio>

#include "cairn/base/error.h"
#include "cairn/query/filter_keys.h"
#include "cairn/query/runs_query.h"
#include "cairn/store/project.h"
#include "cairn/store/refresh.h"

namespace {

void print_best(const char* folder, const char* filter, const char* metric) {
  const cairn::Project project = cairn::open_project(folder);
  // Takes in what was made, moved or removed since somebody asked last.
  const cairn::FreshCatalog fresh = cairn::open_fresh_catalog(project);
  for (const std::string& problem : fresh.report.problems) {
    std::fprintf(stderr, "warning: %s\n", problem.c_str());
  }
  cairn::RunsQuery query;
  query.filter.where = cairn::read_filter(fresh.catalog, filter);
  query.sort = cairn::parse_sort(fresh.catalog, metric);
  query.limit = 10;
  for (const cairn::RunRow& run : cairn::query_runs(fresh.catalog, query)) {
    for (const cairn::MetricRow& one : run.metrics) {
      if (one.key != metric) continue;
      std::printf("%s  %g  %s\n", run.id.text.c_str(), one.value, run.path.c_str());
    }
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::fputs("usage: best_runs PROJECT FILTER METRIC\n", stderr);
    return 2;
  }
  try {
    print_best(words[1], words[2], words[3]);
  } catch (const cairn::Error& error) {
    std::fprintf(stderr, "best_runs: %s\n", error.message().c_str());
    return 1;
  }
}
