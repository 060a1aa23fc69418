// What a person typed into a view: the layout says which keys of a document show a description,
// notes, tags or objectives unchanged, and a change of one of these is told apart from what cairn
// rendered, and put where it belongs. It does not know the disk, nor when views are made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/layout/document.h"
#include "cairn/store/groups.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// What the typed keys of a view show in this context, by key; empty values are left out.
Map typed_fields(const std::vector<TypedKey>& keys, const Value& context);

/// Whether views of this format can be read back.
bool is_readable(TextFormat format);

/// Reads the text of a view. Throws Error(invalid_input) with "path:line:column".
Value parse_view(const std::string& text, TextFormat format, const std::string& path);
/// Why parse_view cannot read it; empty when it can, and for a format that is not read back.
std::string why_unreadable(const std::string& text, TextFormat format, const std::string& path);
/// Where an edited view is kept: the first of "path.edited", "path.edited.2", … that is free.
std::string edited_path(const std::string& path);

/// What the typed keys of a document say, by key, defaults included.
Map shown_fields(const std::vector<TypedKey>& keys, const Value& document);

/// A text as cairn would have rendered it with these values under its typed keys, without comments:
/// the text that was rendered, when nothing else in it was edited. nullopt when it cannot be read.
std::optional<std::string> with_fields(const std::string& text, TextFormat format,
                                       const std::vector<TypedKey>& keys, const Map& fields);

/// Whether a text has comments, which are somebody's too.
bool has_comments(const std::string& text, TextFormat format);

/// Whether two texts say the same under all keys but these, and `text` has no comment: then nothing
/// but the typed keys can have been edited in it. Of a format that is not read back: the same
/// bytes.
bool differs_in_typed_only(const std::string& text, const std::string& rendered, TextFormat format,
                           const std::vector<TypedKey>& keys);

/// One typed key that a person changed.
struct TypedChange {
  TypedKey key;
  Value value;   ///< As it stands in the view; null where it was emptied or taken out.
  Value before;  ///< What was rendered there; null where nothing was, or where that is unknown.
};

/// Whether what a view says may take the place of what is recorded, or only be added to it.
enum class ViewPower { replaces, adds };
/// Whether the view was written after what was typed elsewhere.
enum class ViewAge { older, newer };

/// How the typed keys of a view differ from what they would show.
struct TypedEdits {
  std::vector<TypedChange> changes;   ///< What is to be taken over.
  std::vector<std::string> lacking;   ///< Keys that somebody made say less: the rest stays.
  std::vector<std::string> clashing;  ///< Keys that say what cannot take the place of the rest.
};

/// What is remembered of a view that shows `typed` from now on: that, and under an empty key, as a
/// list, what it showed before, by what is `remembered` of it until now.
Map with_earlier(Map typed, const Map& remembered);

/// Compares `view` with what was `rendered` there, where that is known, and what would be `now`.
/// Something new in the view counts; where it leaves out some of what is recorded, only with the
/// power to replace it, and where what is recorded has not changed as well. What is merely missing
/// never counts: an older view that was copied over this one lacks it, too. What the view showed
/// before replaces nothing, and of a view that is older, or only adds, it does not count.
TypedEdits find_edits(const std::vector<TypedKey>& keys, const Value& view,
                      const std::optional<Map>& rendered, const Map& now, ViewPower power,
                      ViewAge age);

// Both throw Error(invalid_input) for a value that the field cannot have.
/// Takes a change over; `logged` are the tags of the job.
void apply_change(UserEdits& user, const TypedChange& change, const Map& logged);
void apply_change(GroupFile& group, const TypedChange& change);

}  // namespace cairn
