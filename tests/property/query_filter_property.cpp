// label: ci
// timeout: 900
// Random filters over a random store: the runs that the catalog's SQL finds are those of which the
// evaluator, over the loaded rows, says that the filter is true. CAIRN_SEED repeats a run of the
// test, CAIRN_FILTERS says how many filters there are.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_keys.h"
#include "cairn/query/filter_steps.h"
#include "cairn/query/runs_query.h"
#include "cairn/spec/filter_evaluate.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

constexpr int kRuns = 60;
constexpr TimeUs kNow = 1'763'643'731'000'000;
constexpr TimeUs kDay = 86'400'000'000;

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::stoll(text);
}

// Everything random comes from here.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename T>
  const T& of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> kParamKeys = {"p1", "p2", "p 3", "both", "opt.lr"};
const std::vector<std::string> kMetricKeys = {"m1", "m2", "both", "val.rmse"};
const std::vector<std::string> kTagKeys = {"t1", "t2"};
const std::vector<std::string> kWords = {"a", "b",    "A",    "ab", "a*b", "0.1", "1",     "2",
                                         "ä", "True", "true", "10", "a%",  "a_b", "[1,2]", "x?y"};

const std::vector<Value>& param_values() {
  static const std::vector<Value> values = {0,
                                            1,
                                            2,
                                            10,
                                            -1,
                                            0.1,
                                            1.0,
                                            2.5,
                                            -0.0,
                                            1e300,
                                            9007199254740993,
                                            9007199254740992.0,
                                            INT64_MAX,
                                            INT64_MIN,
                                            9223372036854775808.0,
                                            true,
                                            false,
                                            Value(),
                                            "",
                                            List{1, 2},
                                            Map{{"k", 1}},
                                            std::numeric_limits<double>::infinity(),
                                            -std::numeric_limits<double>::infinity()};
  return values;
}

const std::vector<double>& metric_values() {
  static const std::vector<double> values = {0,
                                             1,
                                             2.5,
                                             -1,
                                             0.1,
                                             std::nan(""),
                                             1e300,
                                             0.5,
                                             9007199254740993.0,
                                             std::numeric_limits<double>::infinity(),
                                             -std::numeric_limits<double>::infinity()};
  return values;
}

Value random_value(Dice& dice) {
  return dice.one_in(2) ? Value(dice.of(kWords)) : dice.of(param_values());
}

std::vector<std::pair<std::string, Value>> random_values(Dice& dice,
                                                         const std::vector<std::string>& keys) {
  std::vector<std::pair<std::string, Value>> values;
  for (const std::string& key : keys) {
    if (!dice.one_in(4)) values.emplace_back(key, random_value(dice));
  }
  return values;
}

std::vector<MetricRow> random_metrics(Dice& dice) {
  std::vector<MetricRow> metrics;
  for (const std::string& key : kMetricKeys) {
    if (dice.one_in(4)) continue;
    MetricRow row = metric(key, dice.of(metric_values()));
    if (!dice.one_in(3)) row.step = static_cast<std::int64_t>(1 + dice.below(3));
    if (dice.one_in(2)) {
      row.points = 3;
      row.first = dice.of(metric_values());
      row.least = dice.of(metric_values());
      row.most = dice.of(metric_values());
    }
    metrics.push_back(row);
  }
  return metrics;
}

RunRow random_run(Dice& dice, int number) {
  const std::string folder = dice.of<std::string>({"s1/", "s1/corn/", "s2/", "corn/"});
  RunRow row = make_run(folder + std::to_string(number));
  row.name = dice.of(kWords);
  row.dataset = dice.of<std::string>({"corn", "wheat", ""});
  row.status = static_cast<RunStatus>(dice.below(7));
  row.created = kNow - static_cast<TimeUs>(dice.below(5)) * kDay;
  row.started = dice.one_in(3) ? std::nullopt : std::optional(row.created + 1);
  row.duration =
      dice.one_in(3) ? std::nullopt : std::optional(static_cast<double>(dice.below(4)) * 60);
  row.exit_code = dice.one_in(3) ? std::nullopt : std::optional<std::int64_t>(dice.below(3));
  row.size = static_cast<std::int64_t>(dice.below(4)) * 1000;
  row.pinned = static_cast<std::int64_t>(dice.below(2));
  row.seed = dice.one_in(3) ? Value() : random_value(dice);
  row.notes = dice.one_in(2) ? "" : dice.of(kWords);
  row.params = random_values(dice, kParamKeys);
  row.tags = random_values(dice, kTagKeys);
  row.metrics = random_metrics(dice);
  for (std::size_t i = dice.below(3); i > 0; --i) {
    ArtifactRow artifact;
    artifact.path = dice.of<std::string>({"model.pkl", "models/a.pkl", "chart.png", "x[1].txt"});
    artifact.role = dice.of<std::string>({"model", "chart", ""});
    row.artifacts.push_back(artifact);
  }
  for (std::size_t i = dice.below(3); i > 0; --i) {
    ChildRow child;
    child.name = "fold_" + std::to_string(i);
    child.digest = child_digest(row.digest, child.name);
    child.id = short_id(child.digest);
    child.kind = dice.of<std::string>({"model", "fold", ""});
    child.size = static_cast<std::int64_t>(dice.below(3));
    child.params = random_values(dice, {"p1", "fold"});
    child.metrics = random_metrics(dice);
    row.children.push_back(child);
  }
  return row;
}

struct Store {
  Catalog catalog = Catalog::open_in_memory();
  std::vector<RunRow> rows;  ///< As they were read back, copies too.
  std::vector<GroupRow> groups;
};

void fill(Store& store, Dice& dice) {
  std::vector<RunRow> rows;
  for (int i = 0; i < kRuns; ++i) rows.push_back(random_run(dice, i));
  for (RunRow& row : rows) {
    for (std::size_t i = dice.below(3); i > 0; --i) {
      row.links.push_back({"input", "data", dice.of(rows).digest, ""});
    }
  }
  RunRow copy = rows[0];
  copy.path = "results/copy/0";
  rows.push_back(copy);
  for (const RunRow& row : rows) store.catalog.put_run(row);
  GroupRow group;
  group.path = "results/s1";
  group.kind = "session";
  group.name = "first";
  store.catalog.put_group(group);
  store.catalog.mark_complete();
  store.groups = store.catalog.groups();
  std::vector<std::int64_t> rowids;
  for (const RunHead& head : store.catalog.heads()) rowids.push_back(head.rowid);
  store.rows = store.catalog.load_runs(rowids, RunParts::all);
}

template <typename Entries>
std::optional<Value> look_up(const Entries& entries, const std::string& key) {
  for (const auto& [name, value] : entries) {
    if (name == key) return value;
  }
  return std::nullopt;
}

// Histories, which catalogs do not have: besides its last point each has its first one, as step 1.
std::optional<Value> at_step(const MetricRow& metric, std::int64_t step) {
  if (metric.step == step) return metric.value;
  const bool is_first = metric.points > 1 && step == 1;
  return is_first ? std::optional<Value>(metric.first) : std::nullopt;
}

std::optional<Value> look_up(const std::vector<MetricRow>& metrics, const FilterKey& key) {
  for (const MetricRow& metric : metrics) {
    if (metric.key != key.name) continue;
    switch (key.point.value_or(MetricPoint::last)) {
      case MetricPoint::first:
        return metric.points > 1 ? metric.first : metric.value;
      case MetricPoint::min:
        return metric.points > 1 ? metric.least : metric.value;
      case MetricPoint::max:
        return metric.points > 1 ? metric.most : metric.value;
      case MetricPoint::at_step:
        return at_step(metric, key.step);
      default:
        return metric.value;
    }
  }
  return std::nullopt;
}

class ChildSubject : public FilterSubject {
 public:
  explicit ChildSubject(const ChildRow& child) : child_(child) {}
  std::optional<Value> value(const FilterKey& key) const override {
    if (key.family == FilterFamily::param) return look_up(child_.params, key.name);
    if (key.family == FilterFamily::metric) return look_up(child_.metrics, key);
    if (key.name == "size") return child_.size;
    const std::string text = key.name == "id"     ? child_.id.text
                             : key.name == "kind" ? child_.kind
                             : key.name == "path" ? child_.path
                                                  : child_.name;
    return text.empty() ? Value() : Value(text);
  }
  bool has(const FilterHas& /*has*/) const override { return false; }
  bool any_related(KeyOwner /*scope*/, const RelatedTest& /*test*/) const override { return false; }

 private:
  const ChildRow& child_;
};

class RunSubject : public FilterSubject {
 public:
  RunSubject(const Store& store, const RunRow& row) : store_(store), row_(row) {}

  std::optional<Value> value(const FilterKey& key) const override {
    if (key.family == FilterFamily::param) return look_up(row_.params, key.name);
    if (key.family == FilterFamily::tag) return look_up(row_.tags, key.name);
    if (key.family == FilterFamily::metric) return look_up(row_.metrics, key);
    return find_run_field(key.name)->read(row_);
  }

  bool has(const FilterHas& has) const override {
    if (has.what == FilterHas::What::tag) return look_up(row_.tags, has.text).has_value();
    if (has.what == FilterHas::What::group) return lies_in(has.text);
    return std::any_of(row_.artifacts.begin(), row_.artifacts.end(),
                       [&](const ArtifactRow& artifact) {
                         return artifact.role == has.text ||
                                matches_like(artifact.path, has.text, LetterCase::exact);
                       });
  }

  bool any_related(KeyOwner scope, const RelatedTest& test) const override {
    if (scope == KeyOwner::child) {
      return std::any_of(row_.children.begin(), row_.children.end(),
                         [&](const ChildRow& child) { return test(ChildSubject(child)); });
    }
    return std::any_of(row_.links.begin(), row_.links.end(), [&](const LinkRow& link) {
      return std::any_of(store_.rows.begin(), store_.rows.end(), [&](const RunRow& other) {
        return other.copy == 0 && other.digest == link.digest && test(RunSubject(store_, other));
      });
    });
  }

 private:
  bool lies_in(const std::string& group) const {
    const auto is_below = [&](const std::string& path) {
      return row_.path == path || row_.path.starts_with(path + "/");
    };
    if (is_below(group)) return true;
    if (("/" + row_.path).find("/" + group + "/") != std::string::npos) return true;
    return std::any_of(store_.groups.begin(), store_.groups.end(), [&](const GroupRow& row) {
      return row.name == group && is_below(row.path);
    });
  }

  const Store& store_;
  const RunRow& row_;
};

// Writes filters as a person might.
class Writer {
 public:
  explicit Writer(Dice& dice) : dice_(dice) {}

  std::string filter(int depth) {
    const std::size_t shape = depth == 0 ? 0 : dice_.below(6);
    if (shape == 1) return "NOT " + filter(depth - 1);
    if (shape == 2) return "(" + filter(depth - 1) + ")";
    if (shape == 3) return filter(depth - 1) + " and " + filter(depth - 1);
    if (shape == 4) return filter(depth - 1) + " OR " + filter(depth - 1);
    return term();
  }

 private:
  std::string term() {
    switch (dice_.below(12)) {
      case 0:
        return has();
      case 1:
        return text_field();
      case 2:
        return number_field();
      case 3:
        return time_field();
      case 4:
        return dice_.of<std::string>({"status = 'finished'", "status != 'lost'",
                                      "status LIKE '%ed'", "status IN ('failed', 'KILLED')",
                                      "status IS NULL", "status NOT ILIKE 'P%'"});
      case 5:
      case 6:
      case 7:
        return metric();
      default:
        return any();
    }
  }

  std::string has() {
    return dice_.of<std::string>({"has(model)", "has('models/%')", "has(artifact 'x[1].txt')",
                                  "has(artifact '%.p_g')", "has(tag t1)", "tag = 't2'",
                                  "tag != 't1'", "tag NOT IN ('t1', 't9')", "group = 'corn'",
                                  "group = 'results/s1'", "group != 'first'",
                                  "group IN ('s2', 'first')", "has(group 'results')"});
  }

  std::string quoted(const std::string& word) {
    std::string doubled;
    for (const char c : word) doubled += c == '\'' ? "''" : std::string(1, c);
    return "'" + doubled + "'";
  }

  std::string text_literal() { return quoted(dice_.of(kWords)); }

  std::string scope() {
    return dice_.one_in(5) ? dice_.of<std::string>({"child.", "parent."}) : "";
  }

  std::string pattern() {
    return quoted(dice_.of<std::string>({"a%", "%b", "_", "%", "a\\%", "A_b", "a*b", "%1%", "[1,2]",
                                         "\\_", "a[*]b", "%ä", "\\", "x?_", ""}));
  }

  std::string compare(const std::string& key, const std::function<std::string()>& literal) {
    switch (dice_.below(6)) {
      case 0:
        return key + (dice_.one_in(2) ? " IN (" : " NOT IN (") + literal() + ", " + literal() + ")";
      case 1:
        return key + (dice_.one_in(2) ? " BETWEEN " : " NOT BETWEEN ") + literal() + " AND " +
               literal();
      case 2:
        return key + (dice_.one_in(2) ? " IS NULL" : " IS NOT NULL");
      default:
        return key +
               dice_.of<std::string>(
                   {" = ", " == ", " != ", " <> ", " < ", " <= ", " > ", " >= "}) +
               literal();
    }
  }

  std::string like(const std::string& key) {
    return key + dice_.of<std::string>({" LIKE ", " NOT LIKE ", " ILIKE ", " NOT ILIKE "}) +
           pattern();
  }

  std::string text_field() {
    const std::string key =
        dice_.of<std::string>({"name", "dataset", "notes", "path", "attributes.name", "child.name",
                               "child.kind", "parent.name", "run_name"});
    if (dice_.one_in(3)) return like(key);
    return compare(key, [&] { return dice_.one_in(3) ? "'corn'" : text_literal(); });
  }

  std::string number_field() {
    if (dice_.one_in(3)) {
      return compare(dice_.of<std::string>({"duration", "parent.duration"}), [&] {
        return dice_.of<std::string>({"1m", "120", "0", "3 ", "0.05h", "inf"});
      });
    }
    return compare(dice_.of<std::string>({"size", "exit_code", "child.size", "pinned", "attempt"}),
                   [&] {
                     return dice_.of<std::string>({"0", "1", "2", "1.5", "true", "1e3", "-inf"});
                   });
  }

  std::string time_field() {
    return compare(
        dice_.of<std::string>({"created", "started", "start_time", "parent.created"}), [&] {
          return dice_.of<std::string>({"-1d", "-36h", "now", "today", "yesterday", "'2025-11'",
                                        "'2025-11-18'", "'2025-11-19 13:02'",
                                        "'2025-11-18T13:02:11Z'", "1763643731000",
                                        "'2025-11-19T13:02:11.000001Z'"});
        });
  }

  std::string metric() {
    const std::string owner = scope();
    std::string key =
        owner + dice_.of<std::string>({"m1", "metrics.m2", "metrics.both", "val.rmse", "rmse"});
    // Of a child the last value is all that is kept, and others are refused.
    key += owner == "child." ? dice_.of<std::string>({"", "[last]", "[at 2]"})
                             : dice_.of<std::string>({"", "", "[last]", "[first]", "[MIN]", "[max]",
                                                      "[at 1]", "[at 2]"});
    const std::string plain = dice_.of<std::string>({"nan", "0", "1"});
    if (dice_.one_in(6)) return key + dice_.of<std::string>({" = ", " != "}) + plain;
    if (dice_.one_in(8)) return key + (dice_.one_in(2) ? " IN (" : " NOT IN (") + "nan, 0.5, inf)";
    return compare(key, [&] {
      return dice_.of<std::string>(
          {"0", "0.1", "1", "2.5", "-1", "inf", "-inf", "1e300", "9007199254740993"});
    });
  }

  std::string any() {
    std::string key = scope();
    if (key == "child.") {
      key += dice_.of<std::string>({"p1", "fold", "params.p1"});
    } else {
      key += dice_.of<std::string>({"p1", "params.p2", "params.\"p 3\"", "params.both", "lr",
                                    "tags.t1", "tags.`t2`", "seed", "param.opt.lr"});
    }
    if (dice_.one_in(4)) return like(key);
    return compare(key, [&] {
      if (dice_.one_in(3)) return text_literal();
      return dice_.of<std::string>({"0", "1", "1.0", "2", "0.1", "1e-1", "true", "false", "-0.0",
                                    "inf", "-inf", "9007199254740993", "9007199254740992",
                                    "9223372036854775807", "9223372036854775808",
                                    "-9223372036854775808", "1e300", "2.5", "''"});
    });
  }

  Dice& dice_;
};

Truth ask(const FilterTerm& term, const RunSubject& subject) {
  if (term.key.scope == KeyOwner::run) return evaluate(term, subject.value(term.key));
  const bool is_true = subject.any_related(term.key.scope, [&](const FilterSubject& related) {
    return evaluate(term, related.value(term.key)) == Truth::yes;
  });
  return is_true ? Truth::yes : Truth::no;
}

// Answers comparisons with single steps as the command line does: of those runs alone that may
// pass.
void answer_steps(const Store& store, RunsFilter& filter) {
  const std::vector<FilterTerm> terms = number_step_terms(*filter.where);
  if (terms.empty()) return;
  RunsQuery wide{.filter = filter};
  wide.filter.where = without_steps(*filter.where);
  filter.rowids = find_runs(store.catalog, wide);
  std::sort(filter.rowids->begin(), filter.rowids->end());
  filter.steps.resize(terms.size());
  for (const RunRow& row : store.rows) {
    if (!std::binary_search(filter.rowids->begin(), filter.rowids->end(), row.rowid)) continue;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const Truth truth = ask(terms[i], RunSubject(store, row));
      if (truth == Truth::yes) filter.steps[i].yes.push_back(row.rowid);
      if (truth == Truth::no) filter.steps[i].no.push_back(row.rowid);
    }
  }
  for (StepAnswer& answer : filter.steps) {
    std::sort(answer.yes.begin(), answer.yes.end());
    std::sort(answer.no.begin(), answer.no.end());
  }
}

TEST(FilterProperty, SqlAgreesWithTheEvaluator) {
  const std::int64_t seed = from_environment("CAIRN_SEED", std::random_device()());
  const std::int64_t count = from_environment("CAIRN_FILTERS", 100'000);
  constexpr std::int64_t kPerStore = 5'000;
  std::cout << "seed " << seed << " (CAIRN_SEED), " << count << " filters" << std::endl;
  Dice dice(static_cast<std::uint64_t>(seed));
  std::int64_t matches = 0;
  std::optional<Store> store;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % kPerStore == 0) fill(store.emplace(), dice);
    const std::string text = Writer(dice).filter(4);
    RunsQuery query;
    query.filter.copies = CopyPolicy::show;
    query.filter.where = read_filter(store->catalog, text, kNow);
    answer_steps(*store, query.filter);
    std::vector<std::int64_t> found = find_runs(store->catalog, query);
    std::sort(found.begin(), found.end());
    std::vector<std::int64_t> expected;
    for (const RunRow& row : store->rows) {
      if (evaluate(*query.filter.where, RunSubject(*store, row)) == Truth::yes) {
        expected.push_back(row.rowid);
      }
    }
    std::sort(expected.begin(), expected.end());
    ASSERT_EQ(found, expected) << "filter " << i << " of seed " << seed << ": " << text;
    matches += static_cast<std::int64_t>(found.size());
  }
  // The test would be empty if nearly nothing, or nearly everything, matched.
  const double share = static_cast<double>(matches) / static_cast<double>(count * (kRuns + 1));
  std::cout << "share of matches " << share << std::endl;
  if (count >= 1000) {
    EXPECT_GT(share, 0.1);
    EXPECT_LT(share, 0.9);
  }
}

}  // namespace
}  // namespace cairn
