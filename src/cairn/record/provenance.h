// Under what a run was made: the state of the git repository, the machine, the Python environment,
// the variables that matter, the texts of the files it depends on. Short facts stand in the record,
// so that it explains itself alone; long texts are objects, named by digest. No secret is in
// either. It does not know how the facts are found (provenance_capture.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/value.h"

namespace cairn {

/// A text kept as an object.
struct KeptText {
  Digest object;
  std::uint64_t size = 0;     ///< Bytes that are kept.
  bool is_truncated = false;  ///< There was more than is kept.
};

/// The untracked files of a repository, listed in an object (docs/formats/objects.md).
struct UntrackedFiles {
  std::int64_t count = 0;
  Digest object;
  bool is_truncated = false;  ///< There are more than the list has.
};

/// The git repository around the project. Only what git said is there.
struct GitState {
  std::string commit;     ///< Empty: no commit yet.
  std::string branch;     ///< Empty: no branch is checked out.
  std::string remote;     ///< A URL without user and password; empty: none.
  bool is_dirty = false;  ///< Tracked files differ from the commit, results left out.
  std::optional<KeptText> diff;
  std::optional<UntrackedFiles> untracked;
  std::vector<std::string> notes;  ///< What was strange: a rebase under way, git failed.
};

/// The machine. Unknown things are empty or 0.
struct HostFacts {
  std::string name;
  std::string os;      ///< "Debian GNU/Linux 12 (bookworm)".
  std::string kernel;  ///< "Linux 6.1.0-18-amd64 x86_64".
  std::string cpu;
  std::int64_t cores = 0;
  std::int64_t memory = 0;  ///< Bytes.
  std::vector<std::string> gpus;
};

/// The Python that the command starts.
struct PythonFacts {
  std::string program;  ///< Path of the interpreter.
  std::string version;
  std::string prefix;  ///< sys.prefix: the folder of the environment.
  std::int64_t package_count = 0;
  /// The list of packages: the digest of the environment. Absent when it could not be asked for.
  std::optional<Digest> packages;
  std::string note;  ///< Why something is missing; empty: nothing is.
};

struct Provenance {
  HostFacts host;
  std::optional<GitState> git;        ///< Absent: no repository, or no git.
  std::optional<PythonFacts> python;  ///< Absent: the command is no Python.
  Digest environment;                 ///< Object with the variables of the allow-list, as JSON.
  /// Text files that the run depends on: path as in the fingerprint → object, secrets redacted.
  std::vector<std::pair<std::string, Digest>> sources;
};

/// As it stands in a record.
Map provenance_to_map(const Provenance& provenance);
/// The opposite. Throws Error(corrupt).
Provenance provenance_from_value(const Value& value);

/// The object of a kept text by the name that people type: git.diff, git.untracked, packages,
/// environment, source:PATH; nullopt when the run has no such text or the name is another.
std::optional<Digest> kept_text(const Provenance& provenance, std::string_view name);
/// Whether `name` is one of those names.
bool is_kept_text_name(std::string_view name);

/// "4f2c1e9", "4f2c1e9+dirty", "no commit yet", "unknown"; with the branch: "4f2c1e9+dirty on
/// main".
std::string git_text(const GitState& git);

}  // namespace cairn
