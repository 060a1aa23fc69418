// The one form of symbolic link that cairn follows in a run folder: relative, to an object. It is
// read as text and the object is opened by its digest, so the kernel is never let to follow it and
// no text can lead anywhere else. It does not know who made the link.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/digest.h"

namespace cairn {

/// Digits of a digest that name the folder of its object.
inline constexpr std::size_t kShardDigits = 2;

/// The object that the text of a link names: any number of "../", then ".cairn/objects/ab/" and the
/// 64 digits that begin so; nullopt for every other text.
std::optional<Digest> parse_object_link(std::string_view text);

/// The text of a link to an object from the file `path` (relative to the project).
std::string object_link_text(std::string_view path, const Digest& digest);

/// The object that the link at `path` names; nullopt when no such link is there.
std::optional<Digest> read_object_link(const std::string& path);

}  // namespace cairn
