#include "cairn/catalog/folder_marks.h"

#include <cstring>
#include <span>

namespace cairn {

std::uint64_t name_mark(std::string_view name) {
  constexpr std::uint64_t kStart = 14695981039346656037U;
  constexpr std::uint64_t kPrime = 1099511628211U;
  std::uint64_t mark = kStart;
  for (const char c : name) {
    mark ^= static_cast<unsigned char>(c);
    mark *= kPrime;
  }
  return mark;
}

FolderMarks folder_marks(const Catalog& catalog, std::string_view path) {
  Statement select = catalog.database().prepare("SELECT marks FROM folder_marks WHERE path = ?");
  if (!select.bind(1, path).step()) return {};
  const std::span<const std::uint8_t> bytes = select.blob(0);
  FolderMarks marks(bytes.size() / sizeof(std::uint64_t));
  std::memcpy(marks.data(), bytes.data(), marks.size() * sizeof(std::uint64_t));
  return marks;
}

void set_folder_marks(Catalog& catalog, std::string_view path, const FolderMarks& marks) {
  if (marks.empty()) {
    catalog.database().prepare("DELETE FROM folder_marks WHERE path = ?").bind(1, path).run();
    return;
  }
  // In this machine's order of bytes. On another machine they fit no name, so the rows are asked.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(marks.data());
  catalog.database()
      .prepare("INSERT OR REPLACE INTO folder_marks (path, marks) VALUES (?, ?)")
      .bind(1, path)
      .bind_blob(2, {bytes, marks.size() * sizeof(std::uint64_t)})
      .run();
}

}  // namespace cairn
