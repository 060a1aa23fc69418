// One run from begin to commit in a project of its own, for the tests of attempts.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/fs.h"
#include "cairn/store/groups.h"
#include "support/temp_project.h"

namespace cairn::test {

using Texts = std::vector<std::string>;

inline const std::string kSession = "results/2026-11-20_wheat";
inline const std::string kFolder = kSession + "/all/fit_abcdef";

/// A pipeline run in a project of layout nirs4all, from begin to commit.
struct OneRun {
  explicit OneRun(const std::string& layout = "nirs4all", const std::string& kind = "pipeline")
      : temp(layout), definition(TempProject::define(1, kFolder, kind)) {}

  Attempt begin() const { return begin_attempt(temp.project, definition, {"plan1", "missing"}); }
  void write(const std::string& path, const std::string& text) const {
    temp.folder.write(kFolder + "/" + path, text);
  }
  /// What the job appends to its events file.
  static void say(const Attempt& attempt, const std::string& lines) {
    write_all(Site::events_append, attempt.events.get(), lines, attempt.events_path);
  }
  Record commit(const Attempt& attempt, const Outcome& outcome = TempProject::success()) const {
    return commit_attempt(temp.project, attempt, outcome);
  }
  bool exists(const std::string& path) const {
    return stat_path(temp.folder.at(kFolder + "/" + path)).has_value();
  }

  TempProject temp;
  RunDefinition definition;
};

/// The session of `kFolder` as a group.
inline void make_session(const TempProject& temp) {
  write_group_file(temp.project, kSession,
                   {.kind = "session",
                    .name = "wheat",
                    .experiment = "wheat",
                    .created = 5,
                    .fields = {{"experiment", "wheat"}, {"date", "2026-11-20"}}});
}

/// "path role" of each artifact.
inline Texts artifacts_of(const Record& record) {
  Texts texts;
  for (const RecordArtifact& artifact : record.artifacts) {
    texts.push_back(artifact.path + " " + artifact.role);
  }
  return texts;
}

template <typename Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

}  // namespace cairn::test
