#include "cairn/record/record_values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/or_null.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

std::optional<int> small_int(const Value& value, std::string_view name) {
  const std::optional<std::int64_t> number = int_if_any(value, name);
  if (!number) return std::nullopt;
  return static_cast<int>(*number);
}

TimeUs time_or_zero(const Value& value, std::string_view name) {
  return field(value, name).is_null() ? 0 : time_field(value, name);
}

/// Older records have a 0 where no command was started or nobody noted its process.
std::optional<std::int64_t> pid_if_known(const Value& attempt) {
  const std::optional<std::int64_t> pid = int_if_any(attempt, "pid");
  return pid == 0 ? std::nullopt : pid;
}

std::optional<double> seconds_if_known(const Value& attempt, std::string_view name) {
  return pid_if_known(attempt) ? number_if_any(attempt, name) : std::nullopt;
}

double metric_field(const Value& value, std::string_view name) {
  const std::optional<double> number = metric_value(field(value, name));
  if (!number) throw Error(ErrorCode::corrupt, "a metric of the record is no number");
  return *number;
}

MetricSummary metric_from_value(const std::string& key, const Value& value) {
  const double last = metric_field(value, "last");
  MetricSummary metric{key, last, int_if_any(value, "step"), last, last, last, 1};
  metric.last_is_whole = field(value, "last").is_int();
  if (const std::optional<std::int64_t> count = int_if_any(value, "count")) {
    metric.count = *count;
    metric.first = metric_field(value, "first");
    metric.min = metric_field(value, "min");
    metric.max = metric_field(value, "max");
  }
  return metric;
}

constexpr std::array<std::pair<std::string_view, std::string RecordArtifact::*>, 5>
    kTextsOfArtifact = {{{"path", &RecordArtifact::path},
                         {"role", &RecordArtifact::role},
                         {"type", &RecordArtifact::type},
                         {"operator", &RecordArtifact::op},
                         {"child", &RecordArtifact::child}}};

/// Takes fields as JsonFields does, into a Map.
class MapFields {
 public:
  void text(std::string_view key, std::string_view value) { map.append(std::string(key), value); }
  void integer(std::string_view key, std::int64_t value) { map.append(std::string(key), value); }
  void value(std::string_view key, Value value) { map.append(std::string(key), std::move(value)); }

  Map map;
};

template <typename Fields>
void put_fields(const RecordAttempt& attempt, Fields& fields) {
  fields.integer("number", attempt.number);
  fields.text("status", status_name(attempt.status));
  fields.text("host", attempt.host);
  fields.value("pid", or_null(attempt.pid));
  fields.value("started", utc_or_null(attempt.started));
  fields.value("ended", utc_or_null(attempt.ended));
  fields.value("exit_code", or_null(attempt.exit_code));
  fields.value("signal", or_null(attempt.signal));
  fields.value("user_seconds", or_null(attempt.user_seconds));
  fields.value("system_seconds", or_null(attempt.system_seconds));
  fields.value("max_rss_bytes", or_null(attempt.max_rss_bytes));
  fields.text("reason", attempt.reason);
  fields.text("message", attempt.message);
  if (attempt.fingerprint) fields.text("fingerprint", attempt.fingerprint->hex());
}

template <typename Fields>
void put_fields(const RecordOut& out, Fields& fields) {
  fields.text("name", out.name);
  fields.text("path", out.path);
  fields.text("digest", out.digest.hex());
}

template <typename Fields>
void put_fields(const RecordArtifact& artifact, Fields& fields) {
  fields.text("path", artifact.path);
  fields.text("role", artifact.role);
  if (artifact.type != artifact.role) fields.text("type", artifact.type);
  if (artifact.step) fields.integer("step", *artifact.step);
  if (!artifact.op.empty()) fields.text("operator", artifact.op);
  if (!artifact.child.empty()) fields.text("child", artifact.child);
  fields.integer("size", static_cast<std::int64_t>(artifact.size));
  fields.text("sha256", artifact.sha256.hex());
}

template <typename Item>
Map to_map(const Item& item) {
  MapFields fields;
  put_fields(item, fields);
  return std::move(fields.map);
}

template <typename Item>
List to_list(const std::vector<Item>& items) {
  List list;
  list.reserve(items.size());
  for (const Item& item : items) list.emplace_back(to_map(item));
  return list;
}

}  // namespace

Value utc_or_null(TimeUs time) { return time == 0 ? Value() : Value(utc_text(time)); }

void write_attempt(const RecordAttempt& attempt, JsonFields& fields) {
  put_fields(attempt, fields);
}

List attempts_to_list(const std::vector<RecordAttempt>& attempts) { return to_list(attempts); }

std::vector<RecordAttempt> attempts_from_list(const List& list) {
  std::vector<RecordAttempt> attempts;
  for (const Value& value : list) {
    attempts.push_back({.number = static_cast<int>(int_field(value, "number")),
                        .host = text_field(value, "host"),
                        .pid = pid_if_known(value),
                        .started = time_or_zero(value, "started"),
                        .ended = time_or_zero(value, "ended"),
                        .status = parse_status(text_field(value, "status")),
                        .exit_code = small_int(value, "exit_code"),
                        .signal = small_int(value, "signal"),
                        .user_seconds = seconds_if_known(value, "user_seconds"),
                        .system_seconds = seconds_if_known(value, "system_seconds"),
                        .max_rss_bytes = int_if_any(value, "max_rss_bytes"),
                        .reason = text_field(value, "reason"),
                        .message = text_field(value, "message"),
                        .fingerprint = Digest::from_hex(text_or(value, "fingerprint", ""))});
  }
  return attempts;
}

Map metrics_to_map(const std::vector<MetricSummary>& metrics) {
  Map map;
  for (const MetricSummary& metric : metrics) {
    Map entry{{"last", metric.last_value()}};
    if (metric.last_step) entry.set("step", *metric.last_step);
    if (metric.count > 1) {
      entry.set("first", metric.first);
      entry.set("min", metric.min);
      entry.set("max", metric.max);
      entry.set("count", metric.count);
    }
    map.append(metric.key, std::move(entry));
  }
  return map;
}

std::vector<MetricSummary> metrics_from_map(const Map& map) {
  std::vector<MetricSummary> metrics;
  for (const auto& [key, value] : map) metrics.push_back(metric_from_value(key, value));
  return metrics;
}

List children_to_list(const std::vector<RecordChild>& children) {
  List list;
  for (const RecordChild& child : children) {
    list.push_back(Map{{"id", child.id.text},
                       {"digest", child.digest.hex()},
                       {"kind", child.kind},
                       {"name", child.name},
                       {"path", child.path},
                       {"params", child.params},
                       {"metrics", child.metrics}});
  }
  return list;
}

std::vector<RecordChild> children_from_list(const List& list) {
  std::vector<RecordChild> children;
  for (const Value& value : list) {
    children.push_back({.id = {text_field(value, "id")},
                        .digest = digest_field(value, "digest"),
                        .kind = text_field(value, "kind"),
                        .name = text_field(value, "name"),
                        .path = text_field(value, "path"),
                        .params = map_field(value, "params"),
                        .metrics = map_field(value, "metrics")});
  }
  return children;
}

List links_to_list(const std::vector<RecordLink>& links) {
  List list;
  for (const RecordLink& link : links) {
    Map map{{"type", link.type}};
    if (!link.name.empty()) map.append("name", link.name);
    map.append("id", link.id);
    if (link.run) map.append("digest", link.run->hex());
    list.push_back(std::move(map));
  }
  return list;
}

std::vector<RecordLink> links_from_list(const List& list) {
  std::vector<RecordLink> links;
  for (const Value& value : list) {
    links.push_back({.type = text_field(value, "type"),
                     .name = text_or(value, "name", ""),
                     .id = text_field(value, "id"),
                     .run = Digest::from_hex(text_or(value, "digest", ""))});
  }
  return links;
}

Map origin_to_map(const Origin& origin) {
  Map map{{"scheme", origin.scheme}, {"id", origin.id}};
  if (!origin.status.empty()) map.append("status", origin.status);
  if (!origin.tree.empty()) map.append("tree", origin.tree);
  return map;
}

Origin origin_from_value(const Value& value) {
  return {.scheme = text_field(value, "scheme"),
          .id = text_field(value, "id"),
          .status = text_or(value, "status", ""),
          .tree = text_or(value, "tree", "")};
}

void write_out(const RecordOut& out, JsonFields& fields) { put_fields(out, fields); }

List outs_to_list(const std::vector<RecordOut>& outs) { return to_list(outs); }

std::vector<RecordOut> outs_from_list(const List& list) {
  std::vector<RecordOut> outs;
  for (const Value& value : list) {
    outs.push_back(
        {text_field(value, "name"), text_field(value, "path"), digest_field(value, "digest")});
  }
  return outs;
}

void write_artifact(const RecordArtifact& artifact, JsonFields& fields) {
  put_fields(artifact, fields);
}

List artifacts_to_list(const std::vector<RecordArtifact>& artifacts) { return to_list(artifacts); }

std::vector<RecordArtifact> artifacts_from_list(const List& list) {
  std::vector<RecordArtifact> artifacts;
  artifacts.reserve(list.size());
  for (const Value& value : list) {
    RecordArtifact artifact{.path = text_field(value, "path"),
                            .role = text_field(value, "role"),
                            .step = int_if_any(value, "step"),
                            .op = text_or(value, "operator", ""),
                            .child = text_or(value, "child", ""),
                            .size = static_cast<std::uint64_t>(int_field(value, "size")),
                            .sha256 = digest_field(value, "sha256")};
    artifact.type = text_or(value, "type", artifact.role);
    artifacts.push_back(std::move(artifact));
  }
  return artifacts;
}

std::optional<RecordArtifact> artifact_from_row(std::span<const JsonCell> row) {
  RecordArtifact artifact;
  std::optional<std::int64_t> size;
  std::optional<Digest> digest;
  bool has_type = false;
  for (const JsonCell& cell : row) {
    const auto* const text =
        std::find_if(kTextsOfArtifact.begin(), kTextsOfArtifact.end(),
                     [&](const auto& entry) { return entry.first == cell.key; });
    if (text != kTextsOfArtifact.end()) {
      if (cell.number) return std::nullopt;
      artifact.*text->second = cell.text;
      has_type |= cell.key == "type";
    } else if (cell.key == "sha256") {
      digest = Digest::from_hex(cell.text);
    } else if (cell.key == "size") {
      size = cell.number;
    } else if (cell.key == "step") {
      if (!cell.number) return std::nullopt;
      artifact.step = cell.number;
    }
  }
  // An empty text may be one that is missing.
  if (artifact.path.empty() || artifact.role.empty() || !size || !digest) return std::nullopt;
  artifact.size = static_cast<std::uint64_t>(*size);
  artifact.sha256 = *digest;
  if (!has_type) artifact.type = artifact.role;
  return artifact;
}

List texts_to_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

std::vector<std::string> texts_from_list(const List& list) {
  std::vector<std::string> texts;
  for (const Value& value : list) texts.push_back(value.as_string());
  return texts;
}

}  // namespace cairn
