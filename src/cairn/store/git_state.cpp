#include "cairn/store/git_state.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/capture.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

constexpr double kGitSeconds = 10;
constexpr std::size_t kMostStatusBytes = 4 << 20;
/// Of untracked files: after that many bytes no more are read.
constexpr std::size_t kMostHashedTogether = 64 << 20;

/// The folder at or above `folder` that holds `.git`; empty when there is none.
std::string find_repository(std::string folder) {
  for (;; folder = parent_path(folder)) {
    if (stat_path(join_path(folder.empty() ? "/" : folder, ".git"))) return folder;
    if (folder.empty() || folder == "/") return {};
  }
}

/// Our variables without those by which git is told of another repository, as inside a hook.
std::vector<std::string> git_environment() {
  constexpr std::array<std::string_view, 6> kLeftOut = {
      "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "LC_ALL"};
  std::vector<std::string> environment = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0",
                                          "GIT_TERMINAL_PROMPT=0"};
  for (const auto& [name, value] : environment_variables()) {
    if (std::find(kLeftOut.begin(), kLeftOut.end(), name) != kLeftOut.end()) continue;
    environment.push_back(fmt::format("{}={}", name, value));
  }
  return environment;
}

std::string first_line(std::string_view text) {
  return printable(text.substr(0, std::min(text.find('\n'), text.size())));
}

/// The bytes of somebody's file; nullopt when it is gone again or not ours to read.
std::optional<std::string> read_if_allowed(const std::string& path) {
  try {
    return read_file_if_any(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Asks one repository, and puts together what it says.
class GitLook {
 public:
  GitLook(const Project& project, ObjectStore& objects, std::string top)
      : project_(project), objects_(objects), top_(std::move(top)) {}

  std::optional<GitState> look() {
    const std::optional<Captured> status =
        git({"status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal"},
            kMostStatusBytes, Paths::project);
    if (!status) return std::nullopt;
    if (!status->output.empty()) read_status(status->output);
    if (!is_well("status", *status) && status->output.empty()) return std::move(state_);
    note_operations();
    read_remote();
    if (state_.is_dirty && !state_.commit.empty()) read_diff();
    if (!untracked_.empty()) list_untracked();
    return std::move(state_);
  }

 private:
  enum class Paths { none, project };

  std::optional<Captured> git(std::vector<std::string> words, std::size_t most_bytes,
                              Paths paths) const {
    // No program that the repository names: monitors, external diffs, text conversions.
    std::vector<std::string> argv = {"git", "-c", "core.fsmonitor=false", "-c",
                                     "core.quotePath=false"};
    argv.insert(argv.end(), words.begin(), words.end());
    if (paths == Paths::project) {
      argv.insert(argv.end(), {"--", "."});
      const std::string below = relative_to(project_.root, top_);
      std::vector<std::string> own = project_.result_folders();
      own.emplace_back(kCairnFolder);
      for (const std::string& folder : own) {
        const std::string clean = clean_path(join_path(below, folder));
        if (clean != "." && clean != below) argv.push_back(":(exclude,literal)" + clean);
      }
    }
    return capture({.argv = std::move(argv),
                    .environment = git_environment(),
                    .folder = top_,
                    .seconds = kGitSeconds,
                    .most_bytes = most_bytes});
  }

  void note(const std::string& text) { state_.notes.push_back(project_.redactor.redact(text)); }

  bool is_well(std::string_view verb, const Captured& said) {
    if (said.is_well()) return true;
    if (said.is_cut) {
      note(fmt::format("git {} named more than is kept", verb));
    } else if (said.is_late) {
      note(fmt::format("git {} took longer than {}", verb, human_duration(kGitSeconds)));
    } else {
      note(fmt::format("git {} failed: {}", verb, first_line(said.errors)));
    }
    return false;
  }

  /// Entries of `git status --porcelain=v2 -z`.
  void read_status(std::string_view output) {
    bool is_old_name = false;
    for (const std::string& entry : split(output, '\0')) {
      if (std::exchange(is_old_name, false) || entry.empty()) continue;
      const std::string_view rest =
          std::string_view(entry).substr(std::min<std::size_t>(2, entry.size()));
      if (entry[0] == '?') untracked_.emplace_back(rest);
      if (entry[0] == '1' || entry[0] == '2' || entry[0] == 'u') state_.is_dirty = true;
      is_old_name = entry[0] == '2';
      if (entry[0] == '#') read_header(rest);
    }
  }

  void read_header(std::string_view header) {
    const std::size_t blank = std::min(header.find(' '), header.size());
    const std::string_view name = header.substr(0, blank);
    const std::string value = printable(header.substr(std::min(blank + 1, header.size())));
    if (name == "branch.oid" && value != "(initial)") state_.commit = value;
    if (name == "branch.head" && value != "(detached)")
      state_.branch = project_.redactor.redact(value);
    if (name == "branch.upstream") upstream_ = value;
  }

  std::string git_folder() const {
    const std::string path = join_path(top_, ".git");
    const std::optional<FileStat> status = stat_following(path);
    if (!status || !status->is_file()) return path;
    // A worktree or a submodule: "gitdir: <folder>".
    std::string text = read_file(path);
    while (text.ends_with('\n')) text.pop_back();
    return text.starts_with("gitdir: ") ? absolute_path(text.substr(8), top_) : path;
  }

  void note_operations() {
    constexpr std::array<std::pair<const char*, const char*>, 6> kOperations = {
        {{"MERGE_HEAD", "a merge is under way"},
         {"rebase-merge", "a rebase is under way"},
         {"rebase-apply", "a rebase is under way"},
         {"CHERRY_PICK_HEAD", "a cherry-pick is under way"},
         {"REVERT_HEAD", "a revert is under way"},
         {"BISECT_LOG", "a bisection is under way"}}};
    const std::string folder = git_folder();
    for (const auto& [name, text] : kOperations) {
      if (stat_path(join_path(folder, name))) note(text);
    }
  }

  /// The URL of the branch's own remote, else of origin, else of the first one.
  void read_remote() {
    const std::optional<Captured> said =
        git({"config", "-z", "--get-regexp", "^remote\\..*\\.url$"}, kMostStatusBytes, Paths::none);
    if (!said || !said->is_well()) return;  // Also when there is none.
    int found = 0;
    for (const std::string& entry : split(said->output, '\0')) {
      const std::size_t newline = entry.find('\n');
      if (newline == std::string::npos) continue;
      constexpr std::size_t kPrefix = std::string_view("remote.").size();
      constexpr std::size_t kSuffix = std::string_view(".url").size();
      const std::string name = entry.substr(kPrefix, newline - kPrefix - kSuffix);
      const int rank = upstream_.starts_with(name + "/") ? 3 : name == "origin" ? 2 : 1;
      if (rank <= found) continue;
      found = rank;
      state_.remote = printable(project_.redactor.redact(public_url(entry.substr(newline + 1))));
    }
  }

  void read_diff() {
    const std::optional<Captured> said =
        git({"diff", "--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/",
             "--dst-prefix=b/", "HEAD"},
            kMostDiffBytes, Paths::project);
    if (!said || (!said->is_cut && !is_well("diff", *said))) return;
    std::string text = said->output;
    if (said->is_cut) text.resize(text.rfind('\n') + 1);  // npos + 1 is 0.
    text = project_.redactor.redact(without_secret_files(text));
    state_.diff = {objects_.put(text), text.size(), said->is_cut};
  }

  /// Untracked folders are named as one by `git status`, which is quick; their files are asked for.
  void list_untracked() {
    std::vector<std::string> files = untracked_;
    bool is_truncated = false;
    if (std::any_of(files.begin(), files.end(), [](const auto& f) { return f.ends_with('/'); })) {
      const std::optional<Captured> said = git({"ls-files", "--others", "--exclude-standard", "-z"},
                                               kMostStatusBytes, Paths::project);
      if (!said || (!said->is_cut && !is_well("ls-files", *said))) return;
      is_truncated = said->is_cut;
      files = split(said->output, '\0');
      files.pop_back();  // What follows the last NUL: nothing, or half a name.
    }
    std::sort(files.begin(), files.end());
    const std::size_t count = files.size();
    if (count > kMostUntrackedFiles) files.resize(kMostUntrackedFiles);
    std::string list;
    for (const std::string& file : files) list += describe(file) + "\n";
    state_.untracked = {static_cast<std::int64_t>(count), objects_.put(list),
                        is_truncated || count > files.size()};
  }

  /// {"path": …, "size": …, "sha256": …, "object": …}
  std::string describe(const std::string& file) {
    Map entry{{"path", printable(project_.redactor.redact(file))}};
    const std::string path = join_path(top_, file);
    const std::optional<FileStat> status = stat_path(path);
    if (!status || !status->is_file()) return to_json(entry);
    entry.append("size", static_cast<std::int64_t>(status->size));
    if (status->size > kMostHashedBytes || hashed_bytes_ > kMostHashedTogether) {
      return to_json(entry);
    }
    const std::optional<std::string> bytes = read_if_allowed(path);
    if (!bytes) return to_json(entry);
    hashed_bytes_ += bytes->size();
    entry.append("sha256", sha256(*bytes).hex());
    const bool has_room = kept_bytes_ + bytes->size() <= kMostUntrackedBytes;
    if (bytes->size() <= kMostUntrackedFileBytes && has_room && is_plain_text(*bytes) &&
        !is_secret_file(file)) {
      kept_bytes_ += bytes->size();
      entry.append("object", objects_.put(project_.redactor.redact(*bytes)).hex());
    }
    return to_json(entry);
  }

  const Project& project_;
  ObjectStore& objects_;
  std::string top_;
  GitState state_;
  std::string upstream_;
  std::vector<std::string> untracked_;
  std::size_t hashed_bytes_ = 0;
  std::size_t kept_bytes_ = 0;
};

}  // namespace

std::optional<GitState> look_at_git(const Project& project, ObjectStore& objects) {
  std::string top = find_repository(project.root);
  if (top.empty()) return std::nullopt;
  return GitLook(project, objects, std::move(top)).look();
}

std::string public_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t begin = scheme + 3;
  const std::size_t end = std::min(url.find('/', begin), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < begin) return std::string(url);
  const bool is_web = url.starts_with("http");
  const std::string_view user = url.substr(begin, at - begin);
  const std::size_t password = user.find(':');
  // In ssh://git@host the user is part of the address.
  const std::string_view kept = is_web ? "" : user.substr(0, std::min(password, user.size()));
  return fmt::format("{}{}{}{}", url.substr(0, begin), kept, kept.empty() ? "" : "@",
                     url.substr(at + 1));
}

std::string without_secret_files(std::string_view diff) {
  std::string result;
  bool is_hidden = false;
  bool is_body = false;
  for (std::size_t at = 0; at < diff.size();) {
    const std::size_t end = std::min(diff.find('\n', at), diff.size() - 1) + 1;
    const std::string_view line = diff.substr(at, end - at);
    at = end;
    if (line.starts_with("diff --git ")) {
      std::string_view path = line.substr(0, line.find_last_not_of("\"\r\n") + 1);
      is_hidden = is_secret_file(path);
      is_body = false;
    }
    const bool begins_body = is_hidden && !is_body && line.starts_with("@@");
    if (begins_body) result += fmt::format("{}\n", kRedacted);
    is_body = is_body || begins_body;
    if (!is_body) result += line;
  }
  return result;
}

}  // namespace cairn
