#include "cairn/store/record_values.h"

#include "cairn/base/error.h"
#include "cairn/store/value_fields.h"

namespace cairn {

namespace {

template <typename T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

std::optional<int> small_int(const Value& value, std::string_view name) {
  const std::optional<std::int64_t> number = int_if_any(value, name);
  if (!number) return std::nullopt;
  return static_cast<int>(*number);
}

/// A time that another program did not note is 0 here and null in a record.
Value utc_or_null(TimeUs time) { return time == 0 ? Value() : Value(utc_text(time)); }

TimeUs time_or_zero(const Value& value, std::string_view name) {
  return field(value, name).is_null() ? 0 : time_field(value, name);
}

double metric_field(const Value& value, std::string_view name) {
  const std::optional<double> number = metric_value(field(value, name));
  if (!number) throw Error(ErrorCode::corrupt, "a metric of the record is no number");
  return *number;
}

MetricSummary metric_from_value(const std::string& key, const Value& value) {
  const double last = metric_field(value, "last");
  MetricSummary metric{key, last, int_if_any(value, "step"), last, last, last, 1};
  if (const std::optional<std::int64_t> count = int_if_any(value, "count")) {
    metric.count = *count;
    metric.first = metric_field(value, "first");
    metric.min = metric_field(value, "min");
    metric.max = metric_field(value, "max");
  }
  return metric;
}

}  // namespace

List attempts_to_list(const std::vector<RecordAttempt>& attempts) {
  List list;
  for (const RecordAttempt& attempt : attempts) {
    list.push_back(Map{{"number", attempt.number},
                       {"status", status_name(attempt.status)},
                       {"host", attempt.host},
                       {"pid", attempt.pid},
                       {"started", utc_or_null(attempt.started)},
                       {"ended", utc_or_null(attempt.ended)},
                       {"exit_code", or_null(attempt.exit_code)},
                       {"signal", or_null(attempt.signal)},
                       {"user_seconds", attempt.user_seconds},
                       {"system_seconds", attempt.system_seconds},
                       {"max_rss_bytes", or_null(attempt.max_rss_bytes)},
                       {"reason", attempt.reason},
                       {"message", attempt.message}});
    if (attempt.fingerprint) {
      list.back().as_map().append("fingerprint", attempt.fingerprint->hex());
    }
  }
  return list;
}

std::vector<RecordAttempt> attempts_from_list(const List& list) {
  std::vector<RecordAttempt> attempts;
  for (const Value& value : list) {
    attempts.push_back({.number = static_cast<int>(int_field(value, "number")),
                        .host = text_field(value, "host"),
                        .pid = int_field(value, "pid"),
                        .started = time_or_zero(value, "started"),
                        .ended = time_or_zero(value, "ended"),
                        .status = parse_status(text_field(value, "status")),
                        .exit_code = small_int(value, "exit_code"),
                        .signal = small_int(value, "signal"),
                        .user_seconds = number_if_any(value, "user_seconds").value_or(0),
                        .system_seconds = number_if_any(value, "system_seconds").value_or(0),
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
    Map entry{{"last", metric.last}};
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

List outs_to_list(const std::vector<RecordOut>& outs) {
  List list;
  for (const RecordOut& out : outs) {
    list.push_back(Map{{"name", out.name}, {"path", out.path}, {"digest", out.digest.hex()}});
  }
  return list;
}

std::vector<RecordOut> outs_from_list(const List& list) {
  std::vector<RecordOut> outs;
  for (const Value& value : list) {
    outs.push_back(
        {text_field(value, "name"), text_field(value, "path"), digest_field(value, "digest")});
  }
  return outs;
}

Value to_value(const RecordArtifact& artifact) {
  Map map{{"path", artifact.path}, {"role", artifact.role}};
  if (artifact.type != artifact.role) map.set("type", artifact.type);
  if (artifact.step) map.set("step", *artifact.step);
  if (!artifact.op.empty()) map.set("operator", artifact.op);
  if (!artifact.child.empty()) map.set("child", artifact.child);
  map.set("size", static_cast<std::int64_t>(artifact.size));
  map.set("sha256", artifact.sha256.hex());
  return map;
}

List artifacts_to_list(const std::vector<RecordArtifact>& artifacts) {
  List list;
  for (const RecordArtifact& artifact : artifacts) list.push_back(to_value(artifact));
  return list;
}

std::vector<RecordArtifact> artifacts_from_list(const List& list) {
  std::vector<RecordArtifact> artifacts;
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
