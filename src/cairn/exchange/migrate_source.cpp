#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/exchange/complete_runs.h"
#include "cairn/exchange/migrate_plan.h"
#include "cairn/store/refresh.h"
#include "cairn/store/resolve.h"
#include "cairn/store/store_paths.h"

namespace cairn {

namespace {

/// Other names under which people know what a reader reads.
constexpr std::pair<std::string_view, std::string_view> kReaderNames[] = {
    {"nirs4all", "nirs4all-v5"}, {"hpo", "resume-ner"}, {"nirs4all-uuid", "nirs4all-v5"}};

MigrationSource read_foreign_source(const std::string& folder, const std::string& from) {
  std::string name = from;
  for (const auto& [other, reader] : kReaderNames) {
    if (from == other) name = reader;
  }
  const ForeignReader& reader = find_foreign_reader(name);
  const ForeignTree tree(folder);
  if (!reader.recognise(tree)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' does not look like what {} reads", folder, reader.name),
                "see what it is with: cairn adopt DIR --dry-run");
  }
  CompletedRuns runs = complete_runs(tree, reader, reader.read(tree), {});
  return {.root = folder,
          .reader = std::string(reader.name),
          .records = std::move(runs.records),
          .problems = std::move(runs.problems)};
}

/// The runs of a project of cairn, with all that their records say.
MigrationSource read_project_source(const std::string& folder, const std::string& from) {
  const Project project = open_project(folder);
  if (from != project.layout.name) {
    throw Error(ErrorCode::conflict, fmt::format("the project in '{}' has the layout {}, not {}",
                                                 folder, project.layout.name, from));
  }
  const FreshCatalog fresh = open_fresh_catalog(project);
  MigrationSource source{.root = project.root, .reader = project.layout.name};
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

}  // namespace

MigrationSource read_source(const std::string& folder, const std::string& from) {
  const bool is_project = stat_following(join_path(folder, kProjectFile)).has_value();
  return is_project ? read_project_source(folder, from) : read_foreign_source(folder, from);
}

}  // namespace cairn
