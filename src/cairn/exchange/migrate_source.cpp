#include "cairn/exchange/migrate_source.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/exchange/migration_list.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/refresh.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// Other names under which people know what a reader reads.
constexpr std::pair<std::string_view, std::string_view> kReaderNames[] = {
    {"nirs4all-uuid", "nirs4all-v5"}};

/// The first folders of the tree that hold files of its runs.
std::vector<std::string> first_folders_of(const std::vector<Record>& records) {
  std::set<std::string> folders;
  const auto add = [&](const std::string& path) { folders.insert(path.substr(0, path.find('/'))); };
  for (const Record& record : records) {
    if (!record.definition.path.empty()) add(record.definition.path);
    for (const RecordArtifact& artifact : record.artifacts) {
      add(clean_path(join_path(record.definition.path, artifact.path)));
    }
  }
  return {folders.begin(), folders.end()};
}

/// Runs of cairn itself must not go to `legacy/` with what another program wrote.
void check_originals(const ForeignTree& tree, const std::vector<std::string>& folders) {
  for (const TreeEntry& entry : tree.listing().entries) {
    if (entry.kind != FileStat::Kind::folder || base_name(entry.path) != kRunFolder) continue;
    const bool is_in = std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
      return folder.empty() || is_below(entry.path, folder);
    });
    if (!is_in) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is cairn's own, and would go to '{}' with the old runs",
                            printable(entry.path), kLegacyFolder),
                "name the folder that only the other program wrote, or a new folder as DEST");
  }
}

/// Where a source lies that is, or was, in the project that it goes to.
struct OwnPlace {
  bool is_own = false;
  bool is_away = false;  ///< It lies below `legacy/` already.
  std::string relative;  ///< From the destination.
};

/// A link would go to `legacy/` in the place of what is behind it, and may lead nowhere from there.
void refuse_link(const std::string& folder) {
  const std::optional<FileStat> status = stat_path(folder);
  if (!status || !status->is_link()) return;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is a link in the project that the runs go to", printable(folder)),
              fmt::format("name the folder that it leads to: {}", printable(real_path(folder))));
}

OwnPlace own_place(const std::string& folder, const std::string& destination) {
  OwnPlace place;
  if (!is_below(folder, destination)) return place;
  place.relative = folder == destination ? "" : std::string(relative_to(folder, destination));
  place.is_own = !is_below(place.relative, kLegacyFolder);
  if (place.is_own) refuse_link(folder);
  if (!place.is_own || !stat_following(join_path(destination, kProjectFile))) return place;
  const Project project = open_project(destination);
  const std::optional<MigrationList> list = read_migration_list(project, folder);
  if (!list || list->originals.empty()) return place;
  place.is_away = true;
  for (const std::string& original : list->originals) {
    if (stat_path(project.absolute(join_path(kLegacyFolder, original)))) continue;
    throw Error(
        ErrorCode::conflict,
        fmt::format("'{}' was to go to '{}', and is not there", printable(original), kLegacyFolder),
        "an earlier migration was cut off: go on with it without --dry-run");
  }
  return place;
}

MigrationSource read_foreign_source(const std::string& folder, const std::string& from,
                                    const std::string& destination, const RunProgress& progress) {
  std::string name = from;
  for (const auto& [other, reader] : kReaderNames) {
    if (from == other) name = reader;
  }
  const OwnPlace own = own_place(folder, destination);
  MigrationSource source{.folder = folder, .root = folder};
  if (own.is_away) source.root = join_path(join_path(destination, kLegacyFolder), own.relative);
  const ForeignTree tree(source.root);
  ForeignReading reading = read_as(tree, name);
  CompletedRuns runs =
      complete_runs(tree, *reading.reader, std::move(reading.found), {}, {.progress = progress});
  source.reader = reading.reader->name;
  source.layout = layout_of_reader(source.reader);
  source.records = std::move(runs.records);
  source.problems = std::move(runs.problems);
  if (own.is_own && !own.is_away) {
    const std::vector<std::string> folders =
        own.relative.empty() ? first_folders_of(source.records) : std::vector<std::string>{""};
    check_originals(tree, folders);
    for (const std::string& one : folders) {
      source.originals.push_back(own.relative.empty() ? one : own.relative);
    }
  }
  return source;
}

/// The runs of a project of cairn, with all that their records say.
MigrationSource read_project_source(const std::string& folder, const std::string& from) {
  const Project project = open_project(folder);
  if (from != project.layout.name) {
    throw Error(ErrorCode::conflict, fmt::format("the project in '{}' has the layout {}, not {}",
                                                 folder, project.layout.name, from));
  }
  const FreshCatalog fresh = read_fresh_catalog(project);
  MigrationSource source{.folder = project.root,
                         .root = project.root,
                         .reader = project.layout.name,
                         .layout = project.layout.name,
                         .is_project = true};
  source.problems = fresh.report.problems;
  for (const RunHead& head : fresh.catalog.heads()) {
    if (head.copy != 0 || project.adopted_at(head.path) != nullptr) continue;
    try {
      Record record = load_record(project, head);
      record.definition.path = head.path;
      source.records.push_back(std::move(record));
    } catch (const Error& error) {
      source.problems.push_back(error.message());
    }
  }
  return source;
}

/// The project that the runs go to must not grow inside the source.
void check_apart(const std::string& folder, const std::string& destination) {
  const std::string source = real_path(folder);
  const std::string place = real_path(destination);
  if (place == source || !is_below(place, source)) return;
  throw Error(
      ErrorCode::conflict,
      fmt::format("'{}' lies in the source, which is never changed", printable(destination)),
      "name a folder beside the source");
}

}  // namespace

std::string layout_of_reader(std::string_view reader) {
  return reader == "resume-ner" ? "hpo" : std::string(reader);
}

void check_results_apart(const std::string& folder, const Project& destination) {
  if (is_below(folder, destination.root)) return;  // Those go to `legacy/` first.
  const std::string source = real_path(folder);
  for (const std::string& results : destination.result_folders()) {
    if (!is_below(real_path(destination.absolute(results)), source)) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' leads into the source, which is never changed",
                            printable(destination.absolute(results))),
                "name another project, or a new folder");
  }
}

MigrationSource read_source(const std::string& folder, const std::string& from,
                            const std::string& destination, const RunProgress& progress) {
  check_apart(folder, destination);
  const bool is_project = stat_following(join_path(folder, kProjectFile)).has_value();
  return is_project && folder != destination
             ? read_project_source(folder, from)
             : read_foreign_source(folder, from, destination, progress);
}

}  // namespace cairn
