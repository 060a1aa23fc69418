// Archiving for the verbs that do it: from what was asked to a plan, its report, and the moves with
// catalog and views after them. It does not ask anybody.
#pragma once

#include <string>

#include "cairn/base/value.h"
#include "cairn/retention/archive.h"
#include "cli/clean_plan.h"

namespace cairn {

/// What goes into the archive and where, and what stays.
struct ArchiveChoice {
  CleanPlan plan;
  ArchivePlan archive;
  TreeUsage usage;
};

/// Chooses as a cleanup would, but nothing is kept for the sake of others, since what is archived
/// can be reached as before: except by jobs that are running. Throws as make_clean_plan.
ArchiveChoice choose_to_archive(OpenProject& open, CleanRequest request);

/// What goes where, and why the rest stays.
std::string archive_report(const ArchiveChoice& choice);
/// The same for a program.
Value archive_json(const ArchiveChoice& choice, bool is_done);

/// Moves it, all or nothing, and lets catalog and views follow; `open` has no catalog then. What
/// was cut off before has been settled (settle_cut_off_moves). Throws as carry_out of
/// retention/archive.h.
void carry_out(OpenProject& open, const ArchivePlan& plan);

}  // namespace cairn
