// Path templates: relative paths with fields in braces ("{date}_{experiment}/{dataset}"), rendered
// from values and parsed back. "[…]" is written where its fields have values, "(a|b)" in the first
// spelling that has all of them; what an optional level lacks is left out with its '/'. Invariants:
// match(render(x)) = normalise(x) for every field that no cut segment swallowed; a rendered segment
// is never empty, ".", ".." or longer than the limit, and holds no '/' or NUL; a template that can
// read one text in two ways is refused unless the caller asked for every reading. It knows no disk,
// no kinds of runs and no layout file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/layout/field_class.h"
#include "cairn/layout/path_readings.h"
#include "cairn/layout/path_values.h"

namespace cairn {

/// The longest name of a file in bytes, where the file system allows no less.
inline constexpr std::size_t kLongestName = 255;

/// A piece of another field's text: the first two digits of a hash.
struct FieldPart {
  std::string of;        ///< A field, or the dotted path of a value: "full.object".
  std::size_t from = 0;  ///< In characters, as is `size`.
  std::size_t size = std::string::npos;
};

/// A field that templates may name: its class and what stands for an absent value.
struct FieldRule {
  std::string name;
  FieldClass field_class;
  std::optional<std::string> otherwise;  ///< The default; absent: a missing value is an error.
  std::string of = {};  ///< Of pairs: the kind whose params they are; empty: of the run itself.
  /// What stands for values that differ between the runs behind a run: a text that joins them, or
  /// "*". Absent: such a field is absent.
  std::optional<std::string> several = std::nullopt;
  bool is_numbered = false;  ///< A run that gives no value gets the first number that is free.
  std::optional<FieldPart> part = std::nullopt;  ///< What stands for an absent value, before that.
};

/// The fields that the templates of one layout may name.
using FieldRules = std::vector<FieldRule>;

/// The rule of `name`, or nullptr.
const FieldRule* find_field(const FieldRules& rules, std::string_view name);

/// What to do with a template that reads one text in two ways.
enum class Ambiguity { refuse, report };

/// One way to read a path: the text of each field. Fields of a segment that was too long and
/// therefore cut are not in the path; `cut` names them.
struct PathReading {
  Map fields;
  std::vector<std::string> cut;
};

class PathTemplate {
 public:
  /// The template of the empty path, a neutral element of `append`.
  PathTemplate() = default;

  /// Reads a template; `{{` and `}}` stand for braces. `place` names it in errors ("file:3:7").
  /// Throws Error(invalid_input) for an unknown field (with the nearest), an absolute path, an
  /// empty, "." or ".." segment, a field twice in one spelling, and for an ambiguous segment (with
  /// both readings) unless `ambiguity` says report.
  static PathTemplate parse(std::string_view text, const FieldRules& rules, std::string_view place,
                            Ambiguity ambiguity = Ambiguity::refuse);

  /// This template with `below` behind it, one level deeper.
  PathTemplate append(const PathTemplate& below) const;

  /// The path for `fields`, looked up by name or dotted path; a null counts as absent. Throws
  /// Error(invalid_input) for an absent field without default and a value that its class refuses.
  std::string render(const Map& fields, std::size_t limit = kLongestName) const;
  /// The same behind `out`, for values by the number of their field. Throws as above, with what it
  /// had come to behind `out`.
  void render(std::string& out, PathValues& values, std::size_t limit = kLongestName) const;

  /// Every reading of `path`; empty when the template does not make such a path.
  std::vector<PathReading> match(std::string_view path, std::size_t limit = kLongestName) const;
  /// The same into `out`, whose texts are pieces of `path`.
  void match(PathReadings& out, std::string_view path, std::size_t limit = kLongestName) const;

  /// The normalised text of one field of this template. Throws as render does.
  std::string normalise(std::string_view field, const Value& value) const;

  /// The fields that render shows for these values: of the spellings that it chooses.
  std::vector<std::string> shown(const Map& fields) const;

  /// Why two different numbers of levels can make one path ("x/y" with a or with b left out);
  /// nullopt when none can.
  std::optional<std::string> level_clash() const;

  /// A path that this template and `other` both read; nullopt when none was found. What is found is
  /// proven by reading it; where a field stands in several levels, such a path can be missed.
  std::optional<std::string> common_path(const PathTemplate& other) const;

  /// The fields in order of first appearance.
  const FieldRules& fields() const { return fields_; }
  /// The number of a field: its place in fields(). Throws Error(invalid_input) for one that the
  /// template does not show.
  std::size_t field_number(std::string_view field) const;
  /// Whether every spelling shows the field.
  bool always_shows(std::string_view field) const;
  bool uses(std::string_view field) const { return find_field(fields_, field) != nullptr; }
  /// The most levels that a path of it has, and the fewest.
  std::size_t depth() const { return segments_.size(); }
  std::size_t least_depth() const { return least_from_.front(); }
  /// The levels before the first one with a field, as a path; empty when there is none.
  std::string fixed_start() const;
  const std::string& text() const { return text_; }

 private:
  /// A literal or, when `field` is not -1, a field by its index in fields_.
  struct Part {
    std::string literal;
    int field = -1;
  };
  /// One way to write a segment; an empty one leaves the level out.
  using Spelling = std::vector<Part>;
  using Segment = std::vector<Spelling>;  ///< The preferred spelling first.
  struct Reader;
  struct Program;
  class SegmentMatch;
  class PathMatch;
  class CommonPath;

  int add_field(const FieldRule& rule);
  /// Whether the level may be left out.
  bool is_optional(std::size_t level) const { return least_from_[level] == least_from_[level + 1]; }
  void check_segment(const Segment& segment, std::string_view text, Ambiguity ambiguity) const;
  void check_spelling(const Spelling& spelling, std::string_view text) const;
  std::vector<std::string> describe(const Spelling& spelling,
                                    const std::vector<std::string>& pieces) const;
  void compile();
  PathValues values_of(const Map& fields) const;
  bool has_all(const Spelling& spelling, const PathValues& values) const;
  const Spelling& choose(const Segment& segment, const PathValues& values) const;
  void append_spelling(std::string& out, const Spelling& spelling, PathValues& values) const;

  std::string text_;
  std::vector<Segment> segments_;
  std::vector<std::size_t> least_from_ = {0};  ///< By level: how many from there on must be there.
  FieldRules fields_;
  // What matching reads, made of the segments: immutable, so that copies of a template share it.
  std::shared_ptr<const Program> program_;
};

/// `segment` cut at a UTF-8 border to "{prefix}~{8 hex of its SHA-256}" when it has more than
/// `limit` bytes (or looks like such a name already); else unchanged. A name that Windows keeps for
/// a device ("con", "AUX.txt") gets "~{8 hex}" behind it.
std::string fit_name(std::string_view segment, std::size_t limit = kLongestName);

/// Whether `segment` is a name that fit_name cut at the limit.
bool is_cut_name(std::string_view segment, std::size_t limit = kLongestName);

/// The name that fit_name made "con~{8 hex}" of; `segment` itself when it is no such name.
std::string_view without_device_mark(std::string_view segment);

/// The value of a field by its exact name, else by dotted path; nullptr when absent or null.
const Value* find_field_value(const Map& fields, std::string_view name);

/// What stands for an absent field as a part of another one; nullopt where it is no such part, or
/// the other one is absent or too short.
std::optional<std::string> field_part(const Map& fields, const FieldRule& rule);

/// Whether `fields` have a value for the field, be it as a part of another one.
bool has_field_value(const Map& fields, const FieldRule& rule);

}  // namespace cairn
