#include "cairn/retention/analyze.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/duplicates.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

constexpr std::size_t kShownOldest = 5;

/// A run as the catalog knows it, with what its files take.
struct RunSpace {
  std::int64_t row = 0;  ///< In the catalog.
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
      "coalesce(ended, started, created), run FROM runs ORDER BY path, id");
  while (row.step()) {
    if (project.adopted_at(row.text(0)) != nullptr) continue;
    RunSpace run{.row = row.integer(9),
                 .path = std::string(row.text(0)),
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

/// Whose a folder or a file is.
using Owners = std::unordered_map<std::string, RunSpace*>;

/// All files of `.run` that bear the id of a run.
std::string files_of(const std::string& run_files, const RunId& id) {
  return join_path(run_files, id.text);
}

/// The folders of the runs; of a folder that several share, which is the first one's, the files of
/// each that are on record and those of `.run`. A file that several have on record is that of the
/// last to write it.
Owners find_owners(const Catalog& catalog, std::vector<RunSpace>& runs) {
  Owners owners;
  Statement artifact = catalog.database().prepare("SELECT path FROM artifacts WHERE run = ?1");
  for (auto begin = runs.begin(); begin != runs.end();) {
    const auto end = std::find_if(begin, runs.end(),
                                  [&](const RunSpace& run) { return run.path != begin->path; });
    owners.try_emplace(begin->path, &*begin);
    std::vector<RunSpace*> sharers;
    if (end - begin > 1) {
      std::transform(begin, end, std::back_inserter(sharers), [](RunSpace& run) { return &run; });
    }
    std::stable_sort(sharers.begin(), sharers.end(),
                     [](const RunSpace* a, const RunSpace* b) { return a->when < b->when; });
    for (RunSpace* run : sharers) {
      owners.insert_or_assign(files_of(run_files_folder(run->path), run->id), run);
      artifact.reset();
      artifact.bind(1, run->row);
      while (artifact.step()) {
        owners.insert_or_assign(join_path(run->path, artifact.text(0)), run);
      }
    }
    begin = end;
  }
  return owners;
}

/// Under which path `owners` has this very file; nullopt where it is the folder's.
std::optional<std::string> path_apart(const Owners& owners, const std::string& folder,
                                      const std::string& name) {
  std::string path = join_path(folder, name);
  if (base_name(folder) == kRunFolder) {
    if (const auto parsed = parse_run_file_name(name)) path = files_of(folder, parsed->id);
  }
  if (!owners.contains(path)) return std::nullopt;
  return path;
}

/// What everything below these folders takes, folders included; by folder, and by file where
/// `owners` has the file.
std::vector<std::pair<std::string, SpaceUsage>> measure(const Project& project,
                                                        const std::vector<std::string>& starts,
                                                        const Owners& owners, InodeCounter& inodes,
                                                        std::vector<DeniedFolder>& denied) {
  const std::vector<TreeFolder> tree = list_tree(project, starts, denied);
  struct Entry {
    FileStat status;
    std::optional<std::string> apart;
  };
  std::vector<std::vector<Entry>> entries(tree.size());
  for_each_index(tree.size(), [&](std::size_t i) {
    const std::string& folder = tree[i].path;
    if (const auto status = stat_path(project.absolute(folder))) {
      entries[i].push_back({*status, std::nullopt});
    }
    for (const FolderEntry& entry : tree[i].entries) {
      if (entry.kind == FileStat::Kind::folder) continue;
      const auto status = stat_path(project.absolute(join_path(folder, entry.name)));
      if (status) entries[i].push_back({*status, path_apart(owners, folder, entry.name)});
    }
  });
  std::vector<std::pair<std::string, SpaceUsage>> usages;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    SpaceUsage of_folder;
    for (Entry& entry : entries[i]) {
      const SpaceUsage usage = inodes.count(entry.status);
      if (entry.apart) {
        usages.emplace_back(std::move(*entry.apart), usage);
      } else {
        of_folder.add(usage);
      }
    }
    usages.emplace_back(tree[i].path, of_folder);
  }
  return usages;
}

/// Parts what the hidden folder takes.
void measure_hidden(const Project& project, InodeCounter& inodes, SpaceReport& report,
                    std::vector<DeniedFolder>& denied) {
  for (const auto& [path, usage] : measure(project, {".cairn"}, {}, inodes, denied)) {
    std::uint64_t& part = is_below(path, ".cairn/objects") ? report.objects
                          : is_below(path, kTrashFolder)   ? report.trash
                                                           : report.other;
    part += usage.disk;
  }
}

/// Gives each folder to the innermost run around it; the rest belongs to groups.
void share_out(const std::vector<std::pair<std::string, SpaceUsage>>& usages, const Owners& owners,
               SpaceReport& report) {
  for (const auto& [path, usage] : usages) {
    report.total.add(usage);
    for (std::string place = path; !place.empty(); place = parent_path(place)) {
      const auto run = owners.find(place);
      if (run == owners.end()) continue;
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
  const Owners owners = find_owners(catalog, runs);
  share_out(measure(project, result_roots(project), owners, inodes, denied), owners, report);
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
