// Which views a person has edited, and what becomes of the edits. A view is edited when its bytes
// are not what cairn rendered, be it at this path or where its folder lay before it was moved. The
// cairn of another clone or machine renders, too: what it made of the runs that it knew is nobody's
// edit. It does not know what views say, nor when they are made; nor catalogs that know no views
// (see recognise.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/layout/document.h"
#include "cairn/store/project.h"
#include "cairn/views/typed_views.h"

namespace cairn {

/// What is known of the edited views while views are made.
class EditedViews {
 public:
  EditedViews(const Project& project, const Catalog& catalog)
      : project_(project), catalog_(catalog) {}

  /// Whether a person made or changed the view: it is not what was rendered last; where none was
  /// rendered, its bytes were rendered nowhere else.
  bool is_edited(const std::string& path, const std::string& present);

  /// What an edited view may do to what is recorded: replace it, where it is what was rendered
  /// there last but for typed keys and comments. Where none was rendered, when it is the newer one.
  ViewPower power_of(const std::string& path, const DocumentRule& rule, const std::string& present,
                     std::int64_t sources_mtime_ns) const;

  /// Whether the view is newer than what it shows.
  bool is_newer(const std::string& path, std::int64_t sources_mtime_ns) const;

  /// Texts that cairn would have rendered at a path where a view says `present`.
  using Renderings = std::function<std::vector<std::string>(const std::string& present)>;

  /// Whether nothing is lost with an edited view: beside its typed keys it says what was rendered
  /// there last, what the new one, `text`, says, or what one of `others` says.
  bool is_taken_over(const std::string& path, const DocumentRule& rule, const std::string& present,
                     const std::string& text, const Renderings& others) const;

  /// Renames the view to "path.edited" and says so, with why it was not taken over.
  std::string keep(const std::string& path, const DocumentRule& rule,
                   const std::string& present) const;

  // What was found when the views were read, by path.
  std::set<std::string> seen;         ///< A person has edited them.
  std::set<std::string> untouchable;  ///< Of these, what could not be taken over for now.
  std::map<std::string, std::vector<std::string>> clashing;  ///< Of these, keys not taken over.
  std::map<std::string, std::vector<std::string>> lacking;   ///< Of these, keys that say less.
  std::map<std::string, std::string> unreadable;             ///< Of these, with the reason.

 private:
  bool was_rendered(const Digest& digest);
  bool is_last_rendering(const std::string& path, const DocumentRule& rule,
                         const std::string& present) const;
  std::string why_unread(const std::string& path, const DocumentRule& rule,
                         const std::string& present) const;

  const Project& project_;
  const Catalog& catalog_;
  /// All that the catalog knows as rendered; read when a view lies where none was rendered.
  std::optional<std::unordered_set<Digest, DigestHash>> rendered_;
};

}  // namespace cairn
