// What the catalog holds of one run, as plain values: everything that a list, a table, a filter or
// a plan asks for. Paths are relative to the project. A RunRow equals its record's content; it does
// not know the record's bytes, the disk, or which other runs exist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/base/value.h"
#include "cairn/identity/run_id.h"
#include "cairn/spec/status.h"

namespace cairn {

/// Which end of a metric is the good one. Stored: do not renumber.
enum class MetricGoal { min = 0, max = 1 };

/// The scheme under which an alias that a person gave is kept among the names.
inline constexpr const char* kAliasScheme = "alias";

/// The summary of one metric of a run or child.
struct MetricRow {
  std::string key;                   ///< "val.rmse"
  double value = 0;                  ///< The last value logged; may be NaN or infinite.
  std::optional<std::int64_t> step;  ///< The step of the last value.
  std::int64_t points = 1;           ///< How many values were logged.
  double first = 0;                  ///< Meaningful where points > 1, as are least and most.
  double least = 0;
  double most = 0;

  /// Equal in what is meaningful; NaN equals NaN.
  bool operator==(const MetricRow& other) const;
};

/// One artifact of a run.
struct ArtifactRow {
  std::string path;  ///< Relative to the run folder.
  std::string role;
  std::string type;
  std::string child;  ///< Name of the child that it belongs to; empty: the run's own.
  std::optional<std::int64_t> step;  ///< The pipeline step that made it.
  std::string op;                    ///< The operator of that step ("StandardScaler").
  std::int64_t size = 0;
  std::optional<Digest> sha256;

  bool operator==(const ArtifactRow&) const = default;
};

/// One child run (fold, model) of a run.
struct ChildRow {
  RunId id;
  Digest digest;
  std::string kind;
  std::string name;  ///< Unique in its parent.
  std::string path;  ///< Its own folder, empty when it has none.
  std::int64_t size = 0;
  std::vector<std::pair<std::string, Value>> params;
  std::vector<MetricRow> metrics;

  bool operator==(const ChildRow&) const = default;
};

/// A name that a scheme made for the run, or an alias.
struct NameRow {
  std::string scheme;
  std::string name;

  bool operator==(const NameRow&) const = default;
};

/// A typed edge to another run, or to a named input that is no run.
struct LinkRow {
  std::string type;              ///< "input", "parent", "trial_of", …
  std::string name;              ///< The input's name, or the artifact's.
  std::optional<Digest> digest;  ///< The other run's digest; absent for a dataset.
  std::string version;           ///< A dataset's version; empty when there is none.
  /// A GLOB pattern for the `outputs` of the other run: it matches as long as they are what this
  /// run read. Absent: unknown.
  std::optional<std::string> read = {};

  bool operator==(const LinkRow&) const = default;
};

/// One run.
struct RunRow {
  std::int64_t rowid = 0;  ///< The catalog's number of it, given by the catalog; 0 before.
  RunId id;
  Digest digest;
  std::optional<Digest> fingerprint;  ///< Digest over all leaves; absent while it is unknown.
  std::string kind;
  std::string stage;
  std::string name;
  std::string experiment;
  std::string dataset;
  std::string dataset_version;  ///< As its key has it, as text; empty: none was stated.
  RunStatus status = RunStatus::pending;
  std::string path;         ///< The run folder.
  std::string record_path;  ///< The record, or the events file of a run that has none.
  /// Bytes of the record when it was read, 0 where there is none: another size says that somebody
  /// changed it.
  std::int64_t record_size = 0;
  std::int64_t attempt = 1;
  Value seed;  ///< null: the run has none.
  TimeUs created = 0;
  std::optional<TimeUs> started;
  std::optional<TimeUs> ended;
  std::optional<double> duration;  ///< Seconds.
  std::optional<std::int64_t> exit_code;
  std::optional<std::int64_t> signal;
  std::string message;  ///< Why it failed; empty when it did not.
  std::string host;
  std::optional<std::int64_t> max_rss;  ///< Bytes.
  std::optional<double> cpu_time;       ///< Seconds, user and system.
  std::int64_t size = 0;                ///< Bytes of all artifacts.
  std::string rank_metric;              ///< The metric its record ranks it by; empty: none.
  MetricGoal rank_goal = MetricGoal::min;
  std::int64_t pinned = 0;  ///< 1: no verb may remove or redo it.
  std::string description;
  std::string notes;
  std::string verified;  ///< What its last check found: equal, within, …; empty: none was made.
  /// The mtime of the user file in nanoseconds, 0 where there is none, -1 where it could not be
  /// read: another one says that somebody changed it.
  std::int64_t user_mtime = 0;
  std::string git_commit;                 ///< Of its provenance; empty: none.
  std::optional<std::int64_t> git_dirty;  ///< 1: tracked files differed from the commit.
  std::string python;                     ///< Version; empty: the command was no Python.
  std::string packages;                   ///< First 12 digits of the digest of its package list.
  std::string command;                    ///< As cairn.yaml states it; empty: unknown.
  /// The mtime of the record in nanoseconds when it was read, 0 where there is none. Id, size and
  /// mtime together tell that a record somewhere else is this one, moved.
  std::int64_t record_mtime = 0;
  std::int64_t copy = 0;  ///< 1: another folder is the run, see catalog.h. Kept by the catalog.
  /// The folder that its record names, where that is another one and not where it lay before it was
  /// archived: it was moved, or is a copy of what lies there.
  std::optional<std::string> home;

  /// Tags of what the runs downstream can read of it, for the patterns of their links; absent:
  /// unknown. Read back with all parts only.
  std::optional<std::string> outputs;
  std::string deps;  ///< What it found its deps to be, as JSON by path; empty: unknown. Likewise.

  std::vector<std::pair<std::string, Value>> params;  ///< Any order; read back sorted by key.
  std::vector<std::pair<std::string, Value>> tags;    ///< Likewise.
  std::vector<MetricRow> metrics;                     ///< Likewise.
  std::vector<NameRow> names;                         ///< Read back sorted by scheme and name.
  std::vector<LinkRow> links;                         ///< In the record's order.
  std::vector<ArtifactRow> artifacts;                 ///< In the record's order.
  std::vector<ChildRow> children;                     ///< In the record's order.

  bool operator==(const RunRow&) const = default;
};

/// What `home` of a row is where a run lies in `path` and its record names the folder `own_place`.
std::optional<std::string> home_from(std::string_view path, std::string_view own_place);

/// The little of a run that planning and look-up need.
struct RunHead {
  std::int64_t rowid = 0;
  RunId id;
  Digest digest;
  std::optional<Digest> fingerprint;
  std::string kind;
  std::string stage;
  std::string name;
  RunStatus status = RunStatus::pending;
  std::string path;
  std::string record_path;
  std::int64_t record_size = 0;
  std::int64_t attempt = 1;
  std::int64_t copy = 0;
  std::int64_t user_mtime = 0;
  std::int64_t record_mtime = 0;
};

/// A child found by its id, and the run whose record holds it.
struct ChildHead {
  RunHead run;
  RunId id;
  std::string name;
};

/// A group folder and what its group.json holds.
struct GroupRow {
  std::string path;
  std::string kind;
  std::string name;
  TimeUs created = 0;
  Map fields;   ///< The layout's fields: {experiment: …, date: …}.
  Map typed;    ///< What a person typed: description, notes, tags, objectives.
  List reused;  ///< Runs of other groups that this one ranks as its own: [{id, digest}].
};

}  // namespace cairn
