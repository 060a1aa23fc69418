// How a value must be written at a place of a shell command so that it arrives there as it is: by
// itself, or inside the quotes that a person has put around it. It follows quotes, substitutions,
// comments and here-documents as sh reads them, and knows nothing else of its grammar. In a
// here-document a value is written as if it stood by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

class ShellQuoting {
 public:
  /// The command goes on with `text`, which a person wrote.
  void pass(std::string_view text);
  /// The command goes on with these values; how they are written. They are several words, unless
  /// quotes are open here. Throws Error(invalid_input) for a NUL byte.
  std::string quote(const std::vector<std::string>& values);

 private:
  enum class Context { apostrophes, quotes, parentheses, backquotes };

  bool is_in(Context context) const { return !open_.empty() && open_.back() == context; }
  bool is_arithmetic() const;
  bool takes_line(char c);
  bool takes_delimiter(char c);
  void take(char c);
  std::string quoted(const std::string& value) const;

  std::vector<Context> open_;  // What is open, the innermost last.
  char previous_ = '\n';
  bool is_escaped_ = false;  // The next character stands behind a backslash.
  bool is_comment_ = false;
  // Here-documents: what ends them, and the line of the first that is being read.
  int less_ = 0;  // How many "<" were the last characters.
  bool is_delimiter_ = false;
  std::vector<std::string> documents_;
  bool is_document_ = false;
  std::string line_;
};

}  // namespace cairn
