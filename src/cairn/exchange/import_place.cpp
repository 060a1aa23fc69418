#include "cairn/exchange/import_place.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/paths.h"
#include "cairn/record/imported.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

constexpr std::string_view kImportedFolder = "imported";

class Placer {
 public:
  Placer(const Project& project, const Catalog& catalog, const PlaceOptions& options)
      : project_(project), catalog_(catalog), options_(options) {
    if (!options.to_run.empty()) find_group();
  }

  ImportPlace place(const PackedRun& run) {
    ImportPlace place{.session = session_, .group = group_};
    place.here = catalog_.find_by_digest(run.place.digest);
    if (place.here && !place.here->record_path.ends_with(".json")) {
      throw Error(ErrorCode::conflict,
                  fmt::format("run {} is here and has not ended", run.place.id.text),
                  "wait for it, or let it be done again: cairn run");
    }
    if (place.here) {
      settle_known(run, place);
    } else {
      refuse_other_bearer(run);
      place.path = free_path(run, wanted_path(run));
    }
    return place;
  }

 private:
  /// A run with this digest is here: the same one, or in another state.
  void settle_known(const PackedRun& run, ImportPlace& place) {
    const std::string folder = project_.absolute(place.here->path);
    place.path = place.here->path;
    const std::optional<std::string> text = read_file_if_any(record_path(folder, place.here->id));
    const bool same = text && sha256(*text) == run.record_sha256;
    if (same && has_all(run, folder, place.here->id)) {
      place.action = ImportAction::present;
      return;
    }
    place.action = ImportAction::replace;
    if (options_.replace) return prepare_replacing(run, folder, place);
    const std::string what = same ? "is here with fewer of its files" : "is here in another state";
    throw Error(ErrorCode::conflict,
                fmt::format("run {} {} (in {})", run.place.id.text, what, printable(place.path)),
                "--replace takes that of the package; what is here goes to the trash");
  }

  void prepare_replacing(const PackedRun& run, const std::string& folder, ImportPlace& place) {
    if (read_user_edits(folder, place.here->id).pinned) {
      throw Error(ErrorCode::conflict,
                  fmt::format("run {} is pinned, so it is not replaced", run.place.id.text),
                  fmt::format("let it go with: cairn unpin {}", run.place.id.text));
    }
    for (const RunHead& other : catalog_.find_by_path(place.path)) {
      place.here_is_shared |= other.digest != run.place.digest;
    }
    if (place.here_is_shared) place.path = free_path(run, with_id(place.path, run.place.id.text));
  }

  /// Whether nothing in the package is missing here because an import left it out.
  static bool has_all(const PackedRun& run, const std::string& folder, const RunId& id) {
    const std::optional<Imported> note = read_imported(folder, id);
    return !note || std::none_of(run.files.begin(), run.files.end(),
                                 [&](const PackedFile& file) { return note->lacks(file.path); });
  }

  /// The id of another run: both would answer to it, and files in `.run` are named by it.
  void refuse_other_bearer(const PackedRun& run) const {
    const std::vector<RunHead> bearers = catalog_.find_by_id(run.place.id);
    if (bearers.empty()) return;
    throw Error(ErrorCode::conflict,
                fmt::format("another run bears the id {} here (in {})", run.place.id.text,
                            printable(bearers.front().path)),
                "import it into another project: cairn import FILE --to-project DIR");
  }

  /// The group that --to-run means: one that is here, else the one that its name would make.
  void find_group() {
    if (project_.layout.groups.empty()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("the layout '{}' has no groups, so --to-run means nothing here",
                              project_.layout.name));
    }
    const Group& outermost = project_.layout.groups.front();
    for (const GroupRow& row : catalog_.groups()) {
      const bool is_it = row.kind == outermost.name &&
                         (row.name == options_.to_run || row.path == options_.to_run ||
                          base_name(row.path) == options_.to_run);
      if (is_it) return use_group({outermost.name, row.path, row.fields, outermost.dated});
    }
    const std::string& root = project_.results();
    for (const std::string& path :
         {clean_path(options_.to_run), join_path(root == "." ? "" : root, options_.to_run)}) {
      if (why_unsafe(path)) continue;
      const std::vector<PathReading> readings = outermost.full.match(path);
      if (!readings.empty()) {
        return use_group({outermost.name, path, readings.front().fields, outermost.dated});
      }
    }
    if (options_.to_run.find('/') != std::string::npos) {
      throw Error(ErrorCode::not_found,
                  fmt::format("there is no group '{}'", printable(options_.to_run)),
                  "a new one is made of a name, in which no '/' can stand");
    }
    const std::string date = local_text(now_us(), "%Y-%m-%d");
    const GroupPlace place = group_path(project_.layout, outermost.name,
                                        {{"experiment", options_.to_run}, {"date", date}});
    session_ = Session{.experiment = options_.to_run,
                       .name = options_.to_run,
                       .date = date,
                       .folder = place.path,
                       .is_new = true};
    use_group(place);
  }

  void use_group(GroupPlace place) { group_ = std::move(place); }

  /// The path that the run's record names, when this layout has runs of its kind there.
  std::optional<std::string> recorded_path(const PackedRun& run) const {
    const RunDefinition& definition = run.record.definition;
    const std::string& path = definition.path;
    const Kind* kind = find_kind(project_.layout, definition.kind);
    if (kind == nullptr || kind->child || why_unsafe(path) || !why_reserved(path).empty()) {
      return std::nullopt;
    }
    for (const LayoutReading& reading : parse_path(project_.layout, path)) {
      if (reading.what == LayoutReading::What::run && reading.name == kind->name) return path;
    }
    return std::nullopt;
  }

  std::string wanted_path(const PackedRun& run) const {
    const std::optional<std::string> recorded = recorded_path(run);
    std::string name = base_name(run.record.definition.path);
    if (why_unsafe(name) || !why_reserved(name).empty()) name = run.place.id.text;
    if (group_) return join_path(group_->path, recorded ? below_group(run, *recorded) : name);
    if (recorded) return *recorded;
    const std::string root = project_.results() == "." ? "" : project_.results();
    const std::string below = join_path(root, kImportedFolder);
    return is_reached(join_path(below, name)) ? join_path(below, name) : join_path(root, name);
  }

  /// The path below the outermost group: "glucose/snv-PLS6_c20f9b".
  std::string below_group(const PackedRun& run, const std::string& recorded) const {
    const auto groups = groups_above(project_.layout, run.record.definition.kind, recorded);
    return groups.empty() ? base_name(recorded) : relative_to(recorded, groups.front().path);
  }

  /// Whether a walk over the results comes as deep as `path`.
  bool is_reached(const std::string& path) const {
    const auto depth = static_cast<std::size_t>(std::count(path.begin(), path.end(), '/') + 1);
    return std::any_of(project_.layout.kinds.begin(), project_.layout.kinds.end(),
                       [&](const Kind& kind) { return !kind.child && kind.full.depth() >= depth; });
  }

  std::string free_path(const PackedRun& run, const std::string& wanted) {
    for (const std::string& path : {wanted, with_id(wanted, run.place.id.text)}) {
      if (!stat_path(project_.absolute(path)) && taken_.insert(path).second) return path;
    }
    throw Error(
        ErrorCode::conflict,
        fmt::format("'{}' is taken, and so is the same with the id behind it", printable(wanted)),
        "move them away, or choose a group: cairn import FILE --to-run NAME");
  }

  const Project& project_;
  const Catalog& catalog_;
  const PlaceOptions& options_;
  std::optional<GroupPlace> group_;
  std::optional<Session> session_;
  std::set<std::string> taken_;
};

}  // namespace

std::vector<ImportPlace> place_runs(const Project& project, const Catalog& catalog,
                                    const OpenedPackage& package, const PlaceOptions& options) {
  Placer placer(project, catalog, options);
  std::vector<ImportPlace> places;
  for (const PackedRun& run : package.runs) places.push_back(placer.place(run));
  return places;
}

namespace {

/// The folder of `group` here, if run `run` of the package, which goes to `path`, lies below it in
/// the same way as there.
std::optional<std::string> group_folder(const Project& project, const PackageGroup& group,
                                        const PackedRun& run, const std::string& path) {
  if (!is_below(run.place.folder, group.folder)) return std::nullopt;
  const std::string below = relative_to(run.place.folder, group.folder);
  for (const GroupPlace& above : groups_above(project.layout, run.record.definition.kind, path)) {
    const bool is_same = above.group == group.group && relative_to(path, above.path) == below;
    if (is_same) return above.path;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> place_groups(const Project& project, const OpenedPackage& package,
                                      const std::vector<ImportPlace>& places) {
  std::vector<std::string> folders;
  for (const PackedGroup& group : package.groups) {
    std::string folder;
    for (std::size_t i = 0; i < package.runs.size() && folder.empty(); ++i) {
      if (places[i].action == ImportAction::present) continue;
      folder = group_folder(project, group.place, package.runs[i], places[i].path).value_or("");
    }
    folders.push_back(std::move(folder));
  }
  return folders;
}

}  // namespace cairn
