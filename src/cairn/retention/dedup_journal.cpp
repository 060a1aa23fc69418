#include "cairn/retention/dedup_journal.h"

#include <unistd.h>

#include <array>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/objects/opened_file.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 3> kLinkNames = {"reflink", "hardlink", "symlink"};
constexpr std::string_view kJournal = "deduplicated.jsonl";

DedupEntry entry_from(const Value& value) {
  return {.path = text_or(value, "path", ""),
          .run = text_or(value, "run", ""),
          .attempt = static_cast<int>(int_if_any(value, "attempt").value_or(0)),
          .artifact = text_or(value, "artifact", ""),
          .link = parse_link_kind(text_or(value, "link", "")),
          .mtime_ns = int_if_any(value, "mtime_ns").value_or(0),
          .mode = static_cast<unsigned>(int_if_any(value, "mode").value_or(0))};
}

/// Whether a kill or a full disk has cut the last line off.
bool ends_within_a_line(const std::string& path) {
  const std::optional<FileStat> status = stat_path(path);
  if (!status || status->size == 0) return false;
  const OpenedFile file = open_regular_file(path);
  char last = 0;
  const auto at = static_cast<off_t>(file.status.size - 1);
  if (::pread(file.fd.get(), &last, 1, at) != 1) throw_errno("read", path);
  return last != '\n';
}

}  // namespace

std::string_view link_kind_name(LinkKind kind) {
  return kLinkNames[static_cast<std::size_t>(kind)];
}

LinkKind parse_link_kind(std::string_view name) {
  for (std::size_t i = 0; i < kLinkNames.size(); ++i) {
    if (kLinkNames[i] == name) return static_cast<LinkKind>(i);
  }
  throw Error(ErrorCode::invalid_input, fmt::format("there is no kind of link '{}'", name),
              "write reflink, hardlink or symlink");
}

DedupJournal read_dedup_journal(const Project& project) {
  const std::string path = project.hidden(kJournal);
  const std::optional<std::string> text = read_file_if_any(path);
  DedupJournal journal;
  if (!text) return journal;
  std::size_t begin = 0;
  std::size_t number = 1;
  for (std::size_t end = text->find('\n'); end != text->npos; end = text->find('\n', begin)) {
    try {
      journal.entries.push_back(entry_from(parse_json(text->substr(begin, end - begin), path)));
    } catch (const Error&) {
      journal.problems.push_back(fmt::format(
          "line {} of '{}' is torn and was left out: the time of its file is lost", number, path));
    }
    begin = end + 1;
    ++number;
  }
  return journal;
}

void append_dedup_journal(const Project& project, const std::vector<DedupEntry>& entries) {
  if (entries.empty()) return;
  const std::string path = join_path(ensure_hidden_folder(project, ""), kJournal);
  const bool is_new = !stat_path(path);
  const Fd fd = open_write(Site::dedup_journal, path, OpenMode::append);
  std::string lines = ends_within_a_line(path) ? "\n" : "";
  for (const DedupEntry& entry : entries) {
    lines += to_json(Map{{"path", entry.path},
                         {"run", entry.run},
                         {"attempt", entry.attempt},
                         {"artifact", entry.artifact},
                         {"link", std::string(link_kind_name(entry.link))},
                         {"mtime_ns", entry.mtime_ns},
                         {"mode", static_cast<std::int64_t>(entry.mode)}},
                     JsonStyle::compact) +
             "\n";
  }
  write_all(Site::dedup_journal, fd.get(), lines, path);
  if (project.spec.durability == Durability::none) return;
  fsync_fd(Site::dedup_journal, fd.get(), path);
  if (is_new) fsync_path(Site::dedup_journal, project.hidden(""));
}

void clear_dedup_journal(const Project& project) {
  remove_file(Site::dedup_journal, project.hidden(kJournal));
}

}  // namespace cairn
