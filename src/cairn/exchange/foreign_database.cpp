#include "cairn/exchange/foreign_database.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <span>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

constexpr std::string_view kLog = "-wal";
constexpr std::string_view kCopy = "copy.db";

bool is_filled(const ForeignTree& tree, const std::string& path) {
  const TreeEntry* entry = tree.find(path);
  return entry != nullptr && entry->kind == FileStat::Kind::file && entry->size > 0;
}

std::string make_copy_folder() {
  static std::atomic<int> count{0};
  const char* folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const std::string path = fmt::format("{}/cairn-database-{}-{}",
                                       folder == nullptr ? "/tmp" : folder, ::getpid(), ++count);
  make_folders(Site::file_write, path);
  return path;
}

void copy_file(const ForeignTree& tree, const std::string& path, const std::string& target) {
  const Fd file = open_write(Site::file_write, target, OpenMode::exclusive);
  write_all(Site::file_write, file.get(), tree.read(path), target);
}

Value column_value(const Statement& statement, int column) {
  switch (statement.type(column)) {
    case ColumnType::integer:
      return statement.integer(column);
    case ColumnType::real:
      return statement.real(column);
    case ColumnType::text: {
      // As it is: what another program wrote need not be UTF-8, and is no damage of the file.
      const std::span<const std::uint8_t> bytes = statement.blob(column);
      return std::string(bytes.begin(), bytes.end());
    }
    case ColumnType::null:
    case ColumnType::blob:
      return {};
  }
  return {};
}

void bind(Statement& statement, int index, const Value& value) {
  if (value.is_int()) {
    statement.bind(index, value.as_int());
  } else {
    statement.bind(index, std::string_view(value.as_string()));
  }
}

}  // namespace

ForeignDatabase::ForeignDatabase(const ForeignTree& tree, const std::string& path) : place_(path) {
  if (!tree.has_file(path)) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  }
  if (is_filled(tree, path + "-journal")) {
    throw Error(ErrorCode::busy,
                fmt::format("{}: its program was cut off in the middle of a change", path),
                "let that program open it once, then adopt it again");
  }
  if (!is_filled(tree, fmt::format("{}{}", path, kLog))) {
    database_ = std::make_unique<Database>(join_path(tree.root(), path), DatabaseMode::frozen);
    return;
  }
  copy_ = make_copy_folder();
  const std::string copy = join_path(copy_, kCopy);
  copy_file(tree, path, copy);
  copy_file(tree, fmt::format("{}{}", path, kLog), fmt::format("{}{}", copy, kLog));
  database_ = std::make_unique<Database>(copy, DatabaseMode::write);
}

ForeignDatabase::~ForeignDatabase() {
  database_.reset();
  if (copy_.empty()) return;
  try {
    for (const FolderEntry& entry : list_folder(copy_)) {
      remove_file(Site::file_write, join_path(copy_, entry.name));
    }
    remove_empty_folder(Site::file_write, copy_);
  } catch (const Error&) {
    // What stays is a copy in a folder for temporary files.
  }
}

bool ForeignDatabase::has_table(std::string_view name) const {
  return !rows("SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = ?",
               {std::string(name)})
              .empty();
}

std::vector<Map> ForeignDatabase::rows(std::string_view sql, const std::vector<Value>& values) const
    try {
  Statement select = database_->prepare(sql);
  for (std::size_t i = 0; i < values.size(); ++i) {
    bind(select, static_cast<int>(i) + 1, values[i]);
  }
  std::vector<Map> rows;
  while (select.step()) {
    Map row;
    for (int column = 0; column < select.column_count(); ++column) {
      row.append(std::string(select.column_name(column)), column_value(select, column));
    }
    rows.push_back(std::move(row));
  }
  return rows;
} catch (const Error& error) {
  if (error.code() != ErrorCode::corrupt) throw error.with_context(place_);
  throw Error(ErrorCode::corrupt, fmt::format("{}: the database is damaged", place_),
              "put back a whole copy of it, then say it again");
}

bool is_sqlite_file(const ForeignTree& tree, std::string_view path) {
  constexpr std::string_view kMagic = "SQLite format 3";
  if (!tree.has_file(path)) return false;
  std::ifstream file(join_path(tree.root(), path), std::ios::binary);
  std::string start(kMagic.size(), '\0');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  return file && start == kMagic;
}

Value json_column(const Map& row, std::string_view column, const std::string& place,
                  std::vector<std::string>& problems) {
  const Value* text = row.find(column);
  if (text == nullptr || !text->is_string()) return {};
  try {
    return parse_job_json(text->as_string(), fmt::format("{}: {}", place, column));
  } catch (const Error& error) {
    problems.push_back(error.message());
    return {};
  }
}

}  // namespace cairn
