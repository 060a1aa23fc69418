// Finding out under what a run is made. What all runs of one `cairn run` share is looked at once,
// when the first of them starts; a run of which nothing starts costs nothing. Python is asked while
// the job already runs. Safe for many threads. It does not know plans.
#pragma once

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/objects/object_store.h"
#include "cairn/record/provenance.h"
#include "cairn/record/run_definition.h"
#include "cairn/store/project.h"

namespace cairn {

/// The job whose provenance is wanted.
struct ProvenanceRequest {
  const std::vector<std::string>* argv = nullptr;  ///< `/bin/sh -c TEXT` for a shell command.
  /// Variables that the stage sets over ours.
  const std::vector<std::pair<std::string, std::optional<std::string>>>* variables = nullptr;
  const Map* deps = nullptr;  ///< Of the fingerprint: path from the project → what it was.
  /// How its models are used later; nullptr: nobody said. The code that it names is kept too.
  const PredictCommand* predict = nullptr;
};

/// The Python that the job starts, as a path; nullopt when it starts none.
std::optional<std::string> job_interpreter(const Project& project,
                                           const ProvenanceRequest& request);
/// The variables that the stage sets over ours: "NAME=value".
std::vector<std::string> stage_variables(const ProvenanceRequest& request);

/// What was found before the job started, and what is still being asked.
class PendingProvenance {
 public:
  PendingProvenance(Provenance known, std::shared_future<PythonFacts> python)
      : known_(std::move(known)), python_(std::move(python)) {}

  /// Everything; waits for Python. Throws Error(io) when its packages could not be kept.
  Provenance get() const;

 private:
  Provenance known_;
  std::shared_future<PythonFacts> python_;  ///< Not valid: the command is no Python.
};

/// Text files up to this size are kept as sources; of a folder only code, and at most so much.
inline constexpr std::size_t kMostSourceBytes = 256 << 10;
inline constexpr std::size_t kMostSourceFolderBytes = 1 << 20;

/// A text of a dep that is kept as a source.
struct SourceText {
  std::string path;          ///< From the project, as in the fingerprint.
  std::string text;          ///< Without secrets.
  bool is_redacted = false;  ///< The file holds a secret: its bytes are others.
};

/// The texts that are kept of what lies at the path of a dep now, sorted by path; none where
/// nothing lies there. Throws Error(io).
std::vector<SourceText> source_texts(const Project& project, const std::string& dep);

class ProvenanceCapture {
 public:
  explicit ProvenanceCapture(const Project& project);

  /// Looks at what must be seen before the job starts. Throws Error(io) when a text cannot be kept.
  PendingProvenance begin(const ProvenanceRequest& request);

 private:
  const Provenance& shared();
  std::shared_future<PythonFacts> python_of(const ProvenanceRequest& request);
  std::optional<std::string> interpreter_of(const std::string& program, const std::string& path);
  std::vector<std::pair<std::string, Digest>> sources_of(const Map& deps);
  void add_predict_sources(const PredictCommand& predict,
                           std::vector<std::pair<std::string, Digest>>& sources);
  std::vector<std::pair<std::string, Digest>> sources_at(const std::string& dep);

  const Project& project_;
  ObjectStore objects_;
  std::mutex mutex_;
  std::optional<Provenance> shared_;
  std::map<std::pair<std::string, std::string>, std::optional<std::string>> interpreters_;
  std::map<std::string, std::shared_future<PythonFacts>> pythons_;  ///< By interpreter.
  /// By path and what the fingerprint says of it.
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::string, Digest>>>
      sources_;
};

/// The project's object store, with the project's durability.
ObjectStore open_objects(const Project& project);

/// Whether a variable is kept: the allow-list (docs/formats/record.md).
bool is_kept_variable(std::string_view name);

}  // namespace cairn
