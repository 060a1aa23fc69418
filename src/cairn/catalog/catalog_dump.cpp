#include <algorithm>

#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/catalog/catalog_impl.h"

namespace cairn {

namespace {

Value dump_values(const std::vector<std::pair<std::string, Value>>& entries) {
  Map map;
  for (const auto& [key, value] : entries) map.append(key, value);
  return map;
}

Value dump_metrics(const std::vector<MetricRow>& metrics) {
  List list;
  for (const MetricRow& metric : metrics) {
    list.push_back(List{metric.key, metric.value, or_null(metric.step), metric.points, metric.first,
                        metric.least, metric.most});
  }
  return list;
}

Value dump_artifacts(const std::vector<ArtifactRow>& artifacts) {
  List list;
  for (const ArtifactRow& artifact : artifacts) {
    list.push_back(List{artifact.path, artifact.role, artifact.type, artifact.child,
                        or_null(artifact.step), artifact.op, artifact.size,
                        or_null(artifact.sha256)});
  }
  return list;
}

Value dump_children(const std::vector<ChildRow>& children) {
  List list;
  for (const ChildRow& child : children) {
    list.push_back(List{child.id.text, child.digest.hex(), child.kind, child.name, child.path,
                        child.size, dump_values(child.params), dump_metrics(child.metrics)});
  }
  return list;
}

Value dump_run(const RunRow& run) {
  List names;
  for (const NameRow& name : run.names) names.push_back(List{name.scheme, name.name});
  List links;
  for (const LinkRow& link : run.links) {
    links.push_back(
        List{link.type, link.name, or_null(link.digest), link.version, or_null(link.read)});
  }
  return Map{
      {"path", run.path},
      {"id", run.id.text},
      {"digest", run.digest.hex()},
      {"fingerprint", or_null(run.fingerprint)},
      {"kind", run.kind},
      {"stage", run.stage},
      {"name", run.name},
      {"experiment", run.experiment},
      {"dataset", run.dataset},
      {"dataset_version", run.dataset_version},
      {"status", status_name(run.status)},
      {"record_path", run.record_path},
      {"attempt", run.attempt},
      {"seed", run.seed},
      {"times", List{run.created, or_null(run.started), or_null(run.ended), or_null(run.duration)}},
      {"exit", List{or_null(run.exit_code), or_null(run.signal), run.message}},
      {"use", List{run.host, or_null(run.max_rss), or_null(run.cpu_time)}},
      {"size", run.size},
      {"command", run.command},
      {"rank", List{run.rank_metric, static_cast<int>(run.rank_goal)}},
      {"pinned", run.pinned},
      {"verified", run.verified},
      {"description", run.description},
      {"notes", run.notes},
      {"copy", run.copy},
      {"home", or_null(run.home)},
      {"outputs", or_null(run.outputs)},
      {"deps", run.deps},
      {"params", dump_values(run.params)},
      {"tags", dump_values(run.tags)},
      {"metrics", dump_metrics(run.metrics)},
      {"names", names},
      {"links", links},
      {"artifacts", dump_artifacts(run.artifacts)},
      {"children", dump_children(run.children)}};
}

Value dump_group(const GroupRow& group) {
  return Map{{"path", group.path},       {"kind", group.kind},     {"name", group.name},
             {"created", group.created}, {"fields", group.fields}, {"typed", group.typed},
             {"reused", group.reused}};
}

}  // namespace

std::string Catalog::canonical_dump() const {
  const Snapshot snapshot(impl_->database);
  std::string text;
  for (const RunHead& head : find_below("")) {
    for (const RunRow& run : load_runs(std::span(&head.rowid, 1), RunParts::all)) {
      text += "run " + to_json(dump_run(run)) + '\n';
    }
  }
  for (const GroupRow& group : groups()) text += "group " + to_json(dump_group(group)) + '\n';
  return text;
}

}  // namespace cairn
