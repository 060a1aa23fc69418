// A relative path that came from outside (a package, later a request) and is safe to open below a
// folder of ours, on this and on other systems. It is built by its parser alone. Invariant: joined
// to a folder it stays below it, and its text is exactly the text that was parsed: nothing is
// decoded, folded or cleaned. It does not know which names mean something to cairn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// What is refused: all but valid UTF-8; controls, DEL, backslash, colon; bidi marks, zero-width
/// spaces and other invisible signs; empty components, "." and ".."; components over 255 bytes, or
/// that end in a dot or blank, or are names of devices on Windows (CON, com1.txt); paths over 4,096
/// bytes or deeper than 64.
class SafeRelPath {
 public:
  /// Throws Error(invalid_input) "the name '…' …" with the name made printable.
  static SafeRelPath parse(std::string_view text);
  /// The same without a throw: nullopt for what is refused.
  static std::optional<SafeRelPath> parse_if_safe(std::string_view text);

  const std::string& text() const { return text_; }
  /// The text in which names that some file systems hold for one are equal: case folded, NFKC.
  std::string folded() const;

  bool operator==(const SafeRelPath&) const = default;

 private:
  explicit SafeRelPath(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Why `text` is no SafeRelPath, as the end of a sentence ("has '..' in it"); nullopt when it is.
std::optional<std::string> why_unsafe(std::string_view text);

}  // namespace cairn
