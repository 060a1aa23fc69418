#include "cli/compare_runs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/line_diff.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/query/rank_rules.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

namespace {

/// Text artifacts up to this size are compared line by line.
constexpr std::uint64_t kMostTextBytes = 64 * 1024;
constexpr std::size_t kShownDigest = 12;

/// Fields that say what was run and how it went; those that only name it differ always.
constexpr std::array<std::string_view, 14> kComparedFields = {
    "stage",   "kind",    "experiment", "dataset",  "dataset.version", "seed",      "status",
    "attempt", "created", "duration",   "cpu_time", "max_rss",         "exit_code", "size"};

/// A run with all that is known of it.
struct ComparedStory {
  std::string label;  ///< How it is headed: its id, that of an attempt with its number.
  RunRow row;
  std::optional<Record> record;  ///< Absent while it runs.
};

using Stories = std::vector<ComparedStory>;

CompareSection params_of(const Stories& stories) {
  CompareSection section{.title = "params"};
  for (std::size_t i = 0; i < stories.size(); ++i) {
    for (const auto& [key, value] : stories[i].row.params) {
      section.row(key, stories.size()).values[i] = value;
    }
  }
  return section;
}

CompareSection metrics_of(const Stories& stories) {
  CompareSection section{.title = "metrics"};
  std::set<std::string> keys;
  for (const ComparedStory& story : stories) {
    for (const MetricRow& metric : story.row.metrics) keys.insert(metric.key);
  }
  const std::optional<std::string> ranking = ranking_metric(stories[0].row.rank_metric, keys);
  for (std::size_t i = 0; i < stories.size(); ++i) {
    for (const MetricRow& metric : stories[i].row.metrics) {
      CompareRow& row = section.row(metric.key, stories.size(), CellKind::number);
      row.values[i] = metric.value;
      // Only of the metric that its stage ranks by is it known which end is the good one.
      if (metric.key == ranking) row.best = stories[0].row.rank_goal;
    }
  }
  return section;
}

CompareSection fields_of(const Stories& stories) {
  CompareSection section{.title = "fields"};
  for (const std::string_view name : kComparedFields) {
    const RunField* field = find_run_field(name);
    if (field == nullptr) throw Error(ErrorCode::internal, fmt::format("no field '{}'", name));
    CompareRow& row = section.row(name, stories.size(), field->kind);
    for (std::size_t i = 0; i < stories.size(); ++i) row.values[i] = field->read(stories[i].row);
  }
  return section;
}

CompareSection tags_of(const Stories& stories) {
  CompareSection section{.title = "tags"};
  for (std::size_t i = 0; i < stories.size(); ++i) {
    for (const auto& [key, value] : stories[i].row.tags) {
      section.row(key, stories.size()).values[i] = value;
    }
  }
  return section;
}

CompareSection names_of(const Stories& stories) {
  CompareSection section{.title = "names"};
  for (std::size_t i = 0; i < stories.size(); ++i) {
    section.row("name", stories.size()).values[i] = text_or_null(stories[i].row.name);
    for (const NameRow& name : stories[i].row.names) {
      section.row(name.scheme, stories.size()).values[i] = name.name;
    }
  }
  return section;
}

/// A text of each run, or nullopt where it has none; `digests` tell whether two are equal.
struct Texts {
  std::vector<Value> digests;
  std::vector<std::optional<std::string>> texts;
};

std::string lines_text(const std::string& text) {
  return counted(split_lines(text).size(), "line");
}

/// "+3 -2 lines"
std::string change_text(const std::vector<LineChange>& changes) {
  std::size_t added = 0;
  std::size_t removed = 0;
  for (const LineChange& change : changes) {
    added += change.after_count;
    removed += change.before_count;
  }
  return fmt::format("+{} -{} lines", added, removed);
}

/// A row for texts: the first run's lines are counted, the others say how they differ from it.
void add_text_row(CompareSection& section, const std::string& key, const Texts& texts,
                  const Stories& stories, TextDiffs diffs) {
  CompareRow& row = section.row(key, stories.size());
  row.values = texts.digests;
  const std::optional<std::string>& first = texts.texts[0];
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const std::optional<std::string>& text = texts.texts[i];
    std::string shown = "-";
    std::string diff;
    if (!texts.digests[i].is_null()) shown = texts.digests[i].as_string().substr(0, kShownDigest);
    if (text) shown = lines_text(*text);
    if (i > 0 && texts.digests[i] == texts.digests[0] && !texts.digests[i].is_null()) {
      shown = "same";
    } else if (i > 0 && first && text) {
      shown = change_text(diff_lines(*first, *text));
      if (diffs == TextDiffs::show) {
        diff = unified_diff(*first, *text, fmt::format("{}/{}", stories[0].label, key),
                            fmt::format("{}/{}", stories[i].label, key));
      }
    }
    row.shown.push_back(std::move(shown));
    row.diffs.push_back(std::move(diff));
  }
  if (diffs == TextDiffs::count) row.diffs.clear();
}

/// Texts kept as objects, by digest. One that is not here (a run that was copied from another
/// project) is noted once.
class KeptTexts {
 public:
  explicit KeptTexts(const OpenProject& open) : objects_(open_objects(open.project)) {}

  std::optional<std::string> get(const Digest& digest, CompareSection& section) {
    if (objects_.has(digest)) return objects_.get(digest);
    const std::string note =
        fmt::format("some texts of {} are not kept in this project", section.title);
    const bool is_new =
        std::find(section.notes.begin(), section.notes.end(), note) == section.notes.end();
    if (is_new) section.notes.push_back(note);
    return std::nullopt;
  }

 private:
  ObjectStore objects_;
};

const Provenance* provenance_of(const ComparedStory& story) {
  return story.record && story.record->provenance ? &*story.record->provenance : nullptr;
}

/// The sources that were kept, and what differed from the commit.
CompareSection code_of(const OpenProject& open, const Stories& stories, TextDiffs diffs) {
  CompareSection section{.title = "code"};
  KeptTexts kept(open);
  std::map<std::string, Texts> files;
  const auto set = [&](const std::string& key, std::size_t run, const Digest& object) {
    Texts& texts = files[key];
    texts.digests.resize(stories.size());
    texts.texts.resize(stories.size());
    texts.digests[run] = object.hex();
    texts.texts[run] = kept.get(object, section);
  };
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const Provenance* provenance = provenance_of(stories[i]);
    if (provenance == nullptr) continue;
    for (const auto& [path, object] : provenance->sources) set(path, i, object);
    if (provenance->git && provenance->git->diff) set("git.diff", i, provenance->git->diff->object);
  }
  for (const auto& [path, texts] : files) add_text_row(section, path, texts, stories, diffs);
  return section;
}

/// Digests of what the command depends on and is no code, and of the runs it took as input.
CompareSection data_of(const Stories& stories) {
  CompareSection section{.title = "data"};
  std::set<std::string> sources;
  for (const ComparedStory& story : stories) {
    const Provenance* provenance = provenance_of(story);
    if (provenance == nullptr) continue;
    for (const auto& [path, object] : provenance->sources) sources.insert(path);
  }
  const auto set = [&](const std::string& key, std::size_t run, const std::string& digest) {
    CompareRow& row = section.row(key, stories.size());
    row.values[run] = digest;
    row.shown.resize(stories.size(), "-");
    row.shown[run] = digest.substr(0, kShownDigest);
  };
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (!stories[i].record) continue;
    for (const auto& [path, digest] : stories[i].record->fingerprint.deps) {
      if (!sources.contains(path)) set(path, i, to_text(digest));
    }
    for (const InputLink& input : stories[i].record->definition.inputs) {
      set(fmt::format("input {}", input.name), i, input.run.hex());
    }
  }
  return section;
}

void add_provenance(const Provenance& provenance, std::size_t run, std::size_t runs,
                    CompareSection& section) {
  const auto set = [&](std::string_view key, Value value) {
    section.row(key, runs).values[run] = std::move(value);
  };
  const HostFacts& host = provenance.host;
  set("os", text_or_null(host.os));
  set("kernel", text_or_null(host.kernel));
  set("cpu", text_or_null(host.cpu));
  set("cores", host.cores);
  section.row("memory", runs, CellKind::bytes).values[run] = host.memory;
  set("gpus", host.gpus.empty() ? Value() : Value(join(host.gpus, ", ")));
  if (provenance.git) {
    set("git.commit", text_or_null(provenance.git->commit));
    set("git.branch", text_or_null(provenance.git->branch));
    set("git.dirty", provenance.git->is_dirty);
  }
  if (provenance.python) {
    set("python", text_or_null(provenance.python->version));
    set("python.prefix", text_or_null(provenance.python->prefix));
  }
}

CompareSection environment_of(const Stories& stories) {
  CompareSection section{.title = "environment"};
  const auto set = [&](std::string_view key, std::size_t run, Value value) {
    section.row(key, stories.size()).values[run] = std::move(value);
  };
  for (std::size_t i = 0; i < stories.size(); ++i) {
    set("host", i, text_or_null(stories[i].row.host));
    if (!stories[i].record) continue;
    const Record& record = *stories[i].record;
    set("command", i, text_or_null(record.fingerprint.command));
    set("cairn", i, text_or_null(record.cairn_version));
    for (const auto& [name, value] : record.fingerprint.environment) {
      set(fmt::format("env.{}", name), i, value);
    }
    if (const Provenance* provenance = provenance_of(stories[i])) {
      add_provenance(*provenance, i, stories.size(), section);
    }
  }
  return section;
}

/// Python's packages with their versions.
CompareSection packages_of(const OpenProject& open, const Stories& stories) {
  CompareSection section{.title = "packages"};
  KeptTexts kept(open);
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const Provenance* provenance = provenance_of(stories[i]);
    if (provenance == nullptr || !provenance->python || !provenance->python->packages) continue;
    const std::optional<std::string> list = kept.get(*provenance->python->packages, section);
    if (!list) continue;
    for (const std::string_view line : split_lines(*list)) {
      const std::string text(line.substr(0, line.find('\n')));
      const std::size_t equals = text.find("==");
      if (equals == std::string::npos) continue;
      section.row(text.substr(0, equals), stories.size()).values[i] = text.substr(equals + 2);
    }
  }
  return section;
}

/// The text of an artifact that lies there as it was recorded, small and without binary.
std::optional<std::string> artifact_text(const OpenProject& open, const RunRow& row,
                                         const RecordArtifact& artifact) {
  if (artifact.size > kMostTextBytes) return std::nullopt;
  const std::string path = join_path(open.project.absolute(row.path), artifact.path);
  std::optional<std::string> text = read_file_if_any(path);
  if (!text || sha256(*text) != artifact.sha256) return std::nullopt;
  const bool is_text = is_utf8(*text) && text->find('\0') == std::string::npos;
  if (!is_text) return std::nullopt;
  return text;
}

/// The files of the runs by path. The console's log differs always and says little.
CompareSection artifacts_of(const OpenProject& open, const Stories& stories, TextDiffs diffs) {
  CompareSection section{.title = "artifacts"};
  std::map<std::string, Texts> files;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (!stories[i].record) continue;
    for (const RecordArtifact& artifact : stories[i].record->artifacts) {
      if (artifact.role == "log") continue;
      Texts& texts = files[artifact.path];
      texts.digests.resize(stories.size());
      texts.texts.resize(stories.size());
      texts.digests[i] = artifact.sha256.hex();
      texts.texts[i] = artifact_text(open, stories[i].row, artifact);
    }
  }
  for (const auto& [path, texts] : files) add_text_row(section, path, texts, stories, diffs);
  return section;
}

ComparedStory story_of(const OpenProject& open, std::string label, RunRow row) {
  const RunHead head{.id = row.id, .path = row.path, .record_path = row.record_path};
  std::optional<Record> record = load_record_if_any(open, head);
  return {std::move(label), std::move(row), std::move(record)};
}

Stories load_stories(const OpenProject& open, const std::vector<ComparedChoice>& chosen) {
  std::vector<std::int64_t> rowids;
  for (const ComparedChoice& one : chosen) {
    if (!one.attempt) rowids.push_back(one.rowid);
  }
  std::vector<RunRow> rows = open.catalog().load_runs(rowids, RunParts::all);
  auto next = rows.begin();
  Stories stories;
  for (const ComparedChoice& one : chosen) {
    if (one.attempt) {
      stories.push_back(
          story_of(open, one.attempt->label, load_row(open, one.attempt->resolved.run)));
    } else {
      std::string id = next->id.text;
      stories.push_back(story_of(open, std::move(id), std::move(*next++)));
    }
  }
  return stories;
}

constexpr std::array<std::string_view, 10> kSections = {
    "params", "metrics", "fields",      "names",    "tags",
    "code",   "data",    "environment", "packages", "artifacts"};

}  // namespace

std::span<const std::string_view> compare_sections() { return kSections; }

Comparison compare_runs(const OpenProject& open, const std::vector<ComparedChoice>& chosen,
                        TextDiffs diffs) {
  const Stories stories = load_stories(open, chosen);
  Comparison comparison;
  for (const ComparedStory& story : stories) {
    if (!story.record) {
      comparison.notes.push_back(fmt::format(
          "{} has not ended: its files and environment are not known yet", story.label));
    }
    comparison.runs.push_back({story.label, story.row.name, story.row.path});
  }
  comparison.sections = {params_of(stories),         metrics_of(stories),
                         fields_of(stories),         names_of(stories),
                         tags_of(stories),           code_of(open, stories, diffs),
                         data_of(stories),           environment_of(stories),
                         packages_of(open, stories), artifacts_of(open, stories, diffs)};
  return comparison;
}

}  // namespace cairn
