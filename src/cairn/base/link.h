// Symbolic links as texts: what a link says is read and written, never followed. All links of cairn
// are relative, so that a project can be moved. It does not know what a link is for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/io.h"

namespace cairn {

/// What the link says; nullopt where there is none, or something that is no link. Throws Error(io).
std::optional<std::string> read_link(const std::string& path);

/// Makes the link `path` say `target`, in place of a link that was there: by a temporary name and a
/// rename, so that the link is never away. Throws Error(conflict) when something that is no link
/// is there, Error(io).
void write_link(Site site, const std::string& path, const std::string& target);

/// The text that leads from the folder of `link` to `target`; both clean, from one folder on.
std::string link_text(std::string_view link, std::string_view target);

/// The path that the link at `link` leads to, clean; nullopt when it is absolute or leaves the
/// folder from which `link` counts.
std::optional<std::string> link_destination(std::string_view link, std::string_view text);

}  // namespace cairn
