#include <limits>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/catalog/catalog_impl.h"
#include "cairn/catalog/packed_columns.h"
#include "cairn/catalog/run_columns.h"

namespace cairn {

namespace {

double number_or_nan(const Statement& row, int column) {
  return row.optional_real(column).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<std::string> optional_text(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
}

// Reads the parts of many runs with one statement for each table.
class PartReader {
 public:
  explicit PartReader(Catalog::Impl& impl)
      : impl_(impl), columns_(impl.database.prepare("SELECT packed FROM columns WHERE run = ?")) {}

  void read_columns(RunRow& run) {
    columns_.bind(1, run.rowid);
    if (!columns_.step()) {
      throw Error(ErrorCode::corrupt, fmt::format("catalog '{}': run {} has no row in columns",
                                                  impl_.database.path(), run.rowid));
    }
    try {
      unpack_columns(impl_, columns_.blob(0), run);
    } catch (const Error& error) {
      throw error.with_context(
          fmt::format("catalog '{}', run {}", impl_.database.path(), run.rowid));
    }
    columns_.reset();
  }

  void read_lists(RunRow& run) {
    read_outputs(run);
    read_links(run);
    read_artifacts(run);
    read_children(run);
  }

 private:
  std::vector<std::pair<std::string, Value>> values(Statement& select, std::int64_t owner) {
    std::vector<std::pair<std::string, Value>> entries;
    select.bind(1, owner);
    while (select.step()) {
      entries.emplace_back(impl_.key_text(select.integer(0)), read_value(select, 1, 2));
    }
    select.reset();
    return entries;
  }

  std::vector<MetricRow> metrics(Statement& select, std::int64_t owner) {
    std::vector<MetricRow> entries;
    select.bind(1, owner);
    while (select.step()) {
      MetricRow metric;
      metric.key = impl_.key_text(select.integer(0));
      metric.value = number_or_nan(select, 1);
      metric.step = select.optional_integer(2);
      metric.points = select.integer(3);
      const bool several = metric.points > 1;
      metric.first = several ? number_or_nan(select, 4) : metric.value;
      metric.least = several ? number_or_nan(select, 5) : metric.value;
      metric.most = several ? number_or_nan(select, 6) : metric.value;
      entries.push_back(std::move(metric));
    }
    select.reset();
    return entries;
  }

  // Not with the row: a table of thousands of runs does not show it.
  void read_outputs(RunRow& run) {
    Statement select = impl_.database.prepare("SELECT outputs, deps FROM runs WHERE run = ?");
    if (!select.bind(1, run.rowid).step()) return;
    run.outputs = optional_text(select, 0);
    if (!select.is_null(1)) run.deps = impl_.key_text(select.integer(1));
  }

  void read_links(RunRow& run) {
    Statement select = impl_.database.prepare(
        "SELECT type, name, digest, version, read FROM links WHERE run = ? ORDER BY position");
    select.bind(1, run.rowid);
    while (select.step()) {
      run.links.push_back({std::string(select.text(0)), std::string(select.text(1)),
                           read_optional_digest(select, 2), std::string(select.text(3)),
                           optional_text(select, 4)});
    }
  }

  void read_artifacts(RunRow& run) {
    Statement select = impl_.database.prepare(
        "SELECT path, role, type, child, step, operator, size, sha256 FROM artifacts WHERE run = ?"
        " ORDER BY position");
    select.bind(1, run.rowid);
    while (select.step()) {
      ArtifactRow artifact;
      artifact.path = select.text(0);
      artifact.role = select.text(1);
      artifact.type = select.text(2);
      artifact.child = select.text(3);
      artifact.step = select.optional_integer(4);
      artifact.op = select.text(5);
      artifact.size = select.integer(6);
      artifact.sha256 = read_optional_digest(select, 7);
      run.artifacts.push_back(std::move(artifact));
    }
  }

  void read_children(RunRow& run) {
    Statement select = impl_.database.prepare(
        "SELECT child, id, digest, kind, name, path, size FROM children WHERE run = ?"
        " ORDER BY position");
    Statement params =
        impl_.database.prepare("SELECT key, type, value FROM child_params WHERE child = ?");
    Statement scores = impl_.database.prepare(
        "SELECT key, value, step, points, first, least, most FROM child_metrics WHERE child = ?");
    select.bind(1, run.rowid);
    while (select.step()) {
      ChildRow child;
      child.id.text = select.text(1);
      child.digest = read_digest(select, 2);
      child.kind = select.text(3);
      child.name = select.text(4);
      child.path = select.text(5);
      child.size = select.integer(6);
      child.params = values(params, select.integer(0));
      child.metrics = metrics(scores, select.integer(0));
      run.children.push_back(std::move(child));
    }
  }

  Catalog::Impl& impl_;
  Statement columns_;
};

}  // namespace

std::vector<RunRow> Catalog::load_runs(std::span<const std::int64_t> rowids, RunParts parts) const {
  const Snapshot snapshot(impl_->database);
  impl_->refresh_keys();
  Statement select = impl_->database.prepare(select_run());
  PartReader reader(*impl_);
  std::vector<RunRow> runs;
  runs.reserve(rowids.size());
  for (const std::int64_t rowid : rowids) {
    select.bind(1, rowid);
    if (select.step()) {
      RunRow& run = runs.emplace_back();
      read_run(*impl_, select, run);
      if (parts != RunParts::head) reader.read_columns(run);
      if (parts == RunParts::all) {
        reader.read_lists(run);
        sort_parts(run);
      }
    }
    select.reset();
  }
  return runs;
}

}  // namespace cairn
