#include "cairn/exchange/zip_index.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/exchange/deflate.h"
#include "cairn/exchange/zip_format.h"

namespace cairn {

namespace {

constexpr std::uint32_t kFileTypeMask = 0170000;
constexpr std::uint32_t kFolderMode = 0040000;
constexpr std::uint32_t kDosFolder = 0x10;
constexpr std::uint16_t kKnownFlags =
    zip::kFlagDeflateLevel | zip::kFlagDescriptor | zip::kFlagUtf8;
constexpr std::uint16_t kNewestVersion = 45;

[[noreturn]] void refuse_zip(const std::string& why) { throw Error(ErrorCode::corrupt, why); }

/// Puts the entry's name, which may hold anything, in front of what is wrong with it.
[[noreturn]] void refuse_entry(std::string_view name, const std::string& why,
                               const std::string& hint = "") {
  constexpr std::size_t kShown = 120;
  std::string shown = printable(name.substr(0, kShown));
  if (name.size() > kShown) shown += "…";
  throw Error(ErrorCode::corrupt, fmt::format("the entry '{}' {}", shown, why), hint);
}

/// Where the directory lies.
struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t at = 0;
  std::uint64_t size = 0;
  std::uint64_t end_at = 0;  ///< Where the end records begin.
};

/// One header of the directory.
struct CentralHeader {
  std::string name;
  std::uint16_t made_by = 0;
  std::uint16_t version = 0;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint32_t attributes = 0;
  std::uint64_t local_at = 0;

  bool is_folder() const { return name.ends_with('/'); }
};

/// The three numbers that a zip64 field may stand in for; a null one is not in the header.
struct Wide {
  std::uint64_t* size = nullptr;
  std::uint64_t* packed_size = nullptr;
  std::uint64_t* offset = nullptr;
};

class IndexReader {
 public:
  IndexReader(const ReadAt& read_at, std::uint64_t size, const ZipLimits& limits)
      : read_at_(read_at), size_(size), limits_(limits) {}

  std::vector<ZipEntry> read() {
    const Directory directory = find_directory();
    const std::string bytes = read_at_(directory.at, directory.size);
    entries_.reserve(directory.entries);
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
      const CentralHeader header = read_central(bytes, at);
      check_header(header);
      check_local(header, directory.at);
    }
    if (at != bytes.size()) refuse_zip("bytes follow the last entry of its directory");
    if (next_data_ != directory.at) refuse_zip("bytes lie between its last file and its directory");
    check_names();
    check_ratio();
    return std::move(entries_);
  }

 private:
  /// Finds the one end record; it ends with the file, and nothing in its comment looks like one.
  Directory find_directory() {
    if (size_ < zip::kEndSize) refuse_zip("it is too short for a zip file, or cut off");
    const std::uint64_t tail_size = std::min<std::uint64_t>(size_, zip::kEndSize + zip::kFull16);
    const std::uint64_t tail_at = size_ - tail_size;
    const std::string tail = read_at_(tail_at, tail_size);
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at + zip::kEndSize <= tail.size(); ++at) {
      if (zip::get32(tail, at) != zip::kEndSignature) continue;
      if (at + zip::kEndSize + zip::get16(tail, at + 20) != tail.size()) continue;
      if (found) refuse_zip("it can be read in two ways: it has two end records");
      found = at;
    }
    if (!found)
      refuse_zip("it has no end record: no zip file, cut off, or followed by other bytes");
    const std::string_view comment = std::string_view(tail).substr(*found + zip::kEndSize);
    if (comment.find(std::string_view("PK\x05\x06", 4)) != std::string_view::npos) {
      refuse_zip("its comment holds an end record");
    }
    return read_end(std::string_view(tail).substr(*found, zip::kEndSize), tail_at + *found);
  }

  Directory read_end(std::string_view end, std::uint64_t end_at) {
    if (zip::get16(end, 4) != 0 || zip::get16(end, 6) != 0) refuse_zip("it is one disk of several");
    Directory directory{.entries = zip::get16(end, 10),
                        .at = zip::get32(end, 16),
                        .size = zip::get32(end, 12),
                        .end_at = end_at};
    if (zip::get16(end, 8) != directory.entries)
      refuse_zip("its end record has two counts of entries");
    read_end64(directory);
    if (directory.entries > limits_.entries) {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format("it has {} entries, and {} are taken", directory.entries, limits_.entries),
          "allow more of a package that you trust: --max-files N");
    }
    if (directory.size > limits_.directory_bytes) refuse_zip("its directory is too large");
    if (directory.at > directory.end_at || directory.size != directory.end_at - directory.at) {
      refuse_zip("its directory is not where its end record says, or other bytes precede it");
    }
    if (directory.entries == 0) refuse_zip("it is empty");
    return directory;
  }

  /// Takes the numbers of a zip64 end record, where one is.
  void read_end64(Directory& directory) {
    const bool is_asked = directory.entries == zip::kFull16 || directory.size == zip::kFull32 ||
                          directory.at == zip::kFull32;
    constexpr std::size_t kBoth = zip::kEnd64Size + zip::kLocator64Size;
    std::string bytes;
    if (directory.end_at >= kBoth) bytes = read_at_(directory.end_at - kBoth, kBoth);
    const std::string_view locator =
        std::string_view(bytes).substr(std::min(bytes.size(), zip::kEnd64Size));
    if (locator.empty() || zip::get32(locator, 0) != zip::kLocator64Signature) {
      if (is_asked) refuse_zip("its end record refers to a zip64 record that is not there");
      return;
    }
    const std::uint64_t record_at = directory.end_at - kBoth;
    const std::string_view record(bytes);
    if (zip::get32(record, 0) != zip::kEnd64Signature ||
        zip::get64(record, 4) != zip::kEnd64Size - 12 || zip::get64(locator, 8) != record_at ||
        zip::get32(locator, 4) != 0 || zip::get32(locator, 16) > 1) {
      refuse_zip("its zip64 end record is not where it belongs");
    }
    if (zip::get32(record, 16) != 0 || zip::get32(record, 20) != 0)
      refuse_zip("it is one disk of several");
    const std::uint64_t entries = zip::get64(record, 32);
    if (zip::get64(record, 24) != entries) refuse_zip("its end record has two counts of entries");
    agree(directory.entries, zip::kFull16, entries);
    agree(directory.size, zip::kFull32, zip::get64(record, 40));
    agree(directory.at, zip::kFull32, zip::get64(record, 48));
    directory.end_at = record_at;
  }

  static void agree(std::uint64_t& narrow, std::uint64_t full, std::uint64_t wide) {
    if (narrow != full && narrow != wide) refuse_zip("its two end records disagree");
    narrow = wide;
  }

  CentralHeader read_central(std::string_view bytes, std::size_t& at) const {
    if (bytes.size() - at < zip::kCentralSize || zip::get32(bytes, at) != zip::kCentralSignature) {
      refuse_zip("its directory has fewer entries than its end record says, or is damaged");
    }
    const std::string_view fixed = bytes.substr(at, zip::kCentralSize);
    const std::size_t name_size = zip::get16(fixed, 28);
    const std::size_t extra_size = zip::get16(fixed, 30);
    const std::size_t comment_size = zip::get16(fixed, 32);
    if (bytes.size() - at - zip::kCentralSize < name_size + extra_size + comment_size) {
      refuse_zip("an entry of its directory is cut off");
    }
    CentralHeader header{.name = std::string(bytes.substr(at + zip::kCentralSize, name_size)),
                         .made_by = zip::get16(fixed, 4),
                         .version = zip::get16(fixed, 6),
                         .flags = zip::get16(fixed, 8),
                         .method = zip::get16(fixed, 10),
                         .crc = zip::get32(fixed, 16),
                         .packed_size = zip::get32(fixed, 20),
                         .size = zip::get32(fixed, 24),
                         .attributes = zip::get32(fixed, 38),
                         .local_at = zip::get32(fixed, 42)};
    if (zip::get16(fixed, 34) != 0) refuse_entry(header.name, "lies on another disk");
    read_extra(header.name, bytes.substr(at + zip::kCentralSize + name_size, extra_size),
               {&header.size, &header.packed_size, &header.local_at});
    at += zip::kCentralSize + name_size + extra_size + comment_size;
    return header;
  }

  /// Reads the extra fields: zip64 numbers exactly where the header asks for them, and a second
  /// name only when it is the first one again.
  static void read_extra(std::string_view name, std::string_view extra, const Wide& wide) {
    bool has_wide = false;
    while (!extra.empty()) {
      if (extra.size() < 4 || extra.size() - 4 < zip::get16(extra, 2)) {
        refuse_entry(name, "has an extra field that is cut off");
      }
      const std::string_view field = extra.substr(4, zip::get16(extra, 2));
      if (zip::get16(extra, 0) == zip::kExtraZip64) {
        if (has_wide) refuse_entry(name, "has two zip64 fields");
        has_wide = true;
        read_wide(name, field, wide);
      } else if (zip::get16(extra, 0) == zip::kExtraUnicodePath) {
        check_unicode_path(name, field);
      }
      extra.remove_prefix(4 + field.size());
    }
    const bool is_asked = asks(wide.size) || asks(wide.packed_size) || asks(wide.offset);
    if (!has_wide && is_asked) refuse_entry(name, "asks for a zip64 field that is not there");
  }

  static bool asks(const std::uint64_t* number) {
    return number != nullptr && *number == zip::kFull32;
  }

  static void read_wide(std::string_view name, std::string_view field, const Wide& wide) {
    for (std::uint64_t* number : {wide.size, wide.packed_size, wide.offset}) {
      if (!asks(number)) continue;
      if (field.size() < 8) refuse_entry(name, "has a zip64 field that is too short");
      *number = zip::get64(field, 0);
      field.remove_prefix(8);
    }
    if (!field.empty()) refuse_entry(name, "has a zip64 field that says more than was asked");
  }

  static void check_unicode_path(std::string_view name, std::string_view field) {
    const bool agrees = field.size() >= 5 && field[0] == 1 &&
                        zip::get32(field, 1) == crc32_of(name) && field.substr(5) == name;
    if (!agrees) refuse_entry(name, "has a second, other name");
  }

  void check_header(const CentralHeader& header) {
    const std::string& name = header.name;
    if ((header.flags & 1) != 0) refuse_entry(name, "is encrypted");
    if ((header.flags & ~kKnownFlags) != 0) refuse_entry(name, "has flags that are not taken");
    if (header.method != zip::kStored && header.method != zip::kDeflated) {
      refuse_entry(name, fmt::format("is packed by method {}; only store and deflate are taken",
                                     header.method));
    }
    if ((header.version & 0xFF) > kNewestVersion) {
      refuse_entry(name, "asks for a newer version of the format");
    }
    if (header.method == zip::kStored && header.size != header.packed_size) {
      refuse_entry(name, "is stored and has two sizes");
    }
    check_kind(header);
    const std::string_view path =
        header.is_folder() ? std::string_view(name).substr(0, name.size() - 1) : name;
    if (const auto why = why_unsafe(path)) refuse_entry(name, *why);
    check_size(header);
  }

  /// Regular files and folders only, and which of the two it is in one way.
  static void check_kind(const CentralHeader& header) {
    const bool is_unix = (header.made_by >> 8) == zip::kMadeByUnix || (header.made_by >> 8) == 19;
    const std::uint32_t type = is_unix ? (header.attributes >> 16) & kFileTypeMask : 0;
    const bool says_folder = type == kFolderMode || (header.attributes & kDosFolder) != 0;
    const bool says_file = type == (zip::kRegularFileMode & kFileTypeMask);
    if (type != 0 && type != kFolderMode && !says_file) {
      refuse_entry(header.name, "is a link, a device or a pipe, and only files are taken",
                   "pack it with: cairn export RUN; zip takes the files that links lead to without "
                   "-y (--symlinks)");
    }
    if (header.is_folder() && (says_file || header.size != 0)) {
      refuse_entry(header.name, "is a file whose name ends in a slash");
    }
    if (!header.is_folder() && says_folder)
      refuse_entry(header.name, "is a folder without a slash");
  }

  void check_size(const CentralHeader& header) {
    total_ += std::min(header.size, limits_.total_bytes);
    packed_ += header.packed_size;  // The files follow each other in the zip: no more than it.
    if (header.size > limits_.total_bytes || total_ > limits_.total_bytes) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("it unpacks to more than {}", human_bytes(limits_.total_bytes)),
                  "allow more of a package that you trust: --max-bytes N");
    }
    const bool is_bomb =
        header.size > limits_.ratio_from && header.size / limits_.ratio > header.packed_size;
    if (!is_bomb) return;
    throw Error(ErrorCode::invalid_input,
                fmt::format("the entry '{}' unpacks to more than {} times its size", header.name,
                            limits_.ratio),
                "allow more of a package that you trust: --max-ratio N");
  }

  /// Many files that are each small enough make a bomb, too.
  void check_ratio() const {
    const bool is_bomb = total_ > limits_.total_ratio_from && total_ / limits_.ratio > packed_;
    if (!is_bomb) return;
    throw Error(ErrorCode::invalid_input,
                fmt::format("it unpacks to more than {} times its size", limits_.ratio),
                "allow more of a package that you trust: --max-ratio N");
  }

  /// The local header must stand where the last file ended, and say what the directory says.
  void check_local(const CentralHeader& header, std::uint64_t directory_at) {
    const std::string& name = header.name;
    if (header.local_at != next_data_) {
      refuse_entry(name,
                   "does not follow the file before it: files overlap, or other bytes lie "
                   "between them");
    }
    const std::uint64_t room = directory_at - header.local_at;
    if (room < zip::kLocalSize + name.size()) refuse_entry(name, "begins outside the file");
    const std::uint64_t most = zip::kLocalSize + name.size() + zip::kFull16;
    const std::string bytes = read_at_(header.local_at, std::min({room, most, guess(name)}));
    if (zip::get32(bytes, 0) != zip::kLocalSignature) refuse_entry(name, "has no local header");
    const std::size_t extra_size = zip::get16(bytes, 28);
    const bool same_name = zip::get16(bytes, 26) == name.size() &&
                           std::string_view(bytes).substr(zip::kLocalSize, name.size()) == name;
    const bool same_way =
        zip::get16(bytes, 6) == header.flags && zip::get16(bytes, 8) == header.method;
    if (!same_name || !same_way) refuse_local(name);
    const std::uint64_t head = zip::kLocalSize + name.size() + extra_size;
    if (room < head || room - head < header.packed_size) {
      refuse_entry(name, "ends outside the file");
    }
    const std::string extra = read_at_(header.local_at + zip::kLocalSize + name.size(), extra_size);
    check_local_sizes(header, bytes, extra);
    next_data_ = header.local_at + head + header.packed_size;
    if ((header.flags & zip::kFlagDescriptor) != 0)
      next_data_ += descriptor_size(header, directory_at);
    if (header.is_folder()) {
      if (header.packed_size > 2) refuse_entry(name, "is a folder with contents");
      folders_.push_back(SafeRelPath::parse(name.substr(0, name.size() - 1)));
      return;
    }
    entries_.push_back({.name = SafeRelPath::parse(name),
                        .is_stored = header.method == zip::kStored,
                        .crc = header.crc,
                        .packed_size = header.packed_size,
                        .size = header.size,
                        .data_at = header.local_at + head});
  }

  /// Local headers are read with a little more, to save a call for most extra fields.
  static std::uint64_t guess(const std::string& name) { return zip::kLocalSize + name.size() + 64; }

  [[noreturn]] static void refuse_local(std::string_view name) {
    refuse_entry(name, "is another one in its local header than in the directory");
  }

  static void check_local_sizes(const CentralHeader& header, std::string_view local,
                                std::string_view extra) {
    std::uint64_t size = zip::get32(local, 22);
    std::uint64_t packed_size = zip::get32(local, 18);
    const std::uint32_t crc = zip::get32(local, 14);
    read_extra(header.name, extra, {&size, &packed_size, nullptr});
    // With a descriptor behind the data the local header may leave its numbers open.
    const bool is_open = (header.flags & zip::kFlagDescriptor) != 0;
    const auto agrees = [&](std::uint64_t number, std::uint64_t central) {
      return number == central || (is_open && number == 0);
    };
    if (!agrees(crc, header.crc) || !agrees(size, header.size) ||
        !agrees(packed_size, header.packed_size)) {
      refuse_local(header.name);
    }
  }

  /// Reads the numbers behind the data; which of the four spellings it is, the next file tells.
  std::uint64_t descriptor_size(const CentralHeader& header, std::uint64_t directory_at) const {
    constexpr std::size_t kLongest = 24;
    const std::uint64_t room = directory_at - next_data_;
    const std::string bytes = read_at_(next_data_, std::min<std::uint64_t>(room, kLongest));
    for (const std::size_t width : {4, 8}) {
      for (const bool is_signed : {true, false}) {
        const std::size_t start = is_signed ? 4 : 0;
        if (bytes.size() < start + 4 + 2 * width) continue;
        if (is_signed && zip::get32(bytes, 0) != zip::kDescriptorSignature) continue;
        const auto number = [&](std::size_t at) {
          return width == 4 ? zip::get32(bytes, at) : zip::get64(bytes, at);
        };
        const bool agrees = zip::get32(bytes, start) == header.crc &&
                            number(start + 4) == header.packed_size &&
                            number(start + 4 + width) == header.size;
        if (agrees) return start + 4 + 2 * width;
      }
    }
    refuse_entry(header.name, "has other sizes behind its data than in the directory");
  }

  /// Each name once, also where case and composition do not count, and no file as a folder.
  void check_names() const {
    std::unordered_map<std::string, const SafeRelPath*> files;
    for (const ZipEntry& entry : entries_) add_name(files, entry.name);
    for (const ZipEntry& entry : entries_) check_parents(files, entry.name);
    std::unordered_map<std::string, const SafeRelPath*> folders;
    for (const SafeRelPath& folder : folders_) {
      add_name(folders, folder);
      if (files.contains(folder.folded())) {
        refuse_entry(folder.text(), "is a file and a folder");
      }
      check_parents(files, folder);
    }
  }

  static void add_name(std::unordered_map<std::string, const SafeRelPath*>& names,
                       const SafeRelPath& name) {
    const auto [known, is_new] = names.emplace(name.folded(), &name);
    if (is_new) return;
    if (*known->second == name) refuse_entry(name.text(), "is there twice");
    refuse_entry(name.text(), fmt::format("is one name with '{}' on some systems",
                                          printable(known->second->text())));
  }

  static void check_parents(const std::unordered_map<std::string, const SafeRelPath*>& files,
                            const SafeRelPath& name) {
    const std::string folded = name.folded();
    for (std::size_t at = folded.find('/'); at != std::string::npos;
         at = folded.find('/', at + 1)) {
      const auto found = files.find(folded.substr(0, at));
      if (found != files.end()) refuse_entry(found->second->text(), "is a file and a folder");
    }
  }

  const ReadAt& read_at_;
  std::uint64_t size_;
  const ZipLimits& limits_;
  std::uint64_t next_data_ = 0;  ///< Where the next local header must stand.
  std::uint64_t total_ = 0;
  std::uint64_t packed_ = 0;
  std::vector<ZipEntry> entries_;
  std::vector<SafeRelPath> folders_;
};

}  // namespace

std::vector<ZipEntry> read_zip_index(const ReadAt& read_at, std::uint64_t size,
                                     const ZipLimits& limits) {
  return IndexReader(read_at, size, limits).read();
}

}  // namespace cairn
