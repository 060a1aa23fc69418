// The command with which a stage says how to predict with its models: filled in with the values of
// a run when that is planned, so that the record can tell it, and with paths when it is used. It
// does not know who may run it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/redact.h"
#include "cairn/record/run_definition.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

/// `predict:` with its params filled in; {model}, {data} and {run} stay open.
PredictCommand fill_predict(const CommandSpec& command, const Redactor& redactor,
                            const PlaceholderLookup& lookup);

/// Whether a recorded command has `{name}` in it.
bool asks_for(const PredictCommand& predict, std::string_view name);

/// What the open placeholders stand for: absolute paths.
struct PredictPaths {
  std::string model;
  std::string data;
  std::string run;
};

/// A command that can be started.
struct ReadyCommand {
  std::vector<std::string> argv;
  std::string text;  ///< As a person would type it.
};

/// Throws Error(corrupt) for words that no cairn wrote.
ReadyCommand ready_predict(const PredictCommand& predict, const PredictPaths& paths);

}  // namespace cairn
