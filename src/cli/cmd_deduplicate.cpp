#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/record_values.h"
#include "cairn/retention/deduplicate.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct DeduplicateOptions {
  bool dry_run = false;
  bool automatic = false;
  bool keep_first = false;
  bool keep_newest = false;
  bool restore = false;
  bool scan = false;
  std::optional<std::string> link;
  bool json = false;
};

/// Sets that are shown to a person; --json has them all.
constexpr std::size_t kShownSets = 10;
constexpr std::size_t kShownFiles = 10;

void check(const DeduplicateOptions& options) {
  const int modes =
      (options.dry_run ? 1 : 0) + (options.automatic ? 1 : 0) + (options.restore ? 1 : 0);
  if (modes > 1 || (options.keep_first && options.keep_newest)) {
    throw Error(
        ErrorCode::invalid_input, "these options contradict each other",
        "take one of --dry-run, --auto and --restore; one of --keep-first and --keep-newest");
  }
  if (options.json && modes == 0) {
    throw Error(ErrorCode::invalid_input, "--json cannot ask",
                "say --dry-run, --auto or --restore with it");
  }
}

Duplicates find(const DeduplicateOptions& options, OpenProject& open) {
  if (!options.scan) return duplicates_on_record(open.project, open.catalog());
  ProgressLine progress("compared", "sizes");
  return scan_duplicates(
      open.project, [&](std::size_t done, std::size_t total) { progress.update(done, total); });
}

void print_set(std::size_t number, const DuplicateSet& set) {
  print_line(fmt::format("\nSet {}: {}, {}", number, printable(base_name(set.files.front().path)),
                         human_bytes(set.size)));
  for (std::size_t i = 0; i < set.files.size() && i < kShownFiles; ++i) {
    print_line(fmt::format("  ({}) {}{}", i + 1, printable(set.files[i].path),
                           set.files[i].is_merged ? "  (merged)" : ""));
  }
  if (set.files.size() > kShownFiles) {
    print_line(fmt::format("  … and {} more", set.files.size() - kShownFiles));
  }
}

void print_headline(const Duplicates& duplicates) {
  print_line(
      fmt::format("{} in {}: {} could be saved", counted(duplicates.surplus(), "duplicate file"),
                  counted(duplicates.sets.size(), "set"), human_bytes(duplicates.savings())));
}

Value set_json(const DuplicateSet& set) {
  List files;
  for (const DuplicateFile& file : set.files) {
    files.push_back(Map{{"path", file.path}, {"run", file.run.text}, {"merged", file.is_merged}});
  }
  return Map{{"sha256", set.sha256 ? Value(set.sha256->hex()) : Value()},
             {"size", set.size},
             {"savings", set.savings()},
             {"files", std::move(files)}};
}

int show(const Duplicates& duplicates, const DeduplicateOptions& options) {
  if (options.json) {
    List sets;
    for (const DuplicateSet& set : duplicates.sets) sets.push_back(set_json(set));
    print_json(Map{{"format", 1},
                   {"duplicates", duplicates.surplus()},
                   {"savings", duplicates.savings()},
                   {"sets", std::move(sets)}});
    return 0;
  }
  print_headline(duplicates);
  for (std::size_t i = 0; i < duplicates.sets.size() && i < kShownSets; ++i) {
    print_set(i + 1, duplicates.sets[i]);
  }
  if (duplicates.sets.size() > kShownSets) {
    print_line(fmt::format("\n… and {} more sets; --json has them all",
                           duplicates.sets.size() - kShownSets));
  }
  if (!duplicates.sets.empty())
    print_line("\nNothing was changed. To merge them: cairn deduplicate --auto");
  return 0;
}

std::string how(LinkKind link) {
  constexpr std::array<std::string_view, 3> kHow = {"they share their blocks (reflink)",
                                                    "they are one inode now (hardlink)",
                                                    "they are links to an object now (symlink)"};
  return std::string(kHow[static_cast<std::size_t>(link)]);
}

int report(const MergeReport& merged, const DeduplicateOptions& options) {
  if (options.json) {
    print_json(
        Map{{"format", 1},
            {"merged", merged.merged},
            {"bytes", merged.bytes},
            {"already", merged.already},
            {"link", merged.link ? Value(std::string(link_kind_name(*merged.link))) : Value()},
            {"left", texts_to_list(merged.left)}});
    return merged.left.empty() ? 0 : 1;
  }
  report_all_warnings(merged.left);
  std::string text =
      fmt::format("merged {}, {} saved", counted(merged.merged, "file"), human_bytes(merged.bytes));
  if (merged.link) text += fmt::format("; {}", how(*merged.link));
  if (!merged.left.empty())
    text += fmt::format("; {} left as they are", counted(merged.left.size(), "file"));
  print_line(text);
  return merged.left.empty() ? 0 : 1;
}

MergeRequest merge_request(const DeduplicateOptions& options) {
  MergeRequest request;
  if (options.link) request.link = parse_link_kind(*options.link);
  return request;
}

/// Asks of each set which file the others shall share; what was chosen comes first in its set.
Duplicates ask(Duplicates duplicates) {
  Duplicates chosen;
  print_headline(duplicates);
  for (std::size_t i = 0; i < duplicates.sets.size(); ++i) {
    DuplicateSet& set = duplicates.sets[i];
    print_set(i + 1, set);
    print_error(set.files.size() == 2 ? "Keep (1) first, (2) second, (3) both, (q)uit? "
                                      : "Keep which one: its number, (a)ll, (q)uit? ");
    const std::optional<std::string> answer = read_answer();
    if (!answer || *answer == "q") break;
    const std::size_t number =
        answer->size() < 6 && !answer->empty() &&
                std::ranges::all_of(*answer, [](char c) { return c >= '0' && c <= '9'; })
            ? std::stoul(*answer)
            : 0;
    if (number == 0 || number > set.files.size()) continue;
    const auto kept = set.files.begin() + static_cast<std::ptrdiff_t>(number - 1);
    std::rotate(set.files.begin(), kept, kept + 1);
    chosen.sets.push_back(std::move(set));
  }
  return chosen;
}

int restore(const Project& project, const DeduplicateOptions& options) {
  ProgressLine progress("restored", "files");
  const RestoreReport restored = restore_duplicates(
      project, [&](std::size_t done, std::size_t total) { progress.update(done, total); });
  progress.clear();
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"restored", restored.restored},
                   {"bytes", restored.bytes},
                   {"left", texts_to_list(restored.left)},
                   {"problems", texts_to_list(restored.problems)}});
  } else {
    report_all_warnings(restored.problems);
    report_all_warnings(restored.left);
    print_line(fmt::format("gave {} an inode of their own, {}", counted(restored.restored, "file"),
                           human_bytes(restored.bytes)));
  }
  return restored.left.empty() ? 0 : 1;
}

int run_deduplicate(const DeduplicateOptions& options) {
  check(options);
  if (options.restore) return restore(open_project(current_folder()), options);
  OpenProject open = open_for_reading();
  MergeRequest request = merge_request(options);
  Duplicates duplicates = find(options, open);
  report_all_warnings(duplicates.left_out);
  // Before anybody is asked: an answer counts for more.
  if (options.keep_newest) put_newest_first(duplicates);
  if (options.dry_run) return show(duplicates, options);
  if (!options.automatic) duplicates = ask(std::move(duplicates));
  ProgressLine progress("merged", "sets");
  request.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  const MergeReport merged = merge_duplicates(open.project, duplicates, request);
  progress.clear();
  return report(merged, options);
}

}  // namespace

void setup_deduplicate(CommandLine& line) {
  DeduplicateOptions& options = line.runs(run_deduplicate);
  line.about(
      "Lets equal files of runs share their bytes. Names and bytes stay as they are; any folder "
      "can "
      "still be deleted without harm to another. Bytes are compared right before, and what changed "
      "or is open for writing is left alone. Without options each set is shown, and asked which "
      "file the others shall share.\n\n"
      "Reflinks share blocks and change nothing that can be seen. Without them hard links are "
      "made, "
      "of files with equal owner and mode: a program that rewrites one of them in place then "
      "changes "
      "all, and all have the time of the one that is kept, until --restore.");
  line.flag("--dry-run", options.dry_run, "only show what is equal");
  line.flag("--auto", options.automatic, "merge all without asking");
  line.flag("--keep-first", options.keep_first, "share the file whose path sorts first (default)");
  line.flag("--keep-newest", options.keep_newest,
            "share the file of the newest run; where you are asked, offer it first");
  line.option("--link", "HOW", options.link,
              "reflink, hardlink, or symlink (to .cairn/objects; only when asked for)");
  line.flag("--restore", options.restore, "give every file an inode of its own, and its time back");
  line.flag("--scan", options.scan, "compare the files themselves instead of asking the catalog");
  bind_json(line, options.json);
  line.exit_status(0, "all that is equal shares its bytes, or was shown");
  line.exit_status(1, "some files were left as they are: each is named");
  line.example("cairn deduplicate --dry-run", "how much would it save?");
  line.example("cairn deduplicate --auto --keep-newest", "merge all; older files share newer ones");
  line.example("cairn deduplicate --restore", "undo it");
}

}  // namespace cairn
