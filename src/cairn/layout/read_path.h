// Every meaning of a path that somebody shows us: relative or absolute, of a run's folder, of a
// file in one, or of a group; and the other way, the fields that key=value pairs stand for. Nothing
// is guessed: several meanings are several readings. It looks at no disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/layout/paths.h"

namespace cairn {

/// One meaning of a path by one layout.
struct PathMeaning {
  LayoutReading reading;
  std::string folder;  ///< Of the run or group, from the project's folder.
  std::string before;  ///< What stood before the layout's folders: "/data/out".
  std::string file;    ///< What is named below the folder; empty: the folder itself.
};

/// Every meaning of `path`, which may begin above the layout's folders, or right below its root;
/// of a file in a folder the deepest folders that can hold it. Empty when
/// the layout makes no such path.
std::vector<PathMeaning> read_path(const Layout& layout, std::string_view path);

/// The values that a field of pairs in a reading stands for: {args: {tsteps: "20", dt: "2"}}.
Map pairs_in(const Layout& layout, const LayoutReading& reading);

/// The fields that these values stand for in a path of `kind`: what is no field of the layout goes
/// into the field of pairs that belongs to the kind. Throws Error(invalid_input) for a value that
/// no path of the kind shows.
Map fields_of_values(const Layout& layout, std::string_view kind,
                     const std::vector<std::pair<std::string, Value>>& values);

/// `fields` with the names that the schemes of the layout make of them, where all that a scheme is
/// fed with is there. Throws what the scheme throws.
Map with_names(const Layout& layout, std::string_view kind, Map fields);

/// The path of a run, or of a file of one, that the layout makes of what `path` says:
/// reports/…/N:act=relu_7/… lies in reports/…/N:hash=0dac287a/…. nullopt where it reads in several
/// ways, or says too little.
std::optional<std::string> made_spelling(const Layout& layout, std::string_view path);

}  // namespace cairn
