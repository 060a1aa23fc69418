// One run as a person reads it: a card with its facts, params, metrics, inputs, children,
// artifacts, steps, datasets, attempts and problems; and the same as JSON. It does not know how the
// run was found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/query/table.h"
#include "cairn/record/record.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// All that is known of one run.
struct RunStory {
  RunRow row;                    ///< With all parts.
  std::optional<Record> record;  ///< Absent while its attempt is open.
  std::string folder;            ///< Absolute.
  std::vector<UserLink> checks;  ///< How it came out when it was run again, one for each host.
  /// By place of the link in the row: made from an earlier attempt of what it leads to.
  std::vector<bool> from_earlier;
  std::string log;          ///< Absolute path of the log; empty: there is none.
  std::string trash_entry;  ///< Of an attempt that was replaced, where it lies in the trash.
};

/// The card of a run.
std::string run_card(const RunStory& story, const TableStyle& style);
/// The card of its child `name`. Throws Error(not_found).
std::string child_card(const RunStory& story, const std::string& name, const TableStyle& style);
/// The card of an attempt of which a later record tells this, and no more is left.
std::string recorded_card(const RunHead& run, const RecordAttempt& attempt);

/// {"format": 1, "run": {…}}: what lists hold of a run, and what only its record holds.
Value story_json(const RunStory& story);
/// The same for a child: {"format": 1, "child": {…}, "run": {…}}. Throws Error(not_found).
Value child_story_json(const RunStory& story, const std::string& name);
/// The same, as far as it is known, for an attempt of which only this is left.
Value recorded_json(const RunHead& run, const RecordAttempt& attempt);

}  // namespace cairn
