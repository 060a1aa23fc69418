#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/exchange/adopt.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct AdoptOptions {
  std::optional<std::string> folder;
  std::string layout;
  bool dry_run = false;
  bool forget = false;
  bool json = false;
};

/// "2 target, 6 sampler", most first.
std::string kinds_text(const Map& kinds) {
  std::vector<std::pair<std::string, std::int64_t>> sorted;
  for (const auto& [kind, count] : kinds) sorted.emplace_back(kind, count.as_int());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(b.second, a.first) < std::tie(a.second, b.first);
  });
  std::string text;
  for (const auto& [kind, count] : sorted) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
  }
  return text;
}

/// The first problems; thousands of one sort would hide what was found.
void report_some(const std::vector<std::string>& problems) {
  constexpr std::size_t kShown = 20;
  const std::size_t count = std::min(kShown, problems.size());
  report_all_warnings({problems.begin(), problems.begin() + static_cast<std::ptrdiff_t>(count)});
  if (count == problems.size()) return;
  report_all_warnings(
      {fmt::format("… and {} more; all of them: cairn adopt --json", problems.size() - count)});
}

Value adoption_json(const Adoption& adoption, bool is_dry) {
  const AdoptedTree& tree = adoption.tree;
  return Map{{"format", 1},
             {"tree", tree.id},
             {"root", tree.root},
             {"reader", tree.reader},
             {"evidence", tree.evidence},
             {"new", adoption.is_new},
             {"changed", adoption.is_changed},
             {"dry_run", is_dry},
             {"moved_from", text_or_null(adoption.moved_from)},
             {"runs", static_cast<std::int64_t>(tree.runs)},
             {"kinds", adoption.kinds},
             {"statuses", adoption.statuses},
             {"files", static_cast<std::int64_t>(tree.files)},
             {"bytes", static_cast<std::int64_t>(tree.bytes)},
             {"files_of_runs",
              adoption.is_changed ? Value(static_cast<std::int64_t>(adoption.own_files)) : Value()},
             {"problems", List(tree.problems.begin(), tree.problems.end())}};
}

void print_adoption(const Adoption& adoption, bool is_dry) {
  const AdoptedTree& tree = adoption.tree;
  const std::string root = printable(tree.root);
  if (!adoption.is_changed) {
    print_line(fmt::format("{}: nothing changed; {}, {} in {}", root, counted(tree.runs, "run"),
                           human_bytes(tree.bytes), counted(tree.files, "file")));
    return;
  }
  print_line(fmt::format("{}: {} (by {})", root, tree.reader, printable(tree.evidence)));
  if (!adoption.moved_from.empty()) {
    print_line(fmt::format("  moved from {}", printable(adoption.moved_from)));
  }
  const std::string kinds = kinds_text(adoption.kinds);
  print_line(fmt::format("  {}{}{}", counted(tree.runs, "run"), kinds.empty() ? "" : ": ",
                         printable(kinds)));
  print_line(fmt::format("  {} in {}, {} of them of runs", human_bytes(tree.bytes),
                         counted(tree.files, "file"), adoption.own_files));
  if (!tree.problems.empty()) {
    print_line(fmt::format("  {}", counted(tree.problems.size(), "problem")));
  }
  print_line(is_dry ? "nothing was written (--dry-run)"
                    : (adoption.is_new ? "adopted; not a byte was written into it"
                                       : "adopted again; not a byte was written into it"));
}

/// What is adopted, when no folder was named.
int list_adopted(const AdoptOptions& options) {
  const Project project = open_project(current_folder());
  List trees;
  for (const AdoptedRoot& root : project.adopted) {
    const AdoptedTree tree = read_adopted_tree(project, root.tree);
    const bool is_there = stat_path(project.absolute(root.root)).has_value();
    if (options.json) {
      trees.push_back(Map{{"tree", tree.id},
                          {"root", tree.root},
                          {"reader", tree.reader},
                          {"runs", static_cast<std::int64_t>(tree.runs)},
                          {"files", static_cast<std::int64_t>(tree.files)},
                          {"bytes", static_cast<std::int64_t>(tree.bytes)},
                          {"adopted", utc_text(tree.adopted)},
                          {"there", is_there},
                          {"problems", List(tree.problems.begin(), tree.problems.end())}});
      continue;
    }
    print_line(fmt::format("{}  {}  {}  {}{}", tree.id, tree.reader, counted(tree.runs, "run"),
                           printable(tree.root), is_there ? "" : "  (its folder is gone)"));
  }
  if (options.json) print_json(Map{{"format", 1}, {"trees", std::move(trees)}});
  if (!options.json && project.adopted.empty()) print_line("no tree is adopted");
  return 0;
}

int forget(const AdoptOptions& options) {
  const Project project = open_project(current_folder());
  const std::string folder = absolute_path(*options.folder, current_folder());
  for (const AdoptedRoot& root : project.adopted) {
    if (project.absolute(root.root) != folder && root.tree != *options.folder &&
        !(root.root == "." && folder == project.root)) {
      continue;
    }
    forget_adopted(project, root.tree);
    open_for_reading();
    print_line(fmt::format("{} is not adopted any more; its files are as they were",
                           printable(root.root)));
    return 0;
  }
  throw Error(ErrorCode::not_found, fmt::format("'{}' is not adopted", printable(*options.folder)),
              "list what is: cairn adopt");
}

int run_adopt(const AdoptOptions& options) {
  const bool needs_folder = options.forget || options.dry_run || !options.layout.empty();
  if (options.folder ? options.folder->empty() : needs_folder) {
    throw Error(ErrorCode::invalid_input, "which folder?",
                options.forget ? "cairn adopt --forget DIR; what is adopted: cairn adopt"
                               : "name the folder that the other program wrote: cairn adopt DIR");
  }
  if (!options.folder) return list_adopted(options);
  if (options.forget) return forget(options);
  const OpenProject open = options.dry_run ? open_to_look() : open_for_reading();
  ProgressLine line("read", "runs");
  Adoption adoption = read_foreign(
      open.project, open.catalog(),
      {.folder = absolute_path(*options.folder, current_folder()),
       .reader = options.layout,
       .purpose = options.dry_run ? AdoptRequest::Purpose::look : AdoptRequest::Purpose::write,
       .progress = [&](std::size_t done, std::size_t total) { line.update(done, total); }});
  line.clear();
  if (!options.dry_run) report_warnings(write_adoption(open.project, adoption).problems);
  if (adoption.is_changed) report_some(adoption.tree.problems);
  if (options.json) {
    print_json(adoption_json(adoption, options.dry_run));
  } else {
    print_adoption(adoption, options.dry_run);
  }
  return 0;
}

}  // namespace

void setup_adopt(CommandLine& line) {
  AdoptOptions& options = line.runs(run_adopt);
  line.about(
      "Indexes a tree that another program made, where it lies: its runs can be listed, shown, "
      "compared and used as inputs, and not a byte is written into it. What cannot be read is "
      "named, and the rest adopted. Adopting it again reads only what changed. Without a folder "
      "it lists what is adopted.");
  line.argument("DIR", options.folder, "the folder that the other program wrote");
  line.option("--layout", "NAME", options.layout,
              "whose files they are; auto (the default for a new folder) tells by what is there, "
              "and says why");
  line.flag("-n,--dry-run", options.dry_run, "read and report, but write nothing at all");
  line.flag("--forget", options.forget, "let go of an adopted tree; its files stay as they are");
  bind_json(line, options.json);
  line.exit_status(2, "no reader recognises the folder, several do, or NAME does not");
  line.exit_status(4, "the folder holds runs of cairn, or lies in an adopted tree");
  line.example("cairn adopt ../old/runs --dry-run", "what is in there?");
  line.example("cairn adopt ../old/runs", "from now on it is in cairn ls");
}

}  // namespace cairn
