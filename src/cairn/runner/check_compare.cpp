#include "cairn/runner/check_compare.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/number_diff.h"
#include "cairn/base/text.h"
#include "cairn/objects/hash_files.h"

namespace cairn {

namespace {

/// Larger files are not read to say where they differ.
constexpr std::uint64_t kMostExplained = 64 << 20;

struct OutFile {
  const RecordArtifact* before = nullptr;
  const RecordArtifact* after = nullptr;
  Tolerance tolerance;
};

/// "0.51 → 0.52", with as many digits as tell the two apart.
std::string number_change(double before, double after) {
  return fmt::format("{} → {}", before, after);
}

class Comparer {
 public:
  Comparer(const CheckSide& recorded, const CheckSide& again, const ToleranceSpec& tolerance)
      : recorded_(recorded), again_(again), tolerance_(tolerance) {}

  CheckComparison run() {
    collect(recorded_.record, &OutFile::before);
    collect(again_.record, &OutFile::after);
    result_.files = files_.size();
    for (const auto& [path, file] : files_) compare_file(path, file);
    compare_metrics();
    return std::move(result_);
  }

 private:
  /// The out that a file belongs to, or nullopt for one that nobody counts on.
  std::optional<std::string> out_of(const RecordArtifact& artifact) const {
    const Record& record = recorded_.record;
    for (const RecordOut& out : record.outs) {
      if (is_below(artifact.path, out.path)) return out.name;
    }
    const bool counts =
        artifact.role == "metrics" || (record.outs.empty() && artifact.role != "log");
    return counts ? std::optional(artifact.path) : std::nullopt;
  }

  void collect(const Record& record, const RecordArtifact* OutFile::*side) {
    for (const RecordArtifact& artifact : record.artifacts) {
      const std::optional<std::string> out = out_of(artifact);
      if (!out) continue;
      OutFile& file = files_[artifact.path];
      file.*side = &artifact;
      file.tolerance = tolerance_.of_out(*out);
      // With a tolerance the values of metrics count, and not how they were written.
      if (artifact.role == "metrics" && tolerance_.speaks_of_metrics()) {
        file.tolerance = {.is_any = true};
      }
    }
  }

  void add(const std::string& path, std::string text, bool is_tolerated) {
    result_.differences.push_back(
        {CheckDifference::Kind::file, path, std::move(text), is_tolerated});
  }

  void compare_file(const std::string& path, const OutFile& file) {
    if (file.after == nullptr) return add(path, "is not made any more", false);
    if (file.before == nullptr) return add(path, "is new", file.tolerance.is_any);
    if (file.before->sha256 == file.after->sha256) return;
    if (file.tolerance.is_any) return add(path, "other bytes", true);
    explain(path, file);
  }

  /// What the recorded file holds, when it is as recorded and text of a size that can be read.
  static std::optional<std::string> text_of(const std::string& folder,
                                            const RecordArtifact& artifact) {
    const std::string path = join_path(folder, artifact.path);
    const std::optional<FileStat> status = stat_path(path);
    if (artifact.size > kMostExplained || !status || !status->is_file()) return std::nullopt;
    if (hash_path(path) != artifact.sha256) return std::nullopt;
    std::string text = read_file(path);
    return is_plain_text(text) ? std::optional(std::move(text)) : std::nullopt;
  }

  void explain(const std::string& path, const OutFile& file) {
    const std::optional<std::string> before = text_of(recorded_.folder, *file.before);
    const std::optional<std::string> after = text_of(again_.folder, *file.after);
    if (!before || !after) return add(path, bytes_text(file), false);
    const NumberDiff diff = diff_numbers(*before, *after, file.tolerance.relative);
    if (!diff.is_equal) return add(path, diff.first, false);
    const bool is_tolerated = file.tolerance.relative > 0;
    add(path,
        diff.numbers == 0 ? "numbers are spelled otherwise"
                          : fmt::format("{} number{} by at most {:.2g}", diff.numbers,
                                        diff.numbers == 1 ? " differs" : "s differ", diff.most),
        is_tolerated);
  }

  std::string bytes_text(const OutFile& file) const {
    const bool is_there = stat_path(join_path(recorded_.folder, file.before->path)).has_value();
    const std::string text =
        file.before->size == file.after->size
            ? fmt::format("other bytes ({})", human_bytes(file.before->size))
            : fmt::format("{} → {}", human_bytes(file.before->size), human_bytes(file.after->size));
    if (file.tolerance.relative == 0 || is_there) return text;
    return text + "; the recorded file is gone, so that its numbers cannot be compared";
  }

  void compare_metrics() {
    std::map<std::string, double> before = values_of(recorded_.record);
    std::map<std::string, double> after = values_of(again_.record);
    result_.metrics = before.size();
    for (const auto& [key, value] : before) {
      const auto found = after.find(key);
      if (found == after.end()) {
        add_metric(key, fmt::format("{} → none", value), false);
      } else {
        compare_metric(key, value, found->second);
      }
    }
    for (const auto& [key, value] : after) {
      if (!before.contains(key)) add_metric(key, fmt::format("none → {}", value), false);
    }
  }

  void compare_metric(const std::string& key, double before, double after) {
    const double difference = relative_difference(before, after);
    if (difference == 0) return;
    const std::size_t colon = key.find(": ");
    const Tolerance tolerance =
        tolerance_.of_metric(colon == std::string::npos ? key : key.substr(colon + 2));
    const bool is_tolerated = tolerance.is_any || is_within(before, after, tolerance.relative);
    add_metric(key, fmt::format("{} (differs by {:.2g})", number_change(before, after), difference),
               is_tolerated);
  }

  void add_metric(const std::string& key, std::string text, bool is_tolerated) {
    result_.differences.push_back(
        {CheckDifference::Kind::metric, key, std::move(text), is_tolerated});
  }

  /// Last values by key; those of children as "fold0: val.rmse".
  static std::map<std::string, double> values_of(const Record& record) {
    std::map<std::string, double> values;
    for (const MetricSummary& metric : record.metrics) values[metric.key] = metric.last;
    for (const RecordChild& child : record.children) {
      for (const auto& [key, leaf] : flatten(child.metrics)) {
        const std::optional<double> number = metric_value(leaf);
        if (number) values[fmt::format("{}: {}", child.name, key)] = *number;
      }
    }
    return values;
  }

  const CheckSide& recorded_;
  const CheckSide& again_;
  const ToleranceSpec& tolerance_;
  std::map<std::string, OutFile> files_;
  CheckComparison result_;
};

}  // namespace

bool CheckComparison::differs() const {
  return std::any_of(differences.begin(), differences.end(),
                     [](const CheckDifference& difference) { return !difference.is_tolerated; });
}

CheckComparison compare_outs(const CheckSide& recorded, const CheckSide& again,
                             const ToleranceSpec& tolerance) {
  return Comparer(recorded, again, tolerance).run();
}

}  // namespace cairn
