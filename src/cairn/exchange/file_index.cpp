#include "cairn/exchange/file_index.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>

#include "cairn/base/error.h"
#include "cairn/base/file_system.h"
#include "cairn/base/folder.h"
#include "cairn/base/parallel.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

constexpr std::string_view kHead = "cairn files 2\n";
/// Without folders and without times of change.
constexpr std::string_view kHead1 = "cairn files 1\n";
/// The last line: without it the text was cut short.
constexpr std::string_view kEnd = "end\n";
constexpr std::string_view kNoDigest = "-";

/// A time this much before the moment of a look is not given again to a later change. Clocks of
/// kernels tick every few milliseconds; the coarsest file systems count in steps of two seconds.
constexpr std::int64_t kSettled = 3 * kSecond;

/// What stands behind the numbers, by the kind of the entry.
constexpr char kFileMark = ' ';
constexpr char kLinkMark = '>';  // And whatever is neither file nor folder.
constexpr char kFolderMark = '/';

char mark_of(FileStat::Kind kind) {
  if (kind == FileStat::Kind::folder) return kFolderMark;
  return kind == FileStat::Kind::file ? kFileMark : kLinkMark;
}

/// A path as it stands in a line: it may hold a line break itself.
void append_path(std::string& text, std::string_view path) {
  if (path.find('\\') == std::string_view::npos && path.find('\n') == std::string_view::npos) {
    text += path;
    return;
  }
  for (const char c : path) {
    if (c == '\\') text += "\\\\";
    if (c == '\n') text += "\\n";
    if (c != '\\' && c != '\n') text += c;
  }
}

template <typename Number>
void append_number(std::string& text, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// What was known of one path. Of a folder the inode stands in the place of the size.
struct IndexLine {
  std::string_view digest;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::int64_t ctime_ns = 0;  ///< 0: not known.
  char mark = kFileMark;
  std::string path;
};

/// The lines of an index, or of a piece of one, one after the other.
class IndexLines {
 public:
  enum class Times { all, modified };  ///< Of an index of format 1 the second.

  IndexLines(std::string_view lines, Times times) : rest_(lines), times_(times) { next(); }

  /// No line follows that is one.
  bool at_end() const { return at_end_; }
  /// Every byte was part of a line.
  bool is_used_up() const { return at_end_ && rest_.empty(); }
  const IndexLine& line() const { return line_; }

  void next() {
    const std::size_t end = rest_.find('\n');
    // A line that was cut short is no line, and nothing follows it.
    at_end_ = end == std::string_view::npos || !read(rest_.substr(0, end));
    if (!at_end_) rest_.remove_prefix(end + 1);
  }

 private:
  bool read(std::string_view text) {
    const std::size_t digest = text.find(' ');
    if (digest == std::string_view::npos) return false;
    line_.digest = text.substr(0, digest);
    at_ = text.data() + digest;
    end_ = text.data() + text.size();
    line_.ctime_ns = 0;
    const bool is_read = number(line_.size) && number(line_.mtime_ns) &&
                         (times_ == Times::modified || number(line_.ctime_ns)) && at_ != end_;
    if (!is_read) return false;
    line_.mark = *at_++;
    const std::string_view path(at_, static_cast<std::size_t>(end_ - at_));
    line_.path.assign(path);
    if (path.find('\\') != std::string_view::npos) take_back_breaks(line_.path);
    return true;
  }

  /// A blank and a number.
  template <typename Number>
  bool number(Number& number) {
    if (at_ == end_ || *at_ != ' ') return false;
    const auto [behind, error] = std::from_chars(at_ + 1, end_, number);
    at_ = behind;
    return error == std::errc{};
  }

  static void take_back_breaks(std::string& path) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < path.size(); ++from) {
      const bool is_quoted = path[from] == '\\' && from + 1 < path.size();
      if (is_quoted) ++from;
      path[to++] = is_quoted && path[from] == 'n' ? '\n' : path[from];
    }
    path.resize(to);
  }

  std::string_view rest_;
  Times times_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  IndexLine line_;
  bool at_end_ = false;
};

/// The text in pieces of whole lines.
std::vector<std::string_view> pieces_of(std::string_view lines) {
  constexpr std::size_t kPieceOfLines = 64 * 1024;
  std::vector<std::string_view> pieces;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n', std::min(kPieceOfLines, lines.size() - 1));
    const std::size_t size = end == std::string_view::npos ? lines.size() : end + 1;
    pieces.push_back(lines.substr(0, size));
    lines.remove_prefix(size);
  }
  return pieces;
}

bool is_as_it_was(const Folder& root, std::uint64_t device, const IndexLine& line) {
  if (line.ctime_ns == 0) return false;
  const std::optional<FileStat> now = root.stat(line.path.empty() ? "." : line.path);
  if (!now || mark_of(now->kind) != line.mark || now->ctime_ns != line.ctime_ns) return false;
  if (now->is_folder()) return now->inode == line.size && now->device == device;
  return now->size == line.size && now->mtime_ns == line.mtime_ns;
}

bool is_of_path(const IndexLine& line, const TreeEntry& entry) {
  return line.mark == mark_of(entry.kind) && line.path == entry.path;
}

/// A link is compared whole: its digest is that of the path that is written in it. A folder is
/// there or not: what is in it has lines of its own.
bool is_as_it_was(const TreeEntry& entry, const IndexLine& line) {
  if (entry.kind == FileStat::Kind::folder) return is_of_path(line, entry);
  return is_of_path(line, entry) && line.size == entry.size && line.mtime_ns == entry.mtime_ns &&
         (entry.kind != FileStat::Kind::link || !Digest::from_hex(line.digest) ||
          line.digest == sha256(entry.target).hex());
}

/// A file whose time of change is another one or not known: it may have got other bytes of the same
/// number, and its old time back.
struct TouchedFile {
  const TreeEntry* entry;
  std::optional<Digest> digest;  ///< Of before; without one it could not be read.
};

bool is_as_it_was(const ForeignTree& tree, const TouchedFile& file) {
  try {
    return tree.digest(*file.entry) == file.digest;
  } catch (const Error&) {
    return !file.digest;
  }
}

bool are_as_they_were(const ForeignTree& tree, const std::vector<TouchedFile>& files) {
  std::atomic<bool> is_equal = true;
  for_each_index(files.size(), [&](std::size_t i) {
    if (is_equal && !is_as_it_was(tree, files[i])) is_equal = false;
  });
  return is_equal;
}

/// On network file systems other hosts change folders, and this one learns of it when it opens
/// them; of a type that is not known nothing tells what its times are worth.
bool has_telling_folders(const std::string& root) { return file_system_of(root).is_local; }

/// Files that the reader reads by itself, as databases, and those of no run have no digest, and
/// their ctime tells whether they changed. Where it does not, they are read after all.
void read_young_files(const ForeignTree& tree, std::int64_t settled) {
  std::vector<const TreeEntry*> young;
  for (const TreeEntry& entry : tree.listing().entries) {
    const bool is_young = entry.kind == FileStat::Kind::file && entry.ctime_ns >= settled;
    if (is_young && !tree.known_digest(entry)) young.push_back(&entry);
  }
  for_each_index(young.size(), [&](std::size_t i) {
    try {
      tree.digest(*young[i]);
    } catch (const Error&) {
      // The tree knows that it could not be read.
    }
  });
}

}  // namespace

std::string file_index_text(const ForeignTree& tree) {
  constexpr std::size_t kLine = 160;  // As long as most are.
  const TreeListing& listing = tree.listing();
  const std::int64_t settled = (listing.began - kSettled) * 1000;
  const bool lists_always = !has_telling_folders(tree.root());
  read_young_files(tree, settled);
  std::string text(kHead);
  text.reserve(listing.entries.size() * kLine);
  const auto append = [&](const TreeEntry& entry) {
    const bool is_folder = entry.kind == FileStat::Kind::folder;
    const bool is_file = entry.kind == FileStat::Kind::file;
    // A file that another user may read has the same ctime for both.
    const bool has_telling_time =
        entry.ctime_ns < settled &&
        !(is_folder ? lists_always : is_file && tree.could_not_be_read(entry));
    std::optional<Digest> digest;
    if (is_file) digest = tree.known_digest(entry);
    if (entry.kind == FileStat::Kind::link) digest = sha256(entry.target);
    text += digest ? digest->hex() : std::string(kNoDigest);
    text += ' ';
    append_number(text, is_folder ? entry.inode : entry.size);
    text += ' ';
    append_number(text, entry.mtime_ns);
    text += ' ';
    append_number(text, has_telling_time ? entry.ctime_ns : std::int64_t{0});
    text += mark_of(entry.kind);
    append_path(text, entry.path);
    text += '\n';
  };
  append(listing.root);
  for (const TreeEntry& entry : listing.entries) append(entry);
  text += kEnd;
  return text;
}

bool is_as_indexed(const std::string& root, const std::string& text) {
  std::string_view lines = text;
  if (!lines.starts_with(kHead) || !lines.ends_with(kEnd)) return false;
  lines.remove_prefix(kHead.size());
  lines.remove_suffix(kEnd.size());
  try {
    // Asked again: the index may have been made where the same folders are local.
    if (!has_telling_folders(root)) return false;
    const Folder folder = Folder::open(root);
    const std::uint64_t device = stat_open(folder.fd(), root).device;
    const std::vector<std::string_view> pieces = pieces_of(lines);
    std::atomic<bool> is_equal = !pieces.empty();
    for_each_index(pieces.size(), [&](std::size_t i) {
      IndexLines piece(pieces[i], IndexLines::Times::all);
      while (is_equal && !piece.at_end()) {
        if (!is_as_it_was(folder, device, piece.line())) is_equal = false;
        piece.next();
      }
      if (!piece.is_used_up()) is_equal = false;
    });
    return is_equal;
  } catch (const Error&) {
    // What cannot be looked at is met again by the listing, which tells of it.
    return false;
  }
}

bool compare_with_index(const ForeignTree& tree, const std::string& text, IndexedPlace place) {
  const bool is_first_format = text.starts_with(kHead1);
  if (!is_first_format && !text.starts_with(kHead)) return false;
  IndexLines lines(std::string_view(text).substr(kHead.size()),
                   is_first_format ? IndexLines::Times::modified : IndexLines::Times::all);
  // The tree itself.
  if (!is_first_format && !lines.at_end() && lines.line().path.empty()) lines.next();
  bool is_equal = true;
  std::vector<TouchedFile> touched;
  for (const TreeEntry& entry : tree.listing().entries) {
    if (entry.kind == FileStat::Kind::folder && is_first_format) continue;
    // What has gone stands in the index alone.
    while (!lines.at_end() && walks_before(lines.line().path, entry.path)) {
      is_equal = false;
      lines.next();
    }
    const bool is_there = !lines.at_end() && lines.line().path == entry.path;
    if (!is_there || !is_as_it_was(entry, lines.line())) {
      is_equal = false;
      if (is_there) lines.next();
      continue;
    }
    if (entry.kind == FileStat::Kind::file) {
      const std::optional<Digest> digest = Digest::from_hex(lines.line().digest);
      const bool is_touched = !is_first_format && lines.line().ctime_ns != entry.ctime_ns;
      if (digest && !is_touched) tree.remember(entry, *digest);
      if (digest && is_touched) touched.push_back({&entry, *digest});
      if (!digest && place == IndexedPlace::here) {
        if (lines.line().ctime_ns == 0) touched.push_back({&entry, std::nullopt});
        if (lines.line().ctime_ns != 0 && is_touched) is_equal = false;
      }
    }
    lines.next();
  }
  return is_equal && lines.at_end() && are_as_they_were(tree, touched);
}

}  // namespace cairn
