// The file of an adopted tree, `.cairn/adopted/<tree>.json`: its head (where the tree lies, what
// understood it, what was wrong), and the record of each run in it, one a line, sorted by id, so
// that one of many is found without reading the others. The file is written whole and replaced
// whole; it closes with the SHA-256 of its own bytes. Nothing of cairn is ever written into the
// tree itself. docs/formats/adopted.md is the page. It does not know how foreign trees are read.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// The head of the file.
struct AdoptedTree {
  std::string id;
  std::string root;      ///< As in AdoptedRoot.
  std::string reader;    ///< "lambda-hat".
  std::string evidence;  ///< Why that reader: "runs/targets/tgt_… holds meta.json".
  TimeUs adopted = 0;    ///< When it was first adopted.
  TimeUs looked = 0;     ///< When its files were last found to be other than before.
  std::string cairn_version;
  std::uint64_t runs = 0;
  std::uint64_t files = 0;            ///< Of the tree, those of no run too.
  std::uint64_t bytes = 0;            ///< Of all its files.
  std::vector<std::string> problems;  ///< What could not be read or does not fit together.
};

/// The head of the file at `path`, without its problems. Throws Error(not_found), Error(corrupt),
/// Error(conflict) for one of a newer cairn.
AdoptedTree read_adopted_head(const std::string& path);

/// The whole head of a tree. Throws as read_adopted_head does.
AdoptedTree read_adopted_tree(const Project& project, std::string_view id);

/// The record of one run of a tree. Throws Error(not_found), Error(corrupt).
Record read_adopted_record(const Project& project, const AdoptedRoot& root, const RunId& id);

/// Reads all records of a tree, parsing on all cores; `visit` is called on this thread, in the
/// order of ids. Throws Error(corrupt) before the first visit when the file does not match its
/// SHA-256.
void visit_adopted_records(const Project& project, const AdoptedRoot& root,
                           const std::function<void(Record&)>& visit);

/// The line of one record. Its path must be relative to the root of the tree.
std::string adopted_line(const Record& record);

/// Replaces the file of a tree, durably as the project says. `lines` are sorted by id. Returns the
/// mtime of the file, in nanoseconds.
std::int64_t write_adopted_tree(const Project& project, const AdoptedTree& tree,
                                const std::vector<std::string>& lines);

/// The folder of a run, from the project on or absolute, that lies at `below` in its tree.
std::string adopted_run_path(const AdoptedRoot& root, std::string_view below);

/// The canonical text that is hashed to the digest of an adopted run.
std::string adopted_key_text(std::string_view kind, std::string_view scheme,
                             std::string_view origin, std::string_view path);

/// The folder, relative to the project, of what people say of the runs of a tree.
std::string adopted_user_path(std::string_view tree, const RunId& id);

}  // namespace cairn
