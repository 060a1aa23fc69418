#include "cairn/exchange/migration_list.h"

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/identity/run_id.h"
#include "cairn/record/record_values.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr AtomicSites kListSites{Site::file_write, Site::file_write, Site::file_write,
                                 Site::file_write};

std::string list_path(const Project& project, std::string_view source) {
  return project.hidden(fmt::format("migrations/{}.json", migration_id(source)));
}

std::string legacy_path(const Project& project, const std::string& original) {
  return project.absolute(join_path(kLegacyFolder, original));
}

/// Renames what lies at `from` to `to`, durably.
void move(const Project& project, const std::string& from, const std::string& to) {
  make_folders(Site::commit_move, parent_path(to));
  move_to_new(Site::commit_move, from, to);
  if (project.spec.durability == Durability::none) return;
  fsync_path(Site::commit_move, parent_path(to));
  fsync_path(Site::commit_move, parent_path(from));
}

}  // namespace

std::string migration_id(std::string_view source) {
  return short_id(sha256(fmt::format("migrated from {}", source))).text;
}

FileLock lock_migrations(const Project& project) {
  const std::string path = join_path(ensure_hidden_folder(project, "locks"), "migrate");
  if (std::optional<FileLock> lock = FileLock::try_acquire(path)) return *std::move(lock);
  throw Error(ErrorCode::busy, "another migration into this project goes on",
              "wait for it to end, then migrate again");
}

std::optional<MigrationList> read_migration_list(const Project& project, std::string_view source) {
  const std::string path = list_path(project, source);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  const Value value = parse_json(*text, path);
  MigrationList list{.source = text_or(value, "source", ""),
                     .from = text_or(value, "from", ""),
                     .to = text_or(value, "to", "")};
  for (const Value& original : list_or_empty(value, "originals")) {
    list.originals.push_back(original.as_string());
  }
  for (const Value& run : list_or_empty(value, "runs")) {
    const std::optional<Digest> digest = Digest::from_hex(text_or(run, "digest", ""));
    if (!digest) throw Error(ErrorCode::corrupt, fmt::format("{}: a run has no digest", path));
    list.runs.push_back({.id = text_or(run, "id", ""),
                         .digest = *digest,
                         .path = text_or(run, "path", ""),
                         .from = text_or(run, "from", "")});
  }
  for (const Value& view : list_or_empty(value, "views")) {
    const std::optional<Digest> digest = Digest::from_hex(text_or(view, "sha256", ""));
    if (!digest) throw Error(ErrorCode::corrupt, fmt::format("{}: a view has no digest", path));
    list.views.emplace_back(text_or(view, "path", ""), *digest);
  }
  return list;
}

void write_migration_list(const Project& project, const MigrationList& list) {
  List runs;
  for (const MigratedEntry& run : list.runs) {
    runs.push_back(
        Map{{"id", run.id}, {"digest", run.digest.hex()}, {"path", run.path}, {"from", run.from}});
  }
  Map value{{"format", 1}, {"source", list.source}, {"from", list.from}, {"to", list.to}};
  if (!list.originals.empty()) {
    value.append("originals", List(list.originals.begin(), list.originals.end()));
  }
  value.append("runs", std::move(runs));
  if (!list.views.empty()) {
    List views;
    for (const auto& [view, digest] : list.views) {
      views.push_back(Map{{"path", view}, {"sha256", digest.hex()}});
    }
    value.append("views", std::move(views));
  }
  ensure_hidden_folder(project, "migrations");
  write_atomically(kListSites, list_path(project, list.source),
                   to_json(value, JsonStyle::pretty) + "\n", project.spec.durability);
}

void remove_migration_list(const Project& project, std::string_view source) {
  remove_file(Site::file_write, list_path(project, source));
}

void put_originals_away(const Project& project, const MigrationList& list) {
  for (const std::string& original : list.originals) {
    const std::string away = legacy_path(project, original);
    // At its old place there may be new runs by now.
    if (!stat_path(away)) move(project, project.absolute(original), away);
  }
}

void bring_originals_back(const Project& project, const MigrationList& list) {
  for (const std::string& original : list.originals) {
    const std::string away = legacy_path(project, original);
    if (stat_path(away)) move(project, away, project.absolute(original));
    for (std::string folder = parent_path(join_path(kLegacyFolder, original)); !folder.empty();
         folder = parent_path(folder)) {
      const std::string path = project.absolute(folder);
      if (!stat_path(path) || !remove_empty_folder(Site::commit_move, path)) break;
    }
  }
}

}  // namespace cairn
