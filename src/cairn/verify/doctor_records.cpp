#include "cairn/verify/doctor_records.h"

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/id_conflicts.h"
#include "cairn/verify/verify_records.h"

namespace cairn {

namespace {

using Level = Diagnosis::Level;

Diagnosis problem(std::string text) {
  return {Level::problem, "records", std::move(text), "cairn verify"};
}

std::string text_of_lost(const std::vector<Finding>& lost) {
  const std::string& first = lost.front().path;
  if (lost.front().kind == Finding::Kind::link) {
    return fmt::format("{} in the place of runs: {}", counted(lost.size(), "link is", "links are"),
                       printable(first));
  }
  if (base_name(first) != kRunFolder) {
    return fmt::format("{} gone: {}", counted(lost.size(), "record is", "records are"),
                       printable(first));
  }
  return fmt::format("{} without a .run: {}", counted(lost.size(), "folder"),
                     printable(parent_path(first)));
}

}  // namespace

Diagnosis diagnose_records(const Project& project, const ReadStore& store) {
  const std::vector<UnreadableRecord>& unreadable = store.vouched.unreadable;
  if (!unreadable.empty()) {
    return problem(fmt::format("{} cannot be read: {}", counted(unreadable.size(), "record"),
                               unreadable.front().message));
  }
  std::vector<Finding> lost = find_lost_records(project, store.tree, store.vouched, {});
  if (lost.empty()) lost = find_without_record(store.tree, store.vouched);
  if (!lost.empty()) return problem(text_of_lost(lost));
  const std::string read = counted(store.vouched.runs.size(), "record") + " read";
  std::vector<GroupRow> groups;
  const std::vector<Finding> typed = find_unreadable_typed(project, store.tree, groups);
  if (!typed.empty()) {
    return problem(fmt::format("{}; {} cannot be read: {}", read,
                               counted(typed.size(), "file of notes", "files of notes"),
                               printable(typed.front().message)));
  }
  const std::vector<IdConflict> conflicts = find_id_conflicts(store.vouched.runs);
  if (!conflicts.empty()) {
    return {
        Level::notice, "records",
        fmt::format("{}; {}{}", read, conflicts.front().text(), conflicts.size() > 1 ? "; …" : ""),
        "name them by their paths"};
  }
  if (!store.denied.empty()) {
    return {Level::notice, "records",
            fmt::format("{}; {} not be listed: {}", read,
                        counted(store.denied.size(), "folder may", "folders may"),
                        printable(store.denied.front().path)),
            "who may list it learns more"};
  }
  return {Level::fine, "records", read, ""};
}

}  // namespace cairn
