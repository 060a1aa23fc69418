// The words of the contexts that documents are written from: which members a run, a child, an
// artifact, a group … has. One table, so that a misspelt path is refused when a layout is loaded
// and the format page lists nothing that does not exist. It does not know how contexts are made.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// The shape of a value whose members are not known beforehand (params, metrics, dataset facts).
inline constexpr std::string_view kOpenShape = "*";
/// The shape of a value without members.
inline constexpr std::string_view kLeafShape = "";

/// The context of a document of a run: {run, project}.
inline constexpr std::string_view kRunContext = "document of a run";
/// The context of a document of a child: {run, child, project}.
inline constexpr std::string_view kChildContext = "document of a child";
/// The context of a rollup: {group, runs, project}.
inline constexpr std::string_view kGroupContext = "rollup of a group";

/// The shape of `member` of a value of `shape` (of its items, where it is a list); nullopt when it
/// has no such member.
std::optional<std::string_view> member_shape(std::string_view shape, std::string_view member);

/// The members of `shape` in table order; none for the open shape and for leaves.
std::vector<std::string> shape_members(std::string_view shape);

}  // namespace cairn
