#include "cairn/layout/markdown_report.h"

#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/layout/ranking.h"
#include "cairn/layout/text_functions.h"

namespace cairn {

namespace {

std::string shown(const Value* value) {
  return value == nullptr || value->is_null() ? std::string() : to_text(*value);
}

/// A cell of a table: '|' and line ends would break it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += "\\|";
    if (c == '\n') out += ' ';
    if (c != '|' && c != '\n') out += c;
  }
  return out;
}

/// "final_recon_loss" → "Recon Loss": a metric as a heading.
std::string title(std::string_view key) {
  if (key.starts_with("final_")) key.remove_prefix(6);
  std::string out;
  bool starts_word = true;
  for (const char c : key) {
    const bool separates = c == '_' || c == '.';
    out += separates ? ' ' : starts_word ? static_cast<char>(std::toupper(c)) : c;
    starts_word = separates;
  }
  return out;
}

/// What was counted as it is, what was measured to four decimals.
std::string number_text(const Value& value) {
  return value.is_real() ? fmt::format("{:.4f}", value.as_double()) : to_text(value);
}

std::string join_items(const Value* list) {
  std::vector<std::string> texts;
  if (list != nullptr && list->is_list()) {
    for (const Value& item : list->as_list()) texts.push_back(to_text(item));
  }
  return join(texts, ", ");
}

/// Tags that only say their name, as `cairn tag RUN baseline` sets them.
std::vector<std::string> labels(const Value& run) {
  std::vector<std::string> names;
  const Value* tags = run.find("tags");
  if (tags == nullptr || !tags->is_map()) return names;
  for (const auto& [name, value] : tags->as_map()) {
    if (value == Value(true)) names.push_back(name);
  }
  return names;
}

std::string head(const Value& run) {
  std::string out = "# Experiment Report\n";
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += fmt::format("\n**{}:** {}\n", label, text);
  };
  line("Experiment", shown(run.find("name")));
  line("Run", shown(run.find("folder")));
  const std::string description = shown(run.find("description"));
  line("Description", description.empty() ? shown(run.find_path("tags.description")) : description);
  line("Tags", join(labels(run), ", "));
  line("Generated", shown(run.find("ended")));
  return out;
}

/// Params: plain ones first, then one section for each map.
std::string configuration(const Value& run) {
  const Value* params = run.find("params");
  if (params == nullptr || !params->is_map() || params->as_map().empty()) return {};
  std::string plain;
  std::string sections;
  for (const auto& [key, value] : params->as_map()) {
    if (!value.is_map()) {
      plain += fmt::format("- {}: {}\n", key, value.is_list() ? join_items(&value) : shown(&value));
      continue;
    }
    sections += fmt::format("\n### {}\n\n", title(key));
    for (const auto& [name, entry] : flatten(value)) {
      sections += fmt::format("- {}: {}\n", name, shown(&entry));
    }
  }
  return "\n## Configuration\n\n" + plain + sections;
}

std::string results(const Value& run) {
  const Value* metrics = run.find("metrics");
  if (metrics == nullptr || !metrics->is_map() || metrics->as_map().empty()) return {};
  std::string out =
      "\n## Results\n\n### Summary Metrics\n\n| Category | Metric | Value |\n"
      "|----------|--------|-------|\n";
  for (const auto& [category, value] : metrics->as_map()) {
    const auto row = [&](std::string_view name, const Value& number) {
      out += fmt::format("| {} | {} | {} |\n", cell(title(category)), cell(title(name)),
                         cell(number_text(number)));
    };
    if (!value.is_map()) row(category, value);
    if (!value.is_map()) continue;
    for (const auto& [name, number] : flatten(value)) row(name, number);
  }
  return out;
}

std::string components(const Value& run) {
  Arena arena;
  const Value* tags = run.find("tags");
  if (tags == nullptr) return {};
  const Found argument = tags;
  const Found found = call_statuses(std::span(&argument, 1), arena);
  const Value* statuses = one_of(found);
  if (statuses == nullptr) return {};
  std::string out =
      "\n## Components\n\n| Component | Status | Reason |\n"
      "|-----------|--------|--------|\n";
  for (const auto& [name, state] : statuses->as_map()) {
    out += fmt::format("| {} | {} | {} |\n", cell(name), cell(shown(state.find("status"))),
                       cell(shown(state.find("reason"))));
  }
  return out;
}

bool is_picture(std::string_view path) {
  return path.ends_with(".png") || path.ends_with(".svg") || path.ends_with(".jpg");
}

std::string pictures(const Value& run) {
  std::string out;
  const Value* artifacts = run.find("artifacts");
  if (artifacts == nullptr || !artifacts->is_list()) return out;
  for (const Value& artifact : artifacts->as_list()) {
    const std::string path = shown(artifact.find("path"));
    if (!is_picture(path)) continue;
    const std::string file = path.substr(path.rfind('/') + 1);
    const std::string name = title(file.substr(0, file.rfind('.')));
    out += fmt::format("\n### {}\n\n![{}]({})\n", name, name, path);
  }
  return out.empty() ? out : "\n## Visualizations\n" + out;
}

}  // namespace

Found call_experiment_report(std::span<const Found> arguments, Arena& arena) {
  const Value* run = one_of(arguments[0]);
  if (run == nullptr) return {};
  return &arena.emplace_back(head(*run) + configuration(*run) + results(*run) + components(*run) +
                             pictures(*run));
}

Found call_ranking_report(std::span<const Found> arguments, Arena& arena) {
  const auto ranked = rank_runs(items_of(arguments[0]));
  if (ranked.empty()) return {};
  std::string out =
      fmt::format("# Best models\n\nThe best run is **{}** ({} {:.6g}).\n\n",
                  shown(ranked[0].run->find("folder")), ranked[0].rule.by, ranked[0].score);
  out +=
      "| Rank | Run | Pipeline | Dataset | By | Score |\n"
      "|-----:|-----|----------|---------|----|------:|\n";
  for (const RankedRun& row : ranked) {
    out += fmt::format("| {} | {} | {} | {} | {} | {:.6g} |\n", row.rank,
                       cell(shown(row.run->find("folder"))), cell(shown(row.run->find("name"))),
                       cell(shown(row.run->find("dataset"))), row.rule.by, row.score);
  }
  return &arena.emplace_back(std::move(out));
}

}  // namespace cairn
