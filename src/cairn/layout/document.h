// Documents and rollups: the views of a layout, rendered as text from a context of Values. The same
// context gives the same bytes, so that a view can be thrown away and made again. It does not know
// where contexts come from or where the text goes; context_shape.h lists what a context holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/layout/layout.h"

namespace cairn {

/// What a document says as a value; nullopt as below.
std::optional<Value> document_value(const Layout& layout, const DocumentRule& rule,
                                    const Value& context);

/// The text of a document of `layout` in `context`: {run, project} for a run, {run, child, project}
/// for a child, {group, runs, project} for a group. nullopt when there is nothing to write: what
/// the rule needs is absent or empty, or all of its contents are.
std::optional<std::string> render_document(const Layout& layout, const DocumentRule& rule,
                                           const Value& context);

/// The text of `value` in `format`: a list as one line (jsonl) or row (csv) an item. Throws
/// Error(invalid_input) when the value cannot be written so, for instance a map as plain text.
std::string write_value(const Value& value, TextFormat format);

/// A key of a rendered document that a person may edit, since it shows just that field.
struct TypedKey {
  std::string key;    ///< Dotted, in the document: notes.
  std::string owner;  ///< "run" or "group".
  std::string field;  ///< description, notes, tags or objectives.
};

/// Whether a document says anywhere what a person may type, so that it must follow such a change.
bool shows_typed(const Layout& layout, const DocumentRule& rule);

/// The editable keys of the contents that `rule` names, in order.
std::vector<TypedKey> typed_keys(const Layout& layout, const DocumentRule& rule);

}  // namespace cairn
