// Any text is a filter or is refused as invalid input; a filter can be compiled and run, gives the
// same runs each time, and never both holds and does not hold of a run.
#include <cstdint>
#include <stdexcept>
#include <string>

#include "cairn/base/error.h"
#include "cairn/query/filter_keys.h"
#include "cairn/query/filter_steps.h"
#include "cairn/query/runs_query.h"
#include "unit/catalog/rows.h"

namespace {

using namespace cairn;

const Catalog& small_catalog() {
  static const Catalog catalog = [] {
    Catalog made = Catalog::open_in_memory();
    for (const char* key : {"a", "b", "c"}) {
      RunRow row = make_full_run(key);
      row.params.emplace_back("lr", 0.1);
      row.params.emplace_back("n", 3);
      row.metrics.push_back(metric("rmse", 0.5));
      row.tags.emplace_back("x", "y");
      made.put_run(row);
    }
    made.mark_complete();
    return made;
  }();
  return catalog;
}

std::int64_t count_of(const Filter& filter) {
  RunsFilter runs;
  runs.where = filter;
  // Of each comparison with a single step: true of the first run, false of the second.
  runs.steps.resize(number_step_terms(*runs.where).size(), {{1}, {2}});
  return count_runs(small_catalog(), runs);
}

Filter negated(const Filter& filter) {
  Filter made;
  FilterNot node;
  node.part.push_back(filter.root);
  made.root.node = std::move(node);
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  constexpr TimeUs kNow = 1'763'643'731'000'000;
  std::optional<Filter> filter;
  try {
    filter = read_filter(small_catalog(), text, kNow);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
    return 0;
  }
  const std::int64_t found = count_of(*filter);
  if (found != count_of(*filter)) throw std::logic_error("two answers to one question");
  if (found > count_of(without_steps(*filter))) throw std::logic_error("not wider without steps");
  if (found + count_of(negated(*filter)) > 3) throw std::logic_error("true and false of one run");
  return 0;
}
