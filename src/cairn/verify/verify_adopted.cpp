#include "cairn/verify/verify_adopted.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/adopted.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

/// A file of a tree; runs may share it.
struct AdoptedFile {
  std::string path;  ///< As the project names it: relative, or absolute outside.
  std::string run;
  VouchedFile expected;
  std::optional<FileProblem> problem;
};

class AdoptedVerifier {
 public:
  AdoptedVerifier(const Project& project, const VerifyRequest& request, FileVerifier& verifier)
      : project_(project), request_(request), verifier_(verifier) {}

  AdoptedFindings run() {
    if (request_.folders.empty()) find_unreadable();
    for (const AdoptedRoot& root : project_.adopted) verify_tree(root);
    return std::move(found_);
  }

 private:
  /// Files of trees of which not even the head can be read are no trees for any other verb.
  void find_unreadable() {
    const std::string folder(kAdoptedFolder);
    for (const FolderEntry& entry : list_folder(project_.absolute(folder))) {
      if (entry.kind != FileStat::Kind::file || !entry.name.ends_with(".json")) continue;
      const std::string path = join_path(folder, entry.name);
      try {
        read_adopted_head(project_.absolute(path));
      } catch (const Error& error) {
        add_tree_problem(path, error);
      }
    }
  }

  void add_tree_problem(const std::string& path, const Error& error) {
    found_.findings.push_back({.kind = Finding::Kind::record,
                               .path = path,
                               .message = error.message(),
                               .hint = "adopt the folder again: cairn adopt DIR"});
  }

  bool is_asked(const std::string& path) const {
    return request_.folders.empty() ||
           std::ranges::any_of(request_.folders,
                               [&](const std::string& folder) { return is_below(path, folder); });
  }

  void verify_tree(const AdoptedRoot& root) {
    const std::map<std::string, RunId> typed = typed_files(root);
    std::vector<AdoptedFile> files;
    std::set<std::pair<std::string, Digest>> seen;
    try {
      visit_adopted_records(project_, root, [&](const Record& record) {
        const RunDefinition& definition = record.definition;
        if (!is_asked(definition.path)) return;
        ++found_.runs;
        found_.digests.push_back(definition.digest);
        if (typed.contains(definition.id.text)) check_typed(root, definition);
        for (const RecordArtifact& artifact : record.artifacts) {
          std::string path = clean_path(join_path(definition.path, artifact.path));
          if (!seen.insert({path, artifact.sha256}).second) continue;
          files.push_back({.path = std::move(path),
                           .run = definition.id.text,
                           .expected = {artifact.path, artifact.size, artifact.sha256},
                           .problem = {}});
        }
      });
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
      return add_tree_problem(adopted_tree_path(root.tree), error);
    }
    if (!files.empty() && !stat_following(project_.absolute(root.root))) return add_gone(root);
    check_files(root, files);
  }

  /// What people said of runs of the tree, by the run's id.
  std::map<std::string, RunId> typed_files(const AdoptedRoot& root) const {
    std::map<std::string, RunId> typed;
    const std::string folder = join_path(kAdoptedFolder, root.tree);
    for (const FolderEntry& entry : list_folder(project_.absolute(folder))) {
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      if (name && name->kind == RunFileName::Kind::user) typed.emplace(name->id.text, name->id);
    }
    return typed;
  }

  void check_typed(const AdoptedRoot& root, const RunDefinition& definition) {
    try {
      read_user_edits(project_, definition.path, definition.id);
    } catch (const Error& error) {
      found_.findings.push_back({.kind = Finding::Kind::user_file,
                                 .path = adopted_user_path(root.tree, definition.id),
                                 .message = error.message(),
                                 .run = definition.id.text,
                                 .hint = error.hint()});
    }
  }

  void add_gone(const AdoptedRoot& root) {
    found_.findings.push_back(
        {.kind = Finding::Kind::missing,
         .path = root.root,
         .message = fmt::format("the folder that was adopted from {} is not there", root.reader),
         .hint =
             fmt::format("mount it; where it was moved to: cairn adopt DIR; or let it go: cairn "
                         "adopt --forget {}",
                         shell_quote(root.root))});
  }

  void check_files(const AdoptedRoot& root, std::vector<AdoptedFile>& files) {
    for_each_index_telling(
        files.size(),
        [&](std::size_t i) {
          files[i].problem = verifier_.check(files[i].path, files[i].expected);
        },
        [&](std::size_t done) { request_.progress(done, files.size()); });
    found_.files += files.size();
    for (const AdoptedFile& file : files) {
      found_.bytes += file.expected.size;
      if (!file.problem) continue;
      found_.findings.push_back({.kind = file.problem->kind,
                                 .path = file.path,
                                 .message = file.problem->message,
                                 .run = file.run,
                                 .hint = fmt::format("if it was changed on purpose: cairn adopt {}",
                                                     shell_quote(root.root))});
    }
  }

  const Project& project_;
  const VerifyRequest& request_;
  FileVerifier& verifier_;
  AdoptedFindings found_;
};

}  // namespace

AdoptedFindings verify_adopted(const Project& project, const VerifyRequest& request,
                               FileVerifier& verifier) {
  return AdoptedVerifier(project, request, verifier).run();
}

}  // namespace cairn
