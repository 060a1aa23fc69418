// The answers of `cairn why` in words and as JSON. It does not know how they were found.
#pragma once

#include <string>

#include "cairn/query/table.h"
#include "cairn/runner/why.h"

namespace cairn {

/// One run: its state, every reason with its place, what it was compared with. `now` decides what
/// is called today.
std::string explanation_text(const Explanation& answer, TimeUs now);
Value explanation_json(const Explanation& answer);

/// Why a run of no stage cannot be made again: "it was adopted from lambda-hat: …".
std::string no_command_text(const Project& project, const RunDefinition& run);

/// A recorded run that nothing asks for: what is missing from cairn.yaml and the command line.
std::string not_asked_text(const Project& project, const RunDefinition& run,
                           const Reasons& reasons);
Value not_asked_json(const RunDefinition& run, const Reasons& reasons);

/// The runs of a plan as rows: state, stage, id, name, reason, place, what it was compared with.
Table why_table(const Plan& plan);
/// The same for programs: counts of states, and each run with all its reasons.
Value why_json(const Plan& plan);

/// "today 14:03", "yesterday 14:03", "2026-11-18 14:03"; local.
std::string day_text(TimeUs time, TimeUs now);

}  // namespace cairn
