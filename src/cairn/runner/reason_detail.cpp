#include "cairn/runner/reason_detail.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/followed_files.h"
#include "cairn/base/fs.h"
#include "cairn/base/line_diff.h"
#include "cairn/base/text.h"
#include "cairn/runner/dep_hash.h"
#include "cairn/runner/freshness.h"
#include "cairn/spec/value_place.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

namespace {

constexpr std::string_view kGone = "gone";

/// What stands behind the first dot of a leaf.
std::string leaf_name(const Reason& reason) {
  return reason.leaf.substr(std::min(reason.leaf.size(), reason.leaf.find('.') + 1));
}

/// The parameter of a leaf, which may lie inside a parameter that is a map: "opt.lr" of "opt".
std::string param_of(const PlannedRun& run, std::string leaf) {
  while (!run.point.params.contains(leaf) && run.point.stage->find_param(leaf) == nullptr) {
    const std::size_t dot = leaf.rfind('.');
    if (dot == std::string::npos) break;
    leaf.resize(dot);
  }
  return leaf;
}

/// Where a dep's path was written: in the dataset when the dep is nothing but one of its fields.
std::string dep_place(const Project& project, const PlannedRun& run, const DepSpec& dep) {
  const std::vector<std::string> names = dep.path.placeholders();
  if (dep.path.parts.size() == 1 && names.size() == 1) {
    const std::size_t dot = names.front().find('.');
    const Value* value = run.point.params.find(names.front().substr(0, dot));
    const DatasetSpec* dataset = value != nullptr && value->is_string()
                                     ? project.spec.find_dataset(value->as_string())
                                     : nullptr;
    const Value* place = dataset == nullptr || dot == std::string::npos
                             ? nullptr
                             : dataset->field_places.find(names.front().substr(dot + 1));
    if (place != nullptr) return place->as_string();
  }
  return dep.path.place;
}

std::string place_of_dep(const Project& project, const PlannedRun& run, const Reason& reason) {
  for (const DepSpec& dep : run.point.stage->deps) {
    if (dep_path(project, run, dep) != leaf_name(reason)) continue;
    if (dep.version) return dep.version->place;
    return reason.before ? dep.path.place : dep_place(project, run, dep);
  }
  return run.point.stage->place;
}

/// Of "dataset.dataset" the value that names the dataset, of "dataset.version" that field of it.
std::string place_of_dataset(const Project& project, const SweepRequest& request,
                             const PlannedRun& run, const std::string& leaf) {
  const std::size_t dot = leaf.find('.');
  const std::string param = leaf.substr(0, dot);
  const Value* value = run.point.params.find(param);
  if (value == nullptr || dot == std::string::npos) return "";
  const std::string field = leaf.substr(dot + 1);
  if (field == "dataset") return value_place(project.spec, request, run.point, param);
  const DatasetSpec* dataset = project.spec.find_dataset(to_text(*value));
  const Value* place = dataset == nullptr ? nullptr : dataset->field_places.find(field);
  if (place != nullptr) return place->as_string();
  return dataset == nullptr ? "" : dataset->place;
}

std::string place_of_out(const PlannedRun& run, const std::string& name) {
  for (const OutSpec& out : run.point.stage->outs) {
    if (out.name == name) return out.path.place;
  }
  const auto& files = run.definition.metric_files;
  const auto found = std::find(files.begin(), files.end(), name);
  if (found == files.end()) return "";
  return run.point.stage->metrics[static_cast<std::size_t>(found - files.begin())].place;
}

/// The words of a dep's leaf: {"stat", "3", "files", "120", "bytes", …}.
std::vector<std::string> leaf_words(const std::optional<Value>& leaf) {
  return leaf && leaf->is_string() ? split(leaf->as_string(), ' ') : std::vector<std::string>{};
}

std::string_view check_name(const std::vector<std::string>& words) {
  if (words.front() == "stat") return "stat";
  return words.front() == "version" ? "version" : "content";
}

std::string stat_detail(const std::vector<std::string>& before,
                        const std::vector<std::string>& after) {
  constexpr std::size_t kFiles = 1;
  constexpr std::size_t kBytes = 3;
  if (before.size() <= kBytes || after.size() <= kBytes) return "";
  if (before[kFiles] != after[kFiles]) {
    return fmt::format("{} files → {} files", before[kFiles], after[kFiles]);
  }
  if (before[kBytes] != after[kBytes]) {
    return fmt::format("{} bytes → {} bytes", before[kBytes], after[kBytes]);
  }
  return "names or modification times changed, sizes did not";
}

std::map<std::string, Digest> kept_texts(const Record& record, const std::string& path) {
  std::map<std::string, Digest> kept;  // A file of two deps is there twice.
  if (!record.provenance) return kept;
  for (const auto& [source, object] : record.provenance->sources) {
    if (is_below(source, path)) kept.emplace(source, object);
  }
  return kept;
}

/// Names up to three, and says how many more there are.
std::string few_names(std::vector<std::string> names) {
  constexpr std::size_t kMostNames = 3;
  const std::size_t count = names.size();
  names.resize(std::min(count, kMostNames));
  const std::string more =
      count > kMostNames ? fmt::format(" and {} more", count - kMostNames) : std::string();
  return join(names, ", ") + more;
}

/// "a.py: lines 10–14 changed; c.py: new".
std::string describe(const std::map<std::string, std::string>& changes) {
  constexpr std::size_t kMostFiles = 3;
  std::vector<std::string> parts;
  for (const auto& [file, change] : changes) {
    parts.push_back(file.empty() ? change : fmt::format("{}: {}", file, change));
  }
  const std::size_t more = parts.size() - std::min(parts.size(), kMostFiles);
  parts.resize(parts.size() - more);
  if (more > 0) parts.push_back(fmt::format("{} changed", counted(more, "more file")));
  return join(parts, "; ");
}

/// A dep that is gone and a new one of the same bytes are one dep that was renamed.
void join_renames(Reasons& reasons) {
  for (Reason& added : reasons) {
    const bool is_dep = added.kind == ReasonKind::code || added.kind == ReasonKind::data;
    if (!is_dep || added.before || !added.after) continue;
    const auto gone = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& other) {
      return other.leaf.starts_with("deps.") && other.before == added.after && !other.after;
    });
    if (gone == reasons.end()) continue;
    added.detail = fmt::format("renamed from {}, same bytes", leaf_name(*gone));
    added.before = gone->before;
    gone->leaf.clear();
  }
  std::erase_if(reasons, [](const Reason& reason) {
    const bool is_dep = reason.kind == ReasonKind::code || reason.kind == ReasonKind::data;
    return is_dep && reason.leaf.empty();
  });
}

}  // namespace

std::string ReasonDetails::changed_text(const std::string& path, const Digest& source) {
  const auto [known, is_new] = lines_.try_emplace({path, source});
  if (!is_new) return known->second;
  const std::string place = absolute_path(path, project_.root);
  const std::optional<FileStat> status = stat_following(place);
  if (status && !status->is_file()) return known->second = "no file any more";
  const std::optional<std::string> now = status ? read_file_if_any(place) : std::nullopt;
  if (!now) return known->second = kGone;
  std::string before;
  try {
    before = open_objects(project_).get(source);
  } catch (const Error& error) {
    // A run folder that was copied alone comes without its objects: the digests still tell.
    if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::corrupt) throw;
    return "";
  }
  // Records keep texts without secrets, so the new one is compared without them too.
  return known->second = describe_line_changes(diff_lines(before, project_.redactor.redact(*now)));
}

const ReasonDetails::TextsNow& ReasonDetails::texts_now(const std::string& path) {
  const auto [known, is_new] = texts_.try_emplace(path);
  if (!is_new) return known->second;
  for (const SourceText& source : source_texts(project_, path)) {
    known->second[source.path] = {sha256(source.text), source.is_redacted};
  }
  return known->second;
}

std::uint64_t ReasonDetails::size_of(const Digest& object) {
  const auto [known, is_new] = sizes_.try_emplace(object);
  if (!is_new) return known->second;
  const std::optional<FileStat> status = stat_path(open_objects(project_).path(object));
  return known->second = status ? status->size : 0;
}

std::string ReasonDetails::end_of_kept(const KeptTexts& kept) {
  std::uint64_t total = 0;
  for (const auto& [source, object] : kept) total += size_of(object);
  return total + kMostSourceBytes > kMostSourceFolderBytes ? kept.rbegin()->first : "";
}

const ReasonDetails::FileTimes& ReasonDetails::file_times(const std::string& path) {
  const auto [known, is_new] = files_.try_emplace(path);
  if (!is_new) return known->second;
  const std::string folder = absolute_path(path, project_.root);
  const std::optional<FileStat> place = stat_following(folder);
  if (!place || !place->is_folder()) return known->second;
  for (const std::string& file : followed_files(folder)) {
    const std::optional<FileStat> status = stat_following(join_path(folder, file));
    if (status) known->second.emplace_back(file, status->mtime_ns);
  }
  return known->second;
}

ReasonDetails::Changes ReasonDetails::changed_texts(const KeptTexts& kept,
                                                    const std::string& path) {
  Changes changes;
  std::map<Digest, std::string> gone;
  for (const auto& [source, object] : kept) {
    const std::string change = changed_text(source, object);
    const std::string file = relative_to(source, path);
    if (!change.empty()) changes[file] = change;
    if (change == kGone) gone[object] = file;
  }
  const std::string end = end_of_kept(kept);
  for (const auto& [source, text] : texts_now(path)) {
    const std::string file = relative_to(source, path);
    // A dep that is one file was there.
    const bool may_be_old = file.empty() || (!end.empty() && source > end);
    if (kept.contains(source) || may_be_old) continue;
    const auto old = gone.find(text.object);
    changes[file] = old == gone.end() ? "new" : fmt::format("renamed from {}", old->second);
    if (old == gone.end()) continue;
    changes.erase(old->second);
    gone.erase(old);
  }
  return changes;
}

std::string ReasonDetails::newer_files(const KeptTexts& kept, const std::string& path,
                                       const Changes& changes, const RecordAttempt& attempt) {
  constexpr std::int64_t kNanoseconds = 1000;
  const TextsNow& texts = texts_now(path);
  std::vector<std::string> names;
  for (const auto& [file, mtime_ns] : file_times(path)) {
    if (changes.contains(file) || mtime_ns <= attempt.started * kNanoseconds) continue;
    const auto text = texts.find(join_path(path, file));
    const bool is_equal =
        text != texts.end() && kept.contains(text->first) && !text->second.is_redacted;
    if (!is_equal) names.push_back(file);
  }
  if (names.empty()) return "";
  return fmt::format("; newer than attempt {}: {}", attempt.number, few_names(names));
}

std::string ReasonDetails::dep_detail(const Record& record, const Reason& reason) {
  const std::vector<std::string> before = leaf_words(reason.before);
  const std::vector<std::string> after = leaf_words(reason.after);
  if (before.empty() || after.empty()) return "";
  if (reason.before == Value(kChangedDep)) return std::string(kChangedDep);
  if (check_name(before) != check_name(after)) {
    return fmt::format("check: {} → {}", check_name(before), check_name(after));
  }
  if (check_name(after) == "stat") return stat_detail(before, after);
  if (check_name(after) == "version") return "";
  const std::string path = clean_path(leaf_name(reason));
  const KeptTexts kept = kept_texts(record, path);
  // A record without provenance keeps no text of anything, which says nothing of what was there.
  const Changes changes = record.provenance ? changed_texts(kept, path) : Changes();
  const std::string known =
      changes.empty() ? fmt::format("changed ({})", change_text(reason.before, reason.after))
                      : describe(changes);
  return known + newer_files(kept, path, changes, record.attempt());
}

bool ReasonDetails::is_overridden(const PlannedRun& run, std::string_view param) const {
  return std::any_of(request_.overrides.begin(), request_.overrides.end(),
                     [&](const Override& override) {
                       return override_applies(override, *run.point.stage, param);
                     });
}

std::string ReasonDetails::place(const PlannedRun& run, const Reason& reason) const {
  const StageSpec& stage = *run.point.stage;
  const std::string name = leaf_name(reason);
  if (reason.kind == ReasonKind::environment) return "";  // It was found, and written nowhere.
  if (reason.leaf.starts_with("params.")) {
    const std::string param = param_of(run, name);
    const std::string place = value_place(project_.spec, request_, run.point, param);
    if (!place.empty()) return place;
    const std::string declared = param_place(stage, param);
    return declared.empty() ? stage.place : declared;
  }
  if (reason.leaf == "command") return stage.command.words.front().place;
  if (reason.leaf.starts_with("deps.")) return place_of_dep(project_, run, reason);
  if (reason.leaf.starts_with("outs.")) return place_of_out(run, name);
  for (const EnvironmentSpec& variable : stage.environment) {
    if (reason.kind == ReasonKind::env && variable.name == name) return variable.place;
  }
  if (reason.leaf == "stage" || reason.leaf == "kind") return stage.place;
  if (reason.leaf.starts_with("inputs.")) {
    const std::string place = place_of_dataset(project_, request_, run, name);
    if (!place.empty()) return place;
  }
  for (const NeedSpec& need : stage.needs) {
    if (name == need.name || name.starts_with(need.name + ".")) return need.place;
  }
  return reason.kind == ReasonKind::env ? stage.place : reason.place;
}

void ReasonDetails::fill(const PlannedRun& run, const Record& record, Reasons& reasons) {
  // Before renames are joined: then a renamed dep looks like one that was there.
  for (Reason& reason : reasons) reason.place = place(run, reason);
  join_renames(reasons);
  for (Reason& reason : reasons) {
    const bool is_dep = reason.kind == ReasonKind::code || reason.kind == ReasonKind::data;
    if (is_dep && reason.detail.empty()) reason.detail = dep_detail(record, reason);
  }
}

}  // namespace cairn
