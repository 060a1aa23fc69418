// The classes of fields in path templates: which texts a field can take, and how any other value is
// brought into the class. Invariant: normalise(x) is in the class and normalise(normalise(x)) =
// normalise(x). Classes that name things (`name`, `any`, `slug`, `token`, `file`) replace what they
// lack by '_'; classes that mean something (`hex`, `id`, `int`, `date`, `chars`, `match`) refuse
// it. No class holds '/', NUL or a control character. It does not know templates or which field has
// which class.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/value.h"
#include "cairn/layout/byte_automaton.h"

namespace cairn {

/// The families of classes; the layout file writes them by name ("hex 6").
enum class FieldFamily {
  name,     ///< Letters, digits, non-ASCII and `_.+=,-`; not first: '.' and '-'.
  any,      ///< All but '/', '~' and control characters; not first: '.' and '-'.
  file,     ///< All but '/' and control characters; not first: '.'. Only in artifact templates.
  hex,      ///< `hex`, `hex 6`, `hex 6-64`: lower-case hexadecimal digits.
  id,       ///< `id`, `id 6`: 6 to 50 of 0-9a-z.
  integer,  ///< `int`: a decimal integer without leading zeros.
  date,     ///< `date %Y-%m-%d`: %Y %m %d %H %M %S and literal text; may end in `.N`, N >= 2.
  chars,    ///< `chars a-z0-9.`: one or more of the listed ASCII characters and ranges.
  match,    ///< `match PATTERN`: the texts of a small regular expression.
  slug,     ///< `slug [WORD]`: A-Za-z0-9_-, no '_' at an end; all else between becomes one '_'.
  token,    ///< Non-ASCII and visible ASCII but `/\-:*?"<>|~` and blanks; not first: '.'.
  pairs,    ///< `pairs [CHARS]`: k=v+k=v, made of several values: a map.
};

class FieldClass {
 public:
  /// Reads "name", "hex 6", "date %Y-%m-%d", …
  /// Throws Error(invalid_input) for an unknown class, with the nearest name, or a wrong argument.
  static FieldClass parse(std::string_view text);

  /// The same class without this text: a word that a layout has in the same place. Throws
  /// Error(invalid_input) for one that the class has not.
  FieldClass without(std::string_view word) const;

  FieldFamily family() const { return family_; }
  /// The class as the layout file writes it.
  const std::string& text() const { return text_; }

  /// The text that stands for `value` in a path. A date is read as ISO 8601 (or in the class's own
  /// format) and written in the format. Throws Error(invalid_input) when the class refuses it.
  std::string normalise(const Value& value) const;

  /// `value` as the text that is brought into the class: of pairs a map as k=v+k=v, nothing of an
  /// empty map.
  std::string text_of(const Value& value) const;
  /// Replaces `text` by what stands for it in a path. Throws as normalise does.
  void bring_in(std::string& text) const;

  /// Whether `text` is in the class: it is its own normalised text.
  bool accepts(std::string_view text) const;

  /// A superset of the class as an automaton: exact but for Unicode and the calendar.
  const ByteAutomaton& automaton() const { return *automaton_; }

  /// Whether a text that the automaton accepts is in the class: what the automaton cannot see.
  bool confirms(std::string_view text) const;

 private:
  FieldFamily family_ = FieldFamily::name;
  std::string text_;
  std::string argument_;
  bool has_exceptions_ = false;
  // Shared by all copies of a class, immutable: layouts and templates are values that are copied.
  std::shared_ptr<const ByteAutomaton> automaton_;
};

}  // namespace cairn
