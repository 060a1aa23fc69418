#include "cairn/store/run_history.h"

#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/events.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// A kept events file has at most a few thousand points: it can be read whole.
void check_events(const std::string& path, const Record& record) {
  const std::string bytes = read_file(path);
  if (bytes.size() == *record.events_size && sha256(bytes) == *record.events_sha256) return;
  throw Error(ErrorCode::corrupt,
              fmt::format("{}: the events file does not match the SHA-256 in its record", path));
}

bool is_in(const std::optional<StepRange>& range, const std::optional<std::int64_t>& step) {
  return !range || (step && *step >= range->first && *step <= range->last);
}

}  // namespace

RunHistory::RunHistory(const Project& project, const RunHead& run) {
  const std::string folder = project.absolute(run.path);
  if (is_open_attempt(run)) {
    try {
      read_open_attempt(project.absolute(run.record_path));
      return;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found) throw;
      events_path_.clear();  // It was committed since the catalog was asked.
    }
  }
  const Record record = load_record(project, run);
  if (record.history) {
    file_ = std::make_unique<HistoryReader>(history_path(folder, run.id), record.history->sha256);
    return;
  }
  if (record.events_size) {
    events_path_ = events_path(folder, run.id, record.attempt().number);
    check_events(events_path_, record);
    for_each_point(events_path_, [&](const LoggedPoint& point) { table_.add(point); });
  }
  add_final_points(record);
}

void RunHistory::read_open_attempt(const std::string& events) {
  events_path_ = events;
  for_each_point(events_path_, [&](const LoggedPoint& point) { table_.add(point); });
  final_values_.resize(table_.all().size());
}

void RunHistory::add_final_points(const Record& record) {
  final_values_.resize(table_.all().size());
  std::map<std::pair<std::string, std::string>, std::int64_t> logged;  // By child and key.
  for (const Series& series : table_.all()) {
    logged[{series.child, series.metric.key}] = series.metric.count;
  }
  const auto add = [&](const LoggedPoint& point) {
    const std::size_t place = table_.add(point);
    final_values_.resize(table_.all().size());
    final_values_[place] = point.value;
  };
  for (const MetricSummary& metric : record.metrics) {
    if (logged[{"", metric.key}] >= metric.count) continue;
    add({.key = metric.key, .value = metric.last, .step = metric.last_step});
  }
  // Of children the record has last values only, which may have been noted without any point.
  for (const RecordChild& child : record.children) {
    for (const auto& [key, value] : flatten(child.metrics)) {
      const std::optional<double> number = metric_value(value);
      if (number && !logged.contains({child.name, key})) {
        add({.child = child.name, .key = key, .value = *number});
      }
    }
  }
}

const std::vector<Series>& RunHistory::series() const {
  return file_ ? file_->series() : table_.all();
}

void RunHistory::read(std::size_t index, const std::optional<StepRange>& range,
                      const PointVisitor& visit) {
  if (file_) return file_->read(index, range, visit);
  const Series& series = table_.all()[index];
  // A running job may have logged more since the series were counted.
  std::int64_t left = series.metric.count - (final_values_[index] ? 1 : 0);
  if (!events_path_.empty()) {
    for_each_point(events_path_, [&](const LoggedPoint& point) {
      if (left == 0 || point.key != series.metric.key || point.child != series.child) return;
      --left;
      if (is_in(range, point.step)) visit(point);
    });
  }
  if (!final_values_[index]) return;
  const LoggedPoint last{.child = series.child,
                         .key = series.metric.key,
                         .value = *final_values_[index],
                         .step = series.metric.last_step};
  if (is_in(range, last.step)) visit(last);
}

}  // namespace cairn
