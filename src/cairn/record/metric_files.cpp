#include "cairn/record/metric_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/csv.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

/// Columns of a CSV file that hold steps; the first that is there, in this order.
constexpr std::array<std::string_view, 3> kStepColumns = {"step", "epoch", "iteration"};
/// Of a file with thousands of wrong values these tell what is wrong with it.
constexpr std::size_t kMostTexts = 5;

bool has_ending(std::string_view path, std::string_view ending) {
  return path.size() > ending.size() && path.ends_with(ending);
}

std::optional<Value> cell_number(std::string_view cell) {
  return printed_number(trimmed(cell, " \t"));
}

/// The titles of a CSV file.
struct Titles {
  std::vector<std::string> names;
  std::optional<std::size_t> step;
};

Titles read_titles(CsvReader& reader) {
  Titles titles;
  if (!reader.next(titles.names)) reader.fail("a metrics file needs a line of titles");
  std::unordered_set<std::string> seen;
  for (std::string& name : titles.names) {
    name = std::string(trimmed(name, " \t"));
    // pandas writes its index under an empty title: a column without a name is no metric.
    if (!name.empty() && !seen.insert(name).second) {
      reader.fail(fmt::format("two columns are called '{}'", printable(name)));
    }
  }
  for (const std::string_view wanted : kStepColumns) {
    const auto found =
        std::find_if(titles.names.begin(), titles.names.end(),
                     [&](const std::string& name) { return lower_letters(name) == wanted; });
    if (found == titles.names.end() || titles.step) continue;
    titles.step = static_cast<std::size_t>(found - titles.names.begin());
  }
  return titles;
}

std::int64_t cell_step(const CsvReader& reader, const std::string& cell, std::string_view column) {
  const std::optional<Value> read = cell_number(cell);
  const double number = read ? read->as_double() : std::numeric_limits<double>::quiet_NaN();
  if (number != std::floor(number) || !(std::abs(number) <= kExactIntegers)) {
    reader.fail(
        fmt::format("'{}' is no whole number for the column '{}'", printable(cell), column));
  }
  return static_cast<std::int64_t>(number);
}

/// Adds points to the summaries, with the rule of the last word.
class FileFold {
 public:
  FileFold(MetricSummaries& metrics, const std::function<void(const LoggedPoint&)>& visit)
      : metrics_(metrics), visit_(visit) {
    for (const MetricSummary& metric : metrics.all()) logged_.insert(metric.key);
  }

  void add_final(const LoggedPoint& point) {
    has_metric_ = true;
    const MetricSummary* known = metrics_.find(std::string(point.key));
    const bool is_known =
        known != nullptr &&
        (known->last == point.value || (std::isnan(known->last) && std::isnan(point.value)));
    if (!is_known) add(point);
  }
  void add_row(const LoggedPoint& point) {
    has_metric_ = true;
    if (!logged_.contains(std::string(point.key))) add(point);
  }
  bool was_logged(const std::string& key) const { return logged_.contains(key); }
  /// Whether the file had one, be it what was logged already.
  bool has_metric() const { return has_metric_; }

 private:
  void add(const LoggedPoint& point) {
    metrics_.add(point);
    visit_(point);
  }

  MetricSummaries& metrics_;
  const std::function<void(const LoggedPoint&)>& visit_;
  std::unordered_set<std::string> logged_;
  bool has_metric_ = false;
};

/// Returns doubts.
std::vector<std::string> add_tree(const Value& value, const std::string& path, FileFold& fold) {
  if (!value.is_map()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: metrics must be a map of names to numbers", path));
  }
  std::vector<std::string> doubts;
  for (const auto& [key, leaf] : flatten(value)) {
    // Leaves that are no numbers (names, notes) are no metrics and stay in the file.
    if (const std::optional<double> number = metric_value(leaf)) {
      fold.add_final({.key = key, .value = *number, .is_whole = is_whole_metric(leaf)});
    } else if (leaf.is_string() && cell_number(leaf.as_string()) && doubts.size() < kMostTexts) {
      // As json.dumps(…, default=str) makes them of the numbers of numpy.
      doubts.push_back(fmt::format("'{}' is the text \"{}\", no number", printable(key),
                                   printable(leaf.as_string())));
    }
  }
  return doubts;
}

LoggedPoint cell_point(std::string_view key, const Value& number) {
  return {.key = key, .value = number.as_double(), .is_whole = is_whole_metric(number)};
}

void add_csv(const std::string& path, FileFold& fold) {
  CsvReader reader(path, path);
  const Titles titles = read_titles(reader);
  std::vector<std::string> cells;
  std::vector<std::string> last;
  while (reader.next(cells)) {
    if (cells.size() != titles.names.size()) {
      reader.fail(fmt::format("{} cells under {} titles", cells.size(), titles.names.size()));
    }
    for (std::size_t i = 0; titles.step && i < cells.size(); ++i) {
      const std::optional<Value> number = cell_number(cells[i]);
      if (i == *titles.step || titles.names[i].empty() || !number) continue;
      LoggedPoint point = cell_point(titles.names[i], *number);
      point.step = cell_step(reader, cells[*titles.step], titles.names[*titles.step]);
      fold.add_row(point);
    }
    last = cells;
  }
  if (last.empty()) reader.fail("there is no row below the titles");
  for (std::size_t i = 0; i < last.size(); ++i) {
    const std::optional<Value> number = cell_number(last[i]);
    const bool is_row_point = titles.step && !fold.was_logged(titles.names[i]);
    if (!number || titles.names[i].empty() || i == titles.step || is_row_point) continue;
    fold.add_final(cell_point(titles.names[i], *number));
  }
}

/// Returns doubts.
std::vector<std::string> add_file(const std::string& path, FileFold& fold) {
  std::vector<std::string> doubts;
  if (has_ending(path, ".csv")) {
    add_csv(path, fold);
  } else if (has_ending(path, ".yaml") || has_ending(path, ".yml")) {
    doubts = add_tree(parse_yaml(read_file(path), path), path, fold);
  } else {
    doubts = add_tree(parse_job_json(read_file(path), path), path, fold);
  }
  return doubts;
}

}  // namespace

MetricFilesNotes add_metric_files(const std::string& folder, const std::vector<std::string>& paths,
                                  MetricSummaries& metrics,
                                  const std::function<void(const LoggedPoint&)>& visit) {
  MetricFilesNotes notes;
  for (const std::string& path : paths) {
    const std::string absolute = join_path(folder, clean_path(path));
    if (!stat_path(absolute)) continue;
    try {
      FileFold fold(metrics, visit);
      for (const std::string& doubt : add_file(absolute, fold)) {
        notes.doubts.push_back(fmt::format("{}: {}", path, doubt));
      }
      if (!fold.has_metric()) notes.doubts.push_back(fmt::format("{} gave no metric", path));
    } catch (const Error& error) {
      notes.errors.push_back(error.message());
    }
  }
  return notes;
}

}  // namespace cairn
