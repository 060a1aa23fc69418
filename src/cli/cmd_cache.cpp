// `cairn cache`: the object store and the index over all artifacts.
#include <array>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/cache_files.h"
#include "cairn/retention/collect.h"
#include "cairn/retention/duplicates.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct StatsOptions {
  bool json = false;
};

/// The rows of artifacts that are the project's own: files of adopted trees are never merged.
std::string own_artifacts(const Project& project) {
  if (project.adopted.empty()) return "artifacts";
  return fmt::format(
      "artifacts WHERE run NOT IN (SELECT run FROM runs WHERE record_path LIKE '{}/%')",
      kAdoptedFolder);
}

int run_stats(const StatsOptions& options) {
  const OpenProject open = open_for_reading();
  const ObjectUsage usage = look_at_objects(open.project);
  const Database& database = open.catalog().database();
  const std::string own = own_artifacts(open.project);
  const std::int64_t artifacts = database.scalar("SELECT count(*) FROM " + own);
  const std::int64_t unique = database.scalar("SELECT count(DISTINCT sha256) FROM " + own);
  const std::uint64_t savings = duplicates_on_record(open.project, open.catalog()).savings();
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"location", ".cairn/objects"},
                   {"mode", open.project.spec.options.cache()},
                   {"objects", usage.count},
                   {"bytes", usage.bytes},
                   {"artifacts", artifacts},
                   {"unique", unique},
                   {"duplicates", artifacts - unique},
                   {"orphans", usage.orphans.size()},
                   {"orphan_bytes", usage.orphan_bytes()},
                   {"savings", savings}});
    return 0;
  }
  const std::vector<std::array<std::string, 2>> rows = {
      {"Cache location:",
       ".cairn/objects (storage.cache: " + open.project.spec.options.cache() + ")"},
      {"Total size:",
       fmt::format("{} in {}", human_bytes(usage.bytes), counted(usage.count, "object"))},
      {"Unique artifacts:", fmt::format("{}", unique)},
      {"Duplicate references:", fmt::format("{}", artifacts - unique)},
      {"Orphaned entries:",
       fmt::format("{} ({})", usage.orphans.size(), human_bytes(usage.orphan_bytes()))},
      {"Space savings potential:", human_bytes(savings)}};
  for (const auto& [name, value] : rows) print_line(fmt::format("{:<25}{}", name, value));
  return 0;
}

void setup_cache_stats(CommandLine& line) {
  StatsOptions& options = line.runs(run_stats);
  line.about(
      "Shows where objects lie and what they take, how many artifacts there are and how many of "
      "them are equal, and what nobody needs any more.");
  bind_json(line, options.json);
  line.example("cairn cache stats", "is there something to clean or to merge?");
}

struct CacheCleanOptions {
  bool orphaned = false;
  bool dry_run = false;
  bool yes = false;
  bool json = false;
};

int run_cache_clean(const CacheCleanOptions& options) {
  if (!options.orphaned) {
    throw Error(ErrorCode::invalid_input, "say what shall go", "cairn cache clean --orphaned");
  }
  const Project project = open_project(current_folder());
  const ObjectUsage usage = look_at_objects(project);
  if (!usage.orphans.empty()) require_noted_results(project);
  const std::string what =
      fmt::format("{} that no record names ({})", counted(usage.orphans.size(), "object"),
                  human_bytes(usage.orphan_bytes()));
  Collection collection;
  if (!options.dry_run && !usage.orphans.empty()) {
    if (!confirm(fmt::format("Move {} to the trash?", what),
                 options.yes ? Consent::given : Consent::asked)) {
      return 0;
    }
    collection = collect_objects(project);
  }
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"orphans", usage.orphans.size()},
                   {"orphan_bytes", usage.orphan_bytes()},
                   {"moved", collection.count},
                   {"moved_bytes", collection.bytes},
                   {"trash", collection.trash}});
    return 0;
  }
  if (usage.orphans.empty() || options.dry_run) {
    print_line(usage.orphans.empty() ? "every object is needed"
                                     : "would move " + what + " to the trash");
    return 0;
  }
  print_line(fmt::format("moved {} ({}) to {}", counted(collection.count, "object"),
                         human_bytes(collection.bytes), collection.trash));
  return 0;
}

void setup_cache_clean(CommandLine& line) {
  CacheCleanOptions& options = line.runs(run_cache_clean);
  line.about(
      "Moves objects that no record names to the trash. Runs in the trash count, and what living "
      "processes are about to record. Nothing goes while any record cannot be read.");
  line.flag("--orphaned", options.orphaned, "what no record names");
  line.flag("-n,--dry-run", options.dry_run, "only say what would go");
  line.flag("-y,--yes", options.yes, "do not ask");
  bind_json(line, options.json);
  line.example("cairn cache clean --orphaned", "after runs were deleted");
}

struct RebuildOptions {
  bool json = false;
};

int run_rebuild(const RebuildOptions& options) {
  const TimeUs start = steady_us();
  const Project project = open_project(current_folder());
  const FreshCatalog fresh = reindex(project);
  report_all_warnings(fresh.report.problems);
  const std::int64_t artifacts = fresh.catalog.database().scalar("SELECT count(*) FROM artifacts");
  const FilledCache filled = fill_cache(project);
  report_all_warnings(filled.problems);
  const double seconds = seconds_of(steady_us() - start);
  const bool is_well = fresh.report.problems.empty() && filled.problems.empty();
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"artifacts", artifacts},
                   {"added", filled.added},
                   {"added_bytes", filled.bytes},
                   {"seconds", seconds}});
  } else {
    print_line(fmt::format("{} indexed, {} ({}) added, in {}",
                           counted(static_cast<std::size_t>(artifacts), "artifact"),
                           counted(filled.added, "object"), human_bytes(filled.bytes),
                           human_duration(seconds)));
  }
  return is_well ? 0 : 1;
}

void setup_cache_rebuild(CommandLine& line) {
  RebuildOptions& options = line.runs(run_rebuild);
  line.about(
      "Builds the index over all artifacts anew from the records, and with storage.cache reflink "
      "or "
      "copy adds the objects that are missing.");
  bind_json(line, options.json);
  line.exit_status(1, "something could not be read: see the warnings");
  line.example("cairn cache rebuild", "after storage.cache was switched on");
}

}  // namespace

std::span<const Command> cache_commands() {
  using enum CommandGroup;
  static const std::array table = {
      Command{"stats", "show what objects take and what could be saved", housekeeping,
              setup_cache_stats},
      Command{"clean", "move objects that nobody needs to the trash", housekeeping,
              setup_cache_clean},
      Command{"rebuild", "build index and objects anew from the runs", housekeeping,
              setup_cache_rebuild},
  };
  return table;
}

}  // namespace cairn
