#include "cairn/query/json_view.h"

#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/query/fields.h"
#include "cairn/query/table_machine.h"

namespace cairn {

namespace {

Value values_json(const std::vector<std::pair<std::string, Value>>& entries) {
  Map map;
  for (const auto& [key, value] : entries) map.append(key, value);
  return map;
}

Value metrics_json(const std::vector<MetricRow>& metrics) {
  Map map;
  for (const MetricRow& metric : metrics) map.append(metric.key, metric.value);
  return map;
}

Value summaries_json(const std::vector<MetricRow>& metrics) {
  Map map;
  for (const MetricRow& metric : metrics) {
    const bool several = metric.points > 1;
    map.append(metric.key, Map{{"last", metric.value},
                               {"step", or_null(metric.step)},
                               {"points", metric.points},
                               {"first", several ? metric.first : metric.value},
                               {"min", several ? metric.least : metric.value},
                               {"max", several ? metric.most : metric.value}});
  }
  return map;
}

void append_names(Map& map, const std::vector<NameRow>& rows) {
  Map names;
  List aliases;
  for (const NameRow& row : rows) {
    if (row.scheme == kAliasScheme) {
      aliases.emplace_back(row.name);
    } else {
      // A run that was migrated twice has two paths.
      std::string key = row.scheme;
      for (int count = 2; names.contains(key); ++count) {
        key = row.scheme + "." + std::to_string(count);
      }
      names.append(std::move(key), row.name);
    }
  }
  map.append("names", std::move(names));
  map.append("aliases", std::move(aliases));
}

Value links_json(const std::vector<LinkRow>& links) {
  List list;
  for (const LinkRow& link : links) {
    list.push_back(Map{{"type", link.type},
                       {"name", link.name},
                       {"digest", or_null(link.digest)},
                       {"version", text_or_null(link.version)}});
  }
  return list;
}

Value artifacts_json(const std::vector<ArtifactRow>& artifacts) {
  List list;
  for (const ArtifactRow& artifact : artifacts) {
    list.push_back(Map{{"path", artifact.path},
                       {"role", text_or_null(artifact.role)},
                       {"type", text_or_null(artifact.type)},
                       {"child", text_or_null(artifact.child)},
                       {"step", or_null(artifact.step)},
                       {"operator", text_or_null(artifact.op)},
                       {"size", artifact.size},
                       {"sha256", or_null(artifact.sha256)}});
  }
  return list;
}

Value children_json(const std::vector<ChildRow>& children) {
  List list;
  for (const ChildRow& child : children) {
    list.push_back(Map{{"id", child.id.text},
                       {"digest", child.digest.hex()},
                       {"kind", child.kind},
                       {"name", child.name},
                       {"path", text_or_null(child.path)},
                       {"size", child.size},
                       {"params", values_json(child.params)},
                       {"metrics", metrics_json(child.metrics)}});
  }
  return list;
}

Value rank_json(const RunRow& run) {
  if (run.rank_metric.empty()) return {};
  return Map{{"by", run.rank_metric}, {"direction", goal_name(run.rank_goal)}};
}

}  // namespace

Value run_json(const RunRow& run, RunParts parts) {
  Map map;
  for (const RunField& field : run_fields()) {
    map.append(std::string(field.name), cell_value(field.read(run), field.kind));
  }
  // These are yes or no, which tables show as 1 and 0.
  if (run.git_dirty) map.set("git_dirty", *run.git_dirty != 0);
  map.set("pinned", run.pinned != 0);
  map.set("copy", run.copy != 0);
  map.set("archived", is_archived(run.path));
  map.append("digest", run.digest.hex());
  map.append("record", text_or_null(run.record_path));
  map.append("rank", rank_json(run));
  if (parts == RunParts::head) return map;
  map.append("params", values_json(run.params));
  map.append("metrics", metrics_json(run.metrics));
  map.append("tags", values_json(run.tags));
  append_names(map, run.names);
  if (parts == RunParts::columns) return map;
  map.append("fingerprint", or_null(run.fingerprint));
  map.append("metric_summaries", summaries_json(run.metrics));
  map.append("links", links_json(run.links));
  map.append("artifacts", artifacts_json(run.artifacts));
  map.append("children", children_json(run.children));
  return map;
}

Value runs_json(std::span<const RunRow> runs, RunParts parts) {
  List list;
  for (const RunRow& run : runs) list.push_back(run_json(run, parts));
  return Map{{"format", kJsonFormat}, {"runs", std::move(list)}};
}

std::string runs_jsonl(std::span<const RunRow> runs, RunParts parts) {
  std::string out;
  for (const RunRow& run : runs) out += to_json(run_json(run, parts)) + '\n';
  return out;
}

std::string_view goal_name(MetricGoal goal) { return goal == MetricGoal::min ? "min" : "max"; }

Value one_or_list(List values) {
  if (values.empty()) return {};
  return values.size() == 1 ? std::move(values.front()) : Value(std::move(values));
}

List leaderboard_rows_json(const Leaderboard& board) {
  List rows;
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      const Value run = run_json(entry.run);
      Map row{{"rank", entry.rank}};
      if (!board.per.empty()) row.append("per", one_or_list(group.values));
      for (const std::string_view key : {"id", "name", "dataset", "seed", "path"}) {
        row.append(std::string(key), *run.find(key));
      }
      if (entry.parent) row.append("parent", entry.parent->text);
      row.append("value", entry.value);
      row.append("metrics", *run.find("metrics"));
      row.append("params", *run.find("params"));
      rows.emplace_back(std::move(row));
    }
  }
  return rows;
}

Value leaderboard_json(const Leaderboard& board) {
  List boards;
  for (const LeaderboardGroup& group : board.groups) {
    Map one{{"n", group.ranked}};
    if (!board.per.empty()) one.append("per", one_or_list(group.values));
    boards.emplace_back(std::move(one));
  }
  List per;
  for (const KeyRef& key : board.per) per.emplace_back(key_text(key));
  return Map{{"format", kJsonFormat},
             {"by", own_text(board.metric)},
             {"direction", goal_name(board.goal)},
             {"ranked", board.ranked == KeyOwner::run ? "runs" : "children"},
             {"per", one_or_list(std::move(per))},
             {"boards", std::move(boards)},
             {"rows", leaderboard_rows_json(board)},
             {"skipped", Map{{"without_metric", board.without_metric},
                             {"not_finite", board.not_finite},
                             {"not_finished", board.not_finished}}}};
}

}  // namespace cairn
