#include "cairn/exchange/opened_package.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

constexpr std::uint64_t kMostManifest = 64 << 20;
constexpr std::uint64_t kMostRecord = 64 << 20;
constexpr std::uint64_t kMostGroupFile = 4 << 20;
/// 2000-01-01: no run is older than the programs that record runs.
constexpr TimeUs kFirstDay = 946'684'800'000'000;

[[noreturn]] void refuse_package(const std::string& why) { throw Error(ErrorCode::corrupt, why); }

/// Entries by name, each of which somebody must account for.
class Entries {
 public:
  explicit Entries(const ZipFile& zip) {
    for (const ZipEntry& entry : zip.entries()) entries_.emplace(entry.name.text(), &entry);
  }

  const ZipEntry* find(const std::string& name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : found->second;
  }
  /// The entry. Throws where it is missing.
  const ZipEntry* find_or_refuse(const std::string& name) const {
    const ZipEntry* entry = find(name);
    if (entry == nullptr) refuse_package(fmt::format("it lacks the file '{}'", printable(name)));
    return entry;
  }
  /// The entry, which belongs to the caller from now on. Throws where it is missing.
  const ZipEntry* take(const std::string& name) {
    const ZipEntry* entry = find_or_refuse(name);
    entries_.erase(name);
    return entry;
  }
  /// The entry of a file of the run `id`, likewise; nullptr where it is missing, which is noted.
  const ZipEntry* take_of_run(const RunId& id, const std::string& name) {
    if (find(name) != nullptr) return take(name);
    missing_.emplace_back(id, name);
    return nullptr;
  }
  const std::unordered_map<std::string, const ZipEntry*>& rest() const { return entries_; }
  /// Throws Error(corrupt) that tells of all files of runs that were missing.
  void refuse_missing() const;

 private:
  std::unordered_map<std::string, const ZipEntry*> entries_;
  std::vector<std::pair<RunId, std::string>> missing_;
};

void Entries::refuse_missing() const {
  if (missing_.empty()) return;
  constexpr std::size_t kNamed = 10;
  const std::string hint =
      "nothing was imported: pack them again in their project, best with: cairn export RUN (zip "
      "leaves out links that lead nowhere; cairn verify names what is missing there)";
  if (missing_.size() == 1) {
    const auto& [id, name] = missing_.front();
    throw Error(ErrorCode::corrupt, fmt::format("it lacks the file '{}'", printable(name)), hint)
        .with_context(fmt::format("run {}", id.text));
  }
  std::set<std::string> runs;
  std::string names;
  for (std::size_t i = 0; i < missing_.size(); ++i) {
    runs.insert(missing_[i].first.text);
    if (i < kNamed)
      names += fmt::format("{}'{}'", i == 0 ? "" : ", ", printable(missing_[i].second));
  }
  if (missing_.size() > kNamed) names += fmt::format(" and {} more", missing_.size() - kNamed);
  throw Error(ErrorCode::corrupt,
              fmt::format("it lacks {} files that the records of {} name: {}", missing_.size(),
                          counted(runs.size(), "run"), names),
              hint);
}

void check_time(TimeUs time) {
  if (time == 0) return;  // Not known: other programs do not note all of them.
  // A day of grace for clocks that go wrong.
  if (time >= kFirstDay && time <= now_us() + kDay) return;
  refuse_package(fmt::format("it has a time that cannot be: {}", utc_text(time)));
}

void check_path(const std::string& path) {
  SafeRelPath::parse(path);
  const std::string why = why_reserved(path);
  if (!why.empty()) refuse_package(fmt::format("the file '{}' {}", printable(path), why));
}

void check_identity(const RunDefinition& definition, const PackageRun& place) {
  const bool is_right = definition.id == place.id && definition.digest == place.digest &&
                        sha256(definition.key) == definition.digest &&
                        definition.id.text.size() >= kShortIdLength &&
                        short_id(definition.digest, definition.id.text.size()) == definition.id;
  if (!is_right) refuse_package("its id, key and digest do not belong together");
}

/// What a record may say that would lead outside its folder, or to another run's files.
void check_record(const Record& record, const PackageRun& place) {
  check_identity(record.definition, place);
  // What another program made may be of no known end, and says so in its origin.
  if (!is_an_end(record.status) && !record.origin) {
    refuse_package(
        fmt::format("the record of {} says '{}', which is no end of a run (finished, failed, "
                    "killed, preempted)",
                    place.id.text, status_name(record.status)));
  }
  for (const RecordAttempt& attempt : record.attempts) {
    check_time(attempt.started);
    check_time(attempt.ended);
  }
  const std::string own_log = join_path(kRunFolder, place.id.text + ".log");
  std::set<std::string> paths;
  for (const RecordArtifact& artifact : record.artifacts) {
    if (artifact.path != own_log) check_path(artifact.path);
    if (!paths.insert(artifact.path).second) {
      refuse_package(fmt::format("its record names '{}' twice", printable(artifact.path)));
    }
  }
  const auto check_below = [&](std::string path) {
    if (path.ends_with('/')) path.pop_back();
    if (!path.empty() && path != own_log && path != ".") check_path(path);
  };
  for (const DeclaredOut& out : record.definition.outs) check_below(out.path);
  for (const RecordOut& out : record.outs) check_below(out.path);
  for (const std::string& path : record.definition.metric_files) check_below(path);
  for (const RecordChild& child : record.children) {
    check_below(child.path);
    const Digest digest = child_digest(record.definition.digest, child.name);
    if (child.digest != digest || short_id(digest, child.id.text.size()) != child.id) {
      refuse_package(
          fmt::format("its child '{}' has an id that is not its own", printable(child.name)));
    }
  }
  check_below(record.definition.log);
  check_below(record.definition.warnings);
}

/// Puts together which entries a run consists of; those that are missing are noted in `entries`.
class RunReader {
 public:
  RunReader(const ZipFile& zip, Entries& entries, PackageRun place) : zip_(zip), entries_(entries) {
    run_.place = std::move(place);
    left_out_ = {run_.place.left_out.begin(), run_.place.left_out.end()};
  }

  PackedRun read() {
    const RunId& id = run_.place.id;
    const std::string record_path = join_path(kRunFolder, id.text + ".json");
    const std::string where = in_package(run_.place, record_path);
    const ZipEntry* entry = entries_.take(where);
    const std::string text = zip_.read(*entry, kMostRecord);
    run_.record = parse_record(text, printable(where));
    run_.record_sha256 = sha256(text);
    check_record(run_.record, run_.place);
    run_.files.push_back({record_path, entry, run_.record_sha256});
    for (const RecordArtifact& artifact : run_.record.artifacts) {
      take(artifact.path, artifact.size, artifact.sha256);
    }
    take_kept();
    if (!left_out_.empty()) {
      refuse_package(fmt::format("'{}' is said to be left out, and the record does not name it",
                                 printable(*left_out_.begin())));
    }
    return std::move(run_);
  }

 private:
  void take(const std::string& path, std::uint64_t size, const Digest& sha256) {
    if (left_out_.erase(path) > 0) return;
    const std::string where = in_package(run_.place, path);
    const ZipEntry* entry = entries_.take_of_run(run_.place.id, where);
    if (entry == nullptr) return;
    if (entry->size != size) {
      refuse_package(
          fmt::format("the file '{}' has another size than the record says", printable(where)));
    }
    run_.files.push_back({path, entry, sha256});
  }

  void take_kept() {
    const Record& record = run_.record;
    const RunId& id = run_.place.id;
    if (record.events_size) {
      const int number = record.attempt().number;
      take(join_path(kRunFolder, fmt::format("{}.{}.events.jsonl", id.text, number)),
           *record.events_size, *record.events_sha256);
    }
    if (record.history) {
      take(join_path(kRunFolder, id.text + ".history"), record.history->size,
           record.history->sha256);
    }
    const std::string user = join_path(kRunFolder, id.text + ".user.json");
    if (entries_.find(in_package(run_.place, user)) != nullptr) {
      run_.files.push_back({.path = user,
                            .entry = entries_.take(in_package(run_.place, user)),
                            .has_digest = false});
    }
  }

  const ZipFile& zip_;
  Entries& entries_;
  std::set<std::string> left_out_;
  PackedRun run_;
};

PackedRun read_run(const ZipFile& zip, Entries& entries, const PackageRun& place) {
  try {
    return RunReader(zip, entries, place).read();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::io) throw;
    const bool keeps_code = error.code() == ErrorCode::conflict;
    throw Error(keeps_code ? error.code() : ErrorCode::corrupt, error.message(), error.hint())
        .with_context(fmt::format("run {}", place.id.text));
  }
}

/// The manifest's files must be the zip's, and what it says of those of runs what records say.
class ManifestReader {
 public:
  ManifestReader(const ZipFile& zip, Entries& entries) : zip_(zip), entries_(entries) {}

  void read(OpenedPackage& package) {
    const std::string text = zip_.read(*entries_.take(std::string(kManifestFile)), kMostManifest);
    const PackageManifest manifest = parse_manifest(text, std::string(kManifestFile));
    package.exported_by = manifest.exported_by;
    check_sums(manifest, text);
    for (const PackageFile& file : manifest.files) files_.emplace(file.path, &file);
    for (const PackageFile& file : manifest.files) {
      const ZipEntry* entry = entries_.find(file.path);
      if (entry == nullptr)
        refuse_package(fmt::format("it lacks the file '{}'", printable(file.path)));
      if (entry->size != file.size) {
        refuse_package(fmt::format("the file '{}' has another size than {} says",
                                   printable(file.path), kManifestFile));
      }
    }
    for (const PackageRun& run : manifest.runs) {
      package.runs.push_back(read_run(zip_, entries_, run));
      settle(package.runs.back());
    }
    entries_.refuse_missing();
    take_others(package, manifest);
    for (const PackageGroup& group : manifest.groups) take_group(package, group);
    if (entries_.rest().empty()) return;
    refuse_package(fmt::format("the file '{}' is not named by its manifest, or belongs to no run",
                               printable(entries_.rest().begin()->first)));
  }

 private:
  void check_sums(const PackageManifest& manifest, const std::string& text) {
    const std::string sums = zip_.read(*entries_.take(std::string(kSumsFile)), kMostManifest);
    std::string expected;
    for (const PackageFile& file : manifest.files) {
      expected += sha256sum_line(file.sha256, file.path);
    }
    expected += sha256sum_line(sha256(text), kManifestFile);
    if (sums != expected)
      refuse_package(fmt::format("{} and {} disagree", kSumsFile, kManifestFile));
  }

  const PackageFile& file_of(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end()) {
      refuse_package(fmt::format("the file '{}' is not named by its manifest", printable(path)));
    }
    return *found->second;
  }

  /// The record and the manifest say the same of each file.
  void settle(PackedRun& run) const {
    for (PackedFile& file : run.files) {
      const PackageFile& stated = file_of(in_package(run.place, file.path));
      if (file.has_digest && stated.sha256 != file.sha256) {
        refuse_package(fmt::format("the record and {} disagree about '{}'", kManifestFile,
                                   printable(stated.path)));
      }
      file.sha256 = stated.sha256;
      file.has_digest = true;
    }
  }

  void take_other(OpenedPackage& package, const std::string& path, bool is_text) {
    if (!taken_.insert(path).second) return;
    package.others.push_back(
        {.entry = entries_.take(path), .sha256 = file_of(path).sha256, .is_text = is_text});
  }

  void take_others(OpenedPackage& package, const PackageManifest& manifest) {
    for (const std::string_view page : {kExportFile, kReadmeFile, kPageFile}) {
      if (files_.contains(std::string(page))) take_other(package, std::string(page), false);
    }
    for (const PackedRun& run : package.runs) {
      for (const std::string& view : run.place.views) {
        check_path(view);
        take_other(package, in_package(run.place, view), false);
      }
      for (const PackageText& text : run.place.texts) check_text(run, text);
    }
    for (const PackageRun& run : manifest.runs) {
      for (const PackageText& text : run.texts) take_other(package, text.file, true);
    }
  }

  void take_group(OpenedPackage& package, const PackageGroup& place) {
    PackedGroup group{.place = place, .said = std::nullopt, .files = {}};
    if (place.has_file) {
      const std::string path = in_package(place, join_path(kRunFolder, "group.json"));
      const std::string text = zip_.read(*entries_.find_or_refuse(path), kMostGroupFile);
      group.said = parse_group_file(text, printable(path));
      check_time(group.said->created);
      take_other(package, path, false);
    }
    for (const std::string& view : place.views) {
      check_path(view);
      take_other(package, in_package(place, view), false);
    }
    for (const std::string& file : place.files) {
      check_path(file);
      const std::string path = in_package(place, file);
      for (const PackedRun& run : package.runs) {
        if (!is_below(path, run.place.folder)) continue;
        refuse_package(fmt::format("the file '{}' of a group lies in the folder of run {}",
                                   printable(path), run.place.id.text));
      }
      group.files.push_back(
          {.path = file, .entry = entries_.take(path), .sha256 = file_of(path).sha256});
    }
    package.groups.push_back(std::move(group));
  }

  /// A text is the one that the record of its run names, and lies where texts lie.
  void check_text(const PackedRun& run, const PackageText& text) const {
    const std::optional<Provenance>& provenance = run.record.provenance;
    const std::optional<Digest> object =
        provenance ? kept_text(*provenance, text.name) : std::nullopt;
    if (!object || *object != file_of(text.file).sha256 ||
        !is_below(text.file, kProvenanceFolder)) {
      refuse_package(fmt::format("run {}: '{}' is not the text that its record names",
                                 run.place.id.text, printable(text.file)));
    }
  }

  const ZipFile& zip_;
  Entries& entries_;
  std::unordered_map<std::string, const PackageFile*> files_;
  std::set<std::string> taken_;
};

/// A bare zip: every record in it is a run, and what no record names is left where it is.
void read_bare(const ZipFile& zip, Entries& entries, OpenedPackage& package) {
  std::vector<PackageRun> places;
  for (const ZipEntry& entry : zip.entries()) {
    const std::string& path = entry.name.text();
    const std::string parent = parent_path(path);
    const auto name = parse_run_file_name(base_name(path));
    if (!name || name->kind != RunFileName::Kind::record || base_name(parent) != kRunFolder)
      continue;
    const std::string record_text = zip.read(entry, kMostRecord);
    const Record record = parse_record(record_text, printable(path));
    places.push_back({.id = name->id,
                      .digest = record.definition.digest,
                      .folder = parent_path(parent),
                      .path = record.definition.path});
  }
  if (places.empty()) {
    refuse_package(fmt::format("it holds neither {} nor the record of a run", kManifestFile));
  }
  for (const PackageRun& place : places) package.runs.push_back(read_run(zip, entries, place));
  entries.refuse_missing();
  for (const auto& [path, entry] : entries.rest()) {
    package.others.push_back({.entry = entry, .has_digest = false});
  }
}

void check_runs_differ(const OpenedPackage& package) {
  std::set<Digest> digests;
  for (const PackedRun& run : package.runs) {
    if (!digests.insert(run.place.digest).second) {
      refuse_package(fmt::format("run {} is in it twice", run.place.id.text));
    }
  }
}

}  // namespace

std::string why_reserved(std::string_view path) {
  for (const std::string& part : split(path, '/')) {
    const auto safe = SafeRelPath::parse_if_safe(part);
    const std::string folded = safe ? safe->folded() : part;
    if (folded == kRunFolder || folded == kCairnFolder) return "is in a folder that cairn keeps";
    if (folded == ".git" || folded == "git~1") return "is in a folder of git";
    if (folded.starts_with(kTempPrefix)) return "bears the name of an unfinished file";
  }
  return "";
}

OpenedPackage open_package(const std::string& path, const ZipLimits& limits) {
  OpenedPackage package;
  try {
    package.zip = std::make_unique<ZipFile>(path, limits);
    Entries entries(*package.zip);
    package.is_bare = entries.find(std::string(kManifestFile)) == nullptr;
    if (package.is_bare) {
      read_bare(*package.zip, entries, package);
    } else {
      ManifestReader(*package.zip, entries).read(package);
    }
    check_runs_differ(package);
    return package;
  } catch (const Error& error) {
    if (package.zip == nullptr && error.code() != ErrorCode::corrupt &&
        error.code() != ErrorCode::invalid_input) {
      throw;
    }
    throw error.with_context(printable(base_name(path)));
  }
}

}  // namespace cairn
