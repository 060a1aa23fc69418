// Which views a person has edited, and what becomes of the edits. A view is edited when its bytes
// are not what cairn rendered, be it at this path or where its folder lay before it was moved. It
// does not know what views say, nor when they are made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>

#include "cairn/catalog/catalog.h"
#include "cairn/layout/document.h"
#include "cairn/store/project.h"

namespace cairn {

/// What is known of the edited views while views are made.
class EditedViews {
 public:
  EditedViews(const Project& project, const Catalog& catalog);

  /// Whether a person made or changed the view: it is not what was rendered last; where none was
  /// rendered, its bytes were rendered nowhere else. A catalog that was made anew knows no views
  /// at all: then it has to be newer than everything that it shows.
  bool is_edited(const std::string& path, const std::string& present,
                 std::int64_t sources_mtime_ns);

  /// Whether nothing is lost with an edited view: all that was edited in it are typed keys, or it
  /// says what the new one, `text`, says.
  bool is_taken_over(const std::string& path, const DocumentRule& rule, const std::string& present,
                     const std::string& text) const;

  /// Renames the view to "path.edited" and says so, with why it was not taken over.
  std::string keep(const std::string& path, const DocumentRule& rule,
                   const std::string& present) const;

  // What was found when the views were read, by path.
  std::set<std::string> seen;         ///< A person has edited them.
  std::set<std::string> untouchable;  ///< Of these, what could not be taken over for now.
  std::set<std::string> clashing;     ///< Of these, where what they show has changed as well.
  std::map<std::string, std::string> unreadable;  ///< Of these, with the reason.

 private:
  bool was_rendered(const Digest& digest);
  std::string why_unread(const std::string& path, const DocumentRule& rule,
                         const std::string& present) const;

  const Project& project_;
  const Catalog& catalog_;
  bool knows_views_;  ///< The catalog did, before this rendering.
  /// All that the catalog knows as rendered; read when a view lies where none was rendered.
  std::optional<std::unordered_set<Digest, DigestHash>> rendered_;
};

}  // namespace cairn
