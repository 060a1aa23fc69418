#include "cairn/verify/doctor.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <functional>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/file_system.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/lock.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/catalog/catalog_check.h"
#include "cairn/objects/in_flight.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/leftovers.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/refresh.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/sync.h"
#include "cairn/store/trash_entry.h"
#include "cairn/verify/doctor_records.h"
#include "cairn/verify/verify_adopted.h"
#include "cairn/verify/verify_links.h"
#include "cairn/views/render.h"
#include "cairn/views/render_files.h"

namespace cairn {

namespace {

using Level = Diagnosis::Level;

/// What all checks look at; read once.
struct Patient {
  const Project& project;
  Mend mend;
  std::vector<TreeFolder> tree;  ///< Results and trash.
  Vouched vouched;
  std::vector<DeniedFolder> denied;  ///< What of results and trash this user may not list.
  std::string unwritable;  ///< Why nothing can be written into the hidden folder; empty: it can be.
};

/// How far the clocks of this machine and of the file system are apart. Writes a file for a moment.
std::int64_t clock_skew_us(const Project& project) {
  const std::string folder = ensure_hidden_folder(project, "");
  const std::string path = fmt::format("{}/{}{}-clock", folder, kTempPrefix, this_process().pid);
  const Fd fd = open_write(Site::file_write, path, OpenMode::exclusive);
  touch_now(fd.get());
  const std::int64_t skew_us = stat_open(fd.get(), path).mtime_ns / 1000 - now_us();
  remove_file(Site::leftover_remove, path);
  return skew_us;
}

/// Of who may only read, what would have to be written to be known stays unknown. A disk that is
/// full or fails is another thing: that is a problem.
std::string find_why_unwritable(const Project& project) {
  const std::string hidden = project.hidden("");
  const std::string folder = stat_path(hidden) ? hidden : project.root;
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0) return {};
  return fmt::format("'{}': {}", folder, std::generic_category().message(errno));
}

Diagnosis check_clock(Patient& patient) {
  const bool is_known = patient.unwritable.empty();
  const std::int64_t skew_us = is_known ? clock_skew_us(patient.project) : 0;
  constexpr TimeUs kTolerated = 5 * kSecond;
  if (std::abs(skew_us) > kTolerated) {
    return {Level::problem, "clock",
            fmt::format("this machine and the file system differ by {}",
                        human_duration(seconds_of(std::abs(skew_us)))),
            "set the clock by NTP"};
  }
  TimeUs newest = 0;
  for (const VouchedRun& run : patient.vouched.runs) newest = std::max(newest, run.ended);
  if (newest > now_us() + kTolerated) {
    return {Level::problem, "clock", fmt::format("a run ended in the future: {}", utc_text(newest)),
            "set the clock, before anything is chosen by age"};
  }
  return {Level::fine, "clock",
          is_known ? "agrees with the file system" : "no run ended in the future", ""};
}

Diagnosis check_file_system(Patient& patient) {
  const bool is_writable = patient.unwritable.empty();
  const std::string folder =
      is_writable ? ensure_hidden_folder(patient.project, "") : patient.project.root;
  const FileSystem disk = file_system_of(folder);
  const std::string room = human_bytes(disk_room(folder).free) + " free";
  std::string text;
  try {
    text = fmt::format("{}: {}; {}", disk.name, is_writable ? features_of(folder) : "not tried out",
                       room);
  } catch (const Error& error) {
    return {Level::problem, "file system",
            fmt::format("{}: {}; {}", disk.name, error.message(), room),
            "make room: cairn analyze storage tells what takes it"};
  }
  if (patient.project.spec.options.cache() == "reflink" && text.find("no reflinks") != text.npos) {
    return {Level::notice, "file system", text + "; storage.cache: reflink keeps nothing here",
            "write storage: {cache: copy}, or off"};
  }
  if (disk.is_network) {
    return {Level::notice, "file system", text + "; locks of other hosts may not be seen", ""};
  }
  return {Level::fine, "file system", text, ""};
}

Diagnosis check_locks(Patient& patient) {
  if (!patient.unwritable.empty()) return {Level::fine, "locks", "not tried out", ""};
  const std::string folder = patient.project.hidden("locks");
  std::vector<std::string> held;
  try {
    for (const FolderEntry& entry : list_folder(folder)) {
      if (!FileLock::try_acquire(join_path(folder, entry.name))) held.push_back(entry.name);
    }
  } catch (const Error& error) {
    return {Level::problem, "locks", error.message(),
            "mount the file system with locks; without them nothing may be written"};
  }
  if (held.empty()) return {Level::fine, "locks", "work, and none is held", ""};
  return {Level::notice, "locks", fmt::format("held by a living process: {}", join(held, ", ")),
          "wait for it; locks of dead processes fall by themselves"};
}

Diagnosis check_records(Patient& patient) {
  return diagnose_records(patient.project, {patient.tree, patient.vouched, patient.denied});
}

/// Runs that no command comes to, in `folders`.
Diagnosis tell_elsewhere(const Project& project, const std::vector<std::string>& folders,
                         std::size_t known) {
  const std::string& first = folders.front();
  const std::vector<std::string> own = project.result_folders();
  const bool is_too_deep =
      std::ranges::any_of(own, [&](const std::string& folder) { return is_below(first, folder); });
  return {Level::notice, "index",
          fmt::format("has {} of the runs; {} where the layout does not look: {}", known,
                      counted(folders.size(), "more lies", "more lie"), printable(first)),
          is_too_deep ? "move them up, to where the layout puts runs, or at most two folders deeper"
                      : "cairn.yaml named another layout or storage.results_path for them"};
}

/// What mends a catalog that was refused with `error`, which may know better than to make a new
/// one.
std::string mends_catalog(const Error& error) {
  return error.hint().empty() ? "cairn reindex" : error.hint();
}

Diagnosis look_at_index(Patient& patient) {
  const std::optional<Catalog> catalog = open_catalog_as_it_is(patient.project);
  if (!catalog || !catalog->is_complete()) {
    return {Level::notice, "index", "there is no catalog; the next command makes it", "cairn ls"};
  }
  if (const auto damage = catalog_damage(catalog->database().path())) {
    return {Level::problem, "index", fmt::format("the catalog is damaged: {}", *damage),
            "cairn reindex"};
  }
  SyncReport looked;
  if (is_behind(patient.project, *catalog, looked) ||
      !overwritten_runs(patient.project, *catalog, looked).empty()) {
    return {Level::notice, "index", "the catalog is behind; the next command brings it up to date",
            "cairn ls"};
  }
  const std::vector<std::string> elsewhere = runs_out_of_reach(patient.project, patient.vouched);
  std::size_t on_disk = 0;
  for (const VouchedRun& run : patient.vouched.runs) on_disk += run.in_trash ? 0 : 1;
  on_disk -= elsewhere.size();
  std::size_t known = 0;
  for (const RunHead& head : catalog->heads()) {
    const bool is_hidden = std::ranges::any_of(patient.denied, [&](const DeniedFolder& folder) {
      return is_below(head.record_path, folder.path);
    });
    if (is_adopted(head) || is_hidden) continue;
    known += head.status != RunStatus::running && head.status != RunStatus::lost &&
             head.status != RunStatus::pending;
  }
  if (known != on_disk) {
    return {
        Level::problem, "index",
        fmt::format("the catalog has {}, the disk has {}", counted(known, "ended run"), on_disk),
        "cairn reindex"};
  }
  if (!elsewhere.empty()) return tell_elsewhere(patient.project, elsewhere, known);
  return {Level::fine, "index", fmt::format("has all {} of the runs", known), ""};
}

Diagnosis check_index(Patient& patient) {
  try {
    return look_at_index(patient);
  } catch (const Error& error) {
    return {Level::problem, "index", error.message(), mends_catalog(error)};
  }
}

Diagnosis look_for_lost(Patient& patient) {
  const FreshCatalog fresh = open_fresh_catalog(patient.project);
  std::vector<std::string> lost;
  for (const RunHead& head : fresh.catalog.heads()) {
    // An older copy was made again elsewhere.
    if (head.status == RunStatus::lost && head.copy == 0) lost.push_back(head.id.text);
  }
  if (lost.empty()) return {Level::fine, "lost runs", "none", ""};
  std::sort(lost.begin(), lost.end());
  const std::string named =
      join(std::span(lost).first(std::min<std::size_t>(lost.size(), 5)), ", ");
  return {Level::problem, "lost runs",
          fmt::format("{} began and never ended: {}{}", counted(lost.size(), "run"), named,
                      lost.size() > 5 ? ", …" : ""),
          fmt::format("again: cairn rerun {}; what {} left: cairn ls --status lost",
                      lost.size() == 1 ? lost.front() : "ID, each of them",
                      lost.size() == 1 ? "it" : "they")};
}

Diagnosis check_lost(Patient& patient) {
  try {
    return look_for_lost(patient);
  } catch (const Error& error) {
    return {Level::problem, "lost runs", "the catalog cannot tell: " + error.message(),
            mends_catalog(error)};
  }
}

/// The process that a temporary file was made by: ".cairn-tmp-4711-0" → 4711.
std::optional<pid_t> maker_of(const std::string& name) {
  const std::string_view rest = std::string_view(name).substr(kTempPrefix.size());
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), pid);
  return error == std::errc() && pid > 0 ? std::optional(pid) : std::nullopt;
}

/// Whether a temporary file is nobody's: its maker is no process of this host, and it is old enough
/// not to be another host's that is being written.
bool is_abandoned(const std::string& path, const std::string& name) {
  constexpr TimeUs kAge = 3600 * kSecond;
  const std::optional<pid_t> pid = maker_of(name);
  if (pid && (::kill(*pid, 0) == 0 || errno != ESRCH)) return false;
  const std::optional<FileStat> status = stat_path(path);
  return status && now_us() - status->mtime_ns / 1000 > kAge;
}

Diagnosis check_leftovers(Patient& patient) {
  std::vector<TreeFolder> tree = patient.tree;
  const std::vector<TreeFolder> hidden = list_tree(patient.project, {".cairn"});
  for (const TreeFolder& folder : hidden) {
    if (!is_below(folder.path, kTrashFolder)) tree.push_back(folder);
  }
  const Leftovers leftovers(patient.project, tree, patient.vouched);
  std::size_t abandoned = 0;
  std::size_t young = 0;
  std::size_t unsettled = 0;
  for (const TreeFolder& folder : tree) {
    for (const FolderEntry& entry : folder.entries) {
      const TempFile file = leftovers.judge(folder.path, entry.name);
      unsettled += file == TempFile::unsettled ? 1 : 0;
      if (file != TempFile::leftover) continue;
      const std::string path = patient.project.absolute(join_path(folder.path, entry.name));
      if (!is_abandoned(path, entry.name)) {
        ++young;
        continue;
      }
      ++abandoned;
      if (patient.mend == Mend::yes) remove_file(Site::leftover_remove, path);
    }
  }
  std::string of_late =
      young == 0 ? "" : fmt::format("; {} of living processes, or of the last hour", young);
  if (unsettled > 0) of_late += fmt::format("; {} of runs that no record tells about", unsettled);
  if (abandoned == 0) return {Level::fine, "leftovers", "none" + of_late, ""};
  if (patient.mend == Mend::yes) {
    return {
        Level::fine, "leftovers",
        fmt::format("removed {} that were never finished{}", counted(abandoned, "file"), of_late),
        ""};
  }
  return {Level::notice, "leftovers",
          fmt::format("{} never finished{}", counted(abandoned, "file"), of_late),
          "cairn doctor --fix"};
}

Diagnosis check_kept_damage(Patient& patient) {
  std::size_t count = files_below(patient.project.hidden("damaged")).size();
  for (const std::string& file : files_below(patient.project.hidden("objects"))) {
    count += file.find(".damaged") != std::string::npos ? 1 : 0;
  }
  if (count == 0) return {Level::fine, "damaged files", "none is kept", ""};
  return {Level::notice, "damaged files",
          fmt::format("{} that a repair replaced are kept", counted(count, "file")),
          "when nobody wants to look at them: rm -r .cairn/damaged .cairn/objects/*/*.damaged*"};
}

/// What is no link is left alone.
void mend_link(const Project& project, const std::string& path, const std::string& text) {
  const std::string absolute = project.absolute(path);
  const std::optional<FileStat> there = stat_path(absolute);
  if (there && !there->is_link()) return;
  make_folders(Site::view_link, parent_path(absolute));
  write_link(Site::view_link, absolute, text);
}

/// Whether the layout makes links at all.
bool has_links(const Layout& layout) {
  const auto makes_any = [](const auto& level) { return !level.links.empty(); };
  return std::ranges::any_of(layout.groups, makes_any) ||
         std::ranges::any_of(layout.kinds, makes_any);
}

/// Names that stand for several folders: a link can lead to one of them only. Nothing is damaged.
std::optional<Diagnosis> tell_shared_names(const LinkTexts& links, const std::string& mended) {
  const auto is_shared = [](const LinkTexts::value_type& link) {
    return std::set(link.second.begin(), link.second.end()).size() > 1;
  };
  const auto count = static_cast<std::size_t>(std::ranges::count_if(links, is_shared));
  if (count == 0) return std::nullopt;
  const auto& [path, texts] = *std::ranges::find_if(links, is_shared);
  return Diagnosis{
      Level::notice, "links",
      fmt::format("{}{} for several folders: {}: '{}'", mended,
                  counted(count, "name of the layout stands", "names of the layout stand"),
                  printable(path), printable(join(texts, "', '"))),
      "ask by id, or by the path of the folder"};
}

/// What is wrong with the links of the layout, once those that can be are mended; a word on these.
std::optional<Diagnosis> look_at_names(Patient& patient, std::string& mended) {
  const Project& project = patient.project;
  if (!has_links(project.layout)) return std::nullopt;
  FreshCatalog fresh = open_fresh_catalog(project);
  LinkTexts links;
  LinkTexts choices;  // Without those of which any will do.
  visit_views(
      project, fresh.catalog,
      [&](const ViewText& view) {
        links[view.path].push_back(view.text);
        if (!view.is_of_content) choices[view.path].push_back(view.text);
      },
      RenderScope::links);
  std::vector<Finding> wrong = find_wrong_links(project, links);
  if (patient.mend == Mend::yes) {
    const std::size_t found = wrong.size();
    for (const Finding& link : wrong) mend_link(project, link.path, links.at(link.path).front());
    wrong = find_wrong_links(project, links);
    if (found > wrong.size()) mended = "made " + counted(found - wrong.size(), "link") + " anew; ";
    std::vector<std::string> problems;
    const std::size_t removed = remove_wrong_links(project, fresh.catalog, problems).size();
    if (removed > 0) mended += "removed " + counted(removed, "link") + " to what is gone; ";
  }
  if (wrong.empty()) return tell_shared_names(choices, mended);
  return Diagnosis{Level::problem, "links",
                   fmt::format("{}{} of the layout {} wrong: {}: {}", mended,
                               counted(wrong.size(), "link"), wrong.size() == 1 ? "is" : "are",
                               printable(wrong.front().path), printable(wrong.front().message)),
                   wrong.front().hint};
}

Diagnosis check_links(Patient& patient) {
  std::string mended;
  try {
    if (std::optional<Diagnosis> wrong = look_at_names(patient, mended)) return *std::move(wrong);
  } catch (const Error& error) {
    return {Level::problem, "links", error.message(), error.hint()};
  }
  const ObjectStore objects = open_objects(patient.project);
  std::vector<std::string> dangling;
  for (const TreeFolder& folder : patient.tree) {
    for (const FolderEntry& entry : folder.entries) {
      if (entry.kind != FileStat::Kind::link) continue;
      const std::string path = join_path(folder.path, entry.name);
      const std::string absolute = patient.project.absolute(path);
      const std::optional<Digest> object = read_object_link(absolute);
      if (!stat_path(absolute)) continue;  // It was one of those that have just been removed.
      const bool is_there = object ? objects.has(*object) : stat_following(absolute).has_value();
      if (!is_there) dangling.push_back(path);
    }
  }
  const std::vector<Finding> out =
      find_links_out(patient.project, patient.tree, patient.vouched, {});
  if (dangling.empty() && !out.empty()) {
    return {
        Level::notice, "links",
        fmt::format("{}{} out of the store: {}", mended,
                    counted(out.size(), "link leads", "links lead"), printable(out.front().path)),
        "cairn verify"};
  }
  if (dangling.empty()) return {Level::fine, "links", mended + "none leads nowhere", ""};
  const bool goes = std::ranges::any_of(dangling, [&](const std::string& path) {
    return is_layout_link(patient.project.layout, path);
  });
  return {
      Level::problem, "links",
      fmt::format("{}{} nowhere: {}", mended, counted(dangling.size(), "link leads", "links lead"),
                  printable(dangling.front())),
      goes ? "cairn doctor --fix" : "cairn verify --deep --repair"};
}

Diagnosis check_adopted(Patient& patient) {
  const Project& project = patient.project;
  FileVerifier verifier(project, VerifyDepth::quick);
  const AdoptedFindings adopted = verify_adopted(project, {}, verifier);
  if (project.adopted.empty() && adopted.findings.empty()) {
    return {Level::fine, "adopted trees", "none", ""};
  }
  if (adopted.findings.empty()) {
    return {Level::fine, "adopted trees",
            fmt::format("{} with {}, all in place", counted(project.adopted.size(), "tree"),
                        counted(adopted.files, "file")),
            ""};
  }
  const Finding& first = adopted.findings.front();
  return {Level::problem, "adopted trees",
          fmt::format("{} not as recorded: {}: {}",
                      adopted.findings.size() == 1
                          ? "1 thing is"
                          : fmt::format("{} things are", adopted.findings.size()),
                      first.path, first.message),
          "cairn verify"};
}

struct Check {
  std::string_view name;
  Diagnosis (*look)(Patient&);
};

/// The checks in their order.
constexpr std::array kChecks = {
    Check{"clock", &check_clock},           Check{"file system", &check_file_system},
    Check{"locks", &check_locks},           Check{"records", &check_records},
    Check{"leftovers", &check_leftovers},   Check{"links", &check_links},
    Check{"index", &check_index},           Check{"lost runs", &check_lost},
    Check{"adopted trees", &check_adopted}, Check{"damaged files", &check_kept_damage}};

/// A full disk or a bad one spoils one check, and is what doctor is asked about: the others go on.
Diagnosis diagnose(const Check& check, Patient& patient) {
  try {
    return check.look(patient);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;
    return {Level::problem, std::string(check.name), error.message(), error.hint()};
  }
}

}  // namespace

std::string_view level_name(Diagnosis::Level level) {
  constexpr std::array<std::string_view, 3> kNames = {"fine", "notice", "problem"};
  return kNames[static_cast<std::size_t>(level)];
}

std::vector<Diagnosis> examine(const Project& project, Mend mend) {
  // Of a disk that is not there nothing else can be said.
  if (const std::optional<std::string> dangling = find_unreachable(project)) {
    return {{Level::problem, "folders", *dangling, std::string(kDanglingHint)}};
  }
  Patient patient{.project = project,
                  .mend = mend,
                  .tree = {},
                  .vouched = {},
                  .denied = {},
                  .unwritable = find_why_unwritable(project)};
  patient.tree = list_tree(project, run_roots_of_all_layouts(project), patient.denied);
  patient.vouched = read_vouched(project, patient.tree);
  std::vector<Diagnosis> diagnoses;
  if (!patient.unwritable.empty()) {
    diagnoses.push_back({Level::notice, "writing", "not writable: " + patient.unwritable,
                         "who may write here learns more"});
  }
  for (const Check& check : kChecks) diagnoses.push_back(diagnose(check, patient));
  return diagnoses;
}

}  // namespace cairn
