#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/import.h"
#include "cairn/store/resolve.h"
#include "cli/command.h"
#include "cli/general_options.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ImportCommand {
  std::string file;
  std::optional<std::string> to_run;
  std::optional<std::string> to_project;
  bool replace = false;
  bool dry_run = false;
  bool json = false;
  std::optional<std::int64_t> max_files;
  std::optional<std::int64_t> max_bytes;
  std::optional<std::int64_t> max_ratio;
  std::string max_time = "1h";
};

constexpr std::array<std::string_view, 3> kActionNames = {"added", "present", "replaced"};

std::string_view action_name(ImportAction action) {
  return kActionNames[static_cast<std::size_t>(action)];
}

ZipLimits limits_of(const ImportCommand& command) {
  ZipLimits limits;
  for (const auto& given : {command.max_files, command.max_bytes, command.max_ratio}) {
    if (given && *given < 1) {
      throw Error(ErrorCode::invalid_input, fmt::format("{} is no limit", *given),
                  "write a whole number from 1 on");
    }
  }
  if (command.max_files) limits.entries = static_cast<std::uint64_t>(*command.max_files);
  if (command.max_ratio) limits.ratio = static_cast<std::uint64_t>(*command.max_ratio);
  if (command.max_bytes) limits.total_bytes = static_cast<std::uint64_t>(*command.max_bytes);
  return limits;
}

std::uint64_t size_of(const OpenedPackage& package) {
  std::uint64_t size = 0;
  for (const ZipEntry& entry : package.zip->entries()) size += entry.size;
  return size;
}

/// One finding: what became, or would become, of each run.
struct ImportOutcome {
  std::vector<PackedRun> const* runs = nullptr;
  std::vector<ImportPlace> places;
  std::string package;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  bool is_dry = false;
};

std::size_t count_of(const ImportOutcome& outcome, ImportAction action) {
  return static_cast<std::size_t>(
      std::count_if(outcome.places.begin(), outcome.places.end(),
                    [&](const ImportPlace& place) { return place.action == action; }));
}

void print_outcome(const ImportOutcome& outcome) {
  const std::size_t present = count_of(outcome, ImportAction::present);
  const std::size_t came = outcome.places.size() - present;
  const std::string_view verb = outcome.is_dry ? "would import" : "imported";
  if (came > 0) {
    print_line(fmt::format("{} {} from {} ({}, {})", verb, counted(came, "run"),
                           printable(outcome.package), counted(outcome.files, "file"),
                           human_bytes(outcome.bytes)));
  }
  if (came == 0) print_line(fmt::format("already present: {}", counted(present, "run")));
  for (std::size_t i = 0; i < outcome.places.size(); ++i) {
    const ImportPlace& place = outcome.places[i];
    const PackageRun& run = (*outcome.runs)[i].place;
    std::string note;
    if (place.action == ImportAction::present && came > 0) note = "  (already present)";
    if (place.action == ImportAction::replace) note = "  (what was here is in the trash)";
    if (outcome.is_dry && place.action == ImportAction::replace) note = "  (replaces what is here)";
    if (!run.left_out.empty()) {
      note += fmt::format("  ({} not in the package)", counted(run.left_out.size(), "file"));
    }
    print_line(fmt::format("  {}  {}{}", run.id.text, printable(place.path), note));
  }
}

Value import_json(const ImportOutcome& outcome) {
  List runs;
  for (std::size_t i = 0; i < outcome.places.size(); ++i) {
    const PackageRun& run = (*outcome.runs)[i].place;
    runs.push_back(Map{{"id", run.id.text},
                       {"digest", run.digest.hex()},
                       {"path", outcome.places[i].path},
                       {"action", action_name(outcome.places[i].action)},
                       {"left_out", List(run.left_out.begin(), run.left_out.end())}});
  }
  return Map{{"format", 1},
             {"package", outcome.package},
             {"dry_run", outcome.is_dry},
             {"files", outcome.files},
             {"bytes", static_cast<std::int64_t>(outcome.bytes)},
             {"runs", std::move(runs)}};
}

/// Aliases that two runs bear now: neither is found by it.
void warn_of_aliases(const Project& project, const ImportOutcome& outcome) {
  const FreshCatalog fresh = open_fresh_catalog(project);
  std::vector<std::string> problems;
  for (const auto& [alias, run] : fresh.catalog.aliases()) {
    const bool came =
        std::any_of(outcome.runs->begin(), outcome.runs->end(),
                    [&, id = run.id](const PackedRun& one) { return one.place.id == id; });
    if (came && fresh.catalog.find_by_alias(alias).size() > 1) {
      problems.push_back(fmt::format("the alias '{}' is now that of two runs", printable(alias)));
    }
  }
  report_warnings(problems);
}

/// Where the runs lie in the end: a place may have been taken meanwhile.
void look_up_places(const Project& project, ImportOutcome& outcome) {
  const FreshCatalog fresh = open_fresh_catalog(project);
  for (std::size_t i = 0; i < outcome.places.size(); ++i) {
    const auto head = fresh.catalog.find_by_digest((*outcome.runs)[i].place.digest);
    if (head) outcome.places[i].path = head->path;
  }
}

void go_to_project(const std::string& folder) {
  const std::optional<FileStat> status = stat_following(absolute_path(folder, current_folder()));
  if (folder.empty() || !status || !status->is_folder()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", printable(folder)),
                "--to-project takes the folder of a project, or one below it");
  }
  apply_general({.folder = folder});
}

int run_import(const ImportCommand& command) {
  const std::string file = absolute_path(command.file, current_folder());
  if (command.to_run) refuse_empty_name(*command.to_run);
  if (command.to_project) go_to_project(*command.to_project);
  const OpenedPackage package = open_package(file, limits_of(command));
  ProgressLine line(command.dry_run ? "checking" : "unpacking", kBytes);
  const std::uint64_t size = size_of(package);
  const ImportOptions options{.package_name = base_name(file),
                              .most_seconds = parse_duration(command.max_time),
                              .progress = [&](std::uint64_t done) { line.update(done, size); }};
  const Project project = open_project(current_folder());
  std::optional<FileLock> lock;
  if (!command.dry_run) {
    lock = lock_imports(project);
    finish_imports_locked(project);
  }
  OpenProject open = command.dry_run ? open_to_look() : open_to_change();
  ImportOutcome outcome{
      .runs = &package.runs,
      .places = place_runs(project, open.catalog(), package,
                           {.to_run = command.to_run.value_or(""), .replace = command.replace}),
      .package = options.package_name,
      .is_dry = command.dry_run};
  for (std::size_t i = 0; i < package.runs.size(); ++i) {
    if (outcome.places[i].action == ImportAction::present) continue;
    outcome.files += package.runs[i].files.size();
    for (const PackedFile& packed : package.runs[i].files) outcome.bytes += packed.entry->size;
  }
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  if (command.dry_run) {
    check_package(package, options);
  } else {
    report_views(import_runs(project, package, outcome.places, options));
    look_up_places(project, outcome);
    warn_of_aliases(project, outcome);
  }
  if (command.json) {
    print_json(import_json(outcome));
  } else {
    print_outcome(outcome);
  }
  return 0;
}

}  // namespace

void setup_import(CommandLine& line) {
  ImportCommand& command = line.runs(run_import);
  line.about(
      "Takes the runs of a package into this project: of one that `cairn export` made, or of a "
      "zip of run folders. All of them or none; every byte is checked first, and nothing of it is "
      "run or loaded. A run that is here already stays as it is.");
  line.argument("FILE", command.file, "the zip file");
  line.section("Where to");
  line.option("--to-run", "NAME", command.to_run,
              "into this session (a group's name or folder), made when it is new");
  line.option("--to-project", "DIR", command.to_project, "into the project in this folder");
  line.flag("--replace", command.replace,
            "where a run is here in another state: that one goes to the trash");
  line.flag("-n,--dry-run", command.dry_run, "check everything and only say what would come");
  line.section("What is taken from a stranger");
  line.option("--max-files", "N", command.max_files, "at most so many files (default: 50000)");
  line.option("--max-bytes", "N", command.max_bytes,
              "at most so many bytes, unpacked (default: 1 TiB)");
  line.option("--max-ratio", "N", command.max_ratio,
              "no file above 10 MiB, and no package above 100 MiB, of more than so many times its "
              "size in the zip (default: 100)");
  line.option("--max-time", "TIME", command.max_time, "at most so long (default: 1h)");
  line.section("Output");
  bind_json(line, command.json);
  line.exit_status(2, "more than the limits, or the file is no regular file");
  line.exit_status(4, "a run is here in another state, or another run bears its id");
  line.exit_status(6, "the package is damaged, or not what it claims to be; nothing has changed");
  line.example("cairn import wheat_export.zip", "the runs, where they lay in their own project");
  line.example("cairn import wheat_export.zip -n", "only check it");
  line.example("cairn import PLS_20af.zip --to-run from_ana",
               "a zipped run folder, in a new session");
}

}  // namespace cairn
