#include "cli/step_filter.h"

#include <algorithm>
#include <future>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/process.h"
#include "cairn/query/filter_steps.h"
#include "cairn/spec/filter_evaluate.h"
#include "cairn/store/run_history.h"
#include "cli/report.h"

namespace cairn {

namespace {

/// Runs whose rows are loaded at a time.
constexpr std::size_t kAtOnce = 512;

/// The values of one run and its children at the steps that are asked for.
class RunSteps {
 public:
  RunSteps(const Project& project, const RunRow& row) : project_(project), row_(row) {}

  /// The last point of a metric with that step; `child` empty: the run's own.
  std::optional<Value> value(const std::string& child, const FilterKey& key) {
    const StepValue known =
        child.empty() ? step_value(own_metric(key.name), key.step) : StepValue{};
    std::optional<double> found = known.value;
    if (!known.is_known) found = read(child, key);
    return found ? std::optional(Value(*found)) : std::nullopt;
  }

  const RunRow& row() const { return row_; }
  const std::string& problem() const { return problem_; }

 private:
  const MetricRow* own_metric(const std::string& key) const {
    const auto found = std::find_if(row_.metrics.begin(), row_.metrics.end(),
                                    [&](const MetricRow& metric) { return metric.key == key; });
    return found == row_.metrics.end() ? nullptr : &*found;
  }

  std::optional<double> read(const std::string& child, const FilterKey& key) {
    std::optional<double> value;
    try {
      if (!history_) history_.emplace(project_, head_of(row_));
      const std::vector<Series>& series = history_->series();
      for (std::size_t i = 0; i < series.size(); ++i) {
        if (series[i].child != child || series[i].metric.key != key.name) continue;
        history_->read(i, StepRange{key.step, key.step},
                       [&](const LoggedPoint& point) { value = point.value; });
      }
    } catch (const Error& error) {
      problem_ = fmt::format("{}: {}", row_.path, error.message());
      return std::nullopt;
    }
    return value;
  }

  const Project& project_;
  const RunRow& row_;
  std::optional<RunHistory> history_;
  std::string problem_;
};

/// What one run answers to all comparisons.
struct Answers {
  std::vector<Truth> truths;
  std::vector<std::string> problems;
};

class StepReader {
 public:
  StepReader(const OpenProject& open, std::vector<FilterTerm> terms)
      : open_(open), terms_(std::move(terms)), answers_(terms_.size()) {}

  std::vector<StepAnswer> answer(const std::vector<std::int64_t>& rowids) {
    for (std::size_t begin = 0; begin < rowids.size(); begin += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, rowids.size() - begin);
      answer_some(std::span(rowids).subspan(begin, count));
    }
    report_warnings(problems_);
    for (StepAnswer& answer : answers_) {
      std::sort(answer.yes.begin(), answer.yes.end());
      std::sort(answer.no.begin(), answer.no.end());
    }
    return std::move(answers_);
  }

 private:
  void answer_some(std::span<const std::int64_t> rowids) {
    const std::vector<RunRow> rows = open_.catalog().load_runs(rowids, RunParts::all);
    load_parents(rows);
    std::vector<Answers> found(rows.size());
    const std::size_t threads = std::min<std::size_t>(processor_count(), rows.size());
    std::vector<std::future<void>> parts;
    for (std::size_t part = 0; part < threads; ++part) {
      parts.push_back(std::async(std::launch::async, [&, part] {
        for (std::size_t i = part; i < rows.size(); i += threads) found[i] = ask(rows[i]);
      }));
    }
    for (std::future<void>& part : parts) part.get();
    for (std::size_t i = 0; i < rows.size(); ++i) take(rows[i].rowid, found[i]);
  }

  void take(std::int64_t rowid, const Answers& found) {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (found.truths[i] == Truth::yes) answers_[i].yes.push_back(rowid);
      if (found.truths[i] == Truth::no) answers_[i].no.push_back(rowid);
    }
    problems_.insert(problems_.end(), found.problems.begin(), found.problems.end());
  }

  /// The runs upstream, by digest. Here, since the catalog is for one thread.
  void load_parents(const std::vector<RunRow>& rows) {
    parents_.clear();
    const bool are_asked = std::any_of(terms_.begin(), terms_.end(), [](const FilterTerm& term) {
      return term.key.scope == KeyOwner::parent;
    });
    if (!are_asked) return;
    for (const RunRow& row : rows) {
      for (const LinkRow& link : row.links) {
        if (!link.digest || parents_.contains(*link.digest)) continue;
        std::optional<RunRow>& parent = parents_[*link.digest];
        for (const RunHead& head : open_.catalog().find_copies(*link.digest)) {
          if (head.copy == 0) parent = load_row(open_, head);
        }
      }
    }
  }

  Answers ask(const RunRow& row) const {
    RunSteps steps(open_.project, row);
    Answers answers;
    for (const FilterTerm& term : terms_) answers.truths.push_back(ask(term, steps, answers));
    if (!steps.problem().empty()) answers.problems.push_back(steps.problem());
    return answers;
  }

  Truth ask(const FilterTerm& term, RunSteps& steps, Answers& answers) const {
    if (term.key.scope == KeyOwner::run) return evaluate(term, steps.value("", term.key));
    bool is_true = false;
    if (term.key.scope == KeyOwner::child) {
      for (const ChildRow& child : steps.row().children) {
        is_true = is_true || evaluate(term, steps.value(child.name, term.key)) == Truth::yes;
      }
      return is_true ? Truth::yes : Truth::no;
    }
    for (const LinkRow& link : steps.row().links) {
      const auto parent = link.digest ? parents_.find(*link.digest) : parents_.end();
      if (is_true || parent == parents_.end() || !parent->second) continue;
      RunSteps upstream(open_.project, *parent->second);
      is_true = evaluate(term, upstream.value("", term.key)) == Truth::yes;
      if (!upstream.problem().empty()) answers.problems.push_back(upstream.problem());
    }
    return is_true ? Truth::yes : Truth::no;
  }

  const OpenProject& open_;
  std::vector<FilterTerm> terms_;
  std::vector<StepAnswer> answers_;
  std::map<Digest, std::optional<RunRow>> parents_;
  std::vector<std::string> problems_;
};

}  // namespace

void answer_steps(const OpenProject& open, RunsFilter& filter) {
  if (!filter.where) return;
  std::vector<FilterTerm> terms = number_step_terms(*filter.where);
  if (terms.empty()) return;
  RunsQuery wide{.filter = filter};
  wide.filter.where = without_steps(*filter.where);
  std::vector<std::int64_t> rowids = find_runs(open.catalog(), wide);
  filter.steps = StepReader(open, std::move(terms)).answer(rowids);
  // No other run can pass.
  std::sort(rowids.begin(), rowids.end());
  filter.rowids = std::move(rowids);
}

}  // namespace cairn
