// The names in a folder one by one, without keeping them. It does not know their order.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cairn/base/fs.h"

namespace cairn {

/// Calls `visit` for each entry but "." and "..", as the system lists them. Returns false when the
/// folder is not there. Throws Error(io).
bool for_each_entry(const std::string& folder,
                    const std::function<void(std::string_view name, FileStat::Kind kind)>& visit);

}  // namespace cairn
