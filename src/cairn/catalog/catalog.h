// The catalog: one SQLite file that answers any question about the runs of a project at once. It is
// an index and disposable: whatever is wrong with it, it can be moved aside and filled again from
// records. Of several rows with one digest the newest attempt is the run (highest attempt number,
// then latest start, then the folder that its record names, then the path that sorts first); the
// others are marked as copies, and every change keeps that right. Opening for reading writes
// nothing and makes no file; a change that changes nothing writes nothing. It holds rows and does
// not know files, records or layouts.
//
// A catalog belongs to one thread at a time, to read as well: its statements are kept and used
// again. Threads that ask at once open one each; processes may, too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/catalog/sqlite.h"

namespace cairn {

/// How much of a run is loaded.
enum class RunParts {
  head,     ///< The row itself: no params, metrics or lists.
  columns,  ///< And params, metrics, tags, names: what a table shows.
  all,      ///< And links, artifacts, children.
};

/// What a put changed.
enum class PutResult { unchanged, added, replaced };

class Catalog {
 public:
  /// Opens an existing catalog, or nullopt when there is none that can be read as it is: no file,
  /// an empty one, one of an older cairn, one whose filling was interrupted, one in a read-only
  /// folder that a killed writer left half written. Throws Error(corrupt) for damage and foreign
  /// files, Error(conflict) for a catalog of a newer cairn.
  static std::optional<Catalog> open_for_reading(const std::filesystem::path& file);
  /// Opens for reading and writing, making the file when it is missing. A catalog of an older cairn
  /// is emptied. After a reboot the file is checked first, as it is never synced. Throws
  /// Error(corrupt), Error(conflict) as above, Error(io) when the folder cannot be written.
  static Catalog open_for_writing(const std::filesystem::path& file);
  /// An empty catalog of this process only, for a project that cannot be written.
  static Catalog open_in_memory();
  /// An empty catalog of this process only, in a temporary file that goes with it: to be filled for
  /// `become`, however large it grows.
  static Catalog open_scratch();

  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) = delete;
  ~Catalog();

  /// Whether it was filled to the end. When not, it must be rebuilt from records.
  bool is_complete() const;
  /// The rebuild is done: readers may trust it. Belongs into the rebuild's last transaction.
  void mark_complete();
  /// Removes every row, complete or not, marks it incomplete and takes the indexes away: add_run is
  /// quick now, until mark_complete makes the indexes and settles which rows are copies.
  void start_filling();
  /// Takes over what `other` knows of rendered views: no file tells it.
  void take_views(const Catalog& other);
  /// Takes over all that `filled` holds, at once for all readers. Throws Error(busy).
  void become(const Catalog& filled);

  /// A write transaction; changes made outside of one get their own, one each.
  Transaction begin();

  /// Adds `row`, or replaces the row with its path and id. `rowid` and `copy` of it are ignored.
  PutResult put_run(const RunRow& row);
  /// Adds a row of which the caller knows that its path and id are not there yet, between
  /// start_filling and mark_complete.
  void add_run(const RunRow& row);
  /// The folder of `run` was moved to `path` as it is.
  void move_run(const RunHead& run, std::string_view path, std::string_view record_path);
  /// Removes the run `id` in the folder `path`; returns whether it was there.
  bool remove_run_at(std::string_view path, const RunId& id);
  /// Removes all runs whose folder is `path` or lies below; returns how many.
  std::size_t remove_below(std::string_view path);

  /// All runs, copies too, in one scan, in no order.
  std::vector<RunHead> heads() const;
  /// The runs that are pending or running.
  std::vector<RunHead> unended() const;
  /// The run with this digest, never a copy.
  std::optional<RunHead> find_by_digest(const Digest& digest) const;
  /// The run with this digest and then its copies, newest first.
  std::vector<RunHead> find_copies(const Digest& digest) const;
  /// The runs whose id begins so (also beyond the shown digits), sorted by id; no copies.
  std::vector<RunHead> find_by_id_prefix(std::string_view prefix) const;
  /// The runs with exactly this id, copies too.
  std::vector<RunHead> find_by_id(const RunId& id) const;
  /// The names of the folders directly in `path` that are run folders, and of those that hold
  /// some; each sorted.
  struct RunFolders {
    std::vector<std::string> runs;
    std::vector<std::string> holders;
  };
  RunFolders folders_of_runs_in(std::string_view path) const;
  /// The folders of runs whose user file could not be read.
  std::vector<std::string> paths_with_unread_user_file() const;
  /// The runs in exactly this folder, copies too, sorted by id.
  std::vector<RunHead> find_by_path(std::string_view path) const;
  /// The runs whose folder is `path` or lies below, copies too, sorted by path and id.
  std::vector<RunHead> find_below(std::string_view path) const;
  /// The runs that bear this name: made by any scheme, an alias, or their own; sorted by path.
  std::vector<RunHead> find_by_name(std::string_view name) const;
  /// The runs that bear this alias, sorted by path; no copies. More than one only where somebody
  /// wrote it into a user file by hand.
  std::vector<RunHead> find_by_alias(std::string_view alias) const;
  /// All aliases with their runs, sorted; no copies.
  std::vector<std::pair<std::string, RunHead>> aliases() const;
  /// The runs whose own folder has this name, wherever it lies; no copies; sorted by path.
  std::vector<RunHead> find_by_folder_name(std::string_view name) const;
  /// The run whose newest attempt started last, never a copy.
  std::optional<RunHead> find_latest() const;
  /// The children whose id begins so, sorted by id; none of copies.
  std::vector<ChildHead> find_children_by_id_prefix(std::string_view prefix) const;
  /// The runs that have a link of any type to `digest`.
  std::vector<RunHead> find_linked_to(const Digest& digest) const;

  /// The runs with these rowids, in that order; unknown rowids are left out.
  std::vector<RunRow> load_runs(std::span<const std::int64_t> rowids, RunParts parts) const;

  /// All keys in use, sorted: of metrics, params, tags.
  std::vector<std::string> metric_keys() const;
  std::vector<std::string> param_keys() const;
  std::vector<std::string> tag_keys() const;
  /// The number under which the key is stored, or nullopt when no run has it.
  std::optional<std::int64_t> key_number(std::string_view key) const;

  // The bookkeeping of refresh: what was seen of folders, views and journals.
  std::optional<std::int64_t> folder_mtime(std::string_view path) const;
  std::vector<std::pair<std::string, std::int64_t>> folders() const;
  void set_folder_mtime(std::string_view path, std::int64_t mtime_ns);
  /// Forgets the folder and all below it.
  void forget_folders(std::string_view path);
  std::optional<Digest> view_digest(std::string_view path) const;
  std::vector<std::pair<std::string, Digest>> views() const;
  void set_view_digest(std::string_view path, const Digest& digest, const Map& typed = {});
  /// What its typed keys showed as it was rendered; nullopt where no digest is known.
  std::optional<Map> view_typed(std::string_view path) const;
  void forget_view(std::string_view path);
  /// Whether what lies there is known, be it that none does.
  bool knows_views() const;
  void mark_views_known();
  std::int64_t journal_offset(std::string_view file) const;
  std::vector<std::pair<std::string, std::int64_t>> journals() const;
  void set_journal_offset(std::string_view file, std::int64_t offset);
  void forget_journal(std::string_view file);

  std::optional<GroupRow> find_group(std::string_view path) const;
  /// All groups sorted by path.
  std::vector<GroupRow> groups() const;
  void put_group(const GroupRow& group);
  void remove_group(std::string_view path);

  /// Whether something changed by hand since the views were made, so that they must be made again.
  /// Views that another process than `who` was making count: it may have been killed meanwhile.
  bool views_are_stale(std::string_view who) const;
  void mark_views_stale();
  /// `who` is making the views of what it has just put in; until mark_views_fresh.
  void mark_views_followed(std::string_view who);
  void mark_views_fresh();
  /// `who` has made those views; what else is stale stays so.
  void mark_views_settled(std::string_view who);

  /// Everything that records put into it, as sorted text: equal content gives equal text, whatever
  /// the order of changes. Without folders, views and journals, which follow the disk.
  std::string canonical_dump() const;

  /// For queries of other modules: reading only.
  const Database& database() const;

  struct Impl;  ///< Known to this module's source files only.

 private:
  explicit Catalog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Reads a value from its columns `type` and `value`, in queries over the database too. Throws
/// Error(corrupt).
Value read_value(const Statement& statement, int type_column, int value_column);

/// Moves a damaged catalog and its journal to `<file>.corrupt-<n>` with the first free n, and
/// returns the new path. Throws Error(io).
std::filesystem::path move_aside(const std::filesystem::path& file);

}  // namespace cairn
