#include "cairn/exchange/export_run.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/exchange/choose_child.h"
#include "cairn/exchange/opened_package.h"
#include "cairn/layout/paths.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/imported.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/denied_folder.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/resolve.h"
#include "cairn/views/run_context.h"

namespace cairn {

namespace {

/// Roles by what they show; a declared out names its role in the plural.
constexpr std::array<std::string_view, 8> kChartRoles = {"chart", "charts", "model_chart", "plot",
                                                         "plots", "figure", "figures",     "image"};
constexpr std::array<std::string_view, 3> kPredictionRoles = {"prediction", "predictions",
                                                              "best_predictions"};
constexpr std::array<std::string_view, 2> kLogRoles = {"log", "logs"};

template <typename Roles>
bool is_one_of(const Roles& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

class Collector {
 public:
  Collector(const Project& project, const RunHead& head, const ExportOptions& options)
      : project_(project), options_(options), folder_(project.absolute(head.path)) {
    run_.head = head;
    run_.record = load_record(project, head);
    run_.user = read_user_edits(folder_, head.id);
    imported_ = read_imported(folder_, head.id);
    context_ = run_context(run_.record, run_.user, head.path,
                           groups_above(project.layout, head.kind, head.path));
  }

  ExportRun collect() {
    choose();
    add_read(join_path(kRunFolder, run_.head.id.text + ".json"));
    add_user_file();
    for (const RecordArtifact& artifact : run_.record.artifacts) add_artifact(artifact);
    add_kept_files();
    add_views();
    add_texts();
    return std::move(run_);
  }

 private:
  void choose() {
    run_.model_id = "all";
    if (options_.model == "all") return;
    const RecordChild* child = choose_child(run_.record, options_.model);
    if (child == nullptr) return;
    child_ = child->name;
    run_.model_id = child->id.text;
  }

  /// Whether the files of a child come along.
  bool takes_child(const std::string& name) const {
    return child_.empty() || name.empty() || name == child_;
  }

  bool takes(const RecordArtifact& artifact) const {
    const bool minimal = options_.variant == ExportVariant::minimal;
    if (!takes_child(artifact.child)) return false;
    if (is_one_of(kChartRoles, artifact.role)) return options_.charts && !minimal;
    if (is_one_of(kPredictionRoles, artifact.role)) return options_.predictions && !minimal;
    if (is_one_of(kLogRoles, artifact.role)) return options_.logs && !minimal;
    return true;
  }

  void leave_out(const std::string& path) { run_.left_out.push_back(path); }

  void add_artifact(const RecordArtifact& artifact) {
    const bool never_came = imported_ && imported_->lacks(artifact.path);
    if (never_came || !takes(artifact)) return leave_out(artifact.path);
    const bool is_own_log = artifact.path == join_path(kRunFolder, run_.head.id.text + ".log");
    const std::string why = is_own_log ? "" : why_reserved(artifact.path);
    if (!why.empty()) {
      throw Error(ErrorCode::conflict,
                  fmt::format("no package can hold '{}': it {}", printable(artifact.path), why));
    }
    run_.files.push_back({.path = artifact.path,
                          .size = artifact.size,
                          .sha256 = artifact.sha256,
                          .source = source_of(artifact.path, artifact.size, artifact.sha256)});
  }

  /// Where the bytes of a file lie: there, or in the object that a link in its place names.
  std::string source_of(const std::string& path, std::uint64_t size, const Digest& sha256) const {
    const std::string absolute = join_path(folder_, path);
    std::optional<FileStat> status = stat_path(absolute);
    std::string source = absolute;
    if (status && status->kind == FileStat::Kind::link) {
      source = open_objects(project_).path(sha256);
      if (read_object_link(absolute) != sha256) {
        throw Error(ErrorCode::conflict,
                    fmt::format("'{}' is a link, and not to the object that the record names",
                                printable(join_path(run_.head.path, path))));
      }
      status = stat_path(source);
    }
    if (!status) {
      throw Error(
          ErrorCode::not_found,
          fmt::format("'{}' is gone from the disk", printable(join_path(run_.head.path, path))),
          fmt::format("make it again with: cairn run; or leave run {} out", run_.head.id.text));
    }
    if (!status->is_file() || status->size != size) {
      throw Error(
          ErrorCode::corrupt,
          fmt::format("'{}' is not what was recorded", printable(join_path(run_.head.path, path))),
          "nothing was written; bring the file back, or leave its run out");
    }
    return source;
  }

  /// A small file that is read now.
  void add_read(const std::string& path) {
    const std::string absolute = join_path(folder_, path);
    std::string bytes = read_file(absolute);
    const Digest digest = sha256(bytes);
    const std::uint64_t size = bytes.size();
    run_.files.push_back({.path = path, .size = size, .sha256 = digest, .bytes = std::move(bytes)});
  }

  void add_user_file() {
    const std::string path = join_path(kRunFolder, run_.head.id.text + ".user.json");
    if (stat_path(join_path(folder_, path))) add_read(path);
  }

  /// Events and history, which the record vouches for.
  void add_kept_files() {
    const RunId& id = run_.head.id;
    const auto add = [&](const std::string& absolute, std::uint64_t size, const Digest& sha256) {
      const std::string path = relative_to(absolute, folder_);
      const bool never_came = imported_ && imported_->lacks(path);
      if (never_came || options_.variant == ExportVariant::minimal) return leave_out(path);
      run_.files.push_back(
          {.path = path, .size = size, .sha256 = sha256, .source = source_of(path, size, sha256)});
    };
    const Record& record = run_.record;
    if (record.events_size) {
      add(events_path(folder_, id, record.attempt().number), *record.events_size,
          *record.events_sha256);
    }
    if (record.history) {
      add(history_path(folder_, id), record.history->size, record.history->sha256);
    }
  }

  /// The documents of the run and of the children that come along.
  void add_views() {
    const Kind* kind = find_kind(project_.layout, run_.head.kind);
    if (kind == nullptr) return;
    for (const DocumentRule& rule : kind->documents) add_view(rule.file.render(context_.as_map()));
    for (const Value& child : context_.find("children")->as_list()) {
      const std::string& child_kind = child.find("kind")->as_string();
      const Kind* rules = find_child_kind(project_.layout, run_.head.kind, child_kind);
      if (rules == nullptr || !takes_child(child.find("name")->as_string())) continue;
      const auto folder = child_path(project_.layout, run_.head.kind, child_kind, child.as_map());
      if (!folder) continue;
      for (const DocumentRule& rule : rules->documents) {
        add_view(join_path(*folder, rule.file.render(context_.as_map())));
      }
    }
  }

  void add_view(const std::string& path) {
    const std::optional<FileStat> status = stat_path(join_path(folder_, path));
    const bool is_artifact =
        std::any_of(run_.record.artifacts.begin(), run_.record.artifacts.end(),
                    [&](const RecordArtifact& artifact) { return artifact.path == path; });
    if (!status || !status->is_file() || is_artifact) return;
    add_read(path);
    run_.views.push_back(path);
  }

  bool takes_text(std::string_view name) const {
    if (options_.variant == ExportVariant::minimal) return name == "packages";
    const bool is_git = name == "git.diff" || name == "git.untracked";
    return !is_git || options_.variant == ExportVariant::complete;
  }

  void add_texts() {
    if (!run_.record.provenance) return;
    const Provenance& provenance = *run_.record.provenance;
    std::vector<std::pair<std::string, std::string>> names = {{"packages", "packages.txt"},
                                                              {"environment", "environment.json"},
                                                              {"git.diff", "git.diff"},
                                                              {"git.untracked", "untracked.json"}};
    for (const auto& [path, object] : provenance.sources) {
      names.emplace_back("source:" + path, join_path("sources", path));
    }
    const ObjectStore objects = open_objects(project_);
    for (const auto& [name, path] : names) {
      const std::optional<Digest> object = kept_text(provenance, name);
      if (!object || !takes_text(name)) continue;
      // Of an imported run only what came with it: its record could name any object of ours.
      if (imported_ && !imported_->brought(*object)) continue;
      if (!objects.has(*object)) {
        run_.notes.push_back(fmt::format("{} of run {} is not in the objects of this project",
                                         printable(name), run_.head.id.text));
        continue;
      }
      run_.texts.push_back({name, path, *object, objects.get(*object)});
    }
  }

  const Project& project_;
  const ExportOptions& options_;
  std::string folder_;
  Value context_;
  std::string child_;  ///< Name of the child that was chosen; empty: all.
  std::optional<Imported> imported_;
  ExportRun run_;
};

}  // namespace

ExportRun collect_run(const Project& project, const RunHead& head, const ExportOptions& options) {
  try {
    return Collector(project, head, options).collect();
  } catch (const DeniedError& error) {
    // A package is whole, or it is none.
    const std::string closed = denied_folder(project, head.record_path).path;
    const std::string& folder = is_below(head.path, closed) ? closed : head.path;
    throw Error(ErrorCode::io,
                fmt::format("run {} in '{}' cannot be packed: {}", head.id.text,
                            printable(head.path), error.message()),
                fmt::format("{}; or leave the run out: --where \"id != '{}'\"",
                            letting_in(project, folder), head.id.text));
  } catch (const Error& error) {
    const bool names_it = error.message().find(head.id.text) != std::string::npos ||
                          error.message().find(head.path) != std::string::npos;
    if (names_it) throw;
    throw error.with_context(fmt::format("run {}", head.id.text));
  }
}

}  // namespace cairn
