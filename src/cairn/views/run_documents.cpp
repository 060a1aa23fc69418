#include "cairn/views/run_documents.h"

#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/paths.h"
#include "cairn/store/groups.h"
#include "cairn/views/render_files.h"
#include "cairn/views/run_context.h"

namespace cairn {

namespace {

/// The names of the documents of one kind in one folder.
void add_documents(const std::vector<DocumentRule>& rules, const Map& fields,
                   const std::string& folder, std::vector<std::string>& paths) {
  for (const DocumentRule& rule : rules) {
    try {
      paths.push_back(join_path(folder, rule.file.render(fields)));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;  // It shows what other runs say.
    }
  }
}

}  // namespace

std::vector<std::string> documents_of_run(const Project& project, const Record& record,
                                          const std::string& path) {
  const std::string& kind_name = record.definition.kind;
  const Kind* kind = find_kind(project.layout, kind_name);
  if (kind == nullptr) return {};
  const Value run = run_context(record, {}, path, groups_above(project.layout, kind_name, path));
  const Map fields = run_file_fields(run);
  std::vector<std::string> paths;
  add_documents(kind->documents, fields, "", paths);
  for (const RecordChild& child : record.children) {
    const Kind* of_child = find_child_kind(project.layout, kind_name, child.kind);
    if (of_child != nullptr && !child.path.empty()) {
      add_documents(of_child->documents, fields, child.path, paths);
    }
  }
  std::erase_if(paths, [&](const std::string& document) {
    return std::ranges::find(record.artifacts, document, &RecordArtifact::path) !=
           record.artifacts.end();
  });
  return paths;
}

void remove_old_documents(const Project& project, const Record& record, const std::string& path,
                          const std::string& contents) {
  for (const std::string& document : documents_of_run(project, record, path)) {
    remove_file(Site::trash_restore, join_path(contents, document));
  }
}

}  // namespace cairn
