#include "cli/find_archived.h"

#include <algorithm>
#include <iterator>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/store/archive_paths.h"
#include "cli/select_runs.h"

namespace cairn {

namespace {

/// Those that lie at or below a path, now or before they were put away.
std::vector<RunHead> by_path(const OpenProject& open, const std::vector<RunHead>& archived,
                             const std::string& word) {
  const Layout& layout = open.project.layout;
  std::vector<RunHead> found;
  for (const std::string& base : {current_folder(), open.project.root}) {
    const std::optional<std::string> path = open.project.known_path(absolute_path(word, base));
    // The results as a whole are no place that was put away.
    if (!path || path->empty() || is_below(layout.root, *path)) continue;
    for (const RunHead& run : archived) {
      const std::optional<ArchivePlace> place = archive_place(layout, run.path);
      if (is_below(run.path, *path) || (place && is_below(place->home, *path))) {
        found.push_back(run);
      }
    }
    if (!found.empty()) break;
  }
  return found;
}

/// The one whose folder is called so: what lies elsewhere under that name does not come back.
std::vector<RunHead> only_in_folder(const std::vector<RunHead>& archived, const std::string& word) {
  std::vector<RunHead> found;
  std::ranges::copy_if(archived, std::back_inserter(found),
                       [&](const RunHead& run) { return base_name(run.path) == word; });
  if (found.size() != 1) found.clear();
  return found;
}

std::vector<RunHead> by_name(const OpenProject& open, const std::vector<RunHead>& archived,
                             const std::string& word) {
  std::vector<RunHead> found;
  try {
    const RunsQuery query{.filter = make_filter(open, {.places = {word}})};
    for (const RunRow& run : query_runs(open.catalog(), query, RunParts::head)) {
      if (!is_archived(run.path)) continue;
      found.push_back(head_of(run));
      found.back().record_mtime = run.record_mtime;
    }
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) {
      found = only_in_folder(archived, word);
      if (found.empty()) throw;
    } else if (error.code() != ErrorCode::not_found && !read_attempt_name(word)) {
      throw;  // An attempt is none of the archived runs; it may lie in the trash.
    }
  }
  return found;
}

}  // namespace

std::vector<RunHead> find_archived(const OpenProject& open, const std::string& word) {
  std::vector<RunHead> archived = open.catalog().heads();
  std::erase_if(archived, [](const RunHead& run) { return !is_archived(run.path); });
  if (archived.empty() || word.empty()) return {};
  std::vector<RunHead> found = by_path(open, archived, word);
  if (found.empty()) found = by_name(open, archived, word);
  std::ranges::sort(found, {}, &RunHead::path);
  return found;
}

}  // namespace cairn
