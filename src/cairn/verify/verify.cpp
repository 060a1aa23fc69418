#include "cairn/verify/verify.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/parallel.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/text.h"
#include "cairn/catalog/catalog.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/id_conflicts.h"
#include "cairn/store/journal.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/trash_entry.h"
#include "cairn/verify/verify_adopted.h"
#include "cairn/verify/verify_files.h"
#include "cairn/verify/verify_foreign.h"
#include "cairn/verify/verify_links.h"
#include "cairn/verify/verify_records.h"
#include "cairn/views/render.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 18> kFindingKinds = {
    "missing",  "size",      "bytes",      "link",   "foreign",  "unreadable",
    "record",   "user-file", "group",      "object", "view",     "lineage",
    "leftover", "outside",   "provenance", "edited", "conflict", "elsewhere"};

constexpr std::string_view kObjects = ".cairn/objects";

/// What people call the texts of provenance; those of other names are sources.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTextWords = {
    {{"environment", "the environment"},
     {"packages", "the list of packages"},
     {"git.diff", "the git diff"},
     {"git.untracked", "the list of untracked files"},
     {"untracked file", "an untracked file"}}};

std::string words_of_text(const std::string& name) {
  for (const auto& [known, words] : kTextWords) {
    if (name == known) return std::string(words);
  }
  return fmt::format("the source '{}'", printable(name.substr(name.find(':') + 1)));
}

/// Who names an object of provenance.
struct Naming {
  std::string name;  ///< What it is to the first of them, as in kTextWords.
  const VouchedRun* first = nullptr;
  const VouchedRun* last = nullptr;
  std::size_t runs = 0;
};

/// Finds everything that is wrong, part by part.
class Verifier {
 public:
  Verifier(const Project& project, const VerifyRequest& request)
      : project_(project), request_(request), files_(project, request.depth) {}

  VerifyReport run() {
    const bool is_whole = request_.folders.empty();
    others_commit_ = others_commit(project_);
    std::vector<DeniedFolder> denied;
    tree_ = list_tree(project_, is_whole ? run_roots(project_) : request_.folders, denied);
    for (const DeniedFolder& folder : denied) {
      report_.findings.push_back({.kind = Finding::Kind::unreadable,
                                  .path = folder.path,
                                  .message = folder.message,
                                  .hint = "who may list it learns what lies there"});
    }
    vouched_ = read_vouched(project_, tree_, VouchedRows::with);
    report_.runs = vouched_.runs.size();
    report_.trashed = static_cast<std::size_t>(std::ranges::count_if(
        vouched_.runs, [](const VouchedRun& run) { return is_below(run.folder, kTrashFolder); }));
    note_known();
    check_records();
    take(find_unreadable_typed(project_, tree_, groups_));
    check_views();
    take(find_foreign(project_, tree_, vouched_, known_));
    check_gone_records();
    changed_ = changed_before_trash(project_, tree_);
    take(find_links_out(project_, tree_, vouched_, known_));
    if (is_whole) take(find_lost_in_trash(project_, tree_));
    check_files();
    check_objects();
    check_adopted();
    if (is_whole) check_lineage();
    if (is_whole) check_ids();
    if (is_whole) take(find_elsewhere(project_, vouched_));
    drop_moved();
    for (Finding& finding : report_.findings) drop_path(finding);
    std::stable_sort(report_.findings.begin(), report_.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.path < b.path; });
    return std::move(report_);
  }

 private:
  void take(const std::vector<Finding>& findings) {
    report_.findings.insert(report_.findings.end(), findings.begin(), findings.end());
  }

  void note_known() {
    for (const VouchedRun& run : vouched_.runs) {
      for (const VouchedFile& file : run.files) known_.insert(join_path(run.folder, file.path));
    }
  }

  void check_records() {
    for (const UnreadableRecord& record : vouched_.unreadable) {
      report_.findings.push_back({.kind = Finding::Kind::record,
                                  .path = record.path,
                                  .message = record.message,
                                  .hint = "bring it back from a copy of the store"});
    }
  }

  void check_gone_records() {
    const std::vector<Finding> lost =
        find_lost_records(project_, tree_, vouched_, request_.folders);
    std::set<std::string> named;  // Where it is known which record it was.
    for (const Finding& finding : lost) named.insert(parent_path(finding.path));
    std::vector<Finding> without = find_without_record(tree_, vouched_);
    std::erase_if(without, [&](const Finding& finding) { return named.contains(finding.path); });
    take(without);
    take(lost);
    for (const Finding& finding : lost) {
      if (finding.kind == Finding::Kind::link) known_.insert(finding.path);
    }
  }

  template <typename Read>
  void guarded(Finding::Kind kind, const std::string& path, const Read& read) {
    try {
      read();
    } catch (const Error& error) {
      report_.findings.push_back(
          {.kind = kind, .path = path, .message = error.message(), .hint = error.hint()});
    }
  }

  /// Renders every view anew, in memory, from the records that were read.
  void check_views() {
    Catalog catalog = Catalog::open_in_memory();
    {
      Transaction transaction = catalog.begin();
      catalog.start_filling();
      for (VouchedRun& run : vouched_.runs) {
        if (run.row) catalog.add_run(*run.row);
        run.row.reset();
      }
      for (const GroupRow& group : groups_) catalog.put_group(group);
      catalog.mark_complete();
      transaction.commit();
    }
    LinkTexts links;
    visit_views(project_, catalog, [&](const ViewText& view) {
      known_.insert(view.path);
      if (view.kind == ViewText::Kind::link) return links[view.path].push_back(view.text);
      // A part of a group does not tell what its rollups say.
      const bool is_partial = !request_.folders.empty() && view.kind == ViewText::Kind::rollup;
      if (!is_partial && !view.is_partial) return check_view(view);
      report_.views_not_compared += is_asked(view.path) ? 1 : 0;
    });
    report_.views += links.size();
    const std::vector<Finding> wrong = find_wrong_links(project_, links);
    if (others_commit_) {
      report_.views_behind += wrong.size();
    } else {
      take(wrong);
    }
  }

  bool is_asked(const std::string& path) const {
    const std::vector<std::string>& folders = request_.folders;
    return folders.empty() || std::ranges::any_of(folders, [&](const std::string& folder) {
             return is_below(path, folder);
           });
  }

  void check_view(const ViewText& view) {
    ++report_.views;
    std::optional<std::string> present;
    guarded(Finding::Kind::unreadable, view.path,
            [&] { present = read_file_if_any(project_.absolute(view.path)); });
    if (present == view.text) return;
    if (others_commit_) {
      ++report_.views_behind;
      return;
    }
    report_.findings.push_back(
        {.kind = Finding::Kind::view,
         .path = view.path,
         .message = present ? "it does not say what the records say" : "it is not there",
         .hint = "cairn render (what was typed into it is kept)"});
  }

  struct FileCheck {
    const VouchedRun* run;
    const VouchedFile* file;
    std::optional<FileProblem> problem;
  };

  std::string place_of(const FileCheck& check) const {
    const std::string place = join_path(check.run->folder, check.file->path);
    const std::string& spare = check.run->spare_folder;
    if (spare.empty() || stat_path(project_.absolute(place))) return place;
    const std::string other = join_path(spare, check.file->path);
    return stat_path(project_.absolute(other)) ? other : place;
  }

  /// Files that should hold the same bytes come together, where bytes are looked at; only few, so
  /// that there is work for all cores.
  std::vector<std::vector<FileCheck*>> part_by_bytes(std::vector<FileCheck>& checks) const {
    constexpr std::size_t kAtOnce = 8;
    std::vector<std::vector<FileCheck*>> parts;
    parts.reserve(checks.size());
    std::unordered_map<Digest, std::size_t, DigestHash> part_of;
    for (FileCheck& check : checks) {
      if (request_.depth == VerifyDepth::deep) {
        const auto [known, is_new] = part_of.try_emplace(check.file->sha256, parts.size());
        std::vector<FileCheck*>* part = is_new ? nullptr : &parts[known->second];
        const bool fits = part != nullptr && part->size() < kAtOnce &&
                          part->front()->file->size == check.file->size;
        if (fits) {
          part->push_back(&check);
          continue;
        }
        known->second = parts.size();
      }
      parts.push_back({&check});
    }
    return parts;
  }

  void check_together(const std::vector<FileCheck*>& part) {
    std::vector<std::string> places;
    for (const FileCheck* check : part) places.push_back(place_of(*check));
    const std::vector<bool> is_proven = files_.prove(places, *part.front()->file);
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (!is_proven[i]) part[i]->problem = files_.check(places[i], *part[i]->file);
    }
  }

  void check_files() {
    std::vector<FileCheck> checks;
    for (const VouchedRun& run : vouched_.runs) {
      for (const VouchedFile& file : run.files) {
        checks.push_back({&run, &file, {}});
        report_.bytes += file.size;
      }
    }
    report_.files = checks.size();
    const std::vector<std::vector<FileCheck*>> parts = part_by_bytes(checks);
    for_each_index_telling(
        parts.size(), [&](std::size_t i) { check_together(parts[i]); },
        [&](std::size_t done) {
          request_.progress(done * checks.size() / parts.size(), checks.size());
        });
    for (const FileCheck& check : checks) {
      if (!check.problem) continue;
      Finding finding{.kind = check.problem->kind,
                      .path = place_of(check),
                      .message = check.problem->message,
                      .run = check.run->id.text,
                      .expected = *check.file,
                      .folder = check.run->folder};
      weigh_known_change(check, finding);
      report_.findings.push_back(std::move(finding));
    }
  }

  /// What had been changed before it came into the trash is known there, and is damaged only where
  /// it has changed again.
  void weigh_known_change(const FileCheck& check, Finding& finding) {
    const auto known = changed_.find(join_path(check.run->folder, check.file->path));
    if (known == changed_.end()) return;
    const ChangedFile& then = known->second.file;
    if (!then.sha256 && finding.kind != Finding::Kind::missing) return;
    const std::optional<FileProblem> since =
        then.sha256 ? files_.check(finding.path, {then.path, then.size, *then.sha256})
                    : std::nullopt;
    if (since) {
      finding.kind = since->kind;
      finding.message =
          since->message + "; it had been changed before it came here, and again since";
      return;
    }
    finding.kind = Finding::Kind::edited;
    finding.message =
        fmt::format("it {} before it came here ({})", then.sha256 ? "had been changed" : "was gone",
                    printable(known->second.reason));
    finding.expected.reset();  // Repair leaves it as it was replaced.
  }

  /// All objects of a whole store; of a part of it those that its records name.
  void check_objects() {
    std::vector<Digest> objects;
    if (request_.folders.empty()) {
      take(find_foreign_objects(list_tree(project_, {std::string(kObjects)}), objects));
    }
    for (const VouchedRun& run : vouched_.runs) {
      for (const VouchedText& text : run.texts) name_object(run, text.name, text.object);
      name_untracked(run);
    }
    const std::set<Digest> there(objects.begin(), objects.end());
    for (const auto& [object, naming] : named_) {
      if (!there.contains(object)) objects.push_back(object);
    }
    std::sort(objects.begin(), objects.end());
    report_.objects = objects.size();
    std::vector<std::optional<FileProblem>> problems(objects.size());
    for_each_index(objects.size(),
                   [&](std::size_t i) { problems[i] = files_.check_object(objects[i]); });
    for (std::size_t i = 0; i < objects.size(); ++i) {
      if (problems[i]) report_.findings.push_back(object_finding(objects[i], *problems[i]));
    }
  }

  Finding object_finding(const Digest& object, const FileProblem& problem) const {
    Finding finding{.kind = problem.kind,
                    .path = relative_to(open_objects(project_).path(object), project_.root),
                    .message = problem.message,
                    .expected = VouchedFile{.path = "", .sha256 = object}};
    const auto known = named_.find(object);
    if (known == named_.end()) return finding;
    const Naming& naming = known->second;
    finding.run = naming.first->id.text;
    if (problem.kind != Finding::Kind::missing) {
      finding.message +=
          fmt::format(" (the record of {} names it: {})", finding.run, printable(naming.name));
      return finding;
    }
    // No result needs it, and the folders of runs may be copied without it.
    finding.kind = Finding::Kind::provenance;
    finding.message =
        fmt::format("{} of {} did not come along, or was removed", words_of_text(naming.name),
                    naming.runs == 1 ? fmt::format("run {}", finding.run)
                                     : fmt::format("these {} runs", naming.runs));
    return finding;
  }

  /// What an import left out on purpose is not looked for.
  void name_object(const VouchedRun& run, const std::string& name, const Digest& object) {
    if (run.imported && !run.imported->brought(object)) return;
    Naming& naming = named_[object];
    if (naming.runs == 0) naming = {.name = name, .first = &run};
    if (naming.last == &run) return;
    naming.last = &run;
    ++naming.runs;
  }

  void name_untracked(const VouchedRun& run) {
    if (!run.untracked) return;
    const auto [list, is_new] = lists_.try_emplace(*run.untracked);
    try {
      if (is_new) list->second = untracked_objects(project_, *run.untracked);
    } catch (const Error&) {
      // The list itself is an object, and is named as missing or damaged.
    }
    for (const Digest& object : list->second) name_object(run, "untracked file", object);
  }

  /// Trees of other programs, whose records lie in `.cairn/adopted`.
  void check_adopted() {
    const AdoptedFindings adopted = verify_adopted(project_, request_, files_);
    report_.runs += adopted.runs;
    report_.files += adopted.files;
    report_.bytes += adopted.bytes;
    take(adopted.findings);
    present_.insert(adopted.digests.begin(), adopted.digests.end());
  }

  void check_lineage() {
    for (const VouchedRun& run : vouched_.runs) present_.insert(run.digest);
    for (const VouchedRun& run : vouched_.runs) {
      for (const InputLink& input : run.inputs) {
        if (run.in_trash || present_.contains(input.run)) continue;
        report_.findings.push_back(
            {.kind = Finding::Kind::lineage,
             .path = record_path(run.folder, run.id),
             .message = fmt::format("its input '{}', run {}, is not in this store any more",
                                    printable(input.name), input.id),
             .run = run.id.text});
      }
    }
  }

  /// Each of them is whole, but the id alone names neither.
  void check_ids() {
    for (const IdConflict& conflict : find_id_conflicts(vouched_.runs)) {
      report_.findings.push_back({.kind = Finding::Kind::conflict,
                                  .path = record_path(conflict.paths.front(), conflict.id),
                                  .message = conflict.text(),
                                  .run = conflict.id.text,
                                  .hint = "name them by their paths"});
    }
  }

  /// What somebody moved or deleted while it was looked at is no damage.
  void drop_moved() {
    std::set<std::pair<std::string, std::string>> gone;
    for (const Finding& finding : report_.findings) {
      if (finding.folder.empty()) continue;
      if (!stat_path(record_path(project_.absolute(finding.folder), RunId{finding.run}))) {
        gone.insert({finding.folder, finding.run});
      }
    }
    std::erase_if(report_.findings, [&](const Finding& finding) {
      return gone.contains({finding.folder, finding.run});
    });
  }

  /// What is said of a file begins with its path: the finding has that.
  void drop_path(Finding& finding) const {
    const std::string path = project_.absolute(finding.path) + ":";
    if (!finding.message.starts_with(path)) return;
    finding.message.erase(0, path.size());
    if (finding.message.starts_with(' ')) finding.message.erase(0, 1);
  }

  const Project& project_;
  const VerifyRequest& request_;
  FileVerifier files_;
  VerifyReport report_;
  std::vector<TreeFolder> tree_;
  Vouched vouched_;
  std::vector<GroupRow> groups_;
  KnownPaths known_;
  std::unordered_map<Digest, std::vector<Digest>, DigestHash> lists_;  ///< Of untracked files.
  std::unordered_map<Digest, Naming, DigestHash> named_;
  ChangedInTrash changed_;
  bool others_commit_ = false;
  std::set<Digest> present_;  ///< The runs of the store.
};

}  // namespace

std::string_view finding_kind_name(Finding::Kind kind) {
  return kFindingKinds[static_cast<std::size_t>(kind)];
}

bool is_notice(const Finding& finding) {
  return finding.kind == Finding::Kind::lineage || finding.kind == Finding::Kind::leftover ||
         finding.kind == Finding::Kind::outside || finding.kind == Finding::Kind::provenance ||
         finding.kind == Finding::Kind::edited || finding.kind == Finding::Kind::conflict ||
         finding.kind == Finding::Kind::elsewhere;
}

bool VerifyReport::missed_all() const {
  return runs == 0 && std::ranges::any_of(findings, [](const Finding& finding) {
           return finding.kind == Finding::Kind::elsewhere;
         });
}

std::size_t VerifyReport::damages() const {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(),
      [](const Finding& finding) { return !is_notice(finding) && !finding.repaired; }));
}

VerifyReport verify_store(const Project& project, const VerifyRequest& request) {
  require_reachable(project);
  return Verifier(project, request).run();
}

}  // namespace cairn
