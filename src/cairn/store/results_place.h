// Where the results of a project really lie. People link them to a larger disk, and then two things
// need `.cairn` to lie beside them: a rename into the trash, which leads to no other file system,
// and a link to an object, which the kernel follows from where it really is. It moves nothing.
#pragma once

#include <string>
#include <string_view>

#include "cairn/store/project.h"

namespace cairn {

/// Throws Error(io) with what to type, when the folder `folder` of results (relative to the
/// project) lies on another file system than `name` of `.cairn` ("trash"), so that nothing can move
/// from one to the other.
void require_one_disk(const Project& project, const std::string& folder, std::string_view name);

/// Throws Error(io) with what to type, when `from` cannot become `to` by a rename, as they lie, or
/// would lie, on different file systems; both relative to the project.
void require_same_disk(const Project& project, const std::string& from, const std::string& to);

/// Throws Error(conflict) when a link in the results to an object would lead nowhere.
void require_reachable_objects(const Project& project);

}  // namespace cairn
