#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/compare_print.h"
#include "cli/command.h"
#include "cli/compare_runs.h"
#include "cli/data_output.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// With more runs than these, each gets a row instead of a column.
constexpr std::size_t kMostColumns = 4;
constexpr std::int64_t kMostRuns = 20;

struct CompareOptions {
  RunSelection selection{.groups = GroupRuns::ranked};
  std::optional<std::int64_t> limit;
  bool all = false;
  bool diff = false;
  bool transpose = false;
  std::optional<std::string> only;
  OutputOptions output;
};

/// The runs in the order in which they were named; those of a group the newest first.
std::vector<ComparedChoice> choose_runs(OpenProject& open, const RunSelection& selection) {
  std::vector<ComparedChoice> chosen;
  std::set<std::int64_t> known;
  const auto add = [&](const RunSelection& part) {
    for (const std::int64_t rowid :
         find_runs(open.catalog(), {.filter = make_filter(open, part)})) {
      if (known.insert(rowid).second) chosen.push_back({.rowid = rowid});
    }
  };
  for (const std::string& place : selection.places) {
    RunSelection part = selection;
    part.places = {place};
    try {
      add(part);
    } catch (const Error& error) {
      // A filter chooses among runs; an attempt that was named is taken as it is.
      const bool may_be_attempt = error.code() == ErrorCode::invalid_input &&
                                  read_attempt_name(place) && !has_selection_options(selection);
      if (!may_be_attempt) throw;
      chosen.push_back({.attempt = resolve_to_read(open, place)});
    }
  }
  if (selection.places.empty()) add(selection);
  return chosen;
}

void check_forms(const CompareOptions& options) {
  output_format(options.output);
  if (options.limit && *options.limit < 2) {
    throw Error(ErrorCode::invalid_input, fmt::format("--limit {} is below 2", *options.limit));
  }
  if (!has_selection(options.selection)) {
    throw Error(ErrorCode::invalid_input, "it is not said which runs to compare",
                "name two runs or more, or a group: cairn compare pb8yky latest");
  }
}

void print_comparison(const Comparison& comparison, const CompareOptions& options) {
  const RunsAre layout = options.transpose != (comparison.runs.size() > kMostColumns)
                             ? RunsAre::rows
                             : RunsAre::columns;
  switch (output_format(options.output)) {
    case TableFormat::json:
      return print_json(comparison_json(comparison));
    case TableFormat::jsonl:
      return print_data(comparison_jsonl(comparison), TableFormat::jsonl);
    case TableFormat::csv:
      return print_data(comparison_csv(comparison), TableFormat::csv);
    case TableFormat::latex:
      return print(comparison_latex(comparison, layout));
    case TableFormat::table:
    case TableFormat::md:
      return print(comparison_tables(comparison, output_format(options.output),
                                     output_style(options.output), layout));
  }
}

/// People are shown what they can take in; a file of 20 runs of 30 would be a wrong one.
std::int64_t usual_limit(const CompareOptions& options, std::size_t found) {
  const TableFormat format = output_format(options.output);
  const bool is_read = format == TableFormat::table || format == TableFormat::md;
  return is_read ? kMostRuns : static_cast<std::int64_t>(found);
}

/// Keeps the sections that --only names, in its order. Throws Error(invalid_input) for one that
/// there is not.
void keep_sections(const std::string& names, Comparison& comparison) {
  std::vector<CompareSection> kept;
  std::vector<std::string> titles;
  for (const CompareSection& section : comparison.sections) titles.push_back(section.title);
  for (const std::string& name : split(names, ',')) {
    const auto found = std::find(titles.begin(), titles.end(), name);
    if (found == titles.end()) {
      const std::string hint = did_you_mean(name, titles);
      throw Error(ErrorCode::invalid_input,
                  fmt::format("there is no section '{}'", printable(name)),
                  hint.empty() ? "a comparison has " + join(titles, ", ") : hint);
    }
    kept.push_back(comparison.sections[static_cast<std::size_t>(found - titles.begin())]);
  }
  comparison.sections = std::move(kept);
}

int run_compare(const CompareOptions& options) {
  check_forms(options);
  OpenProject open = open_to_answer();
  std::vector<ComparedChoice> chosen = choose_runs(open, options.selection);
  if (chosen.size() < 2) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("it takes two runs to compare, and {} found",
                            chosen.empty() ? "none was" : "one was"),
                "list them with: cairn ls");
  }
  const auto found = chosen.size();
  const auto most = static_cast<std::size_t>(options.limit.value_or(usual_limit(options, found)));
  if (found > most) chosen.resize(most);
  Comparison comparison =
      compare_runs(open, chosen, options.diff ? TextDiffs::show : TextDiffs::count);
  if (options.only) keep_sections(*options.only, comparison);
  if (!options.all) keep_differences(comparison);
  if (found > most) {
    comparison.notes.push_back(
        fmt::format("{} of {} runs, --limit {} for all", most, found, found));
  }
  print_comparison(comparison, options);
  return 0;
}

}  // namespace

void setup_compare(CommandLine& line) {
  CompareOptions& options = line.runs(run_compare);
  line.about(
      "Shows in what runs differ: params, metrics, fields, names, tags, code, data, environment, "
      "packages and files. The first run is what the others are compared with. What is equal in "
      "all "
      "is left out and counted.");
  bind_selection(line, options.selection);
  line.option("--limit", "N", options.limit,
              "at most N runs; without it tables have 20, and all other forms all");
  line.section("What is shown");
  line.option("--only", "SECTIONS", options.only,
              "these alone, with commas between them: params, metrics, fields, tags, names, code, "
              "data, environment, packages, artifacts");
  line.flag("--all", options.all, "what is equal in all runs, too");
  line.flag("--diff", options.diff, "texts that differ, line by line");
  line.flag("--transpose", options.transpose,
            "runs as rows; with more than 4 runs they are, then as columns");
  bind_output(line, options.output);
  bind_latex(line, options.output);
  line.example("cairn compare pb8yky latest", "what the newest run does differently");
  line.example("cairn compare pb8yky@1 pb8yky", "what the last attempt changed against the first");
  line.example("cairn compare --stage fit --dataset corn --csv", "all runs of a stage on corn");
  line.example("cairn compare pb8yky latest --diff", "with the changed lines of the code");
}

}  // namespace cairn
