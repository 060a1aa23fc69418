// Why a run has to run, as data: one reason is one thing that differs from what a recorded attempt
// found, with the values before and after and the place where a person wrote the new one. The short
// texts of plans and records follow from it. It does not know how it was found out.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// What sort of thing differs. The first seven are what `--triggers` chooses
/// from; the first six of them are leaves of a fingerprint.
enum class ReasonKind {
  params,       ///< A value of a parameter.
  code,         ///< A dep that is code.
  data,         ///< Any other dep.
  inputs,       ///< What an upstream run gave.
  command,      ///< The text of the command.
  env,          ///< A declared environment variable.
  environment,  ///< What was found around it: host, Python, packages. Counts only when asked for.
  outs,         ///< A file of the run is gone or was edited.
  record,       ///< Its record cannot be used.
  attempt,      ///< The last attempt did not finish.
  upstream,     ///< Something before it runs first: the values are those that make it run.
  forced,       ///< A person asked for it.
  never_ran,    ///< No attempt of it is known.
};

std::string_view reason_kind_name(ReasonKind kind);

struct Reason {
  ReasonKind kind = ReasonKind::never_ran;
  std::string leaf;             ///< "params.lr", "deps.train.py", "outs.model"; may be empty.
  std::optional<Value> before;  ///< Absent: there was none.
  std::optional<Value> after;   ///< Absent: there is none.
  std::string detail;           ///< What the values do not say: "lines 10–14 changed".
  std::string place;            ///< "cairn.yaml:9:23", "lr=0.2 on the command line"; may be empty.
};

using Reasons = std::vector<Reason>;

/// Which leaves of the fingerprint may make a run stale.
using Triggers = std::set<ReasonKind>;

/// All leaves of a fingerprint.
const Triggers& default_triggers();
/// The names that parse_triggers knows.
std::span<const std::string_view> trigger_names();
/// Reads "params,code". Throws Error(invalid_input) with the nearest name.
Triggers parse_triggers(std::string_view text);

/// "lr: 0.1 → 0.2", "train.py: lines 10–14 changed", "out 'model' is gone". Printable.
std::string reason_text(const Reason& reason);
/// The first one, and how many more there are; empty for none.
std::string reasons_text(const Reasons& reasons);

/// `reason` of a run that comes first, for one behind it: "fit runs first: train.py: line 3 added".
Reason reason_before(const std::string& which, const Reason& reason);

/// Two values as a person tells them apart: "1" and 1 are shown with their quotes.
std::string change_text(const std::optional<Value>& before, const std::optional<Value>& after);

/// {kind, leaf, before, after, detail, place, text}; what is absent is left out.
Value to_value(const Reason& reason);

}  // namespace cairn
