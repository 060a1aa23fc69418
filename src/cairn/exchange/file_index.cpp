#include "cairn/exchange/file_index.h"

#include <charconv>

namespace cairn {

namespace {

constexpr std::string_view kHead = "cairn files 1\n";
constexpr std::string_view kNoDigest =
    "----------------------------------------------------------------";

/// A path as it stands in a line: it may hold a line break itself.
void append_path(std::string& text, std::string_view path) {
  for (const char c : path) {
    if (c == '\\') text += "\\\\";
    if (c == '\n') text += "\\n";
    if (c != '\\' && c != '\n') text += c;
  }
}

void append_number(std::string& text, std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

bool is_listed(const TreeEntry& entry) { return entry.kind != FileStat::Kind::folder; }

/// "<size> <mtime> <path>", what must be equal for a file to be as it was.
void append_state(std::string& text, const TreeEntry& entry) {
  append_number(text, static_cast<std::int64_t>(entry.size));
  text += ' ';
  append_number(text, entry.mtime_ns);
  text += entry.kind == FileStat::Kind::file ? ' ' : '>';
  append_path(text, entry.path);
}

/// The lines of an index, one after the other.
class IndexLines {
 public:
  explicit IndexLines(const std::string& text) : rest_(text) {
    is_readable_ = rest_.starts_with(kHead);
    if (is_readable_) rest_.remove_prefix(kHead.size());
    next();
  }

  bool at_end() const { return !is_readable_ || line_.empty(); }
  std::string_view digest() const { return line_.substr(0, kNoDigest.size()); }
  std::string_view state() const { return line_.substr(kNoDigest.size() + 1); }
  std::string_view path() const {
    const std::string_view after_size = state().substr(state().find(' ') + 1);
    return after_size.substr(after_size.find_first_of(" >") + 1);
  }

  void next() {
    const std::size_t end = rest_.find('\n');
    // A line that was cut short is no line, and nothing follows it.
    line_ = end == std::string_view::npos ? std::string_view() : rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line_.size() <= kNoDigest.size() + 1) line_ = {};
  }

 private:
  std::string_view rest_;
  std::string_view line_;
  bool is_readable_ = false;
};

}  // namespace

std::string file_index_text(const ForeignTree& tree) {
  constexpr std::size_t kLine = 160;  // As long as most are.
  std::string text(kHead);
  text.reserve(tree.listing().entries.size() * kLine);
  for (const TreeEntry& entry : tree.listing().entries) {
    if (!is_listed(entry)) continue;
    const std::optional<Digest> digest = tree.known_digest(entry);
    text += digest ? digest->hex() : std::string(kNoDigest);
    text += ' ';
    append_state(text, entry);
    text += '\n';
  }
  return text;
}

bool compare_with_index(const ForeignTree& tree, const std::string& text) {
  IndexLines lines(text);
  bool is_equal = true;
  std::string state;
  for (const TreeEntry& entry : tree.listing().entries) {
    if (!is_listed(entry)) continue;
    state.clear();
    append_state(state, entry);
    std::string path;
    if (!lines.at_end() && lines.state() != state) append_path(path, entry.path);
    // Files that have gone stand in the index alone.
    while (!lines.at_end() && lines.state() != state && walks_before(lines.path(), path)) {
      is_equal = false;
      lines.next();
    }
    if (lines.at_end() || lines.state() != state) {
      is_equal = false;
      if (!lines.at_end() && lines.path() == path) lines.next();
      continue;
    }
    if (const std::optional<Digest> digest = Digest::from_hex(lines.digest())) {
      tree.remember(entry, *digest);
    }
    lines.next();
  }
  return is_equal && lines.at_end();
}

}  // namespace cairn
