#include "cairn/catalog/journal_buffer.h"

#include <new>
#include <string>
#include <utility>

#include <sqlite3.h>

namespace cairn {

namespace {

/// The layer of Unix files writes 17 bits of bytes at once and takes more for a full disk. The
/// largest page has half as many.
constexpr std::size_t kPiece = (std::size_t{1} << 17U) - 1;

/// Bytes of a journal that are not in its file yet, one behind the other.
class JournalBuffer {
 public:
  explicit JournalBuffer(sqlite3_file* file) : file_(file) {}

  int write(const char* bytes, std::size_t count, sqlite3_int64 offset) {
    const bool follows = offset == start_ + static_cast<sqlite3_int64>(waiting_.size());
    if (!follows || waiting_.size() + count > kPiece) {
      if (const int result = flush(); result != SQLITE_OK) return result;
      start_ = offset;
    }
    try {
      waiting_.append(bytes, count);
    } catch (const std::bad_alloc&) {
      return SQLITE_NOMEM;  // SQLite is C: nothing may be thrown through it.
    }
    return SQLITE_OK;
  }

  /// What the system refuses stays here, so that every later look at the journal fails too: SQLite
  /// then drops its pages instead of restoring them from a journal with holes.
  int flush() {
    if (waiting_.empty()) return SQLITE_OK;
    const int result =
        file_->pMethods->xWrite(file_, waiting_.data(), static_cast<int>(waiting_.size()), start_);
    if (result != SQLITE_OK) return result;
    start_ += static_cast<sqlite3_int64>(waiting_.size());
    waiting_.clear();
    return SQLITE_OK;
  }

 private:
  sqlite3_file* file_;
  std::string waiting_;
  sqlite3_int64 start_ = 0;
};

/// An open database or journal, as SQLite lays its files out: the methods, and in the same memory
/// the file of the layer below.
struct ShimFile {
  sqlite3_file methods;
  ShimFile* database;     ///< Of a journal: whose it is; of a database: itself.
  JournalBuffer* buffer;  ///< Of the journal of a database, while it is open.

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile* shim_of(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file); }

int flush_journal(ShimFile* file) {
  JournalBuffer* buffer = file->database->buffer;
  return buffer == nullptr ? SQLITE_OK : buffer->flush();
}

/// A call that goes on to the layer below as it is.
template <auto Method, typename... Arguments>
int pass(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* real = shim_of(file)->real();
  return (real->pMethods->*Method)(real, arguments...);
}

/// The same, once the file of the journal holds all that it was told.
template <auto Method, typename... Arguments>
int pass_after_journal(sqlite3_file* file, Arguments... arguments) {
  const int result = flush_journal(shim_of(file));
  return result == SQLITE_OK ? pass<Method>(file, arguments...) : result;
}

int write_journal(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  return shim_of(file)->database->buffer->write(static_cast<const char*>(bytes),
                                                static_cast<std::size_t>(count), offset);
}

int close_journal(sqlite3_file* file) {
  ShimFile* journal = shim_of(file);
  const int flushed = flush_journal(journal);
  delete std::exchange(journal->database->buffer, nullptr);
  const int closed = pass<&sqlite3_io_methods::xClose>(file);
  return flushed == SQLITE_OK ? closed : flushed;
}

/// What both have in common: version 1 of the interface, which has all but shared memory (of
/// write-ahead logs) and memory maps, neither of which the catalog uses.
sqlite3_io_methods passing_methods() {
  using Methods = sqlite3_io_methods;
  return {.iVersion = 1,
          .xClose = pass<&Methods::xClose>,
          .xRead = pass<&Methods::xRead>,
          .xWrite = pass_after_journal<&Methods::xWrite>,
          .xTruncate = pass_after_journal<&Methods::xTruncate>,
          .xSync = pass_after_journal<&Methods::xSync>,
          .xFileSize = pass<&Methods::xFileSize>,
          .xLock = pass<&Methods::xLock>,
          .xUnlock = pass<&Methods::xUnlock>,
          .xCheckReservedLock = pass<&Methods::xCheckReservedLock>,
          .xFileControl = pass<&Methods::xFileControl>,
          .xSectorSize = pass<&Methods::xSectorSize>,
          .xDeviceCharacteristics = pass<&Methods::xDeviceCharacteristics>};
}

const sqlite3_io_methods* methods_of(int flags) {
  static const sqlite3_io_methods database = passing_methods();
  static const sqlite3_io_methods journal = [] {
    sqlite3_io_methods methods = passing_methods();
    methods.xClose = close_journal;
    methods.xRead = pass_after_journal<&sqlite3_io_methods::xRead>;
    methods.xWrite = write_journal;
    methods.xFileSize = pass_after_journal<&sqlite3_io_methods::xFileSize>;
    return methods;
  }();
  return (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 ? &journal : &database;
}

sqlite3_vfs* below(sqlite3_vfs* layer) { return static_cast<sqlite3_vfs*>(layer->pAppData); }

int open_file(sqlite3_vfs* layer, const char* name, sqlite3_file* file, int flags, int* out) {
  sqlite3_vfs* real = below(layer);
  constexpr int kShimmed = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL;
  if ((flags & kShimmed) == 0) return real->xOpen(real, name, file, flags, out);
  ShimFile* shim = new (file) ShimFile{};
  const int result = real->xOpen(real, name, shim->real(), flags, out);
  // Without methods SQLite takes the file as one that was never opened.
  if (result != SQLITE_OK) return result;
  const bool is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  shim->database = is_journal ? shim_of(sqlite3_database_file_object(name)) : shim;
  if (is_journal) {
    auto* buffer = new (std::nothrow) JournalBuffer(shim->real());
    if (buffer == nullptr) {
      shim->real()->pMethods->xClose(shim->real());
      return SQLITE_NOMEM;
    }
    shim->database->buffer = buffer;
  }
  shim->methods.pMethods = methods_of(flags);
  return SQLITE_OK;
}

/// A call that is no file's, which the layer below answers.
template <auto Method, typename... Arguments>
int answer_below(sqlite3_vfs* layer, Arguments... arguments) {
  sqlite3_vfs* real = below(layer);
  return (real->*Method)(real, arguments...);
}

}  // namespace

const char* buffered_journals() {
  static sqlite3_vfs layer = [] {
    sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
    sqlite3_vfs made = *real;
    made.iVersion = 1;
    made.szOsFile = static_cast<int>(sizeof(ShimFile)) + real->szOsFile;
    made.zName = "cairn";
    made.pAppData = real;
    made.xOpen = open_file;
    made.xDelete = answer_below<&sqlite3_vfs::xDelete>;
    made.xAccess = answer_below<&sqlite3_vfs::xAccess>;
    made.xFullPathname = answer_below<&sqlite3_vfs::xFullPathname>;
    made.xRandomness = answer_below<&sqlite3_vfs::xRandomness>;
    made.xSleep = answer_below<&sqlite3_vfs::xSleep>;
    made.xCurrentTime = answer_below<&sqlite3_vfs::xCurrentTime>;
    made.xGetLastError = answer_below<&sqlite3_vfs::xGetLastError>;
    return made;
  }();
  static const int registered = sqlite3_vfs_register(&layer, 0);
  return registered == SQLITE_OK ? layer.zName : nullptr;
}

}  // namespace cairn
