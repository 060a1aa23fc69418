// label: none
// What tests/contract/statistics_scipy.py compares with scipy. Reads lines from standard input:
//   group NAME NUMBER…   runs of one group, each with that value of the metric m
//   student T DEGREES    a probability that is asked for
// and prints one JSON object: "aggregates", sorted by mean with every statistic, and "student".
#include <iostream>
#include <sstream>
#include <string>

#include "cairn/base/json.h"
#include "cairn/query/aggregate_json.h"
#include "cairn/query/student.h"
#include "unit/catalog/rows.h"

namespace {

// from_chars and not >>, which does not read nan and inf.
double number(const std::string& word) { return std::stod(word); }

}  // namespace

int main() {
  using namespace cairn;
  Catalog catalog = Catalog::open_in_memory();
  List student;
  std::string line;
  std::int64_t runs = 0;
  Transaction filling = catalog.begin();
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string kind, name, word;
    words >> kind >> name;
    if (kind == "student") {
      words >> word;
      student.emplace_back(student_p(number(name), number(word)));
      continue;
    }
    while (words >> word) {
      RunRow run = make_run(std::to_string(++runs));
      run.seed = runs;
      run.params = {{"group", name}};
      run.metrics = {metric("m", number(word))};
      catalog.put_run(run);
    }
  }
  filling.commit();
  AggregateQuery query;
  query.over = {{KeyFamily::field, "seed"}};
  query.measures =
      parse_measures(catalog, "m: n,mean,std,sem,ci95,median,q25,q75,q2.5,q97.5,min,max");
  query.sort = "mean";
  const Value aggregates = aggregates_json(make_aggregates(catalog, query));
  std::cout << to_json(Map{{"aggregates", aggregates}, {"student", student}}) << '\n';
}
