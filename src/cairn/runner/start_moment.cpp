#include "cairn/runner/start_moment.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// The start that a record's key tells of; nullopt for a run that has none, or no readable record.
std::optional<Value> start_of(const Project& project, const RunHead& head) {
  if (!head.record_path.ends_with(".json")) return std::nullopt;
  try {
    const Value key = parse_json(load_record(project, head).definition.key, head.path);
    const Value* start = key.find_path("inputs.start");
    return start == nullptr ? std::nullopt : std::optional(*start);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
    return std::nullopt;
  }
}

/// The field that holds the number: one that the layout counts and the run says nothing of, else
/// the moment of its start.
const FieldRule* counted_field(const Kind& kind, const Map& fields) {
  for (const FieldRule& rule : kind.full.fields()) {
    if (rule.is_numbered && !fields.contains(rule.name)) return &rule;
  }
  return fields.contains("time") ? find_field(kind.full.fields(), "time") : nullptr;
}

std::string time_of(const Value& start) {
  const Value* time = start.find("time");
  return time == nullptr ? std::string() : to_text(*time);
}

}  // namespace

std::optional<Value> newest_start(const Project& project,
                                  const std::unordered_map<Digest, RunHead, DigestHash>& known,
                                  RunKey key) {
  std::optional<Value> newest;
  for (const auto& [digest, head] : known) {
    if (head.stage != key.stage || head.kind != key.kind) continue;
    const std::optional<Value> start = start_of(project, head);
    if (!start || (newest && time_of(*start) <= time_of(*newest))) continue;
    key.inputs.set("start", *start);
    if (key_digest(key) == digest) newest = start;
  }
  return newest;
}

bool is_counted(const Layout& layout, const Kind& kind, const Map& fields) {
  if (counted_field(kind, fields) == nullptr) return false;
  return run_path(layout, kind.name, with_number(kind, fields, 1)).path !=
         run_path(layout, kind.name, with_number(kind, fields, 2)).path;
}

Map with_number(const Kind& kind, const Map& fields, int number) {
  const FieldRule& rule = *counted_field(kind, fields);
  Map numbered = fields;
  if (rule.is_numbered) {
    numbered.set(rule.name, number);
  } else if (number > 1) {
    numbered.set(rule.name,
                 fmt::format("{}.{}", rule.field_class.normalise(*fields.find(rule.name)), number));
  }
  return numbered;
}

void claim_start(const Project& project, PlannedRun& run) {
  if (run.start_fields.empty()) return;
  const Kind& kind = *find_kind(project.layout, run.definition.kind);
  for (int number = run.start_number;; ++number) {
    const Map fields = with_number(kind, run.start_fields, number);
    const RunPlace place = run_path(project.layout, kind.name, fields);
    const std::string folder = project.absolute(place.path);
    make_folders(Site::begin_folder, parent_path(folder));
    if (!make_folder(Site::begin_folder, folder)) continue;
    run.definition.path = place.path;
    run.definition.whole_name = place.whole_name;
    run.groups = place.groups;
    run.start_fields = Map();  // A retry stays where the first attempt was.
    return;
  }
}

void keep_whole_name(const Project& project, PlannedRun& run) {
  if (!run.known || run.definition.path != run.known->path) return;
  if (!is_cut_name(base_name(run.known->path))) return;
  try {
    run.definition.whole_name = load_definition(project, *run.known).whole_name;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
  }
}

}  // namespace cairn
