#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/provenance_capture.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct CatOptions {
  std::string run;
  std::string artifact;
};

void copy_to_output(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_errno("open", path);
  std::array<char, 65536> buffer;
  while (file && !output_has_closed()) {
    file.read(buffer.data(), buffer.size());
    print({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad()) throw_errno("read", path);
}

/// The log, also of a run that has not ended. One that stayed empty is not kept: then nothing is
/// printed.
void print_log(const OpenProject& open, const RunHead& run) {
  const RunDefinition definition = load_definition(open.project, run);
  const std::string path = open.project.absolute(join_path(run.path, definition.log));
  if (!definition.log.empty() && stat_path(path)) copy_to_output(path);
}

bool has_artifact(const Record& record, std::string_view path) {
  return std::any_of(record.artifacts.begin(), record.artifacts.end(),
                     [&](const RecordArtifact& artifact) { return artifact.path == path; });
}

/// A text of the run's provenance, when `name` is that of one; a file of that name comes first.
bool print_kept_text(const OpenProject& open, const Record& record, const std::string& name) {
  if (!is_kept_text_name(name) || has_artifact(record, name)) return false;
  const std::string& id = record.definition.id.text;
  const std::optional<Digest> object =
      record.provenance ? kept_text(*record.provenance, name) : std::nullopt;
  if (!object) {
    throw Error(ErrorCode::not_found, fmt::format("run {} has no {}", id, printable(name)),
                fmt::format("what is known of how it was made: cairn show {}", id));
  }
  const ObjectStore objects = open_objects(open.project);
  if (!objects.has(*object)) {
    throw Error(ErrorCode::not_found,
                fmt::format("'{}' of run {} is not in this project's objects", printable(name), id),
                fmt::format("a run that was copied here leaves it behind: look for {} in "
                            ".cairn/objects of its own project",
                            object->hex()));
  }
  print(objects.get(*object));
  return true;
}

/// The object that a deduplicated artifact is a link to. No other link is followed.
std::string object_behind(const Project& project, const std::string& path,
                          const std::string& artifact) {
  if (const std::optional<Digest> object = read_object_link(path)) {
    return open_objects(project).path(*object);
  }
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is a link that does not lead to an object", artifact),
              "cairn follows no other links; see: cairn verify");
}

int run_cat(const CatOptions& options) {
  OpenProject open = open_to_answer();
  const Resolved resolved = resolve_to_read(open, options.run).resolved;
  if (options.artifact == "log") {
    print_log(open, resolved.run);
    return 0;
  }
  const Record record = load_record(open.project, resolved.run);
  if (print_kept_text(open, record, options.artifact)) return 0;
  const std::string found = find_artifact_path(record, options.artifact, resolved.child);
  std::string path = open.project.absolute(join_path(resolved.run.path, found));
  const AdoptedRoot* adopted = open.project.adopted_at(resolved.run.path);
  std::optional<FileStat> status = adopted == nullptr ? stat_path(path) : stat_following(path);
  if (!status && adopted != nullptr) {
    throw Error(
        ErrorCode::not_found,
        fmt::format("'{}' is gone from the adopted folder '{}'", found, printable(adopted->root)),
        "where the folder was moved, adopt it there: cairn adopt DIR");
  }
  if (adopted == nullptr && status && status->is_link()) {
    path = object_behind(open.project, path, found);
    status = stat_path(path);
  }
  if (!status) {
    throw Error(ErrorCode::not_found,
                fmt::format("'{}' of run {} is gone from the disk", found, resolved.run.id.text),
                "make it again with: cairn run");
  }
  if (status->is_folder()) {
    throw Error(ErrorCode::invalid_input, fmt::format("'{}' is a folder", found),
                fmt::format("name a file in it, or go there: cairn path {} {}",
                            resolved.run.id.text, options.artifact));
  }
  copy_to_output(path);
  return 0;
}

}  // namespace

void setup_cat(CommandLine& line) {
  CatOptions& options = line.runs(run_cat);
  line.about(
      "Writes out an artifact of a run, byte for byte; 'log' is what its command printed. Of how "
      "it "
      "was made: git.diff, git.untracked, packages, environment, source:PATH.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, a path, latest or best; ID@1: its first "
                "attempt");
  line.argument("ARTIFACT", options.artifact, "a path, file name, role or declared out; or log");
  line.example("cairn cat pb8yky log", "what the command printed");
  line.example("cairn cat pb8yky git.diff", "what was not committed when it ran");
  line.example("cairn cat latest scores.json", "a file of the newest run");
}

}  // namespace cairn
