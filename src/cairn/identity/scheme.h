// Identity schemes: versioned rules, kept as data in schemes/, that make the names which other
// systems give their things (nirs4all.pipeline@1 makes c20f9b of a pipeline's steps). A scheme
// selects what enters the name, writes it with a canonicaliser, hashes the text and cuts the
// result; canonicalisers and hashes are named functions in one table each. Variants are the same
// rule as another era or with the faults of the original. The text that was hashed is kept beside
// each name. It does not know which part of a run is the input (a layout says so), and a run's own
// id is never made here.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/code_grammar.h"
#include "cairn/identity/form.h"
#include "cairn/identity/key_template.h"

namespace cairn {

/// How the digits of the hash are written.
enum class SchemeDigits {
  hex,
  base36,  ///< The first 16 hexadecimal digits as a number, its last digits in base 36.
};

/// Values that already are names, and stay as they are.
struct KeptNames {
  std::string pattern;  ///< A regular expression.
  enum class Match { whole, part } match = Match::whole;
};

/// One version of one scheme, as its file states it.
struct Scheme {
  std::string name;  ///< "nirs4all.pipeline"
  int version = 1;
  std::string variant;             ///< "compat", "head:compat"; empty for the rule itself.
  std::string about;               ///< What it names, for people.
  std::string source;              ///< Where the rule comes from, for people.
  KeyTemplate key;                 ///< What of the input enters.
  std::string canonicaliser;       ///< A name in the table of canonicalisers: "python_json_spaced".
  std::string separator;           ///< Of joined texts.
  std::string strip;               ///< Characters that are dropped at the start of joined texts.
  bool keeps_nan = false;          ///< NaN is written as a token, as the original does.
  bool objects_as_text = false;    ///< Objects that JSON does not know are written as texts.
  std::optional<KeptNames> keeps;  ///< Of joined texts.
  std::shared_ptr<const CodeGrammar> code;  ///< Of the canonicalisers code and code_check.
  std::string hash;  ///< A name in the table of hashes: "md5"; "none": the text is the name.
  std::optional<KeyTemplate> hash_from;  ///< The input says which.
  SchemeDigits digits = SchemeDigits::hex;
  std::size_t length = 0;                  ///< Digits of the full name.
  std::optional<KeyTemplate> length_from;  ///< The input says how many.
  std::size_t display = 0;                 ///< Digits that people see and folders carry.
  std::string prefix;                      ///< Stands before both forms; may be empty.
  std::string strip_name;  ///< Characters that are dropped at the start of the name.

  /// "nirs4all.pipeline@1", with its variant "dynvision.model@1:compat".
  std::string ref() const;
  /// The same behind `out`.
  void append_ref(std::string& out) const;
};

/// Schemes and forms that cairn does not carry, in the order in which they were read: each can use
/// those that stand before it.
struct OwnRules {
  std::vector<Scheme> schemes;
  std::vector<Form> forms;
};

/// A name that a scheme made, with the text that it was made from.
struct SchemeName {
  std::string scheme;          ///< "nirs4all.pipeline@1"
  std::string canonical_text;  ///< What was hashed, byte for byte.
  std::string full;            ///< "c20f9b53"
  std::string display;         ///< "c20f9b"
};

/// Reads a scheme file (docs/formats/scheme.md): each scheme, followed by its variants. Throws
/// Error(invalid_input) with its place.
std::vector<Scheme> read_schemes(std::string_view text, std::string_view source);
/// The same of a file that cairn does not carry, behind those of `own`. The forms of the file come
/// before its schemes. Throws Error(invalid_input) with the place also for a name that stands for
/// nothing.
void read_rules(OwnRules& own, std::string_view text, std::string_view source);
/// The same of the list of schemes alone, as it stands in a layout file.
void read_rules(OwnRules& own, const YamlNode& list);

/// All schemes that this build carries, in the order of their files.
const std::vector<Scheme>& known_schemes();

/// The scheme "name@version[:variant]" among the known ones. Throws Error(invalid_input) with the
/// versions or variants that there are, or the nearest name.
const Scheme& find_scheme(std::string_view scheme_ref);
/// The same among `schemes`, then among the known ones.
const Scheme& find_scheme(const std::vector<Scheme>& schemes, std::string_view scheme_ref);
/// The one with exactly this ref that this build carries, or nullptr.
const Scheme* find_known_scheme(std::string_view scheme_ref);

/// Whether the scheme names folders by the bytes of their files, which need not be in memory.
bool names_folders(const Scheme& scheme);

/// What of `input` enters the name. Throws InputError when a key is missing or of the wrong type.
Value make_key(const Scheme& scheme, const Value& input);

/// The name that `scheme` gives to `input`. Throws InputError, an Error(invalid_input), when a key
/// is missing or has the wrong type, and when the scheme has no text for the input.
SchemeName make_name(const Scheme& scheme, const Value& input);
/// The same into `out`, whose room is used again: for very many names.
void make_name(SchemeName& out, const Scheme& scheme, const Value& input);

/// The same for the known scheme `scheme_ref` ("nirs4all.pipeline@1").
SchemeName make_name(std::string_view scheme_ref, const Value& input);

}  // namespace cairn
