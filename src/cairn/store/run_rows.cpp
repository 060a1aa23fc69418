#include "cairn/store/run_rows.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/time_units.h"
#include "cairn/identity/key.h"
#include "cairn/record/run_outputs.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

std::vector<std::pair<std::string, Value>> entries(const Map& map) {
  return {map.begin(), map.end()};
}

MetricRow metric_row(const MetricSummary& metric) {
  return {.key = metric.key,
          .value = metric.last,
          .step = metric.last_step,
          .points = metric.count,
          .first = metric.first,
          .least = metric.min,
          .most = metric.max};
}

/// A child's nested metrics as rows; leaves that are no numbers are none.
std::vector<MetricRow> child_metrics(const Map& metrics) {
  std::vector<MetricRow> rows;
  for (const auto& [key, value] : flatten(metrics)) {
    const std::optional<double> number = metric_value(value);
    if (number) rows.push_back(metric_row({key, *number, {}, *number, *number, *number, 1}));
  }
  return rows;
}

/// Whether other fields have names of the same scheme. What a migration keeps (`old_path`) is of no
/// scheme.
bool shares_scheme(const Map& names, const std::string& scheme) {
  return scheme.find('@') != std::string::npos &&
         std::ranges::count(names, scheme, [](const auto& entry) {
           return text_or(entry.second, "scheme", "");
         }) > 1;
}

/// Each name once: a record may bear one under two fields. Names of one scheme are told apart by
/// their field: "nirs4all.pipeline@1 as g".
std::vector<NameRow> name_rows(const Map& names) {
  std::set<std::pair<std::string, std::string>> seen;
  std::vector<NameRow> rows;
  const auto add = [&](const std::string& scheme, const std::string& name) {
    if (seen.emplace(scheme, name).second) rows.push_back({scheme, name});
  };
  for (const auto& [field_name, made] : names) {
    std::string scheme = text_or(made, "scheme", "");
    if (shares_scheme(names, scheme)) scheme += " as " + field_name;
    const std::string name = text_or(made, "name", "");
    const std::string full = text_or(made, "full", "");
    add(scheme, name);
    if (!full.empty() && full != name) add(scheme + " in full", full);
  }
  return rows;
}

/// The parameters without seed and dataset, which are columns of their own.
std::vector<std::pair<std::string, Value>> own_params(const RunDefinition& definition) {
  std::vector<std::pair<std::string, Value>> params;
  for (const auto& [key, value] : definition.params) {
    const bool is_seed = key == "seed" && value == definition.seed;
    const bool is_dataset = key == "dataset" && value == Value(definition.dataset);
    if (!is_seed && !is_dataset) params.emplace_back(key, value);
  }
  return params;
}

/// The bytes of each child's artifacts, by its name.
std::unordered_map<std::string, std::uint64_t> child_sizes(const Record& record) {
  std::unordered_map<std::string, std::uint64_t> sizes;
  if (record.children.empty()) return sizes;
  for (const RecordArtifact& artifact : record.artifacts) sizes[artifact.child] += artifact.size;
  return sizes;
}

void add_provenance(const Record& record, RunRow& row) {
  constexpr std::size_t kPackageDigits = 12;
  if (!record.provenance) return;
  if (const std::optional<GitState>& git = record.provenance->git) {
    row.git_commit = git->commit;
    row.git_dirty = git->is_dirty ? 1 : 0;
  }
  if (const std::optional<PythonFacts>& python = record.provenance->python) {
    row.python = python->version;
    if (python->packages) row.packages = python->packages->hex().substr(0, kPackageDigits);
  }
}

/// What is not known of a run that another program made is absent, not zero.
void add_origin(const Record& record, RunRow& row) {
  const RecordAttempt& attempt = record.attempt();
  if (attempt.started == 0) row.started.reset();
  if (attempt.ended == 0) row.ended.reset();
  if (attempt.started == 0 || attempt.ended == 0) row.duration.reset();
  row.created = attempt.started != 0 ? attempt.started : attempt.ended;
  row.fingerprint.reset();
  // Other programs nest their parameters; filters and columns name the leaves.
  Map params;
  for (const auto& [key, value] : std::exchange(row.params, {})) {
    if (!value.is_map() || value.as_map().empty()) {
      params.set(key, value);
      continue;
    }
    for (const auto& [leaf, inner] : flatten(value)) params.set(key + "." + leaf, inner);
  }
  row.params = entries(params);
  if (record.origin->tree.empty()) return;
  // Its record stands in the file of the tree, with those of all others.
  row.record_path = adopted_tree_path(record.origin->tree);
  row.home.reset();
  row.record_size = 0;
}

RunRow definition_row(const RunDefinition& definition, const std::string& path) {
  RunRow row{.id = definition.id,
             .digest = definition.digest,
             .kind = definition.kind,
             .stage = definition.stage,
             .name = definition.name,
             .experiment = definition.experiment,
             .dataset = definition.dataset,
             .dataset_version = dataset_version(definition.key, definition.dataset),
             .path = path,
             .seed = definition.seed,
             .rank_metric = definition.rank.by,
             .rank_goal = definition.rank.direction == RankSpec::Direction::max ? MetricGoal::max
                                                                                : MetricGoal::min,
             .home = home_from(path, definition.path),
             .params = own_params(definition),
             .names = name_rows(definition.names)};
  for (const InputLink& input : definition.inputs) {
    row.links.push_back({.type = "input", .name = input.name, .digest = input.run});
  }
  return row;
}

/// When the first attempt began of which that is known.
TimeUs first_start(const Record& record) {
  for (const RecordAttempt& attempt : record.attempts) {
    if (attempt.started != 0) return attempt.started;
  }
  return 0;
}

}  // namespace

RunRow to_row(const Record& record, const std::string& path) {
  const RecordAttempt& attempt = record.attempt();
  RunRow row = definition_row(record.definition, path);
  row.fingerprint = fingerprint_digest(record.fingerprint);
  row.status = record.status;
  row.record_path = record_path(path, record.definition.id);
  row.record_size = static_cast<std::int64_t>(record.text_size);
  row.attempt = attempt.number;
  row.created = first_start(record);
  row.started = attempt.started;
  row.ended = attempt.ended;
  row.duration = seconds_of(attempt.ended - attempt.started);
  row.exit_code = attempt.exit_code;
  row.signal = attempt.signal;
  row.message = attempt.message;
  row.host = attempt.host;
  row.max_rss = attempt.max_rss_bytes;
  row.cpu_time = cpu_seconds(attempt);
  row.size = static_cast<std::int64_t>(record.size());
  row.command = record.fingerprint.command;
  if (!record.fingerprint.deps.empty()) row.deps = to_json(record.fingerprint.deps);
  row.outputs = output_tags(record);
  const InputReads reads(record.fingerprint);
  for (std::size_t i = 0; i < record.definition.inputs.size(); ++i) {
    row.links[i].read = reads.pattern(record.definition.inputs[i]);
  }
  add_provenance(record, row);
  if (record.origin) add_origin(record, row);
  row.tags = entries(record.tags);
  for (const auto& [key, value] : record.logged_params) {
    if (!record.definition.params.contains(key)) row.params.emplace_back(key, value);
  }
  for (const RecordLink& link : record.links) {
    row.links.push_back(
        {.type = link.type, .name = link.name.empty() ? link.id : link.name, .digest = link.run});
  }
  for (const MetricSummary& metric : record.metrics) row.metrics.push_back(metric_row(metric));
  row.artifacts.reserve(record.artifacts.size());
  for (const RecordArtifact& artifact : record.artifacts) {
    row.artifacts.push_back({.path = artifact.path,
                             .role = artifact.role,
                             .type = artifact.type,
                             .child = artifact.child,
                             .step = artifact.step,
                             .op = artifact.op,
                             .size = static_cast<std::int64_t>(artifact.size),
                             .sha256 = artifact.sha256});
  }
  std::unordered_map<std::string, std::uint64_t> sizes = child_sizes(record);
  for (const RecordChild& child : record.children) {
    row.children.push_back({.id = child.id,
                            .digest = child.digest,
                            .kind = child.kind,
                            .name = child.name,
                            .path = child.path,
                            .size = static_cast<std::int64_t>(sizes[child.name]),
                            .params = entries(child.params),
                            .metrics = child_metrics(child.metrics)});
  }
  return row;
}

void add_user_edits(RunRow& row, const UserEdits& user, std::int64_t mtime_ns) {
  Map logged;
  for (const auto& [key, value] : row.tags) logged.append(key, value);
  row.tags = entries(merged_tags(logged, user.tags));
  row.description = user.description;
  row.notes = user.notes;
  row.pinned = user.pinned ? 1 : 0;
  row.user_mtime = mtime_ns;
  row.verified = verified_result(user.links, row.attempt);
  // A name can stand twice in a file that somebody wrote by hand.
  const std::set<std::string> aliases(user.aliases.begin(), user.aliases.end());
  for (const UserLink& link : user.links) {
    // That of a check leads nowhere, and is the field `verified`.
    if (link.type != kVerifiedLink) row.links.push_back({.type = link.type, .name = link.run});
  }
  for (const std::string& alias : aliases) row.names.push_back({kAliasScheme, alias});
}

RunRow open_attempt_row(const EventSummary& events, int attempt, const std::string& path,
                        RunStatus status) {
  if (events.begin.is_null()) {
    throw Error(ErrorCode::corrupt, "the events file has no begin line");
  }
  RunRow row = definition_row(definition_from_value(field(events.begin, "run")), path);
  row.status = status;
  row.record_path = events_path(path, row.id, attempt);
  row.attempt = attempt;
  row.outputs = "";  // It may still write all of them.
  row.started = parse_utc(text_or(events.begin, "time", ""));
  row.created = row.started.value_or(0);
  row.host = text_or(events.begin, "host", "");
  for (const MetricSummary& metric : events.metrics.all())
    row.metrics.push_back(metric_row(metric));
  for (const auto& [key, value] : events.params) {
    const auto is_it = [&](const auto& param) { return param.first == key; };
    if (std::none_of(row.params.begin(), row.params.end(), is_it)) {
      row.params.emplace_back(key, value);
    }
  }
  row.tags = entries(events.tags);
  return row;
}

}  // namespace cairn
