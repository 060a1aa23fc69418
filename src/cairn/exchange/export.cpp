#include "cairn/exchange/export.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/exchange/export_group.h"
#include "cairn/exchange/export_run.h"
#include "cairn/exchange/export_texts.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/archive_paths.h"

namespace cairn {

namespace {

/// Where the files of each run lie in the package.
class Folders {
 public:
  Folders(const Project& project, const std::vector<RunHead>& runs) : project_(project) {
    is_one_ = runs.size() == 1;
  }

  std::string folder_of(const ExportRun& run) const {
    if (is_one_ && !has_package_names(run)) return "";
    const std::string folder = below_results(run.head.path);
    if (why_unsafe(folder)) return "run/" + run.head.id.text;  // Where import would refuse it.
    return is_one_ || is_package_name(folder) ? "run/" + base_name(folder) : folder;
  }

  /// Empty: the package has no folder for the group.
  std::string folder_of(const GroupPlace& group) const {
    const std::string folder = below_results(group.path);
    return is_one_ || is_package_name(folder) || why_unsafe(folder) ? "" : folder;
  }

 private:
  std::string below_results(const std::string& path) const {
    const std::string& root = project_.results();
    const std::string home = home_path(project_.layout, path);
    const bool is_inside = root != "." && home != root && is_below(home, root);
    return is_inside ? relative_to(home, root) : home;
  }

  static bool has_package_names(const ExportRun& run) {
    return std::any_of(run.files.begin(), run.files.end(),
                       [](const ExportFile& file) { return is_package_name(file.path); });
  }

  const Project& project_;
  bool is_one_ = false;
};

/// Puts the runs, their texts and the pages together.
class ExportPlanner {
 public:
  ExportPlanner(const Project& project, const ExportOptions& options)
      : project_(project), options_(options) {}

  ExportPlan plan(const std::vector<RunHead>& heads) {
    for (const RunHead& head : heads) {
      runs_.push_back(collect_run(project_, head, options_));
      newest_ = std::max(newest_, runs_.back().record.attempt().ended);
    }
    const Folders folders(project_, heads);
    std::set<std::string> models;
    for (ExportRun& run : runs_) {
      add_run(run, folders.folder_of(run));
      models.insert(run.model_id);
    }
    for (const GroupPlace& group : options_.groups) add_group(group, folders.folder_of(group));
    plan_.model_id = models.size() == 1 ? *models.begin() : "all";
    for (const MadeFromEarlier& made : options_.made_from_earlier) {
      plan_.notes.push_back(fmt::format("run {} was made from an earlier attempt of {} {}",
                                        made.run.text, made.stage, made.input.text));
    }
    finish();
    return std::move(plan_);
  }

 private:
  void add_run(ExportRun& run, const std::string& folder) {
    PackageRun place{.id = run.head.id,
                     .digest = run.head.digest,
                     .folder = folder,
                     .path = home_path(project_.layout, run.head.path),
                     .left_out = run.left_out,
                     .views = run.views};
    for (ExportFile& file : run.files) {
      add_member({.name = in_package(place, file.path),
                  .time = run.record.attempt().ended,
                  .size = file.size,
                  .sha256 = file.sha256,
                  .source = std::move(file.source),
                  .bytes = std::move(file.bytes)});
    }
    for (ExportText& text : run.texts) {
      if (const auto file = add_text(run, text)) place.texts.push_back({text.name, *file});
    }
    plan_.left_out += place.left_out.size();
    plan_.notes.insert(plan_.notes.end(), run.notes.begin(), run.notes.end());
    plan_.manifest.runs.push_back(std::move(place));
  }

  void add_group(const GroupPlace& place, const std::string& folder) {
    if (folder.empty()) return;
    std::set<std::string> inside = options_.folders;
    for (const GroupPlace& other : options_.groups) {
      if (other.path != place.path) inside.insert(other.path);
    }
    ExportGroup group = collect_group(project_, place, inside, options_);
    if (group.files.empty()) return;
    PackageGroup packed{.group = place.group,
                        .folder = folder,
                        .path = home_path(project_.layout, place.path),
                        .has_file = group.said.has_value(),
                        .views = group.views,
                        .files = {}};
    // Where a run's folder is the group's as well, a rollup may be one of the run's files.
    const auto is_held = [&](const std::string& path) {
      return names_.contains(in_package(packed, path));
    };
    std::erase_if(packed.views, is_held);
    for (const ExportFile& file : group.files) {
      if (is_held(file.path)) continue;
      const bool is_known = std::ranges::find(group.views, file.path) != group.views.end() ||
                            is_below(file.path, kRunFolder);
      if (!is_known) packed.files.push_back(file.path);
      add_member({.name = in_package(packed, file.path),
                  .time = newest_,
                  .size = file.size,
                  .sha256 = file.sha256,
                  .source = file.source,
                  .bytes = {}});
    }
    plan_.notes.insert(plan_.notes.end(), group.notes.begin(), group.notes.end());
    plan_.manifest.groups.push_back(std::move(packed));
    groups_.push_back(std::move(group));
  }

  /// One copy of each text: where all runs agree it needs no id in its path.
  std::optional<std::string> add_text(const ExportRun& run, ExportText& text) {
    for (const std::string& folder :
         {std::string(kProvenanceFolder), join_path(kProvenanceFolder, run.head.id.text)}) {
      const std::string path = join_path(folder, text.path);
      if (why_unsafe(path)) {
        plan_.notes.push_back(fmt::format("{} of run {} stays behind: its name cannot be packed",
                                          printable(text.name), run.head.id.text));
        return std::nullopt;
      }
      const auto [known, is_new] = texts_.emplace(path, text.object);
      if (!is_new && known->second != text.object) continue;
      if (is_new) {
        add_member({.name = path,
                    .time = run.record.attempt().ended,
                    .size = text.bytes.size(),
                    .sha256 = text.object,
                    .bytes = std::move(text.bytes)});
      }
      return path;
    }
    throw Error(ErrorCode::internal, "two texts of one run bear one name");
  }

  void add_member(ZipMember member) {
    names_.insert(member.name);
    plan_.manifest.files.push_back({member.name, member.size, member.sha256});
    plan_.size += member.size;
    plan_.members.push_back(std::move(member));
  }

  void add_page(std::string_view name, std::string text) {
    const Digest digest = sha256(text);
    const std::uint64_t size = text.size();
    add_member({.name = std::string(name),
                .time = newest_,
                .size = size,
                .sha256 = digest,
                .bytes = std::move(text)});
  }

  /// Pages, manifest and checksums, then everything in the order of names, pages first.
  void finish() {
    PackageManifest& manifest = plan_.manifest;
    manifest.cairn = version();
    manifest.variant = variant_name(options_.variant);
    manifest.exported_by = options_.exported_by;
    sort_files();
    check_names();
    const ExportedPackage shown = shown_package();
    add_page(kExportFile, export_yaml(shown));
    add_page(kReadmeFile, export_readme(shown));
    add_page(kPageFile, export_page(shown));
    sort_files();
    std::string text = manifest_text(manifest);
    std::vector<PackageFile> files = manifest.files;
    add_page(kManifestFile, std::move(text));
    files.push_back(manifest.files.back());
    add_page(kSumsFile, checksums_text(files));
    manifest.files.resize(manifest.files.size() - 2);  // it does not name itself
    std::sort(plan_.members.begin(), plan_.members.end(),
              [](const ZipMember& a, const ZipMember& b) {
                return std::pair(!is_page(a.name), std::string_view(a.name)) <
                       std::pair(!is_page(b.name), std::string_view(b.name));
              });
  }

  static bool is_page(std::string_view name) {
    constexpr std::array kPages = {kExportFile, kManifestFile, kReadmeFile, kSumsFile, kPageFile};
    return std::find(kPages.begin(), kPages.end(), name) != kPages.end();
  }

  void sort_files() {
    std::sort(plan_.manifest.files.begin(), plan_.manifest.files.end(),
              [](const PackageFile& a, const PackageFile& b) { return a.path < b.path; });
  }

  /// What else happened to a run that is not in the package is no part of it: the same runs give
  /// the same bytes.
  std::vector<std::string> made_again_here(const RunId& id) const {
    std::vector<std::string> inputs;
    for (const MadeFromEarlier& made : options_.made_from_earlier) {
      const bool is_packed = std::ranges::any_of(
          runs_, [&](const ExportRun& run) { return run.head.id == made.input; });
      if (made.run == id && is_packed) {
        inputs.push_back(fmt::format("{} {}", made.stage, made.input.text));
      }
    }
    return inputs;
  }

  ExportedPackage shown_package() const {
    ExportedPackage shown{
        .project = project_.spec.project.empty() ? base_name(project_.root) : project_.spec.project,
        .from = options_.from,
        .exported_by = options_.exported_by,
        .variant = plan_.manifest.variant,
        .model_id = plan_.model_id,
        .date = newest_,
        .files = &plan_.manifest.files};
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      shown.runs.push_back({&runs_[i].record, &runs_[i].user, &plan_.manifest.runs[i],
                            made_again_here(runs_[i].head.id)});
    }
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const std::optional<GroupFile>& said = groups_[i].said;
      shown.groups.push_back({said ? &*said : nullptr, &plan_.manifest.groups[i]});
    }
    return shown;
  }

  /// What no import would take is not packed.
  void check_names() const {
    std::map<std::string, std::string> folded;
    for (const PackageFile& file : plan_.manifest.files) {
      try {
        const auto [known, is_new] =
            folded.emplace(SafeRelPath::parse(file.path).folded(), file.path);
        if (is_new) continue;
        throw Error(ErrorCode::conflict,
                    fmt::format("'{}' and '{}' are one name on some systems",
                                printable(known->second), printable(file.path)));
      } catch (const Error& error) {
        throw Error(ErrorCode::conflict, "no package can hold this file: " + error.message(),
                    "its run can still be copied as it is: cp -a, or tar");
      }
    }
  }

  const Project& project_;
  const ExportOptions& options_;
  std::vector<ExportRun> runs_;
  std::vector<ExportGroup> groups_;  ///< Beside the groups of the manifest.
  std::map<std::string, Digest> texts_;
  std::set<std::string> names_;  ///< Of all members.
  TimeUs newest_ = 0;
  ExportPlan plan_;
};

}  // namespace

std::string_view variant_name(ExportVariant variant) {
  constexpr std::array<std::string_view, 3> kNames = {"export", "minimal", "complete"};
  return kNames[static_cast<std::size_t>(variant)];
}

ExportPlan plan_export(const Project& project, const std::vector<RunHead>& runs,
                       const ExportOptions& options) {
  if (runs.empty()) throw Error(ErrorCode::not_found, "there is no run to export");
  return ExportPlanner(project, options).plan(runs);
}

std::string default_package_name(const ExportPlan& plan, const ExportOptions& options) {
  const bool is_one = plan.manifest.runs.size() == 1;
  std::string name = is_one ? base_name(plan.manifest.runs.front().path) : base_name(options.from);
  if (is_one && options.variant != ExportVariant::complete) name += "_" + plan.model_id;
  return fmt::format("{}_{}.zip", name, variant_name(options.variant));
}

}  // namespace cairn
