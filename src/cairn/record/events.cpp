#include "cairn/record/events.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/lines.h"
#include "cairn/base/text.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

/// A line that is no event: what is wrong with it.
[[noreturn]] void reject(std::string what, std::string hint = {}) {
  throw Error(ErrorCode::invalid_input, std::move(what), std::move(hint));
}

const Map& body_map(const Value& body, std::string_view type) {
  if (!body.is_map()) reject(fmt::format("'{}' must hold an object", type));
  return body.as_map();
}

std::string need_text(const Value& body, std::string_view type, std::string_view name) {
  const Value* found = body.find(name);
  if (found == nullptr || !found->is_string() || found->as_string().empty()) {
    reject(fmt::format("'{}' needs a text '{}'", type, name));
  }
  return found->as_string();
}

/// Puts `additions` over `into`; maps are merged key by key.
void merge(Map& into, const Map& additions) {
  for (const auto& [name, value] : additions) {
    Value* known = into.find(name);
    if (known != nullptr && known->is_map() && value.is_map()) {
      merge(known->as_map(), value.as_map());
    } else {
      into.set(name, value);
    }
  }
}

ChildEvent& child_named(EventSummary& summary, const std::string& name) {
  const auto [place, is_new] = summary.places.children.emplace(name, summary.children.size());
  if (is_new) summary.children.push_back({.kind = "", .name = name});
  return summary.children[place->second];
}

/// The step of a line: absent, or a whole number (5.0 is one: some languages write no other).
std::optional<std::int64_t> logged_step(const Value& body, std::string_view type) {
  const Value* step = body.find("step");
  if (step == nullptr || step->is_null()) return std::nullopt;
  if (step->is_int()) return step->as_int();
  const bool is_whole = step->is_real() && std::abs(step->as_double()) <= kExactIntegers &&
                        step->as_double() == std::floor(step->as_double());
  if (!is_whole) reject(fmt::format("'{}' needs a whole number as 'step'", type));
  return static_cast<std::int64_t>(step->as_double());
}

/// The metric that a parsed line tells of. The texts are those of `body`.
LoggedPoint point_of(const Value& body) {
  need_text(body, "metric", "key");
  LoggedPoint point{.key = body.find("key")->as_string()};
  const Value* found = body.find("value");
  const std::optional<double> number = found == nullptr ? std::nullopt : metric_value(*found);
  if (!number) reject(fmt::format("metric '{}' needs a number 'value'", point.key));
  point.value = *number;
  point.is_whole = is_whole_metric(*found);
  point.step = logged_step(body, "metric");
  const Value* child = body.find("child");
  if (child != nullptr && child->is_string()) point.child = child->as_string();
  const Value* time = body.find("time");
  if (time != nullptr && time->is_string()) point.time = point_time(time->as_string());
  if (time != nullptr && time->is_number()) point.time = point_time(to_text(*time));
  return point;
}

void fold_point(const LoggedPoint& point, EventSummary& summary) {
  const std::string key(point.key);
  ++summary.points;
  if (point.child.empty()) {
    summary.metrics.add(point);
    summary.has_history = summary.has_history || summary.metrics.find(key)->count > 1;
    return;
  }
  Map& metrics = child_named(summary, std::string(point.child)).metrics;
  // The record keeps a child's last value only: what else the lines say must stay.
  summary.has_history =
      summary.has_history || point.step || Value(metrics).find_path(key) != nullptr;
  MetricSummary last;
  last.add(point);
  set_path(metrics, key, last.last_value());
}

void fold_metric(const Value& body, EventSummary& summary) { fold_point(point_of(body), summary); }

void fold_param(const Value& body, EventSummary& summary) {
  const Value* value = body.find("value");
  summary.params.set(need_text(body, "param", "key"), value == nullptr ? Value() : *value);
}

void fold_tag(const Value& body, EventSummary& summary) {
  const Value* value = body.find("value");
  summary.tags.set(need_text(body, "tag", "key"), value == nullptr ? Value() : *value);
}

void fold_step(const Value& body, EventSummary& summary) {
  need_text(body, "step", "op");
  if (body.find("n") == nullptr || !body.find("n")->is_int()) reject("'step' needs a whole 'n'");
  const auto [known, is_new] = summary.steps.emplace(body.find("n")->as_int(), body);
  if (!is_new) merge(known->second.as_map(), body.as_map());
}

void fold_dataset(const Value& body, EventSummary& summary) {
  const std::string name = need_text(body, "dataset", "name");
  const auto [place, is_new] = summary.places.datasets.emplace(name, summary.datasets.size());
  if (is_new) {
    summary.datasets.push_back(body);
  } else {
    merge(summary.datasets[place->second].as_map(), body.as_map());
  }
}

void fold_artifact(const Value& body, EventSummary& summary) {
  ArtifactHint hint{.path = clean_path(need_text(body, "artifact", "path")),
                    .role = text_or(body, "role", "artifact"),
                    .step = logged_step(body, "artifact"),
                    .op = text_or(body, "operator", ""),
                    .child = text_or(body, "child", "")};
  hint.type = text_or(body, "type", hint.role);
  if (hint.path == "." || is_below(hint.path, ".run")) {
    reject(fmt::format("artifact path '{}' is no file that a job writes", hint.path),
           "name a file or folder below CAIRN_RUN_DIR, outside of .run");
  }
  if (hint.path.starts_with("/") || hint.path == ".." || hint.path.starts_with("../")) {
    reject(fmt::format("artifact path '{}' does not lie in the run folder", hint.path),
           "write it relative to CAIRN_RUN_DIR");
  }
  const auto [place, is_new] =
      summary.places.artifacts.emplace(hint.path, summary.artifacts.size());
  if (is_new) {
    summary.artifacts.push_back(std::move(hint));
  } else {
    summary.artifacts[place->second] = std::move(hint);
  }
}

void fold_child(const Value& body, EventSummary& summary) {
  ChildEvent& child = child_named(summary, need_text(body, "child", "name"));
  child.kind = text_or(body, "kind", child.kind.empty() ? "model" : child.kind);
  merge(child.params, map_or_empty(body, "params"));
  merge(child.metrics, map_or_empty(body, "metrics"));
}

void fold_begin(const Value& body, EventSummary& summary) { summary.begin = body; }
void fold_job(const Value& body, EventSummary& summary) { summary.job = body; }

struct EventType {
  std::string_view name;
  void (*fold)(const Value& body, EventSummary& summary);
  bool by_jobs;
};
constexpr std::array kEventTypes = {
    EventType{"metric", fold_metric, true},   EventType{"param", fold_param, true},
    EventType{"tag", fold_tag, true},         EventType{"step", fold_step, true},
    EventType{"dataset", fold_dataset, true}, EventType{"artifact", fold_artifact, true},
    EventType{"child", fold_child, true},     EventType{"begin", fold_begin, false},
    EventType{"job", fold_job, false}};

const EventType& event_type(const Value& line) {
  if (!line.is_map() || line.as_map().size() != 1) {
    reject("an event is an object with one key that names its type",
           R"(as in {"metric": {"key": "loss", "value": 0.3, "step": 5}})");
  }
  const std::string& name = line.as_map().begin()->first;
  std::vector<std::string> names;
  for (const EventType& type : kEventTypes) {
    if (type.name == name) return type;
    if (type.by_jobs) names.emplace_back(type.name);
  }
  const std::string hint = did_you_mean(name, names);
  reject(fmt::format("unknown event '{}'", name),
         hint.empty() ? "the events are " + join(names, ", ") : hint);
}

void fold_value(const Value& line, EventSummary& summary) {
  const EventType& type = event_type(line);
  const Value& body = line.as_map().begin()->second;
  body_map(body, type.name);
  type.fold(body, summary);
}

/// Calls `visit` with each line and its number. An event is one line, however long; the last one
/// may be torn where no newline ends it, and counts when it is whole all the same.
template <typename Visit>
void for_each_event(const std::string& path, const Visit& visit) {
  std::size_t number = 0;
  for_each_line(path, std::string::npos, [&](std::string_view line, LineEnd end) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    visit(line, ++number, end);
  });
}

/// The nearest double to an integer that 64 bits do not hold; nullopt for any other text.
std::optional<double> wide_integer(const std::string& text) {
  const char* const end = text.data() + text.size();
  std::int64_t whole = 0;
  const auto read = std::from_chars(text.data(), end, whole);
  if (read.ec != std::errc::result_out_of_range || read.ptr != end) return std::nullopt;
  double number = 0;
  std::from_chars(text.data(), end, number);
  return number;
}

}  // namespace

Value parse_job_json(std::string_view text, std::string_view source) {
  const auto quoted = [](std::string_view token) { return fmt::format("\"{}\"", token); };
  const bool may_hold_nan =
      text.find("NaN") != std::string_view::npos || text.find("Infinity") != std::string_view::npos;
  return parse_json(may_hold_nan ? replace_nan_tokens(text, quoted) : text, source,
                    WideIntegers::as_text);
}

std::optional<double> metric_value(const Value& value) {
  if (value.is_number()) return value.as_double();
  if (value.is_bool()) return value.as_bool() ? 1.0 : 0.0;
  if (value == Value("NaN")) return std::numeric_limits<double>::quiet_NaN();
  if (value == Value("Infinity")) return std::numeric_limits<double>::infinity();
  if (value == Value("-Infinity")) return -std::numeric_limits<double>::infinity();
  return value.is_string() ? wide_integer(value.as_string()) : std::nullopt;
}

std::optional<Value> printed_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto is_all = [&](const std::from_chars_result& read) {
    return read.ec == std::errc() && read.ptr == end;
  };
  std::int64_t whole = 0;
  if (is_all(std::from_chars(text.data(), end, whole))) return Value(whole);
  double real = 0;
  if (is_all(std::from_chars(text.data(), end, real))) return Value(real);
  return std::nullopt;
}

bool is_whole_metric(const Value& value) {
  return value.is_int() && std::abs(value.as_double()) < kExactIntegers;
}

void fold_event(std::string_view line, std::size_t line_number, EventSummary& summary) {
  if (line.empty()) return;
  try {
    if (const std::optional<MetricLine> metric = scan_metric_line(line)) {
      fold_point({.child = metric->child,
                  .key = metric->key,
                  .value = metric->value,
                  .is_whole = metric->is_whole,
                  .step = metric->step},
                 summary);
      return;
    }
    fold_value(parse_job_json(line, "event"), summary);
  } catch (const Error& error) {
    const std::string near =
        error.hint().starts_with("did you mean") ? fmt::format(" ({})", error.hint()) : "";
    summary.problems.push_back(fmt::format("line {}: {}{}", line_number, error.message(), near));
  }
}

void check_event(const Value& line) {
  const EventType& type = event_type(line);
  if (!type.by_jobs) reject(fmt::format("only cairn writes '{}' events", type.name));
  EventSummary scratch;
  fold_value(line, scratch);
}

EventSummary read_events(const std::string& path) {
  EventSummary summary;
  for_each_event(path, [&](std::string_view line, std::size_t number, LineEnd end) {
    const std::size_t problems = summary.problems.size();
    fold_event(line, number, summary);
    if (end == LineEnd::missing && summary.problems.size() > problems) {
      summary.problems.back() = fmt::format("line {}: the last line is torn and was cut", number);
    }
  });
  return summary;
}

void for_each_point(const std::string& path, const std::function<void(const LoggedPoint&)>& visit) {
  for_each_event(path, [&](std::string_view line, std::size_t, LineEnd) {
    if (const std::optional<MetricLine> metric = scan_metric_line(line)) {
      visit({metric->child, metric->key, metric->value, metric->is_whole, metric->step,
             point_time(metric->time)});
      return;
    }
    try {
      const Value value = parse_job_json(line, "event");
      if (event_type(value).name != "metric") return;
      const Value& body = value.as_map().begin()->second;
      body_map(body, "metric");
      visit(point_of(body));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
    }
  });
}

}  // namespace cairn
