// Golden vectors and the committed list that says where each is checked. A vector is what a function
// of another system made of an input; a row of the list says which scheme or form of cairn does the
// same. It does not know how the answer is made.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/identity/key_template.h"

namespace cairn {

/// {function, input, output}, as in the files.
struct Vector {
  std::string function;
  Value input;
  Value output;
  std::string fault;  ///< Why it is none, with its place; empty: it is one.
};

/// How a vector's input is spelled.
enum class VectorSpelling {
  plain,
  repeated,  ///< "x*300" stands for that many x.
  python,    ///< A Python list in a text, with Path('x') in it.
};

/// One question to cairn: `cairn id --scheme` or `cairn parse --form`.
struct VectorCall {
  std::string scheme;
  std::string form;  ///< Where it is not a scheme; {name} stands for an entry of the input.
  KeyTemplate input;
  std::optional<KeyTemplate> output;
};

/// Where the vectors of a function are checked.
struct VectorRow {
  enum class Class { function, path, transcript };

  std::string function;
  std::vector<std::string> eras;
  Class kind = Class::function;
  VectorSpelling spelling = VectorSpelling::plain;
  bool is_tail = false;  ///< The output is {len, tail} of a text.
  std::vector<std::pair<std::string, VectorCall>> calls;  ///< One without a name, or several.
};

/// Reads a file of vectors, each by itself: one that cannot be read is among them with its fault.
/// Throws Error(invalid_input) with the name of a file that is no list.
std::vector<Vector> read_vector_file(const std::string& path);

/// The committed list.
struct VectorList {
  std::vector<VectorRow> rows;
  std::vector<Vector> corrections;  ///< Vectors of this function and input have this output.
};

/// Reads the list. Throws Error(invalid_input) with its place.
VectorList read_vector_list(const std::string& path);

/// The row for a vector, or nullptr: its function is the text before the first blank or '@'.
const VectorRow* find_row(const std::vector<VectorRow>& rows, const Vector& vector);
std::string function_name(const std::string& function);

}  // namespace cairn
