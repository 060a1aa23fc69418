#include "cairn/store/catalog_fill.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/heap.h"
#include "cairn/base/text.h"
#include "cairn/catalog/filled_from.h"
#include "cairn/store/adopted.h"
#include "cairn/store/adopted_row.h"
#include "cairn/store/journal.h"
#include "cairn/store/scan.h"
#include "cairn/store/sync.h"

namespace cairn {

namespace {

/// Rows that wait for being put in, at most: whoever makes them then leaves the processor to the
/// thread that puts them in, on which all wait in the end.
constexpr std::size_t kWaitingRows = 1024;
/// Waking that thread for each row would cost as much as the row.
constexpr std::size_t kRowsAtOnce = 128;

std::function<FillTeller()>& fill_watcher() {
  static std::function<FillTeller()> watcher = [] { return FillTeller([](std::size_t) {}); };
  return watcher;
}

/// Skips what the journals said before: the walk has read those records.
void skip_journals(const Project& project, Catalog& catalog) {
  const std::string folder = project.hidden("journal");
  for (const FolderEntry& entry : list_folder(folder)) {
    std::int64_t offset = 0;
    read_journal(join_path(folder, entry.name), offset);
    catalog.set_journal_offset(entry.name, offset);
  }
}

/// Empties the catalog for being filled from the files; the transaction in which that happens.
Transaction begin_filling(const Project& project, Catalog& catalog, SyncReport& report) {
  report.rebuilt = true;
  Transaction transaction = catalog.begin();
  catalog.start_filling();
  set_filled_from(catalog, walk_text(project));
  skip_journals(project, catalog);
  return transaction;
}

/// Takes over what `known` holds of the folders that could not be listed.
void keep_denied(const Catalog& known, Catalog& filled, const std::vector<std::string>& denied) {
  Transaction transaction = filled.begin();
  for (const std::string& path : denied) {
    std::vector<std::int64_t> rowids;
    for (const RunHead& run : known.find_below(path)) {
      if (!is_adopted(run)) rowids.push_back(run.rowid);
    }
    for (const RunRow& row : known.load_runs(rowids, RunParts::all)) filled.put_run(row);
    for (const GroupRow& group : known.groups()) {
      if (is_below(group.path, path)) filled.put_group(group);
    }
    // Once it may be looked into again, what changed meanwhile is found as anywhere.
    for (const auto& [folder, mtime] : known.folders()) {
      if (is_below(folder, path)) filled.set_folder_mtime(folder, mtime);
    }
  }
  transaction.commit();
}

/// Lets `catalog` become the one that was filled beside it.
void take_place(Catalog& filled, Catalog& catalog, const SyncReport& report) {
  if (!report.denied.empty()) keep_denied(catalog, filled, report.denied);
  // The files do not tell which views cairn made, and which a person edited.
  filled.take_views(catalog);
  catalog.become(filled);
}

/// The mtime of the folder of adopted trees, or 0, which makes the next refresh look again, where a
/// file lies there that the project does not know.
std::int64_t mtime_of_known_trees(const Project& project, std::string_view tree) {
  const std::string folder = project.absolute(kAdoptedFolder);
  const std::optional<FileStat> status = stat_path(folder);
  const std::vector<AdoptedRoot> now = list_adopted_roots(project.root);
  const bool knows_all = std::ranges::all_of(now, [&](const AdoptedRoot& root) {
    return root.tree == tree || std::ranges::find(project.adopted, root.tree, &AdoptedRoot::tree) !=
                                    project.adopted.end();
  });
  return status && knows_all ? status->mtime_ns : 0;
}

}  // namespace

void watch_fills(std::function<FillTeller()> begun) { fill_watcher() = std::move(begun); }

void fill_catalog(const Project& project, Catalog& catalog, SyncReport& report) {
  const FillTeller tell = fill_watcher()();
  Transaction transaction = begin_filling(project, catalog, report);
  CatalogSync(project, catalog, report).fill(tell);
  catalog.mark_complete();
  transaction.commit();
}

void keep_what_is_denied(const Project& project, Catalog& filled, const SyncReport& report) {
  if (report.denied.empty()) return;
  try {
    const std::optional<Catalog> known = open_catalog_as_it_is(project);
    if (known) keep_denied(*known, filled, report.denied);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::conflict) throw;
  }
}

FreshCatalog fill_scratch(const Project& project) {
  SyncReport report;
  Catalog catalog = Catalog::open_scratch();
  fill_catalog(project, catalog, report);
  keep_what_is_denied(project, catalog, report);
  return {std::move(catalog), std::move(report)};
}

void note_left_behind(const Project& project, const Catalog& known, const Catalog& filled,
                      SyncReport& report) {
  if (!known.is_complete() || is_of_this_layout(project, known)) return;
  std::vector<std::string> paths;
  for (const RunHead& run : known.heads()) {
    if (is_adopted(run) || run.copy != 0 || filled.find_by_digest(run.digest)) continue;
    if (!is_gone(project, run.record_path)) paths.push_back(run.path);
  }
  if (paths.empty()) return;
  report.left_behind = fmt::format("the layout has changed, and {} where it does not look: {}",
                                   counted(paths.size(), "run lies", "runs lie"),
                                   printable(std::ranges::min(paths)));
}

void fill_beside(const Project& project, Catalog& catalog, SyncReport& report) {
  Catalog filled = Catalog::open_scratch();
  fill_catalog(project, filled, report);
  note_left_behind(project, catalog, filled, report);
  take_place(filled, catalog, report);
}

CatalogFill::CatalogFill(Project project, AdoptedRoot tree)
    : project_(std::move(project)), tree_(std::move(tree)) {
  std::erase_if(project_.adopted,
                [this](const AdoptedRoot& root) { return root.tree == tree_.tree; });
  project_.adopted.push_back(tree_);
  has_user_files_ =
      stat_path(project_.absolute(parent_path(adopted_user_path(tree_.tree, {})))).has_value();
  thread_ = std::jthread([this] {
    widen_thread_heap();
    try {
      fill();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      rows_.clear();
      changed_.notify_all();
    }
  });
}

CatalogFill::~CatalogFill() {
  if (thread_.joinable()) go_to(Stage::given_up);
}

void CatalogFill::add(const Record& record) {
  const std::string path = adopted_run_path(tree_, record.definition.path);
  std::vector<std::string> problems;
  RunRow row = has_user_files_ ? adopted_row(project_, tree_.tree, record, path, problems)
                               : adopted_row_as_recorded(tree_.tree, record, path);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return failure_ || rows_.size() < kWaitingRows; });
  if (failure_) return;
  rows_.push_back(std::move(row));
  std::ranges::move(problems, std::back_inserter(report_.problems));
  if (rows_.size() == kRowsAtOnce) changed_.notify_all();
}

void CatalogFill::end_of_rows() { go_to(Stage::indexes); }

SyncReport CatalogFill::finish(std::int64_t tree_mtime_ns) {
  {
    const std::lock_guard lock(mutex_);
    tree_mtime_ns_ = tree_mtime_ns;
  }
  go_to(Stage::appeared);
  thread_.join();
  if (failure_) std::rethrow_exception(failure_);
  Catalog catalog = open_catalog_for_writing(project_);
  take_place(*filled_, catalog, report_);
  std::ranges::sort(report_.problems);
  return std::move(report_);
}

void CatalogFill::fill() {
  Catalog& catalog = filled_.emplace(Catalog::open_scratch());
  Transaction transaction = begin_filling(project_, catalog, report_);
  SyncReport others;
  CatalogSync(project_, catalog, others).fill([](std::size_t) {}, tree_.tree);
  if (!put_rows(catalog)) return;
  catalog.mark_complete();
  if (!wait_until_it_appeared()) return;
  report_.added += others.added;
  std::ranges::move(others.problems, std::back_inserter(report_.problems));
  std::ranges::move(others.denied, std::back_inserter(report_.denied));
  catalog.set_folder_mtime(adopted_tree_path(tree_.tree), tree_mtime_ns_);
  catalog.set_folder_mtime(kAdoptedFolder, mtime_of_known_trees(project_, tree_.tree));
  transaction.commit();
}

/// Returns whether all came that were to come.
bool CatalogFill::put_rows(Catalog& catalog) {
  for (std::vector<RunRow> rows = next_rows(); !rows.empty(); rows = next_rows()) {
    for (const RunRow& row : rows) catalog.add_run(row);
    report_.added += rows.size();
  }
  const std::lock_guard lock(mutex_);
  return stage_ != Stage::given_up;
}

/// Waits for rows; empty when all were taken, or nobody wants them any more.
std::vector<RunRow> CatalogFill::next_rows() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stage_ != Stage::rows || rows_.size() >= kRowsAtOnce; });
  if (stage_ == Stage::given_up) return {};
  std::vector<RunRow> rows = std::exchange(rows_, {});
  changed_.notify_all();
  return rows;
}

void CatalogFill::go_to(Stage stage) {
  const std::lock_guard lock(mutex_);
  stage_ = stage;
  changed_.notify_all();
}

bool CatalogFill::wait_until_it_appeared() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stage_ == Stage::appeared || stage_ == Stage::given_up; });
  return stage_ == Stage::appeared;
}

}  // namespace cairn
