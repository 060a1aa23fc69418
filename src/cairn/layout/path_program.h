// What matching reads of a path template, made once of its segments: flat tables for the automata
// of its fields, and for each spelling a plan where every field has but one place to end. Such a
// plan finds what the search of path_match.cpp would find, without searching: by the same automata,
// from both ends of the text. Internal to the module.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/layout/path_template.h"
#include "cairn/layout/scan_table.h"

namespace cairn {

/// Digits of the SHA-256 that a name is marked by, behind a '~'.
inline constexpr std::size_t kMarkDigits = 8;

/// Whether '~' stands where a marked name has it: nearly no name goes further.
inline bool has_mark(std::string_view segment) {
  return segment.size() > kMarkDigits && segment[segment.size() - kMarkDigits - 1] == '~';
}

/// What scanning for a field needs of its class.
struct FieldScan {
  explicit FieldScan(const FieldClass& field_class);

  ScanTable table;
  std::array<bool, 256> bytes{};  ///< Those that a text of the field can hold.
  bool is_loop = false;           ///< Any such bytes, one at least, are a text.
  bool needs_confirmation;        ///< By FieldClass::confirms.

  /// Whether the table alone tells that `text` is in the class.
  bool takes(std::string_view text) const {
    return !table.empty() && !needs_confirmation && table.accepts(text);
  }
};

/// The automata of the parts of a spelling; those of literals are made here and kept.
struct PathTemplate::Reader {
  std::vector<ByteAutomaton> literals;
  std::vector<const ByteAutomaton*> automata;

  Reader(const PathTemplate& owner, const Spelling& spelling) {
    literals.reserve(spelling.size());
    for (const Part& part : spelling) {
      const auto field = static_cast<std::size_t>(part.field);
      automata.push_back(part.field == -1 ? &literals.emplace_back(exactly(part.literal))
                                          : &owner.fields_[field].field_class.automaton());
    }
  }
};

struct PathTemplate::Program {
  /// A step takes its piece from one end of what is left of the text.
  struct Step {
    enum class What {
      literal_first,
      literal_last,
      field_first,  ///< As far as its bytes go; the literal behind it begins with another one.
      field_last,   ///< The same from the end.
      field_whole,  ///< All that is left.
    } what;
    std::size_t part;  ///< Of the spelling.
    std::string literal;
    std::size_t field = 0;
    const FieldScan* scan = nullptr;  ///< Of the field; a literal has none.
  };
  /// A part of a spelling that is a field.
  struct Field {
    std::size_t part;
    std::size_t field;
  };
  struct Plan {
    bool is_determined = false;  ///< Else the spelling has to be searched.
    bool starts_alike = false;   ///< Its first piece is that of the spelling before it.
    std::size_t pieces = 0;      ///< Parts of the spelling.
    std::vector<Step> steps;
    std::vector<Field> fields;

    /// Whether the first piece of both is the same field, read in the same way.
    bool starts_as(const Plan& other) const;
  };

  std::vector<FieldScan> scans;           ///< By field; complete before there are steps.
  std::vector<std::vector<Plan>> levels;  ///< By level and spelling.
  std::size_t most_pieces = 0;            ///< Of all spellings of a level.

  Plan plan_of(const Spelling& spelling) const;

  /// Cuts `text` by a determined plan, each piece at its part's place in `pieces`. Returns whether
  /// it can be cut so. `start` hands the first piece on to a plan that starts alike.
  bool follow(const Plan& plan, std::string_view text, const FieldRules& fields,
              std::string_view* pieces, std::string_view& start) const;
};

}  // namespace cairn
