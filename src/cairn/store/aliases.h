// Aliases: names that a person gives to single runs, unique in a project. An alias never hides what
// a text finds already. It does not know verbs.
#pragma once

#include <string>

#include "cairn/store/user_edits.h"

namespace cairn {

/// Gives `run` the alias. Throws Error(invalid_input) for a text that cannot be one,
/// Error(conflict) when it is that of another run or finds another run in another way, and as
/// edit_user does.
EditResult give_alias(const Project& project, const RunHead& run, const std::string& alias);

/// Takes the alias away from `run`. Throws Error(not_found) when it has no such alias.
EditResult take_alias(const Project& project, const RunHead& run, const std::string& alias);

}  // namespace cairn
