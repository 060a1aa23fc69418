// The live log of one attempt: JSON lines, appended by the job and by cairn, folded into what the
// record keeps. Each line is an object with one key that names its type: metric, param, tag, step,
// dataset, artifact, child; cairn's own are begin and job. A torn last line is cut; damage in the
// middle is reported with its line number and the rest is still read. It does not know the layout.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/value.h"
#include "cairn/record/metric_point.h"

namespace cairn {

/// What a job says of a file that it wrote.
struct ArtifactHint {
  std::string path;  ///< Relative to the run folder.
  std::string role;
  std::string type;  ///< Absent in the line: the role.
  std::optional<std::int64_t> step;
  std::string op;
  std::string child;  ///< Name of the child run it belongs to; empty: the run itself.
};

/// A child run (fold, model) as its lines tell it; later lines add to earlier ones.
struct ChildEvent {
  std::string kind;
  std::string name;
  Map params;
  Map metrics;  ///< Nested, as logged.
};

/// The whole file, folded.
struct EventSummary {
  Value begin;               ///< The begin line's value; null when it is missing.
  std::optional<Value> job;  ///< {pid, start} of the started command.
  MetricSummaries metrics;   ///< The run's own; those of children are with them.
  std::int64_t points = 0;   ///< Metric lines, children's too.
  Map params;
  Map tags;
  std::map<std::int64_t, Value> steps;  ///< As logged, by their n.
  List datasets;                        ///< One map for each name, later lines add to earlier ones.
  std::vector<ArtifactHint> artifacts;
  std::vector<ChildEvent> children;
  std::vector<std::string> problems;  ///< "line 7: …", also for a torn tail.
  /// Whether a metric has more than one point, or one of a child a step, so that the lines say more
  /// than the record.
  bool has_history = false;

  /// Where in the lists above each dataset, artifact (by path) and child stands, for the next line
  /// that tells of it: a job may log thousands of them. Not kept where the lists change otherwise.
  struct Places {
    std::unordered_map<std::string, std::size_t> datasets;
    std::unordered_map<std::string, std::size_t> artifacts;
    std::unordered_map<std::string, std::size_t> children;
  };
  Places places;
};

/// Reads an events file, line by line. Throws Error(not_found), Error(io).
EventSummary read_events(const std::string& path);

/// Calls `visit` with every point of every metric in an events file, in order. Lines that are no
/// events are passed over: read_events reports them. Throws as read_events does.
void for_each_point(const std::string& path, const std::function<void(const LoggedPoint&)>& visit);

/// Adds one line; a line that is no event becomes a problem. Exposed for tests and `cairn log`.
void fold_event(std::string_view line, std::size_t line_number, EventSummary& summary);

/// Throws Error(invalid_input) when `line` is not an event that a job may write.
void check_event(const Value& line);

/// JSON as other programs write it: Python's bare NaN, Infinity and -Infinity and integers beyond
/// 64 bits are taken as numbers in text form ("NaN"), which metrics accept.
Value parse_job_json(std::string_view text, std::string_view source);

/// A metric's value: a number, true/false as 1/0, "NaN", "Infinity", "-Infinity", or the digits of
/// an integer beyond 64 bits; nullopt for anything else.
std::optional<double> metric_value(const Value& value);
/// The number that programs print as `text`, with nan and inf in any case: an integer where it is
/// written as one that fits, otherwise a real; nullopt for anything else.
std::optional<Value> printed_number(std::string_view text);
/// Whether the value is said as an integer, and a double holds it exactly.
bool is_whole_metric(const Value& value);

}  // namespace cairn
