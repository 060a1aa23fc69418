#include "cairn/exchange/foreign_tree.h"

#include <bit>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/listed_file.h"
#include "cairn/base/yaml.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/opened_file.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

constexpr std::uint32_t kNoPlace = ~std::uint32_t{0};

}  // namespace

ForeignTree::ForeignTree(std::string root)
    : root_(std::move(root)),
      listing_(list_tree(root_)),
      slots_(std::make_unique<Slot[]>(listing_.entries.size())) {}  // NOLINT

/// An open table: half of it is empty, and what is taken is looked for in the next place.
void ForeignTree::make_places() const {
  const std::vector<TreeEntry>& entries = listing_.entries;
  places_.assign(std::bit_ceil(entries.size() * 2 + 1), kNoPlace);
  const std::size_t mask = places_.size() - 1;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    std::size_t at = std::hash<std::string_view>{}(entries[i].path) & mask;
    while (places_[at] != kNoPlace) at = (at + 1) & mask;
    places_[at] = i;
  }
}

const TreeEntry* ForeignTree::find(std::string_view path) const {
  std::call_once(places_made_, [this] { make_places(); });
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = std::hash<std::string_view>{}(path)&mask; places_[at] != kNoPlace;
       at = (at + 1) & mask) {
    const TreeEntry& entry = listing_.entries[places_[at]];
    if (entry.path == path) return &entry;
  }
  return nullptr;
}

bool ForeignTree::has_file(std::string_view path) const {
  const TreeEntry* entry = find(path);
  return entry != nullptr && entry->kind == FileStat::Kind::file;
}

bool ForeignTree::has_folder(std::string_view path) const {
  const TreeEntry* entry = find(path);
  return entry != nullptr && entry->kind == FileStat::Kind::folder;
}

std::pair<std::size_t, std::size_t> ForeignTree::range_of(std::string_view folder) const {
  if (folder.empty()) return {0, listing_.entries.size()};
  const TreeEntry* entry = find(folder);
  if (entry == nullptr || entry->kind != FileStat::Kind::folder) return {0, 0};
  return {static_cast<std::size_t>(entry - listing_.entries.data()) + 1, entry->end};
}

std::vector<std::string> ForeignTree::folders_in(std::string_view folder) const {
  std::vector<std::string> names;
  const auto [begin, end] = range_of(folder);
  for (std::size_t i = begin; i < end; i = listing_.entries[i].end) {
    const TreeEntry& entry = listing_.entries[i];
    if (entry.kind == FileStat::Kind::folder) names.push_back(base_name(entry.path));
  }
  return names;
}

std::vector<std::string> ForeignTree::files_in(std::string_view folder) const {
  std::vector<std::string> names;
  const auto [begin, end] = range_of(folder);
  for (std::size_t i = begin; i < end; i = listing_.entries[i].end) {
    const TreeEntry& entry = listing_.entries[i];
    if (entry.kind == FileStat::Kind::file) names.push_back(base_name(entry.path));
  }
  return names;
}

void ForeignTree::for_each_below(std::string_view folder,
                                 const std::function<void(const TreeEntry&)>& visit) const {
  const auto [begin, end] = range_of(folder);
  for (std::size_t i = begin; i < end; ++i) visit(listing_.entries[i]);
}

ForeignTree::Slot& ForeignTree::slot_of(const TreeEntry& file) const {
  return slots_[static_cast<std::size_t>(&file - listing_.entries.data())];
}

template <typename Read>
auto ForeignTree::noting_failure(const TreeEntry& file, const Read& read) const {
  try {
    return read();
  } catch (const Error&) {
    Slot::State unknown = Slot::State::unknown;
    slot_of(file).state.compare_exchange_strong(unknown, Slot::State::not_read);
    throw;
  }
}

std::string ForeignTree::read(std::string_view path) const {
  const TreeEntry* entry = find(path);
  if (entry == nullptr || entry->kind != FileStat::Kind::file) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  }
  std::optional<std::string> listed = read_as_listed(root_, *entry);
  std::string bytes =
      listed ? *std::move(listed)
             : noting_failure(*entry, [&] { return read_file(join_path(root_, path)); });
  // A file that grew since it was listed is read as it is now, but its digest is not kept.
  if (bytes.size() == entry->size) remember(*entry, sha256(bytes));
  return bytes;
}

Digest ForeignTree::digest(const TreeEntry& file) const {
  if (const std::optional<Digest> known = known_digest(file)) return *known;
  if (const std::optional<std::string> bytes = read_as_listed(root_, file)) {
    const Digest digest = sha256(*bytes);
    remember(file, digest);
    return digest;
  }
  const HashedFile hashed = noting_failure(file, [&] {
    return hash_file(join_path(root_, file.path), Durability::none, Site::file_write);
  });
  if (hashed.size != file.size) throw_changed(file.path);
  remember(file, hashed.sha256);
  return hashed.sha256;
}

void ForeignTree::remember(const TreeEntry& file, const Digest& digest) const {
  Slot& slot = slot_of(file);
  Slot::State unknown = Slot::State::unknown;
  if (!slot.state.compare_exchange_strong(unknown, Slot::State::being_written)) return;
  slot.digest = digest;
  slot.state = Slot::State::known;
}

std::optional<Digest> ForeignTree::known_digest(const TreeEntry& file) const {
  const Slot& slot = slot_of(file);
  if (slot.state != Slot::State::known) return std::nullopt;
  return slot.digest;
}

bool ForeignTree::could_not_be_read(const TreeEntry& file) const {
  return slot_of(file).state == Slot::State::not_read;
}

Value read_json(const ForeignTree& tree, const std::string& path) {
  return parse_job_json(tree.read(path), path);
}

Value read_yaml(const ForeignTree& tree, const std::string& path) {
  return parse_yaml(tree.read(path), path);
}

std::vector<Value> read_json_lines(const ForeignTree& tree, const std::string& path,
                                   std::vector<std::string>& problems) {
  std::vector<Value> values;
  std::string text;
  try {
    text = tree.read(path);
  } catch (const Error& error) {
    problems.push_back(error.message());
    return values;
  }
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      values.push_back(parse_job_json(line, fmt::format("{}:{}", path, number)));
    } catch (const Error& error) {
      problems.push_back(error.message());
    }
  }
  return values;
}

}  // namespace cairn
