#include "cli/run_card.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/query/human.h"
#include "cairn/record/record_values.h"

namespace cairn {

namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

/// Metrics that a card shows on a terminal.
constexpr std::size_t kMetricsOnTerminal = 100;

/// Of a digest in a table.
constexpr std::size_t kShownDigits = 12;
constexpr std::string_view kIndent = "  ";

/// A table below a title, indented and fitted to the terminal; nothing when it has no rows.
std::string section(std::string_view title, const Table& table, TableStyle style) {
  if (table.rows.empty()) return {};
  style.constants = ConstantColumns::show;
  if (style.width) *style.width -= std::min(*style.width, kIndent.size());
  std::string text = fmt::format("\n{}\n", title);
  for (const std::string& line : split(render_table(table, TableFormat::table, style), '\n')) {
    if (!line.empty()) text += fmt::format("{}{}\n", kIndent, line);
  }
  return text;
}

/// "  key   value" lines, the values under each other.
std::string fact_lines(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::size_t widest = 0;
  for (const auto& [key, text] : facts) {
    if (!text.empty()) widest = std::max(widest, display_width(printable(key)));
  }
  std::string result;
  for (const auto& [key, text] : facts) {
    if (text.empty()) continue;
    const std::string shown = printable(key);
    std::string head =
        fmt::format("  {}{}  ", shown, std::string(widest - display_width(shown), ' '));
    // A note may have several lines: they stand under each other.
    for (const std::string& line : split(text, '\n')) {
      result += head + printable(line) + "\n";
      head.assign(widest + 4, ' ');
    }
  }
  return result;
}

/// A value of many columns would hide all that stands below it.
std::string cut_lines(const std::string& text, std::size_t width) {
  std::string result;
  bool is_cut = false;
  for (const std::string& line : split(text.substr(0, text.size() - 1), '\n')) {
    is_cut = is_cut || display_width(line) > width;
    result += fit_width(line, width) + "\n";
  }
  return result + (is_cut ? "  long values are cut, a pipe or --json has them whole\n" : "");
}

std::string value_section(std::string_view title, const Entries& entries, const TableStyle& style) {
  if (entries.empty()) return {};
  std::vector<std::pair<std::string, std::string>> facts;
  for (const auto& [key, value] : entries) facts.emplace_back(key, to_text(value));
  const std::string whole = fmt::format("\n{}\n", title) + fact_lines(facts);
  return style.width ? cut_lines(whole, *style.width) : whole;
}

std::string metric_section(const std::vector<MetricRow>& metrics, const TableStyle& style) {
  const bool has_history = std::any_of(metrics.begin(), metrics.end(),
                                       [](const MetricRow& metric) { return metric.points > 1; });
  Table table;
  table.columns = {{"metric", CellKind::text, ColumnRole::whole},
                   {"value", CellKind::number, ColumnRole::fixed}};
  if (has_history) {
    for (const char* title : {"first", "min", "max"}) {
      table.columns.push_back({title, CellKind::number, ColumnRole::metric});
    }
    table.columns.push_back({"points", CellKind::integer, ColumnRole::spare});
  }
  for (const MetricRow& metric : metrics) {
    // Thousands would scroll all else away. In a pipe nothing is cut.
    if (style.width && table.rows.size() == kMetricsOnTerminal) {
      table.notes.push_back(fmt::format("{} more, cairn show in a pipe or --json has all",
                                        metrics.size() - kMetricsOnTerminal));
      break;
    }
    std::vector<Value> row{metric.key, metric.value};
    const bool several = metric.points > 1;
    if (has_history) {
      row.insert(row.end(),
                 {several ? Value(metric.first) : Value(), several ? Value(metric.least) : Value(),
                  several ? Value(metric.most) : Value(), metric.points});
    }
    table.rows.push_back(std::move(row));
  }
  return section("Metrics", table, style);
}

std::string links_section(const RunStory& story, const TableStyle& style) {
  const std::vector<bool>& earlier = story.from_earlier;
  const bool some_earlier = std::find(earlier.begin(), earlier.end(), true) != earlier.end();
  Table table;
  table.columns = {{"link"},
                   {"name", CellKind::text, ColumnRole::fixed},
                   {"run", CellKind::text, ColumnRole::whole},
                   {"version"}};
  if (some_earlier) table.columns.push_back({"made from", CellKind::text, ColumnRole::fixed});
  for (std::size_t i = 0; i < story.row.links.size(); ++i) {
    const LinkRow& link = story.row.links[i];
    table.rows.push_back({link.type, link.name,
                          link.digest ? Value(short_id(*link.digest).text) : Value(),
                          text_or_null(link.version)});
    if (some_earlier) {
      table.rows.back().push_back(earlier.at(i) ? Value("an earlier attempt") : Value());
    }
  }
  return section("Inputs and links", table, style);
}

/// Keys of the children's metrics in the order in which they first appear.
std::vector<std::string> metric_keys_of(const std::vector<ChildRow>& children) {
  std::vector<std::string> keys;
  for (const ChildRow& child : children) {
    for (const MetricRow& metric : child.metrics) {
      if (std::find(keys.begin(), keys.end(), metric.key) == keys.end()) keys.push_back(metric.key);
    }
  }
  return keys;
}

std::string children_section(const RunRow& run, const TableStyle& style) {
  Table table;
  table.columns = {{"id", CellKind::text, ColumnRole::whole},
                   {"kind"},
                   {"name", CellKind::text, ColumnRole::fixed}};
  const std::vector<std::string> keys = metric_keys_of(run.children);
  for (const std::string& key : keys) {
    table.columns.push_back({key, CellKind::number, ColumnRole::metric});
  }
  for (const ChildRow& child : run.children) {
    std::vector<Value> row{child.id.text, child.kind, child.name};
    row.resize(table.columns.size());
    for (const MetricRow& metric : child.metrics) {
      const auto at = std::find(keys.begin(), keys.end(), metric.key) - keys.begin();
      row[3 + static_cast<std::size_t>(at)] = metric.value;
    }
    table.rows.push_back(std::move(row));
  }
  return section("Children", table, style);
}

std::string artifact_section(const std::vector<ArtifactRow>& artifacts, const TableStyle& style) {
  Table table;
  table.columns = {{"artifact", CellKind::text, ColumnRole::whole},
                   {"role", CellKind::text, ColumnRole::fixed},
                   {"child"},
                   {"size", CellKind::bytes, ColumnRole::fixed},
                   {"sha256", CellKind::text, ColumnRole::spare}};
  for (const ArtifactRow& artifact : artifacts) {
    table.rows.push_back(
        {artifact.path, artifact.role, text_or_null(artifact.child), artifact.size,
         artifact.sha256 ? Value(artifact.sha256->hex().substr(0, kShownDigits)) : Value()});
  }
  return section("Artifacts", table, style);
}

std::string step_section(const List& steps, const TableStyle& style) {
  Table table;
  table.columns = {{"step", CellKind::value, ColumnRole::fixed},
                   {"operator", CellKind::text, ColumnRole::fixed},
                   {"params", CellKind::value, ColumnRole::fixed},
                   {"started", CellKind::text, ColumnRole::spare},
                   {"ended", CellKind::text, ColumnRole::spare}};
  for (const Value& step : steps) {
    std::vector<Value> row;
    for (const char* key : {"n", "op", "params", "started", "ended"}) {
      const Value* found = step.find(key);
      row.push_back(found == nullptr ? Value() : Value(to_text(*found)));
    }
    table.rows.push_back(std::move(row));
  }
  return section("Steps", table, style);
}

std::string dataset_sections(const List& datasets, const TableStyle& style) {
  std::string text;
  for (const Value& dataset : datasets) {
    const Value* name = dataset.find("name");
    Entries facts = flatten(dataset);
    std::erase_if(facts, [](const auto& fact) { return fact.first == "name"; });
    text += value_section(
        fmt::format("Dataset {}", name == nullptr ? "" : printable(to_text(*name))), facts, style);
  }
  return text;
}

std::string how_it_ended(const RecordAttempt& attempt) {
  std::string text(status_name(attempt.status));
  if (attempt.exit_code) text += fmt::format(", exit {}", *attempt.exit_code);
  if (attempt.signal) text += fmt::format(", signal {}", *attempt.signal);
  return text;
}

std::string attempt_section(const std::vector<RecordAttempt>& attempts, const TableStyle& style) {
  Table table;
  table.columns = {{"attempt", CellKind::integer, ColumnRole::fixed},
                   {"ended as", CellKind::text, ColumnRole::fixed},
                   {"started", CellKind::time, ColumnRole::fixed},
                   {"duration", CellKind::duration, ColumnRole::fixed},
                   {"cpu", CellKind::duration, ColumnRole::spare},
                   {"memory", CellKind::bytes, ColumnRole::spare},
                   {"host"},
                   {"why it ran", CellKind::text, ColumnRole::fixed}};
  for (const RecordAttempt& attempt : attempts) {
    // Another program may not have noted both times.
    const bool is_timed = attempt.started != 0 && attempt.ended != 0;
    table.rows.push_back({attempt.number, how_it_ended(attempt),
                          attempt.started == 0 ? Value() : Value(attempt.started),
                          is_timed ? Value(seconds_of(attempt.ended - attempt.started)) : Value(),
                          or_null(cpu_seconds(attempt)),
                          attempt.max_rss_bytes ? Value(*attempt.max_rss_bytes) : Value(),
                          attempt.host, attempt.reason});
  }
  return section("Attempts", table, style);
}

std::string python_text(const PythonFacts& python) {
  if (!python.packages) return fmt::format("{} ({})", python.program, python.note);
  return fmt::format("{} ({} packages, {}) in {}", python.version, python.package_count,
                     python.packages->hex().substr(0, kShownDigits), python.prefix);
}

std::string host_text(const HostFacts& host) {
  std::vector<std::string> parts = {host.name, host.os, host.cpu,
                                    fmt::format("{} cores", host.cores),
                                    human_bytes(static_cast<std::uint64_t>(host.memory))};
  for (const std::string& gpu : host.gpus) parts.push_back(gpu);
  std::erase(parts, "");
  return join(parts, ", ");
}

std::string git_line(const GitState& git) {
  std::string text = git_text(git);
  if (git.untracked) text += fmt::format(", {} untracked", git.untracked->count);
  for (const std::string& note : git.notes) text += "; " + note;
  return text;
}

std::string sources_text(const Provenance& provenance) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> paths;
  for (const auto& [path, object] : provenance.sources) {
    if (paths.size() < kMost) paths.push_back(path);
  }
  const std::size_t more = provenance.sources.size() - paths.size();
  return join(paths, ", ") + (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string provenance_section(const Record& record) {
  if (!record.provenance) return {};
  const Provenance& provenance = *record.provenance;
  return "\nProvenance\n" +
         fact_lines({{"git", provenance.git ? git_line(*provenance.git) : ""},
                     {"remote", provenance.git ? provenance.git->remote : ""},
                     {"python", provenance.python ? python_text(*provenance.python) : ""},
                     {"host", host_text(provenance.host)},
                     {"sources", sources_text(provenance)},
                     {"in", record.folder},
                     {"cairn", record.cairn_version}});
}

std::string problem_section(const Record& record) {
  if (record.problems.empty()) return {};
  std::string text = "\nProblems\n";
  for (const std::string& problem : record.problems) text += "  " + printable(problem) + "\n";
  return text;
}

std::string names_text(const RunRow& run) {
  std::vector<std::string> names;
  for (const NameRow& name : run.names) {
    if (name.scheme == kAliasScheme) continue;
    names.push_back(fmt::format("{} ({})", name.name, name.scheme));
  }
  return join(names, ", ");
}

std::string aliases_text(const RunRow& run) {
  std::vector<std::string> aliases;
  for (const NameRow& name : run.names) {
    if (name.scheme == kAliasScheme) aliases.push_back(name.name);
  }
  return join(aliases, ", ");
}

std::string fact_of(const UserLink& check, std::string_view key) {
  const Value* fact = check.facts.find(key);
  return fact == nullptr ? "" : to_text(*fact);
}

/// One line for each host on which it was run again as a check.
std::string checks_text(const std::vector<UserLink>& checks) {
  std::vector<std::string> lines;
  for (const UserLink& check : checks) {
    std::string line =
        fmt::format("{}, attempt {} run again {} on {}", fact_of(check, "result"),
                    fact_of(check, "attempt"), human_time(check.at), fact_of(check, "host"));
    const Value* changed = check.facts.find("changed");
    if (changed != nullptr && changed->is_list()) {
      line +=
          fmt::format(", after a change of {}", join(texts_from_list(changed->as_list()), ", "));
    }
    lines.push_back(std::move(line));
  }
  return join(lines, "\n");
}

/// Of an attempt in the trash: which it is, and how it comes back.
std::string trashed_text(const RunStory& story) {
  if (story.trash_entry.empty()) return {};
  return fmt::format("{}, in the trash; back in its place with: cairn restore {} --replace",
                     story.row.attempt, story.trash_entry);
}

std::string facts_of(const RunStory& story) {
  const RunRow& run = story.row;
  return fact_lines(
      {{"id", run.id.text},
       {"name", run.name},
       {"status", std::string(status_name(run.status))},
       {"message",
        run.message.empty() && story.record ? story.record->attempts.back().message : run.message},
       {"path", run.path},
       {"attempt", trashed_text(story)},
       {"stage", run.stage},
       {"kind", run.kind},
       {"experiment", run.experiment},
       {"dataset", run.dataset},
       {"dataset.version", run.dataset_version},
       {"seed", run.seed.is_null() ? "" : to_text(run.seed)},
       {"names", names_text(run)},
       {"alias", aliases_text(run)},
       {"archived",
        is_archived(run.path) ? fmt::format("yes; back with: cairn restore {}", run.id.text) : ""},
       {"pinned", run.pinned != 0 ? "yes, it gets no new attempt" : ""},
       {"verified", checks_text(story.checks)},
       {"created", human_time(run.created)},
       {"duration", run.duration ? human_duration(*run.duration) : ""},
       {"size", human_bytes(static_cast<std::uint64_t>(run.size))},
       {"copy", run.copy != 0 ? "another folder holds a newer attempt" : ""},
       {"description", run.description},
       {"notes", run.notes},
       {"command", story.record ? story.record->command : ""},
       {"log", story.log}});
}

}  // namespace

std::string run_card(const RunStory& story, const TableStyle& style) {
  const RunRow& run = story.row;
  std::string text = facts_of(story);
  text += value_section("Params", run.params, style);
  text += metric_section(run.metrics, style);
  text += value_section("Tags", run.tags, style);
  text += links_section(story, style);
  text += children_section(run, style);
  text += artifact_section(run.artifacts, style);
  if (!story.record) return text;
  text += step_section(story.record->steps, style);
  text += dataset_sections(story.record->datasets, style);
  text += attempt_section(story.record->attempts, style);
  text += provenance_section(*story.record);
  return text + problem_section(*story.record);
}

std::string recorded_card(const RunHead& run, const RecordAttempt& attempt) {
  const std::optional<double> cpu = cpu_seconds(attempt);
  return fact_lines(
      {{"id", run.id.text},
       {"name", run.name},
       {"attempt", fmt::format("{}, of which only this is left", attempt.number)},
       {"status", how_it_ended(attempt)},
       {"message", attempt.message},
       {"started", human_time(attempt.started)},
       {"duration", human_duration(seconds_of(attempt.ended - attempt.started))},
       {"cpu", cpu ? human_duration(*cpu) : ""},
       {"memory", attempt.max_rss_bytes
                      ? human_bytes(static_cast<std::uint64_t>(*attempt.max_rss_bytes))
                      : ""},
       {"host", attempt.host},
       {"why it ran", attempt.reason},
       {"fingerprint",
        attempt.fingerprint ? attempt.fingerprint->hex().substr(0, kShownDigits) : ""}});
}

std::string child_card(const RunStory& story, const std::string& name, const TableStyle& style) {
  const RunRow& run = story.row;
  const auto child = std::find_if(run.children.begin(), run.children.end(),
                                  [&](const ChildRow& row) { return row.name == name; });
  if (child == run.children.end()) {
    throw Error(ErrorCode::not_found, fmt::format("run {} has no child '{}'", run.id.text, name));
  }
  std::vector<ArtifactRow> artifacts = run.artifacts;
  std::erase_if(artifacts, [&](const ArtifactRow& artifact) { return artifact.child != name; });
  std::string text =
      fact_lines({{"id", child->id.text},
                  {"name", child->name},
                  {"kind", child->kind},
                  {"child of", fmt::format("{} {}", run.id.text, run.name)},
                  {"path", child->path.empty() ? "" : join_path(run.path, child->path)},
                  {"size", human_bytes(static_cast<std::uint64_t>(child->size))}});
  text += value_section("Params", child->params, style);
  text += metric_section(child->metrics, style);
  return text + artifact_section(artifacts, style);
}

}  // namespace cairn
