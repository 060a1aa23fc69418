#include "cairn/catalog/run_columns.h"

#include <array>

#include <fmt/format.h>

namespace cairn {

namespace {

/// What a row is bound from. The texts live until the statement has run.
struct Binding {
  Catalog::Impl& impl;
  const RunRow& row;
  std::optional<std::int64_t> rowid;
  std::string scratch;
};

/// One column. `read` is absent where the row has no such field.
struct RunColumn {
  std::string_view name;
  void (*bind)(Statement& statement, int index, Binding& from);
  void (*read)(Catalog::Impl& impl, const Statement& statement, int column, RunRow& run);
};

void bind_field(Statement& statement, int index, std::int64_t number) {
  statement.bind(index, number);
}
void bind_field(Statement& statement, int index, std::string_view text) {
  statement.bind(index, text);
}
void bind_field(Statement& statement, int index, const Digest& digest) {
  statement.bind_blob(index, digest.bytes);
}
void bind_field(Statement& statement, int index, const RunId& id) {
  statement.bind(index, id.text);
}
void bind_field(Statement& statement, int index, RunStatus status) {
  statement.bind(index, static_cast<int>(status));
}
void bind_field(Statement& statement, int index, MetricGoal goal) {
  statement.bind(index, static_cast<int>(goal));
}
void bind_field(Statement& statement, int index, const std::optional<Digest>& digest) {
  bind_digest(statement, index, digest);
}
template <typename Field>
void bind_field(Statement& statement, int index, const std::optional<Field>& field) {
  if (field) {
    statement.bind(index, *field);
  } else {
    statement.bind_null(index);
  }
}

/// A text that many runs share, as a number; an empty one is NULL.
void bind_shared(Statement& statement, int index, std::string_view text, Catalog::Impl& impl) {
  std::optional<std::int64_t> number;
  if (!text.empty()) number = impl.intern(text);
  bind_field(statement, index, number);
}

void read_field(const Statement& statement, int column, std::int64_t& number) {
  number = statement.integer(column);
}
void read_field(const Statement& statement, int column, std::optional<std::int64_t>& number) {
  number = statement.optional_integer(column);
}
void read_field(const Statement& statement, int column, std::optional<double>& number) {
  number = statement.optional_real(column);
}
void read_field(const Statement& statement, int column, std::string& text) {
  text = statement.text(column);
}
void read_field(const Statement& statement, int column, std::optional<std::string>& text) {
  if (!statement.is_null(column)) text = statement.text(column);
}
void read_field(const Statement& statement, int column, RunId& id) {
  id.text = statement.text(column);
}
void read_field(const Statement& statement, int column, Digest& digest) {
  digest = read_digest(statement, column);
}
void read_field(const Statement& statement, int column, std::optional<Digest>& digest) {
  digest = read_optional_digest(statement, column);
}
void read_field(const Statement& statement, int column, RunStatus& status) {
  status = read_status(statement, column);
}
void read_field(const Statement& statement, int column, MetricGoal& goal) {
  goal = static_cast<MetricGoal>(statement.integer(column) != 0);
}

/// A column that holds a field of the row as it is.
template <auto Field>
constexpr RunColumn field(std::string_view name) {
  return {name,
          [](Statement& statement, int index, Binding& from) {
            bind_field(statement, index, from.row.*Field);
          },
          [](Catalog::Impl&, const Statement& statement, int column, RunRow& run) {
            read_field(statement, column, run.*Field);
          }};
}

constexpr std::array kColumns = {
    RunColumn{"run",
              [](Statement& statement, int index, Binding& from) {
                bind_field(statement, index, from.rowid);
              },
              [](Catalog::Impl&, const Statement& statement, int column, RunRow& run) {
                run.rowid = statement.integer(column);
              }},
    field<&RunRow::id>("id"),
    field<&RunRow::digest>("digest"),
    field<&RunRow::fingerprint>("fingerprint"),
    field<&RunRow::kind>("kind"),
    field<&RunRow::stage>("stage"),
    field<&RunRow::name>("name"),
    field<&RunRow::experiment>("experiment"),
    field<&RunRow::dataset>("dataset"),
    field<&RunRow::dataset_version>("dataset_version"),
    field<&RunRow::status>("status"),
    field<&RunRow::path>("path"),
    field<&RunRow::record_path>("record_path"),
    field<&RunRow::attempt>("attempt"),
    // The type stands in front of the value, and is bound and read with it.
    RunColumn{"seed_type",
              [](Statement& statement, int index, Binding& from) {
                bind_value(statement, index, index + 1, from.row.seed, from.scratch);
              },
              [](Catalog::Impl&, const Statement& statement, int column, RunRow& run) {
                run.seed = read_value(statement, column, column + 1);
              }},
    RunColumn{"seed", nullptr, nullptr},
    field<&RunRow::created>("created"),
    field<&RunRow::started>("started"),
    field<&RunRow::ended>("ended"),
    field<&RunRow::duration>("duration"),
    field<&RunRow::exit_code>("exit_code"),
    field<&RunRow::signal>("signal"),
    field<&RunRow::message>("message"),
    field<&RunRow::host>("host"),
    field<&RunRow::max_rss>("max_rss"),
    field<&RunRow::cpu_time>("cpu_time"),
    field<&RunRow::size>("size"),
    field<&RunRow::rank_metric>("rank_metric"),
    field<&RunRow::rank_goal>("rank_goal"),
    field<&RunRow::pinned>("pinned"),
    field<&RunRow::description>("description"),
    field<&RunRow::notes>("notes"),
    field<&RunRow::verified>("verified"),
    // Which of equal ones is the run is settled once the row is there.
    RunColumn{"copy", [](Statement& statement, int index, Binding&) { statement.bind(index, 0); },
              [](Catalog::Impl&, const Statement& statement, int column, RunRow& run) {
                run.copy = statement.integer(column);
              }},
    field<&RunRow::home>("home"),
    field<&RunRow::record_size>("record_size"),
    field<&RunRow::user_mtime>("user_mtime"),
    field<&RunRow::git_commit>("git_commit"),
    field<&RunRow::git_dirty>("git_dirty"),
    field<&RunRow::python>("python"),
    field<&RunRow::packages>("packages"),
    field<&RunRow::record_mtime>("record_mtime"),
    RunColumn{"folder",
              [](Statement& statement, int index, Binding& from) {
                statement.bind(index, folder_column(from.row.path));
              },
              nullptr},
    RunColumn{"command",
              [](Statement& statement, int index, Binding& from) {
                bind_shared(statement, index, from.row.command, from.impl);
              },
              [](Catalog::Impl& impl, const Statement& statement, int column, RunRow& run) {
                run.command =
                    statement.is_null(column) ? "" : impl.key_text(statement.integer(column));
              }},
    // Both are read with all parts only (catalog_load.cpp): a table of runs does not show them.
    RunColumn{"outputs",
              [](Statement& statement, int index, Binding& from) {
                bind_field(statement, index, from.row.outputs);
              },
              nullptr},
    RunColumn{"deps",
              [](Statement& statement, int index, Binding& from) {
                bind_shared(statement, index, from.row.deps, from.impl);
              },
              nullptr},
};

/// "run, id, …", or "?, ?, …".
template <typename Word>
std::string column_list(const Word& word) {
  std::string list;
  for (const RunColumn& column : kColumns) {
    if (!list.empty()) list += ", ";
    list += word(column);
  }
  return list;
}

std::string column_names() {
  return column_list([](const RunColumn& column) { return column.name; });
}

}  // namespace

std::string_view folder_column(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

std::int64_t insert_run(Catalog::Impl& impl, const RunRow& row, std::optional<std::int64_t> rowid) {
  static const std::string text = fmt::format("INSERT INTO runs ({}) VALUES ({})", column_names(),
                                              column_list([](const RunColumn&) { return "?"; }));
  Binding from{impl, row, rowid, {}};
  Statement insert = impl.database.prepare(text);
  int index = 0;
  for (const RunColumn& column : kColumns) {
    ++index;
    if (column.bind != nullptr) column.bind(insert, index, from);
  }
  insert.run();
  return impl.database.last_insert_rowid();
}

const std::string& select_run() {
  static const std::string text = fmt::format("SELECT {} FROM runs WHERE run = ?", column_names());
  return text;
}

void read_run(Catalog::Impl& impl, const Statement& row, RunRow& run) {
  int index = 0;
  for (const RunColumn& column : kColumns) {
    if (column.read != nullptr) column.read(impl, row, index, run);
    ++index;
  }
}

}  // namespace cairn
