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

/// A text as cairn would have rendered it with these values under its typed keys: the text that was
/// rendered, when nothing else in it was edited. nullopt when it cannot be read or has a comment.
std::optional<std::string> with_fields(const std::string& text, TextFormat format,
                                       const std::vector<TypedKey>& keys, const Map& fields);

/// Whether two texts say the same, comments included: then nothing is lost with one of them.
bool says_the_same(const std::string& left, const std::string& right, TextFormat format);

/// One typed key that a person changed.
struct TypedChange {
  TypedKey key;
  Value value;   ///< As it stands in the view; null where it was emptied or taken out.
  Value before;  ///< What was rendered there; null where nothing was, or where that is unknown.
};

/// What was changed in `view`, when `rendered` was shown and `now` would be. Where both the view
/// and what it shows have changed, the view does not count. When it is not known what was
/// rendered, an empty value changes nothing.
std::vector<TypedChange> find_changes(const std::vector<TypedKey>& keys, const Value& view,
                                      const std::optional<Map>& rendered, const Map& now);

/// Whether a field was changed in the view and elsewhere, differently.
bool clashes(const std::vector<TypedKey>& keys, const Value& view,
             const std::optional<Map>& rendered, const Map& now);

// Both throw Error(invalid_input) for a value that the field cannot have.
/// Takes a change over; `logged` are the tags of the job.
void apply_change(UserEdits& user, const TypedChange& change, const Map& logged);
void apply_change(GroupFile& group, const TypedChange& change);

}  // namespace cairn
