// What the values of options and arguments may be, in one table keyed by the option, or by what the
// help calls the value: a new option whose value is called METRIC or RUN is completed as it is.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/measure.h"
#include "cairn/runner/reason.h"
#include "cairn/store/resolve.h"
#include "cli/compare_runs.h"
#include "cli/complete.h"
#include "cli/open.h"

namespace cairn {

namespace {

void offer_runs(WordInProgress& word) {
  if (word.catalog() == nullptr) return;
  for (const Suggestion& run : suggest_runs(*word.catalog(), word.typed(), kMostOffered)) {
    word.offer(run.text, run.note);
  }
  word.offer("latest", "the newest run");
  word.offer("best", "the run that ranks first");
}

void offer_metrics(WordInProgress& word) {
  if (word.catalog() == nullptr) return;
  for (const std::string& key : word.catalog()->metric_keys()) word.offer(key, "metric");
}

void offer_tags(WordInProgress& word) {
  if (word.catalog() == nullptr) return;
  for (const std::string& key : word.catalog()->tag_keys()) word.offer(key, "tag");
}

/// What stands before the last of several words with commas between them.
std::string before_last(const WordInProgress& word) {
  return word.typed().substr(0, word.typed().rfind(',') + 1);
}

void offer_group_name(WordInProgress& word) { offer_keys(word, "", OfferedKeys::no_metrics); }
void offer_group_names(WordInProgress& word) {
  offer_keys(word, before_last(word), OfferedKeys::no_metrics);
}

/// Names with commas between them; - in front turns the order of --sort round.
void offer_names(WordInProgress& word) {
  std::string head = before_last(word);
  if (word.typed().substr(head.size()).starts_with("-")) head += "-";
  offer_keys(word, head);
}

/// "rmse: mean,std; r2: median"
void offer_measures(WordInProgress& word) {
  const std::string& typed = word.typed();
  const std::size_t measure = typed.rfind(';') + 1;
  const bool wants_statistic = typed.find(':', measure) != std::string::npos;
  std::size_t at = wants_statistic ? typed.find_last_of(":,") + 1 : measure;
  while (at < typed.size() && typed[at] == ' ') ++at;
  const std::string head = typed.substr(0, at);
  if (wants_statistic) {
    for (const std::string& statistic : statistic_names()) word.offer(head + statistic);
  } else if (word.catalog() != nullptr) {
    for (const std::string& key : word.catalog()->metric_keys()) word.offer(head + key + ":");
  }
}

void offer_leaves(WordInProgress& word) {
  const std::string head = before_last(word);
  for (const std::string_view leaf : trigger_names()) word.offer(head + std::string(leaf));
}

void offer_statuses(WordInProgress& word) {
  for (int i = 0; i <= static_cast<int>(RunStatus::lost); ++i) {
    word.offer(status_name(static_cast<RunStatus>(i)));
  }
}

void offer_field_values(WordInProgress& word, std::string_view field) {
  if (word.catalog() == nullptr) return;
  for (const Value& value :
       suggest_values(*word.catalog(), {KeyFamily::field, std::string(field)}, kMostOffered)) {
    word.offer(to_text(value));
  }
}

void offer_stages(WordInProgress& word) {
  if (word.project() == nullptr) return;
  for (const StageSpec& stage : word.project()->spec.stages) word.offer(stage.name, "stage");
}

void offer_datasets(WordInProgress& word) {
  if (word.project() == nullptr) return;
  for (const DatasetSpec& dataset : word.project()->spec.datasets) {
    word.offer(dataset.name, "dataset");
  }
  offer_field_values(word, "dataset");
}

void offer_experiments(WordInProgress& word) {
  if (word.project() == nullptr) return;
  if (const std::string& name = word.project()->spec.experiment.name; !name.empty()) {
    word.offer(name);
  }
  offer_field_values(word, "experiment");
}

void offer_kinds(WordInProgress& word) { offer_field_values(word, "kind"); }

/// The values that cairn.yaml and earlier runs give to the parameter `name` of `stage`.
void offer_param_values(WordInProgress& word, const StageSpec& stage, const std::string& name,
                        const std::string& head) {
  for (const MatrixAxis& axis : stage.matrix) {
    if (axis.param != name) continue;
    for (const Value& value : axis.values) word.offer(head + to_text(value));
  }
  if (word.catalog() == nullptr) return;
  for (const Value& value :
       suggest_values(*word.catalog(), {KeyFamily::param, name}, kMostOffered)) {
    word.offer(head + to_text(value));
  }
}

/// param= and its values, of the stages that were named, or of all.
void offer_overrides(WordInProgress& word) {
  if (word.project() == nullptr) return;
  const auto is_named = [&](const StageSpec& stage) {
    return std::find(word.before().begin(), word.before().end(), stage.name) != word.before().end();
  };
  const std::vector<StageSpec>& stages = word.project()->spec.stages;
  const bool any_named = std::any_of(stages.begin(), stages.end(), is_named);
  const std::size_t equals = word.typed().find('=');
  const std::string name = word.typed().substr(0, equals);
  for (const StageSpec& stage : stages) {
    if (any_named && !is_named(stage)) continue;
    if (equals == std::string::npos) {
      for (const ParamSpec& param : stage.params) {
        word.offer(param.name + "=", fmt::format("param of {}", stage.name));
      }
      for (const MatrixAxis& axis : stage.matrix) {
        word.offer(axis.param + "=", fmt::format("param of {}", stage.name));
      }
      continue;
    }
    // Several values with commas between them are a sweep.
    const std::string head = word.typed().substr(0, word.typed().find_last_of("=,") + 1);
    offer_param_values(word, stage, name, head);
  }
  if (name == "dataset" && equals != std::string::npos) {
    const std::string head = word.typed().substr(0, word.typed().find_last_of("=,") + 1);
    for (const DatasetSpec& dataset : word.project()->spec.datasets)
      word.offer(head + dataset.name);
  }
}

void offer_targets(WordInProgress& word) {
  offer_stages(word);
  offer_overrides(word);
}

/// Artifacts of the run that was named: their roles and paths.
void offer_artifacts(WordInProgress& word) {
  if (word.catalog() == nullptr || word.before().empty()) return;
  const Resolved found = resolve_run(*word.project(), *word.catalog(), word.before().front(),
                                     best_in(*word.catalog()));
  const std::array rowids{found.run.rowid};
  for (const RunRow& run : word.catalog()->load_runs(rowids, RunParts::all)) {
    for (const ArtifactRow& artifact : run.artifacts) word.offer(artifact.role, artifact.path);
    for (const ArtifactRow& artifact : run.artifacts) word.offer(artifact.path, artifact.role);
  }
  word.offer("log", "what the command printed");
}

/// Metrics of the run that was named, or of all where it is a group; other runs may follow, too.
void offer_history_keys(WordInProgress& word) {
  if (word.catalog() == nullptr || word.before().empty()) return;
  const std::string head = before_last(word);
  std::vector<std::string> keys = word.catalog()->metric_keys();
  try {
    const Resolved found = resolve_run(*word.project(), *word.catalog(), word.before().front(),
                                       best_in(*word.catalog()));
    const std::array rowids{found.run.rowid};
    keys.clear();
    for (const RunRow& run : word.catalog()->load_runs(rowids, RunParts::all)) {
      for (const MetricRow& metric : run.metrics) keys.push_back(metric.key);
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::conflict) throw;
  }
  for (const std::string& key : keys) word.offer(head + key, "metric");
  if (head.empty()) offer_runs(word);
}

void offer_sections(WordInProgress& word) {
  const std::string head = before_last(word);
  for (const std::string_view section : compare_sections()) word.offer(head + std::string(section));
}

void offer_shells(WordInProgress& word) {
  for (const std::string_view shell : {"bash", "zsh", "fish"}) word.offer(shell);
}

struct Row {
  std::string_view name;  ///< An option, or what the help calls a value.
  void (*offer)(WordInProgress& word);
};

// Options come first: of several that take a NAME each may mean another thing.
constexpr std::array kRows = {
    Row{"--status", offer_statuses},
    Row{"--stage", offer_stages},
    Row{"--dataset", offer_datasets},
    Row{"--experiment", offer_experiments},
    Row{"--kind", offer_kinds},
    Row{"--per", offer_group_names},
    Row{"--group-by", offer_group_names},
    Row{"--over", offer_group_names},
    Row{"--pivot", offer_group_name},
    Row{"--remove", offer_tags},
    Row{"KEY", offer_history_keys},
    Row{"SECTIONS", offer_sections},
    Row{"METRIC", offer_metrics},
    Row{"NAMES", offer_names},
    Row{"WHAT", offer_measures},
    Row{"FILTER", offer_filter},
    Row{"LEAVES", offer_leaves},
    Row{"STAGE", offer_stages},
    Row{"RUN", offer_runs},
    Row{"PLACE", offer_runs},
    Row{"TARGET", offer_targets},
    Row{"KEY=VALUE", offer_overrides},
    Row{"TAG", offer_tags},
    Row{"ARTIFACT", offer_artifacts},
    Row{"SHELL", offer_shells},
};

const Row* find_row(std::string_view name) {
  const auto* row = std::find_if(kRows.begin(), kRows.end(),
                                 [name](const Row& each) { return each.name == name; });
  return row == kRows.end() ? nullptr : row;
}

}  // namespace

void offer_keys(WordInProgress& word, std::string_view head, OfferedKeys which) {
  std::string base(head);
  // Runs upstream have the keys of runs.
  if (std::string_view(word.typed()).substr(base.size()).starts_with(kParentPrefix)) {
    base += kParentPrefix;
  }
  const auto offer = [&](std::string_view key, std::string_view note) {
    word.offer(base + std::string(key), note);
  };
  if (word.catalog() != nullptr) {
    if (which == OfferedKeys::all) {
      for (const std::string& key : word.catalog()->metric_keys()) offer(key, "metric");
    }
    for (const std::string& key : word.catalog()->param_keys()) offer(key, "param");
    for (const std::string& key : word.catalog()->tag_keys()) offer(key, "tag");
  }
  for (const RunField& field : run_fields()) offer(field.name, "field");
}

void offer_values(WordInProgress& word, std::string_view option, std::string_view value) {
  if (const Row* row = find_row(option)) return row->offer(word);
  // "RUN NAME" are two words, "RUN|STAGE" is one or the other.
  const std::vector<std::string> places = split(value, ' ');
  const std::string& place = places[std::min(word.before().size(), places.size() - 1)];
  for (const std::string& meaning : split(place, '|')) {
    if (const Row* row = find_row(meaning)) row->offer(word);
  }
}

}  // namespace cairn
