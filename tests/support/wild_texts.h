// Pieces of which texts are made as people and machines give them to layouts: separators, spaces,
// quotes, newlines, other scripts, broken UTF-8, names of devices.
#pragma once

#include <string>
#include <vector>

namespace cairn::test {

inline const std::vector<std::string>& wild_pieces() {
  static const std::vector<std::string> pieces = {"a",
                                                  "B",
                                                  "7",
                                                  "_",
                                                  "__",
                                                  ".",
                                                  "..",
                                                  "-",
                                                  "~",
                                                  "~0123abcd",
                                                  "+",
                                                  "=",
                                                  ",",
                                                  "/",
                                                  "\\",
                                                  " ",
                                                  "\n",
                                                  "\t",
                                                  "'",
                                                  "\"",
                                                  "$(rm)",
                                                  "é",
                                                  "日本",
                                                  "🌾",
                                                  "\xe2\x80\xae",
                                                  "\xef\xbb\xbf",
                                                  "\xff",
                                                  "\xc3",
                                                  "%",
                                                  ":",
                                                  "*",
                                                  "{",
                                                  "}",
                                                  "x=1",
                                                  "fold_0",
                                                  "con",
                                                  "AUX.txt",
                                                  "abcdef",
                                                  std::string(1, '\0')};
  return pieces;
}

}  // namespace cairn::test
