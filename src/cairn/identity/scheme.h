// Identity schemes: versioned rules, kept as data in schemes/, that make the names which other
// systems give their things (nirs4all.pipeline@1 makes c20f9b of a pipeline's steps). A scheme puts
// a canonicaliser and a hash together and cuts the result; both are named functions in one table
// each. The text that was hashed is kept beside each name. It does not know which part of a run is
// the input (a layout says so), and a run's own id is never made here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// One version of one scheme, as its file states it.
struct Scheme {
  std::string name;  ///< "nirs4all.pipeline"
  int version = 1;
  std::string canonicaliser;  ///< A name in the table of canonicalisers: "python_json_spaced".
  std::string hash;           ///< A name in the table of hashes: "md5".
  std::size_t length = 0;     ///< Hexadecimal digits of the full name.
  std::size_t display = 0;    ///< Hexadecimal digits that people see and folders carry.
  std::string prefix;         ///< Stands before both forms; may be empty.
  std::string source;         ///< Where the rule comes from, for people.

  /// "nirs4all.pipeline@1".
  std::string ref() const;
};

/// A name that a scheme made, with the text that it was made from.
struct SchemeName {
  std::string scheme;          ///< "nirs4all.pipeline@1"
  std::string canonical_text;  ///< What was hashed, byte for byte.
  std::string full;            ///< "c20f9b53"
  std::string display;         ///< "c20f9b"
};

/// Reads a scheme file (docs/formats/scheme.md). Throws Error(invalid_input) with its place.
std::vector<Scheme> read_schemes(std::string_view text, std::string_view source);

/// All schemes that this build carries, in the order of their files.
const std::vector<Scheme>& known_schemes();

/// The scheme "name@version" among the known ones. Throws Error(invalid_input) with the nearest
/// one, or all of them, when there is none.
const Scheme& find_scheme(std::string_view scheme_ref);

/// The name that `scheme` gives to `input`. Throws Error(invalid_input) when the scheme's
/// canonicaliser has no text for the input.
SchemeName make_name(const Scheme& scheme, const Value& input);

/// The same for the known scheme `scheme_ref` ("nirs4all.pipeline@1").
SchemeName make_name(std::string_view scheme_ref, const Value& input);

}  // namespace cairn
