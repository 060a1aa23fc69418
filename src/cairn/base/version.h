// The version of this build of cairn, as one text. CMakeLists.txt is the only place that states it;
// the definition is generated from there, so that the program, the library and records that name
// their writer never disagree. Knows nothing of format numbers: each format counts for itself.
#pragma once

#include <string_view>

namespace cairn {

/// The version of this build, `major.minor.patch`, without a leading letter.
std::string_view version();

}  // namespace cairn
