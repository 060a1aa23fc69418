#include "cairn/store/journal.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/live.h"

namespace cairn {

namespace {

constexpr TimeUs kJournalAge = 30 * kDay;

/// This process's journal, opened at the first line, and again when the project is another.
class Journal {
 public:
  void append(const Project& project, const std::string& line) {
    const std::lock_guard<std::mutex> guard(mutex_);
    const std::string path = project.hidden("journal/" + journal_name());
    if (!fd_ || path != path_) {
      ensure_hidden_folder(project, "journal");
      path_ = path;
      fd_ = open_write(Site::journal_append, path_, OpenMode::append);
    }
    write_all(Site::journal_append, fd_.get(), line, path_);
    size_ += static_cast<std::int64_t>(line.size());
  }
  /// Removes the file when `read` bytes are all of it; returns whether it went.
  bool retire(std::int64_t read) {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (!fd_ || read < size_) return false;
    remove_file(Site::journal_remove, path_);
    fd_.reset();
    size_ = 0;
    return true;
  }
  std::int64_t size() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return size_;
  }
  void note_begun(JournalEntry run) {
    const std::lock_guard<std::mutex> guard(mutex_);
    begun_.push_back(std::move(run));
  }
  std::vector<JournalEntry> take_begun() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return std::exchange(begun_, {});
  }

 private:
  std::mutex mutex_;
  Fd fd_;
  std::string path_;
  std::int64_t size_ = 0;
  std::vector<JournalEntry> begun_;
};

Journal& own_journal() {
  static Journal journal;
  return journal;
}

constexpr std::string_view kJournalSuffix = ".jsonl";

std::string name_of(const ProcessIdentity& process) {
  return fmt::format("{}-{}-{}{}", process.host, process.pid, process.start_ticks, kJournalSuffix);
}

/// The process that writes a journal of this name; only of this host, whose boot it is now.
std::optional<ProcessIdentity> writer_here(std::string_view name) {
  const std::string before = host_name() + "-";
  if (!name.starts_with(before) || !name.ends_with(kJournalSuffix)) return std::nullopt;
  ProcessIdentity process{.host = host_name(), .boot_id = boot_id()};
  const char* const end = name.data() + name.size() - kJournalSuffix.size();
  const auto pid = std::from_chars(name.data() + before.size(), end, process.pid);
  if (pid.ec != std::errc() || pid.ptr == end || *pid.ptr != '-') return std::nullopt;
  const auto start = std::from_chars(pid.ptr + 1, end, process.start_ticks);
  if (start.ec != std::errc() || start.ptr != end) return std::nullopt;
  return process;
}

}  // namespace

std::string journal_name() { return name_of(this_process()); }

bool others_commit(const Project& project) {
  const std::string folder = project.hidden("journal");
  return std::ranges::any_of(list_folder(folder), [&](const FolderEntry& entry) {
    if (entry.name == journal_name()) return false;
    if (const auto writer = writer_here(entry.name)) return is_alive(*writer);
    const std::optional<FileStat> status = stat_path(join_path(folder, entry.name));
    return status && seconds_of(now_us() - status->mtime_ns / 1000) < kHeartbeatTimeout;
  });
}

void append_journal(const Project& project, const RunId& id, const std::string& path,
                    const Digest& digest) {
  std::string line = "{";
  JsonFields fields(line, ",");
  fields.text("id", id.text);
  fields.text("path", path);
  fields.text("digest", digest.hex());
  line += "}\n";
  try {
    own_journal().append(project, line);
  } catch (const Error&) {
    // See the header: the next full refresh finds the record without it.
  }
}

void append_begun(const Project& project, const RunId& id, const std::string& path,
                  const Digest& digest) {
  append_journal(project, id, path, digest);
  own_journal().note_begun({id, path});
}

std::vector<JournalEntry> take_begun() { return own_journal().take_begun(); }

void retire_journal(Catalog& catalog) {
  // Forgotten only after the file has gone: what the catalog has read must not be read again.
  if (own_journal().retire(catalog.journal_offset(journal_name()))) {
    catalog.forget_journal(journal_name());
  }
}

void prune_journals(const Project& project, Catalog& catalog) {
  const TimeUs oldest = now_us() - kJournalAge;
  for (const auto& [file, offset] : catalog.journals()) {
    const std::string path = project.hidden("journal/" + file);
    const std::optional<FileStat> status = stat_path(path);
    if (status) {
      const bool is_read = offset >= static_cast<std::int64_t>(status->size);
      if (!is_read || file == journal_name() || status->mtime_ns / 1000 > oldest) continue;
      remove_file(Site::journal_remove, path);
    }
    catalog.forget_journal(file);
  }
}

std::int64_t journal_size() { return own_journal().size(); }

namespace {

/// A damaged journal line only hides what the folders also tell.
std::optional<JournalEntry> read_entry(std::string_view line, std::string_view source) {
  try {
    const Value value = parse_json(line, source);
    return JournalEntry{{text_field(value, "id")}, text_field(value, "path")};
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<JournalEntry> read_journal(const std::string& path, std::int64_t& offset) {
  const std::optional<std::string> text = read_file_if_any(path);
  std::vector<JournalEntry> entries;
  if (!text || offset < 0 || static_cast<std::size_t>(offset) > text->size()) return entries;
  std::size_t at = static_cast<std::size_t>(offset);
  for (std::size_t end = text->find('\n', at); end != std::string::npos;
       end = text->find('\n', at)) {
    auto entry = read_entry(std::string_view(*text).substr(at, end - at), path);
    if (entry) entries.push_back(*std::move(entry));
    at = end + 1;
  }
  offset = static_cast<std::int64_t>(at);
  return entries;
}

std::optional<JournalEntry> find_journaled(const Project& project, std::string_view id,
                                           std::string_view path) {
  // Of a million lines only those are taken apart that hold one of the two.
  const std::string by_id = "\"id\":\"" + std::string(id);
  const std::string by_path = to_json(Value(path));
  const auto is_it = [&](const JournalEntry& entry) {
    return (!id.empty() && entry.id.text.starts_with(id)) || (!path.empty() && entry.path == path);
  };
  std::optional<JournalEntry> found;
  const std::string folder = project.hidden("journal");
  for (const FolderEntry& file : list_folder(folder)) {
    const std::optional<std::string> text = read_file_if_any(join_path(folder, file.name));
    if (!text) continue;
    for (const std::string& line : split(*text, '\n')) {
      const bool may_be = (!id.empty() && line.find(by_id) != std::string::npos) ||
                          (!path.empty() && line.find(by_path) != std::string::npos);
      if (!may_be) continue;
      const std::optional<JournalEntry> entry = read_entry(line, file.name);
      if (entry && is_it(*entry)) found = entry;
    }
  }
  return found;
}

std::unordered_set<Digest, DigestHash> journaled_runs(const Project& project) {
  // A project of a million runs has as many lines: only what is looked for is read of them.
  constexpr std::string_view kField = "\"digest\":\"";
  constexpr std::size_t kHexDigits = 64;
  std::unordered_set<Digest, DigestHash> runs;
  const std::string folder = project.hidden("journal");
  for (const FolderEntry& entry : list_folder(folder)) {
    const std::optional<std::string> text = read_file_if_any(join_path(folder, entry.name));
    if (!text) continue;
    for (std::size_t at = text->find(kField); at != std::string::npos;
         at = text->find(kField, at)) {
      at += kField.size();
      const std::string_view hex = std::string_view(*text).substr(at, kHexDigits);
      if (const std::optional<Digest> digest = Digest::from_hex(hex)) runs.insert(*digest);
    }
  }
  return runs;
}

}  // namespace cairn
