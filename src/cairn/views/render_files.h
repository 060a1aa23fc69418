// Which files and links the views of a folder are: the fields that their names can show, a rollup
// that is made once for each value of such a field, and links. Links are relative and lead only to
// folders of the project; one that is wrong is repaired, what is no link is left alone and said. It
// does not know what a view says, nor which runs lie in another folder.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/value.h"
#include "cairn/catalog/catalog.h"
#include "cairn/layout/layout.h"
#include "cairn/store/project.h"

namespace cairn {

/// What the name of a document of this run (a run of a document's context) can show.
Map run_file_fields(const Value& run);

/// What a link of a run of this kind can show: the same, and what else its path shows, as its time.
Map run_link_fields(const Kind& kind, const Value& run, const std::string& folder);

/// What the name of a rollup can show: the group's fields, and those on which all its runs agree.
Map group_file_fields(const Value& context);

/// The contexts of a rollup: one for each file that its name makes of the group's runs, with those
/// runs; the whole one where the name shows nothing of them.
std::vector<Value> rollup_contexts(const DocumentRule& rule, const Value& context);

/// The contexts that a rollup may have had where fewer runs were known, as to the cairn of another
/// clone: with those of its runs that a `text` names, by id or folder; with those that were there
/// at a time.
std::vector<Value> earlier_contexts(const Value& context, const std::string& text, TimeUs time);

/// The file of one of these.
std::string rollup_file(const DocumentRule& rule, const Value& context);

/// Removes the files of a rollup that is made once for each value of which `folder` has no run any
/// more, as they were rendered: one that a person has edited stays. Throws Error(io).
void remove_stale_rollups(const Project& project, Catalog& catalog, const DocumentRule& rule,
                          const Value& context, const std::string& folder);

/// The file in a folder whose own name was cut that tells the whole one.
inline constexpr std::string_view kWholeNameFile = "WHOLE_NAME.txt";

/// The whole name of `folder`, whose own was cut; `path` is the template of folders of its level,
/// and `fields` what it shows beside what the `runs` (of documents' contexts) say. nullopt for a
/// name that was not cut, and where the runs do not tell it.
std::optional<std::string> whole_name(const Layout& layout, const PathTemplate& path,
                                      const Map& fields, const List& runs,
                                      const std::string& folder);

/// The link that a rule makes of a group or run in a folder.
struct LinkView {
  std::string path;            ///< Where it stands.
  std::string target;          ///< What it leads to.
  std::string text;            ///< What it says.
  bool is_of_content = false;  ///< As its rule's.
};

/// The links of a group or run in `folder`. None where a field is missing, where what it would lead
/// to is not there, or where the folder's own name was cut.
std::vector<LinkView> links_of(const Project& project, const std::vector<LinkRule>& rules,
                               const std::string& folder, const Map& fields);

/// The links that the group or run in another folder has, if there is one of the same kind.
using LinksElsewhere = std::function<std::vector<LinkView>(const std::string& folder)>;

/// Makes those links of the group or run in `folder`, or repairs them. A name that the group or run
/// behind it bears with the same right, and what is no link, is added to `problems`.
void render_links(const Project& project, const std::vector<LinkRule>& rules,
                  const std::string& folder, const Map& fields, const LinksElsewhere& elsewhere,
                  std::vector<std::string>& problems);

/// Removes the links of the layout that lead to nothing any more, and those whose name is made of
/// bytes that their folder does not hold any more, as the runs of `catalog` say; returns which. One
/// that cannot go is added to `problems`.
std::vector<std::string> remove_wrong_links(const Project& project, const Catalog& catalog,
                                            std::vector<std::string>& problems);

}  // namespace cairn
