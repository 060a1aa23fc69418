// MLflow's file store: <experiment>/<run>/ with meta.yaml, one file for each param, tag and metric,
// and the artifacts. Each line of a metric is "<milliseconds> <value> <step>". A key with slashes
// is a path.
#include "cairn/exchange/read_mlflow.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

constexpr std::size_t kRunId = 32;

bool is_experiment(std::string_view name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The numbers under which MLflow stores its states.
RunStatus read_status(const Value* status, std::string& word) {
  constexpr std::array<std::pair<std::string_view, RunStatus>, 6> kStatuses = {
      {{"", RunStatus::pending},
       {"RUNNING", RunStatus::running},
       {"SCHEDULED", RunStatus::pending},
       {"FINISHED", RunStatus::finished},
       {"FAILED", RunStatus::failed},
       {"KILLED", RunStatus::killed}}};
  if (status != nullptr && status->is_int()) {
    const std::int64_t number = status->as_int();
    if (number > 0 && number < static_cast<std::int64_t>(kStatuses.size())) {
      word = kStatuses[static_cast<std::size_t>(number)].first;
      return kStatuses[static_cast<std::size_t>(number)].second;
    }
  }
  if (status != nullptr) word = to_text(*status);
  for (const auto& [name, meaning] : kStatuses) {
    if (name == word) return meaning;
  }
  return RunStatus::pending;
}

bool is_deleted(const Value& meta) { return text_of(meta, "lifecycle_stage") == "deleted"; }

/// Of milliseconds since 1970; 0, not known, for what is no time of any run.
TimeUs milliseconds(const Value* time) {
  constexpr std::int64_t kYear9999 = 253'402'300'799'000;
  const std::int64_t number = time != nullptr && time->is_int() ? time->as_int() : 0;
  return number > 0 && number <= kYear9999 ? number * 1000 : 0;
}

/// Calls `visit(key, path)` for each file below `folder`: its path there is the key.
template <typename Visit>
void for_each_key(const ForeignTree& tree, const std::string& folder, const Visit& visit) {
  tree.for_each_below(folder, [&](const TreeEntry& entry) {
    if (entry.kind != FileStat::Kind::file) return;
    visit(std::string(relative_to(entry.path, folder)), entry.path);
  });
}

std::string bytes_at(const ForeignTree& tree, const std::string& path, ForeignRun& run) {
  try {
    std::string text = tree.read(path);
    if (is_utf8(text)) return text;
    run.problems.push_back(fmt::format("{}: it is no UTF-8", path));
    return "";
  } catch (const Error& error) {
    run.problems.push_back(error.message());
    return "";
  }
}

std::string text_at(const ForeignTree& tree, const std::string& path, ForeignRun& run) {
  std::string text = bytes_at(tree, path, run);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

std::optional<double> number_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kSpecial = {
      {{"nan", std::numeric_limits<double>::quiet_NaN()},
       {"inf", std::numeric_limits<double>::infinity()},
       {"Infinity", std::numeric_limits<double>::infinity()},
       {"-inf", -std::numeric_limits<double>::infinity()}}};
  for (const auto& [name, value] : kSpecial) {
    if (text == name) return value;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "1795174952932 0.820324 0"; the step is missing in very old stores.
std::optional<ForeignPoint> read_point(const std::string& key, std::string_view line) {
  const std::size_t first = line.find(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(first + 1);
  const std::size_t second = std::min(rest.find(' '), rest.size());
  const std::optional<double> value = number_of(rest.substr(0, second));
  if (!value) return std::nullopt;
  ForeignPoint point{.key = key, .value = *value};
  if (second < rest.size()) {
    const std::optional<double> step = number_of(rest.substr(second + 1));
    constexpr double kLargest = 9'007'199'254'740'992;  // Beyond 2^53 a double is no whole number.
    if (!step || !(std::abs(*step) <= kLargest)) return std::nullopt;
    point.step = static_cast<std::int64_t>(*step);
  }
  return point;
}

void read_metric(const ForeignTree& tree, const std::string& key, const std::string& path,
                 ForeignRun& run) {
  const std::size_t problems = run.problems.size();
  const std::string text = bytes_at(tree, path, run);
  const bool is_empty = text.empty() && run.problems.size() == problems;
  if (is_empty) run.problems.push_back(fmt::format("{}: it has no point", path));
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    ++number;
    if (line.empty()) continue;
    std::optional<ForeignPoint> point = read_point(key, line);
    // MLflow ends every line: of one that was cut off the last number may have lost digits.
    const bool is_cut = end == text.size();
    if (point && !is_cut) {
      run.points.push_back(*std::move(point));
    } else {
      run.problems.push_back(
          fmt::format("{}:{}: {}", path, number,
                      is_cut ? "the line is cut off" : "it is no point of a metric"));
    }
  }
}

/// A run, or nullopt for one that was deleted: MLflow hides it until it is restored.
std::optional<ForeignRun> read_mlflow_run(const ForeignTree& tree, const std::string& folder,
                                          const std::string& experiment) {
  ForeignRun run{
      .kind = "run", .origin = base_name(folder), .folder = folder, .experiment = experiment};
  const std::string path = below(folder, "meta.yaml");
  const Value meta = read_or_tell(tree, path, run.problems, read_yaml);
  if (meta.is_map()) {
    run.name = text_of(meta, "run_name");
    run.status = read_status(meta.find("status"), run.origin_status);
    if (meta.find("status") == nullptr) {
      run.problems.push_back(fmt::format("{}: it is cut off: its status is missing", path));
    }
    run.started = milliseconds(meta.find("start_time"));
    run.ended = milliseconds(meta.find("end_time"));
    if (is_deleted(meta)) return std::nullopt;
  } else {
    run.status = RunStatus::pending;
    run.origin_status = "no meta.yaml";
  }
  for_each_key(tree, below(folder, "params"), [&](const std::string& key, const std::string& file) {
    run.params.set(key, plain_value(text_at(tree, file, run)));
  });
  for_each_key(tree, below(folder, "tags"), [&](const std::string& key, const std::string& file) {
    run.tags.set(key, text_at(tree, file, run));
  });
  for_each_key(
      tree, below(folder, "metrics"),
      [&](const std::string& key, const std::string& file) { read_metric(tree, key, file, run); });
  if (const Value* name = run.tags.find("mlflow.runName")) run.name = to_text(*name);
  if (const Value* parent = run.tags.find("mlflow.parentRunId")) {
    run.links.push_back({"parent", "", to_text(*parent), ""});
  }
  add_files_below(tree, below(folder, "artifacts"), run);
  return run;
}

/// The folders of the runs of one experiment.
std::vector<std::string> run_folders(const ForeignTree& tree, const std::string& experiment) {
  std::vector<std::string> folders;
  for (const std::string& run : tree.folders_in(experiment)) {
    if (is_hex(run, kRunId)) folders.push_back(below(experiment, run));
  }
  return folders;
}

void tell_deleted(std::size_t count, ForeignRuns& found) {
  if (count == 0) return;
  found.problems.push_back(
      fmt::format("{} deleted in MLflow: left out until `mlflow runs restore` or `mlflow "
                  "experiments restore` brings {} back",
                  counted(count, "run was", "runs were"), count == 1 ? "it" : "them"));
}

std::optional<TreeBase> find_mlflow_store(const ForeignTree& tree) {
  return find_base(tree, {"mlruns", ""},
                   [&](const std::string& base) { return find_mlflow_run(tree, base); });
}

}  // namespace

std::optional<std::string> find_mlflow_run(const ForeignTree& tree, const std::string& base) {
  for (const std::string& experiment : tree.folders_in(base)) {
    if (!is_experiment(experiment)) continue;
    const std::string folder = below(base, experiment);
    for (const std::string& run : tree.folders_in(folder)) {
      const std::string meta = below(below(folder, run), "meta.yaml");
      if (is_hex(run, kRunId) && tree.has_file(meta)) return meta;
    }
  }
  return std::nullopt;
}

ForeignRuns read_mlflow_store(const ForeignTree& tree, const std::string& base) {
  struct Place {
    std::string folder;
    std::string experiment;
  };
  ForeignRuns found;
  std::vector<Place> places;
  // MLflow moves a deleted experiment there.
  const std::string trash = below(base, ".trash");
  std::size_t deleted = 0;
  for (const std::string& number : tree.folders_in(trash)) {
    if (is_experiment(number)) deleted += run_folders(tree, below(trash, number)).size();
  }
  for (const std::string& number : tree.folders_in(base)) {
    if (!is_experiment(number)) continue;
    const std::string folder = below(base, number);
    const std::string path = below(folder, "meta.yaml");
    const Value meta =
        tree.has_file(path) ? read_or_tell(tree, path, found.problems, read_yaml) : Value();
    const std::string name = text_of(meta, "name");
    const std::vector<std::string> runs = run_folders(tree, folder);
    if (is_deleted(meta)) {
      deleted += runs.size();
      continue;
    }
    for (const std::string& run : runs) places.push_back({run, name.empty() ? number : name});
  }
  std::vector<std::optional<ForeignRun>> runs(places.size());
  for_each_index(places.size(), [&](std::size_t i) {
    runs[i] = read_mlflow_run(tree, places[i].folder, places[i].experiment);
  });
  for (std::optional<ForeignRun>& run : runs) {
    if (run) {
      found.runs.push_back(*std::move(run));
    } else {
      ++deleted;
    }
  }
  tell_deleted(deleted, found);
  return found;
}

std::optional<std::string> recognise_mlflow(const ForeignTree& tree) {
  // Resume-NER logs into MLflow, and says more in its own folders.
  if (recognise_resume_ner(tree)) return std::nullopt;
  const std::optional<TreeBase> base = find_mlflow_store(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_mlflow(const ForeignTree& tree) {
  return read_mlflow_store(tree, find_mlflow_store(tree).value_or(TreeBase{}).folder);
}

}  // namespace cairn
