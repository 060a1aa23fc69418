#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/layout/paths.h"
#include "cairn/record/events.h"
#include "cairn/record/run_definition.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/project.h"
#include "cli/command.h"
#include "cli/job.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ChildOptions {
  std::string name;
  std::string kind;
};

/// The kind that was asked for, else that of an earlier line, else "model".
std::string kind_of_child(const ChildOptions& options, const ChildEvent* known) {
  if (!options.kind.empty()) return options.kind;
  return known != nullptr && !known->kind.empty() ? known->kind : "model";
}

/// The child's folder by the layout, below the run folder.
std::string child_folder(const RunDefinition& run, const std::string& name, const std::string& kind,
                         const std::string& run_folder) {
  const Project project = open_project(run_folder);
  const RunId id = short_id(child_digest(run.digest, name));
  const std::optional<std::string> path = child_path(
      project.layout, run.kind, kind, Map{{"id", id.text}, {"name", name}, {"kind", kind}});
  if (path) return *path;
  throw Error(ErrorCode::invalid_input,
              fmt::format("the layout '{}' has no folder for children of kind '{}' below runs of "
                          "kind '{}'",
                          project.layout.name, kind, run.kind),
              "keep its files anywhere in $CAIRN_RUN_DIR");
}

int run_child(const ChildOptions& options) {
  if (options.name.empty()) {
    throw Error(ErrorCode::invalid_input, "--name is missing", "cairn child --name fold0");
  }
  const Job job = current_job();
  const EventSummary events = read_events(job.events);
  const RunDefinition run = definition_from_value(field(events.begin, "run"));
  const auto known =
      std::find_if(events.children.begin(), events.children.end(),
                   [&](const ChildEvent& child) { return child.name == options.name; });
  const bool is_known = known != events.children.end();
  const std::string kind = kind_of_child(options, is_known ? &*known : nullptr);
  const std::string folder =
      join_path(job.folder, child_folder(run, options.name, kind, job.folder));
  make_folders(Site::begin_folder, folder);
  if (!is_known) append_event(job, Map{{"child", Map{{"kind", kind}, {"name", options.name}}}});
  print_line(folder);
  return 0;
}

}  // namespace

void setup_child(CommandLine& line) {
  ChildOptions& options = line.runs(run_child);
  line.about(
      "Prints the folder where the files of a child run (a fold, a model) belong, and makes it. "
      "Inside a job only.");
  line.option("--name", "NAME", options.name, "the child's name, unique in this run");
  line.option("--kind", "KIND", options.kind, "what it is (default: model)");
  line.exit_status(2, "not inside a job, or the layout has no place for such children");
  line.example("python fit.py --out \"$(cairn child --name fold0)\"",
               "a command in cairn.yaml that fits one fold");
}

}  // namespace cairn
