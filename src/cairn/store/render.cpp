#include "cairn/store/render.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/layout/document.h"
#include "cairn/layout/paths.h"
#include "cairn/store/run_context.h"
#include "cairn/store/scan.h"

namespace cairn {

namespace {

constexpr AtomicSites kViewSites{Site::view_write, Site::view_write, Site::view_rename,
                                 Site::view_write};

/// A run whose record was read for its views.
struct LoadedRun {
  Record record;
  std::string path;
  std::vector<GroupPlace> groups;
  Value context;
  std::int64_t record_mtime_ns = 0;
};

class Renderer {
 public:
  Renderer(const Project& project, Catalog& catalog, RenderScope scope, RenderReport& report)
      : project_(project),
        catalog_(catalog),
        scope_(scope),
        report_(report),
        project_value_(project_context(project)) {}

  void render(const std::set<std::string>& folders) {
    std::map<std::string, GroupPlace> groups;
    for (const RunHead& head : heads_in(folders)) {
      const std::vector<GroupPlace> above = groups_above(project_.layout, head.kind, head.path);
      if (has_record(head) && has_documents(head.kind)) render_run(head);
      for (const GroupPlace& group : above) groups.emplace(group.path, group);
    }
    add_asked_groups(folders, groups);
    for (const auto& [path, group] : groups) render_group(group);
  }

 private:
  std::vector<RunHead> heads_in(const std::set<std::string>& folders) const {
    if (folders.empty()) return catalog_.heads();
    std::vector<RunHead> heads;
    for (const std::string& folder : folders) {
      const std::vector<RunHead> here = catalog_.find_by_path(folder);
      heads.insert(heads.end(), here.begin(), here.end());
    }
    return heads;
  }

  /// Views are made of runs that have ended.
  static bool has_record(const RunHead& head) {
    return head.status != RunStatus::running && head.status != RunStatus::lost &&
           head.status != RunStatus::pending;
  }

  bool is_asked(const DocumentRule& rule) const {
    return scope_ == RenderScope::all || shows_typed(project_.layout, rule);
  }

  bool is_asked_any(const std::vector<DocumentRule>& rules) const {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const DocumentRule& rule) { return is_asked(rule); });
  }

  /// Whether runs of a kind, or their children, have views of their own: else no record is read.
  bool has_documents(const std::string& name) const {
    const Kind* kind = find_kind(project_.layout, name);
    if (kind != nullptr && is_asked_any(kind->documents)) return true;
    return std::any_of(
        project_.layout.kinds.begin(), project_.layout.kinds.end(),
        [&](const Kind& other) { return other.child && is_asked_any(other.documents); });
  }

  /// A folder that was asked for may be that of a group whose runs have gone, or have one run less.
  void add_asked_groups(const std::set<std::string>& folders,
                        std::map<std::string, GroupPlace>& groups) {
    for (const std::string& folder : folders) {
      for (const Group& group : project_.layout.groups) {
        const std::vector<PathReading> readings = group.full.match(folder);
        if (readings.empty() || !stat_path(project_.absolute(folder))) continue;
        groups.emplace(folder,
                       GroupPlace{group.name, folder, readings.front().fields, group.dated});
      }
    }
  }

  /// The run with its context, read once; nullptr when it cannot be read.
  const LoadedRun* load(const RunHead& head) {
    const auto [known, is_new] = loaded_.try_emplace({head.path, head.id.text});
    if (!is_new) return known->second ? &*known->second : nullptr;
    try {
      LoadedRun run{.record = read_record(project_.absolute(head.path), head.id),
                    .path = head.path,
                    .groups = groups_above(project_.layout, head.kind, head.path)};
      const UserEdits user = read_user_edits(project_.absolute(head.path), head.id);
      run.context = run_context(run.record, user, head.path, run.groups);
      const auto status = stat_path(record_path(project_.absolute(head.path), head.id));
      run.record_mtime_ns = status ? status->mtime_ns : 0;
      known->second = std::move(run);
      return &*known->second;
    } catch (const Error& error) {
      report_.problems.push_back(error.message());
      return nullptr;
    }
  }

  void render_run(const RunHead& head) {
    const LoadedRun* run = load(head);
    const Kind* kind = find_kind(project_.layout, head.kind);
    if (run == nullptr || kind == nullptr || run->record.status != RunStatus::finished) return;
    const Value context = Map{{"run", run->context}, {"project", project_value_}};
    for (const DocumentRule& rule : kind->documents) {
      render_view(rule, context, run->path, run);
    }
    for (const Value& child : run->context.find("children")->as_list()) {
      render_child(*run, child);
    }
  }

  void render_child(const LoadedRun& run, const Value& child) {
    const std::string& kind_name = child.find("kind")->as_string();
    const Kind* kind = find_child_kind(project_.layout, run.record.definition.kind, kind_name);
    if (kind == nullptr) return;
    const std::optional<std::string> path =
        child_path(project_.layout, run.record.definition.kind, kind_name, child.as_map());
    const bool has_files = !child.find("artifacts")->as_list().empty();
    if (!path || !has_files) return;
    const Value context = Map{{"run", run.context}, {"child", child}, {"project", project_value_}};
    for (const DocumentRule& rule : kind->documents) {
      render_view(rule, context, join_path(run.path, *path), &run);
    }
  }

  void render_group(const GroupPlace& place) {
    const Group* group = find_group(project_.layout, place.group);
    if (group == nullptr || !is_asked_any(group->rollups)) return;
    std::optional<GroupFile> file;
    try {
      file = read_group_file(project_, place.path);
    } catch (const Error& error) {
      report_.problems.push_back(error.message());
    }
    const Value context = Map{{"group", group_context(place, file)},
                              {"runs", runs_of(place, file)},
                              {"project", project_value_}};
    for (const DocumentRule& rule : group->rollups) {
      render_view(rule, context, place.path, nullptr);
    }
  }

  /// The runs below a group, and those of other groups that it, or the session around it, reuses.
  List runs_of(const GroupPlace& place, const std::optional<GroupFile>& file) {
    std::map<std::string, Value> by_path;
    for (const RunHead& head : catalog_.find_below(place.path)) add_run(head, by_path);
    for (const RunHead& head : reused_by(place, file)) add_run(head, by_path);
    List runs;
    for (auto& [path, context] : by_path) runs.push_back(std::move(context));
    return runs;
  }

  void add_run(const RunHead& head, std::map<std::string, Value>& by_path) {
    if (!has_record(head)) return;
    if (const LoadedRun* run = load(head)) {
      by_path.emplace(fmt::format("{}\n{}", head.path, head.id.text), run->context);
    }
  }

  std::vector<RunHead> reused_by(const GroupPlace& place, const std::optional<GroupFile>& own) {
    std::vector<RunHead> runs;
    for (const ReusedRun& reused : reused_list(place, own)) {
      const std::optional<RunHead> head = catalog_.find_by_digest(reused.digest);
      if (head && !is_below(head->path, place.path) && fits(*head, place)) runs.push_back(*head);
    }
    return runs;
  }

  /// The `reused` list of the group itself or of the nearest group around it.
  std::vector<ReusedRun> reused_list(const GroupPlace& place, const std::optional<GroupFile>& own) {
    if (own) return own->reused;
    for (std::string path = parent_path(place.path); !path.empty(); path = parent_path(path)) {
      try {
        if (const auto file = read_group_file(project_, path)) return file->reused;
      } catch (const Error&) {
        return {};  // Named by render_group of that group.
      }
    }
    return {};
  }

  /// Whether a run of another session belongs into this group: the group of the same level above
  /// it has the same name (the dataset).
  bool fits(const RunHead& head, const GroupPlace& place) const {
    for (const GroupPlace& above : groups_above(project_.layout, head.kind, head.path)) {
      if (above.group == place.group) {
        return above.dated || base_name(above.path) == base_name(place.path);
      }
    }
    return false;
  }

  bool is_artifact(const LoadedRun* run, const std::string& folder, const std::string& file) const {
    if (run == nullptr) return false;
    const std::string relative = relative_to(join_path(folder, file), run->path);
    for (const RecordArtifact& artifact : run->record.artifacts) {
      if (artifact.path == relative) return true;
    }
    return false;
  }

  void render_view(const DocumentRule& rule, const Value& context, const std::string& folder,
                   const LoadedRun* run) {
    if (!is_asked(rule)) return;
    try {
      const Value* fields =
          run == nullptr ? context.find("group")->find("fields") : context.find("run");
      const std::string file = rule.file.render(fields->as_map());
      if (is_artifact(run, folder, file)) return;
      const std::optional<std::string> text = render_document(project_.layout, rule, context);
      if (text) write_view(join_path(folder, file), *text, run);
    } catch (const Error& error) {
      report_.problems.push_back(error.with_context(folder).message());
      catalog_.mark_views_stale();
    }
  }

  void write_view(const std::string& path, const std::string& text, const LoadedRun* run) {
    const std::string absolute = project_.absolute(path);
    const std::optional<std::string> present = read_file_if_any(absolute);
    const Digest digest = sha256(text);
    const std::optional<Digest> known = catalog_.view_digest(path);
    if (present && *present == text) {
      ++report_.unchanged;
      if (known != digest) catalog_.set_view_digest(path, digest);
      return;
    }
    if (present && is_edited(absolute, *present, known, run)) keep_edited(absolute, path);
    make_folders(Site::view_write, parent_path(absolute));
    write_atomically(kViewSites, absolute, text, Durability::none);
    catalog_.set_view_digest(path, digest);
    ++report_.written;
  }

  /// Whether a person changed the view: it is not what was rendered last; where that is not known,
  /// it is newer than the record that it shows.
  static bool is_edited(const std::string& absolute, const std::string& present,
                        const std::optional<Digest>& known, const LoadedRun* run) {
    if (known) return sha256(present) != *known;
    const std::optional<FileStat> status = stat_path(absolute);
    return run != nullptr && status && status->mtime_ns > run->record_mtime_ns && !present.empty();
  }

  void keep_edited(const std::string& absolute, const std::string& path) {
    std::string kept = absolute + ".edited";
    for (int number = 2; stat_path(kept); ++number)
      kept = fmt::format("{}.edited.{}", absolute, number);
    rename_path(Site::view_keep, absolute, kept);
    report_.kept.push_back(fmt::format("{} (your edit is kept as {})", path, base_name(kept)));
  }

  const Project& project_;
  Catalog& catalog_;
  RenderScope scope_;
  RenderReport& report_;
  Value project_value_;
  std::map<std::pair<std::string, std::string>, std::optional<LoadedRun>> loaded_;
};

}  // namespace

RenderReport render_views(const Project& project, Catalog& catalog,
                          const std::set<std::string>& folders, RenderScope scope) {
  RenderReport report;
  Transaction transaction = catalog.begin();
  // Before rendering: a view that cannot be made says that they are stale again.
  if (folders.empty() && scope == RenderScope::all) catalog.mark_views_fresh();
  Renderer(project, catalog, scope, report).render(folders);
  transaction.commit();
  return report;
}

}  // namespace cairn
