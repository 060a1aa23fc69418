#include "cairn/retention/analyze.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/retention/duplicates.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

constexpr std::size_t kShownOldest = 5;

/// A run as the catalog knows it, with what its files take.
struct RunSpace {
  std::string path;
  RunId id;
  std::string name;
  std::array<std::string, 5> values;  ///< In the order of kTables.
  TimeUs when = 0;
  SpaceUsage usage;
};

constexpr std::array<std::string_view, 5> kTables = {"month", "experiment", "dataset", "stage",
                                                     "kind"};

/// The project's own: what lies in adopted trees is none of its space.
std::vector<RunSpace> list_runs(const Project& project, const Catalog& catalog) {
  std::vector<RunSpace> runs;
  Statement row = catalog.database().prepare(
      "SELECT path, id, name, experiment, dataset, stage, kind, created, "
      "coalesce(ended, started, created) FROM runs ORDER BY path, id");
  while (row.step()) {
    if (project.adopted_at(row.text(0)) != nullptr) continue;
    RunSpace run{.path = std::string(row.text(0)),
                 .id = {std::string(row.text(1))},
                 .name = std::string(row.text(2)),
                 .when = row.integer(8)};
    run.values[0] = local_text(row.integer(7), "%Y-%m");
    for (int i = 0; i < 4; ++i) run.values[static_cast<std::size_t>(i) + 1] = row.text(3 + i);
    run.usage.runs = 1;
    runs.push_back(std::move(run));
  }
  return runs;
}

/// Counts inodes once, whoever has names of them.
class InodeCounter {
 public:
  SpaceUsage count(const FileStat& status) {
    SpaceUsage usage{.bytes = status.is_file() ? status.size : 0};
    const bool is_new = status.links < 2 || status.is_folder() ||
                        seen_.insert({status.device, status.inode}).second;
    if (!is_new) return usage;
    usage.disk = status.blocks;
    usage.inodes = 1;
    return usage;
  }

 private:
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen_;
};

/// What everything below these folders takes, folders included; by folder.
std::vector<std::pair<std::string, SpaceUsage>> measure(const Project& project,
                                                        const std::vector<std::string>& starts,
                                                        InodeCounter& inodes,
                                                        std::vector<DeniedFolder>& denied) {
  const std::vector<TreeFolder> tree = list_tree(project, starts, denied);
  std::vector<std::vector<FileStat>> stats(tree.size());
  for_each_index(tree.size(), [&](std::size_t i) {
    const auto add = [&](const std::string& path) {
      if (const auto status = stat_path(project.absolute(path))) stats[i].push_back(*status);
    };
    add(tree[i].path);
    for (const FolderEntry& entry : tree[i].entries) {
      if (entry.kind != FileStat::Kind::folder) add(join_path(tree[i].path, entry.name));
    }
  });
  std::vector<std::pair<std::string, SpaceUsage>> usages;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    SpaceUsage usage;
    for (const FileStat& status : stats[i]) usage.add(inodes.count(status));
    usages.emplace_back(tree[i].path, usage);
  }
  return usages;
}

/// Parts what the hidden folder takes.
void measure_hidden(const Project& project, InodeCounter& inodes, SpaceReport& report,
                    std::vector<DeniedFolder>& denied) {
  for (const auto& [path, usage] : measure(project, {".cairn"}, inodes, denied)) {
    std::uint64_t& part = is_below(path, ".cairn/objects") ? report.objects
                          : is_below(path, kTrashFolder)   ? report.trash
                                                           : report.other;
    part += usage.disk;
  }
}

/// Gives each folder to the innermost run around it; the rest belongs to groups.
void share_out(const std::vector<std::pair<std::string, SpaceUsage>>& folders,
               std::vector<RunSpace>& runs, SpaceReport& report) {
  std::unordered_map<std::string, RunSpace*> by_path;
  // Of runs that share a folder the first has its files: nothing tells them apart but names.
  for (RunSpace& run : runs) by_path.try_emplace(run.path, &run);
  for (const auto& [path, usage] : folders) {
    report.total.add(usage);
    for (std::string place = path; !place.empty(); place = parent_path(place)) {
      const auto run = by_path.find(place);
      if (run == by_path.end()) continue;
      run->second->usage.add(usage);
      break;
    }
  }
}

SpaceTable make_table(std::size_t index, const std::vector<RunSpace>& runs) {
  std::map<std::string, SpaceUsage> shares;
  for (const RunSpace& run : runs) shares[run.values[index]].add(run.usage);
  SpaceTable table{.by = std::string(kTables[index]), .shares = {}};
  for (auto& [name, usage] : shares) table.shares.push_back({name, usage});
  if (index == 0) {
    std::reverse(table.shares.begin(), table.shares.end());
  } else {
    std::stable_sort(
        table.shares.begin(), table.shares.end(),
        [](const SpaceShare& a, const SpaceShare& b) { return a.usage.disk > b.usage.disk; });
  }
  return table;
}

void add_warnings(const Project& project, const std::vector<RunSpace>& runs, SpaceReport& report) {
  const Options& options = project.spec.options;
  if (const auto days = options.number(Option::cleanup_warn_old_runs_days)) {
    const TimeUs limit = now_us() - static_cast<TimeUs>(*days * static_cast<double>(kDay));
    SpaceUsage old;
    for (const RunSpace& run : runs) {
      if (run.when < limit && !is_archived(run.path)) old.add(run.usage);
    }
    if (old.runs > 0) {
      report.warnings.push_back(fmt::format(
          "{} of the runs are older than {:g} days ({}): cairn clean --older-than {:g}d", old.runs,
          *days, human_bytes(old.disk), *days));
    }
  }
  const std::uint64_t all = report.total.disk + report.objects + report.trash + report.other;
  const auto most = options.bytes(Option::cleanup_max_storage_gb);
  if (most && all > *most) {
    report.warnings.push_back(
        fmt::format("the project holds {}, more than cleanup.max_storage_gb "
                    "({}): cairn clean, cairn deduplicate, cairn purge",
                    human_bytes(all), human_bytes(*most)));
  }
}

}  // namespace

void SpaceUsage::add(const SpaceUsage& other) {
  runs += other.runs;
  bytes += other.bytes;
  disk += other.disk;
  inodes += other.inodes;
}

SpaceReport analyze_storage(const Project& project, const Catalog& catalog) {
  SpaceReport report;
  InodeCounter inodes;
  std::vector<RunSpace> runs = list_runs(project, catalog);
  std::vector<DeniedFolder> denied;
  share_out(measure(project, result_roots(project), inodes, denied), runs, report);
  report.total.runs = runs.size();
  for (std::size_t i = 0; i < kTables.size(); ++i) report.tables.push_back(make_table(i, runs));
  measure_hidden(project, inodes, report, denied);
  for (const DeniedFolder& folder : denied) report.warnings.push_back(left_out_text(folder));
  const Duplicates duplicates = duplicates_on_record(project, catalog);
  report.duplicates = duplicates.surplus();
  report.savings = duplicates.savings();
  std::vector<const RunSpace*> by_age;
  for (const RunSpace& run : runs) by_age.push_back(&run);
  std::stable_sort(by_age.begin(), by_age.end(),
                   [](const RunSpace* a, const RunSpace* b) { return a->when < b->when; });
  for (std::size_t i = 0; i < by_age.size() && i < kShownOldest; ++i) {
    const RunSpace& run = *by_age[i];
    report.oldest.push_back({run.id, run.name, run.path, run.when, run.usage.disk});
  }
  add_warnings(project, runs, report);
  return report;
}

}  // namespace cairn
