#include "cairn/runner/shell_quoting.h"

#include <algorithm>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {

namespace {

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

constexpr std::string_view kWordEnds = " \t\n;&|()<>";

/// With a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (is_one_of(c, special)) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

void ShellQuoting::pass(std::string_view text) {
  for (const char c : text) {
    if (!takes_line(c) && !takes_delimiter(c)) take(c);
    previous_ = c;
  }
}

/// "<<" inside of "$((" shifts bits.
bool ShellQuoting::is_arithmetic() const {
  const std::size_t depth = open_.size();
  return depth >= 2 && open_[depth - 1] == Context::parentheses &&
         open_[depth - 2] == Context::parentheses;
}

/// Whether the character belongs to a here-document or a comment.
bool ShellQuoting::takes_line(char c) {
  if (is_document_ && c != '\n') {
    if (!line_.empty() || c != '\t') line_ += c;
    return true;
  }
  if (is_document_) {
    if (line_ == documents_.front()) documents_.erase(documents_.begin());
    is_document_ = !documents_.empty();
    line_.clear();
    return true;
  }
  if (is_comment_ && c != '\n') return true;
  is_comment_ = false;
  return false;
}

/// Whether the character belongs to the word that will end a here-document.
bool ShellQuoting::takes_delimiter(char c) {
  const int less = std::exchange(less_, c == '<' ? less_ + 1 : 0);
  const bool is_quoted = is_in(Context::apostrophes) || is_in(Context::quotes);
  if (!is_delimiter_ && less == 2 && c != '<' && !is_quoted && !is_arithmetic()) {
    is_delimiter_ = true;
    documents_.emplace_back();
    if (c == '-') return true;
  }
  if (!is_delimiter_) return false;
  std::string& word = documents_.back();
  if (word.empty() && is_one_of(c, " \t")) return true;
  if (is_one_of(c, kWordEnds)) {
    is_delimiter_ = false;
    if (word.empty()) documents_.pop_back();
    return false;
  }
  if (!is_one_of(c, "'\"\\")) word += c;
  return true;
}

void ShellQuoting::take(char c) {
  if (std::exchange(is_escaped_, false)) return;
  if (is_in(Context::apostrophes)) {
    if (c == '\'') open_.pop_back();
    return;
  }
  const auto toggle = [&](Context context) {
    if (is_in(context)) {
      open_.pop_back();
    } else {
      open_.push_back(context);
    }
  };
  const bool is_quoted = is_in(Context::quotes);
  if (c == '\\') is_escaped_ = true;
  if (c == '"') toggle(Context::quotes);
  if (c == '`') toggle(Context::backquotes);
  if (c == '\'' && !is_quoted) open_.push_back(Context::apostrophes);
  if (c == '(' && (!is_quoted || previous_ == '$')) open_.push_back(Context::parentheses);
  if (c == ')' && is_in(Context::parentheses)) open_.pop_back();
  if (c == '#' && !is_quoted && is_one_of(previous_, kWordEnds)) is_comment_ = true;
  if (c == '\n' && !is_quoted) is_document_ = !documents_.empty();
}

std::string ShellQuoting::quoted(const std::string& value) const {
  std::string text = shell_quote(value);  // Refuses what no command can hold.
  const bool stands_alone = is_comment_ || is_document_;
  if (!stands_alone && is_in(Context::quotes)) text = escaped(value, "\\\"$`");
  if (!stands_alone && is_in(Context::apostrophes)) {
    text.clear();
    for (const char c : value) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  // The shell reads what is between backquotes twice.
  const bool is_read_twice = std::ranges::find(open_, Context::backquotes) != open_.end();
  return is_read_twice && !stands_alone ? escaped(text, "\\$`") : text;
}

std::string ShellQuoting::quote(const std::vector<std::string>& values) {
  std::vector<std::string> texts;
  for (const std::string& value : values) texts.push_back(quoted(value));
  std::string text = join(texts, " ");
  if (is_document_) line_ += text;
  previous_ = '}';
  less_ = 0;
  is_escaped_ = false;
  return text;
}

}  // namespace cairn
