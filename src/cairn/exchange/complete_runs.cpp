#include "cairn/exchange/complete_runs.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/parallel.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/identity/run_id.h"
#include "cairn/store/adopted.h"

namespace cairn {

namespace {

/// Keeps of two lists, side by side, the places for which `keep` says so; asked once each, in
/// order.
template <typename A, typename B, typename Keep>
void keep_places(std::vector<A>& left, std::vector<B>& right, const Keep& keep) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!keep(i)) continue;
    if (kept != i) {
      left[kept] = std::move(left[i]);
      right[kept] = std::move(right[i]);
    }
    ++kept;
  }
  left.resize(kept);
  right.resize(kept);
}

/// Which runs bear a name, or lie in a folder.
class RunIndex {
 public:
  void add(const ForeignRun& run, std::size_t place) {
    by_name_[run.origin].push_back(place);
    for (const ForeignName& name : run.names) {
      if (name.name != run.origin) by_name_[name.name].push_back(place);
    }
  }

  /// The only run that `link` of a run other than `from` can mean.
  std::optional<std::size_t> find(const ForeignLink& link, std::size_t from,
                                  const std::vector<ForeignRun>& runs) const {
    const auto found = by_name_.find(link.to);
    if (found == by_name_.end()) return std::nullopt;
    std::optional<std::size_t> only;
    for (const std::size_t place : found->second) {
      if (place == from || (!link.path.empty() && runs[place].folder != link.path)) continue;
      if (only && *only != place) return std::nullopt;
      only = place;
    }
    return only;
  }

 private:
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
};

class Completer {
 public:
  Completer(const ForeignTree& tree, const ForeignReader& reader, ForeignRuns found,
            const KnownIds& known)
      : tree_(tree), reader_(reader), runs_(std::move(found.runs)), known_(known) {
    done_.problems = std::move(found.problems);
  }

  CompletedRuns complete(const RecordWatcher& watcher) {
    const auto before = [](const ForeignRun& a, const ForeignRun& b) {
      return std::tie(a.folder, a.origin, a.kind) < std::tie(b.folder, b.origin, b.kind);
    };
    // Most readers find them in this order.
    if (!std::is_sorted(runs_.begin(), runs_.end(), before)) {
      std::sort(runs_.begin(), runs_.end(), before);
    }
    identify();
    for (std::size_t i = 0; i < runs_.size(); ++i) index_.add(runs_[i], i);
    std::vector<Record> records(runs_.size());
    const auto make = [&](std::size_t i) {
      records[i] = record_of(i);
      if (watcher.made) watcher.made(records[i]);
    };
    for_each_index_telling(runs_.size(), make, [&](std::size_t done) {
      if (watcher.progress) watcher.progress(done, runs_.size());
    });
    if (watcher.all_made) watcher.all_made();
    write_lines(std::move(records));
    for (std::string& problem : done_.problems) problem = printable(problem);
    return std::move(done_);
  }

 private:
  struct Identity {
    std::string key;
    Digest digest;
    RunId id;
  };

  /// A text that JSON cannot hold costs the run, and nothing more.
  void write_lines(std::vector<Record> records) {
    std::vector<std::size_t> by_id(records.size());
    std::iota(by_id.begin(), by_id.end(), std::size_t{0});
    std::ranges::sort(by_id, {}, [&](std::size_t i) -> const std::string& {
      return records[i].definition.id.text;
    });
    std::vector<std::string> failures(records.size());
    done_.records.resize(records.size());
    done_.lines.resize(records.size());
    for_each_index(records.size(), [&](std::size_t place) {
      Record& record = done_.records[place] = std::move(records[by_id[place]]);
      for (std::string& problem : record.problems) problem = printable(problem);
      try {
        done_.lines[place] = adopted_line(record);
      } catch (const Error& error) {
        failures[place] = error.message();
      }
    });
    for (std::size_t place = 0; place < failures.size(); ++place) {
      const Record& record = done_.records[place];
      for (const std::string& problem : record.problems) done_.problems.push_back(problem);
      if (failures[place].empty()) continue;
      ++done_.left_out;
      done_.problems.push_back(fmt::format("{}: '{}' is left out: {}", record.definition.path,
                                           record.origin->id, failures[place]));
    }
    if (done_.left_out > 0) {
      keep_places(done_.lines, done_.records,
                  [&](std::size_t place) { return failures[place].empty(); });
    }
  }

  const std::string& scheme_of(const ForeignRun& run) const {
    return run.scheme.empty() ? reader_name_ : run.scheme;
  }

  void identify() {
    identities_.resize(runs_.size());
    for_each_index(runs_.size(), [&](std::size_t i) {
      const ForeignRun& run = runs_[i];
      if (!is_utf8(run.folder) || !is_utf8(run.origin)) return;
      Identity& identity = identities_[i];
      identity.key = adopted_key_text(run.kind, scheme_of(run), run.origin, run.folder);
      identity.digest = sha256(identity.key);
      identity.id = short_id(identity.digest, kShortIdLength);
    });
    std::unordered_set<Digest, DigestHash> seen;
    const auto is_left_out = [&](const Identity& identity, const ForeignRun& run) {
      if (identity.key.empty()) {
        done_.problems.push_back(
            fmt::format("{}: its name is no UTF-8, so it is left out", place_of(run)));
        return true;
      }
      if (seen.insert(identity.digest).second) return false;
      done_.problems.push_back(
          fmt::format("{}: two runs are called '{}' here; the second is left out",
                      run.folder.empty() ? "." : run.folder, run.origin));
      return true;
    };
    keep_places(identities_, runs_,
                [&](std::size_t i) { return !is_left_out(identities_[i], runs_[i]); });
    choose_ids();
  }

  /// Those that have an id keep it, whoever else comes.
  void choose_ids() {
    std::unordered_set<std::string> taken(known_.taken.begin(), known_.taken.end());
    const auto known_id = [&](const Identity& identity) -> const RunId* {
      const auto known = known_.of_runs.find(identity.digest);
      return known == known_.of_runs.end() ? nullptr : &known->second;
    };
    for (Identity& identity : identities_) {
      const RunId* known = known_id(identity);
      if (known == nullptr) continue;
      identity.id = *known;
      taken.insert(known->text);
    }
    for (Identity& identity : identities_) {
      if (known_id(identity) != nullptr) continue;
      for (std::size_t length = kShortIdLength + 1; !taken.insert(identity.id.text).second;) {
        identity.id = short_id(identity.digest, length++);
      }
    }
  }

  Record record_of(std::size_t place) {
    ForeignRun& run = runs_[place];
    const Identity& identity = identities_[place];
    Record record{
        .definition = {.id = identity.id,
                       .digest = identity.digest,
                       .key = identity.key,
                       .kind = run.kind,
                       .name = run.name.empty() ? run.origin : run.name,
                       .experiment = run.experiment,
                       .dataset = run.dataset,
                       .seed = run.seed,
                       .params = std::move(run.params),
                       .path = run.folder,
                       .shared_folder = true},
        .status = run.status,
        .tags = std::move(run.tags),
        .steps = std::move(run.steps),
        .datasets = std::move(run.datasets),
        .origin = Origin{.scheme = scheme_of(run), .id = run.origin, .status = run.origin_status},
        .problems = std::move(run.problems)};
    if (!run.log.empty()) record.definition.log = relative_from(run.folder, run.log);
    add_names(run, record);
    add_metrics(run, record);
    add_children(run, record);
    add_links(run, place, record);
    add_artifacts(run, record);
    add_times(run, record);
    return record;
  }

  void add_names(const ForeignRun& run, Record& record) const {
    Map& names = record.definition.names;
    const auto add = [&](const std::string& field, const std::string& scheme,
                         const std::string& name, const std::string& full) {
      names.set(field, Map{{"scheme", scheme}, {"text", ""}, {"full", full}, {"name", name}});
    };
    for (const ForeignName& name : run.names) add(name.field, name.scheme, name.name, name.full);
    add("origin", scheme_of(run), run.origin, "");
  }

  /// What is no number among the metrics is said as a tag.
  static void add_metrics(const ForeignRun& run, Record& record) {
    MetricSummaries summaries;
    for (const ForeignPoint& point : run.points) {
      summaries.add({.key = point.key, .value = point.value, .step = point.step});
    }
    for (const auto& [key, value] : flatten(run.metrics)) {
      if (key.empty() || summaries.find(key) != nullptr) continue;
      if (const std::optional<double> number = metric_value(value)) {
        summaries.add({.key = key, .value = *number, .is_whole = is_whole_metric(value)});
      } else if (!value.is_null() && !record.tags.contains(key)) {
        record.tags.append(key, value);
      }
    }
    record.metrics = summaries.all();
  }

  static void add_children(ForeignRun& run, Record& record) {
    std::set<std::string> names;
    for (ForeignChild& child : run.children) {
      std::string name = child.name;
      for (int count = 2; !names.insert(name).second; ++count) {
        name = fmt::format("{}.{}", child.name, count);
      }
      const Digest digest = child_digest(record.definition.digest, name);
      record.children.push_back(
          {.id = short_id(digest),
           .digest = digest,
           .kind = child.kind,
           .name = name,
           .path = child.path.empty() ? "" : relative_from(run.folder, child.path),
           .params = std::move(child.params),
           .metrics = leaves_of(child.metrics)});
    }
  }

  /// Dotted keys, each once: what is nested and what is written with dots may say the same.
  static Map leaves_of(const Map& map) {
    Map leaves;
    for (const auto& [key, value] : flatten(map)) {
      if (!key.empty()) leaves.set(key, value);
    }
    return leaves;
  }

  void add_links(const ForeignRun& run, std::size_t place, Record& record) const {
    for (const ForeignLink& link : run.links) {
      const std::optional<std::size_t> other = index_.find(link, place, runs_);
      if (!other) {
        record.problems.push_back(
            fmt::format("{}: its {} '{}' is not in the tree, or is several runs", place_of(run),
                        link.name.empty() ? link.type : link.name, link.to));
        record.links.push_back({.type = link.type, .name = link.name, .id = link.to});
      } else if (link.type == "input") {
        record.definition.inputs.push_back(
            {link.name, identities_[*other].digest, identities_[*other].id.text});
      } else {
        record.links.push_back({.type = link.type,
                                .name = link.name,
                                .id = identities_[*other].id.text,
                                .run = identities_[*other].digest});
      }
    }
  }

  static std::string place_of(const ForeignRun& run) {
    return run.folder.empty() ? run.origin : run.folder;
  }

  void add_artifacts(const ForeignRun& run, Record& record) const {
    std::set<std::string> seen;
    for (const ForeignArtifact& artifact : run.artifacts) {
      const std::string path = relative_from(run.folder, artifact.path);
      if (!seen.insert(path).second) continue;
      if (!is_utf8(path)) {
        record.problems.push_back(fmt::format("{}: '{}': its name is no UTF-8, so it is left out",
                                              place_of(run), artifact.path));
        continue;
      }
      const TreeEntry* entry = tree_.find(artifact.path);
      if (entry == nullptr || entry->kind != FileStat::Kind::file) {
        record.problems.push_back(
            fmt::format("{}: '{}' is {}", place_of(run), artifact.path, what_is(entry)));
        continue;
      }
      std::optional<Digest> digest;
      try {
        digest = tree_.digest(*entry);
      } catch (const Error& error) {
        record.problems.push_back(
            fmt::format("{}: '{}': {}", place_of(run), artifact.path, error.message()));
        continue;
      }
      if (!artifact.sha256.empty() && artifact.sha256 != digest->hex()) {
        record.problems.push_back(
            fmt::format("{}: '{}' has other bytes than its program noted (sha256 {} instead of {})",
                        place_of(run), artifact.path, digest->hex(), artifact.sha256));
      }
      const std::string role = artifact.role.empty() ? role_of_file(artifact.path) : artifact.role;
      if (entry->size == 0 && never_empty(artifact.path)) {
        record.problems.push_back(fmt::format("{}: '{}' is empty", place_of(run), artifact.path));
      }
      record.artifacts.push_back({.path = path,
                                  .role = role,
                                  .type = artifact.type.empty() ? role : artifact.type,
                                  .step = artifact.step,
                                  .op = artifact.op,
                                  .child = artifact.child,
                                  .size = entry->size,
                                  .sha256 = *digest});
    }
  }

  static std::string_view what_is(const TreeEntry* entry) {
    if (entry == nullptr) return "missing";
    return entry->kind == FileStat::Kind::link ? "a link, which is not followed" : "no file";
  }

  /// Where its program noted no time at all, the newest of its files tells when it had ended.
  void add_times(const ForeignRun& run, Record& record) const {
    TimeUs ended = run.ended;
    if (run.started == 0 && run.ended == 0) {
      for (const ForeignArtifact& artifact : run.artifacts) {
        const TreeEntry* entry = tree_.find(artifact.path);
        if (entry != nullptr) ended = std::max(ended, entry->mtime_ns / 1000);
      }
    }
    record.attempts.push_back({.host = run.host,
                               .started = run.started,
                               .ended = ended,
                               .status = run.status,
                               .message = run.message});
    record.cairn_version = version();
    record.durability = "adopted";
  }

  const ForeignTree& tree_;
  const ForeignReader& reader_;
  const std::string reader_name_{reader_.name};
  std::vector<ForeignRun> runs_;
  const KnownIds& known_;
  RunIndex index_;
  std::vector<Identity> identities_;
  CompletedRuns done_;
};

}  // namespace

std::string relative_from(std::string_view folder, std::string_view path) {
  std::string up;
  while (!folder.empty() && !is_below(path, folder)) {
    up += "../";
    const std::size_t slash = folder.find_last_of('/');
    folder = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash);
  }
  return up + (folder.empty() ? std::string(path) : relative_to(path, folder));
}

CompletedRuns complete_runs(const ForeignTree& tree, const ForeignReader& reader, ForeignRuns found,
                            const KnownIds& known, const RecordWatcher& watcher) {
  return Completer(tree, reader, std::move(found), known).complete(watcher);
}

}  // namespace cairn
