// The record: the committed truth of a run, written once at the end of an attempt. It names every
// artifact with size and SHA-256, holds what the events file said in short, and closes with the
// SHA-256 of its own bytes. A record that does not match its own digest is corrupt and never used.
// It does not know where it lies: its paths are relative to the run folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/identity/fingerprint.h"
#include "cairn/record/events.h"
#include "cairn/record/provenance.h"
#include "cairn/record/run_definition.h"
#include "cairn/spec/status.h"

namespace cairn {

/// A file of the run.
struct RecordArtifact {
  std::string path;
  std::string role;  ///< "partial" in an attempt that failed.
  std::string type;
  std::optional<std::int64_t> step;
  std::string op;
  std::string child;
  std::uint64_t size = 0;
  Digest sha256;
};

/// A child run with its id.
struct RecordChild {
  RunId id;
  Digest digest;
  std::string kind;
  std::string name;
  std::string path;  ///< Its own folder below the run folder; empty when it has no files.
  Map params;
  Map metrics;
};

/// One execution. Older ones are kept in short when a run is run again.
struct RecordAttempt {
  int number = 1;
  std::string host;
  std::optional<std::int64_t> pid;  ///< Of the command; absent when none was started, or unknown.
  TimeUs started = 0;
  TimeUs ended = 0;
  RunStatus status = RunStatus::finished;
  std::optional<int> exit_code;
  std::optional<int> signal;
  std::optional<double> user_seconds;  ///< Absent where no command ran, or nobody noted it.
  std::optional<double> system_seconds;
  std::optional<std::int64_t> max_rss_bytes;  ///< Absent when the system could not tell.
  std::string reason;   ///< Why it ran: "it has never run", "lr: 0.1 → 0.2", "forced".
  std::string message;  ///< Why it failed; empty when it did not.
  /// Digest of its fingerprint, kept of earlier attempts: the record itself has that of the last.
  std::optional<Digest> fingerprint;
};

/// User and system; nullopt where that is not known.
std::optional<double> cpu_seconds(const RecordAttempt& attempt);

/// A declared out and what it was: a file's SHA-256, or a folder's digest (objects/hash_files.h).
struct RecordOut {
  std::string name;
  std::string path;
  Digest digest;
};

/// A typed edge to another run: parent, trial_of, refit_of, … Inputs are in the definition.
struct RecordLink {
  std::string type;
  std::string name;           ///< What it is called here; empty: nothing more than its type.
  std::string id;             ///< The other run's id, or its name where it is not known.
  std::optional<Digest> run;  ///< Absent where the other run is not known.
};

/// Where a run comes from that another program made, and cairn found.
struct Origin {
  std::string scheme;  ///< Which reader understood it: "lambda-hat".
  std::string id;      ///< What its own program calls it.
  std::string status;  ///< In that program's word.
  std::string tree;    ///< Of a run that lies in an adopted tree: the tree's id; else empty.
};

/// A file of `.run` that the record vouches for.
struct KeptFile {
  std::uint64_t size = 0;
  Digest sha256;
};

struct Record {
  RunDefinition definition;
  Fingerprint fingerprint;
  RunStatus status = RunStatus::finished;
  std::vector<RecordAttempt> attempts;  ///< The last one is the one that this record tells of.
  std::string command;                  ///< What was started, as a person would type it.
  std::string folder;                   ///< Working folder, as text; provenance only.
  std::string cairn_version;
  std::string durability;
  std::optional<Provenance> provenance;  ///< Absent in records of cairns that did not look.
  std::vector<RecordArtifact> artifacts;
  std::vector<RecordOut> outs;
  std::vector<MetricSummary> metrics;
  Map logged_params;
  Map tags;
  List steps;
  List datasets;
  std::vector<RecordChild> children;
  std::vector<RecordLink> links;
  std::optional<Origin> origin;  ///< Present where another program made it.
  std::uint64_t log_size = 0;
  std::optional<std::uint64_t> events_size;  ///< Present when the events file was kept.
  std::optional<Digest> events_sha256;
  std::optional<KeptFile> history;    ///< Present when the points lie in a history file.
  std::vector<std::string> problems;  ///< Of the events file.
  std::uint64_t text_size = 0;        ///< Bytes of its text once read or written; not part of it.

  const RecordAttempt& attempt() const { return attempts.back(); }
  /// Bytes of all artifacts.
  std::uint64_t size() const;
};

/// The format number that this cairn writes.
inline constexpr int kRecordFormat = 1;

/// The bytes of a record: one top-level key a line, closing with "sha256" over all bytes before
/// that line's comma.
std::string record_text(const Record& record);

/// Reads a record and checks its own digest. Throws Error(corrupt) naming `source`, Error(conflict)
/// for the format of a newer cairn.
Record parse_record(std::string_view text, const std::string& source);

/// Reads the record in `folder`. Throws Error(not_found) too.
Record read_record(const std::string& folder, const RunId& id);
/// The same; nullopt where there is none, or a damaged one. Throws Error(io), Error(conflict).
std::optional<Record> read_sound_record(const std::string& folder, const RunId& id);

/// The number of the last attempt that the text of a damaged record still names; 0 for none.
int last_number_named(std::string_view text);

}  // namespace cairn
