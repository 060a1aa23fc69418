// A real folder that goes when the test ends, and a project in it: cairn.yaml, files, attempts.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"

namespace cairn::test {

/// A fresh folder, removed with everything in it.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cairn-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw_errno("make", pattern);
    path_ = std::filesystem::canonical(pattern).string();
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string at(std::string_view relative) const { return path_ + "/" + std::string(relative); }
  /// Writes a file, its folders made as needed; returns its absolute path.
  std::string write(std::string_view relative, std::string_view text) const {
    std::string path = at(relative);
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  std::string path_;
};

/// A project with one stage and the layout that is named.
struct TempProject {
  explicit TempProject(std::string_view layout = "nirs4all", std::string_view more = "")
      : project(open(folder, layout, more)) {}

  static Project open(const TempFolder& folder, std::string_view layout, std::string_view more) {
    folder.write("cairn.yaml", "layout: " + std::string(layout) +
                                   "\nstorage: {durability: none}\nstages: {fit: {cmd: 'true'}}\n" +
                                   std::string(more));
    return open_project(folder.path());
  }

  /// A run of stage `fit`, as a planner would define it; `seed` tells runs apart.
  static RunDefinition define(int seed, const std::string& path, const std::string& kind) {
    const std::string key = "{\"stage\":\"fit\",\"seed\":" + std::to_string(seed) + "}";
    const Digest digest = sha256(key);
    RunDefinition run{.id = short_id(digest), .digest = digest, .key = key, .kind = kind};
    run.stage = run.name = "fit";
    run.experiment = "wheat";
    run.seed = Value(seed);
    run.params = {{"seed", seed}};
    run.path = path;
    run.log = kind == "pipeline" ? "logs/console.log" : ".run/" + run.id.text + ".log";
    if (kind == "pipeline") run.warnings = "logs/warnings.log";
    return run;
  }

  /// How a command that ended well ended.
  static Outcome success() {
    return {.exit = {.exit_code = 0}, .pid = 1, .ended = now_us(), .command = "true"};
  }

  TempFolder folder;
  Project project;
};

}  // namespace cairn::test
