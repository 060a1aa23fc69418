#include <unistd.h>

#include <cstdlib>
#include <functional>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cli/command.h"
#include "cli/edit_targets.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct NoteOptions {
  EditOptions edit;
  std::vector<std::string> words;
  std::optional<std::string> message;
  bool replace = false;
  bool edit_text = false;
  bool description = false;
};

/// How a text meets the one that is there.
enum class Joining { append, replace };

/// Without the line breaks at its end, which an editor adds.
std::string without_last_breaks(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

/// Without -m the first word is the run, and the second the text.
std::optional<std::string> take_text(const NoteOptions& options, RunSelection& selection) {
  selection.places = options.words;
  std::optional<std::string> text = options.message;
  const bool has_text_word =
      options.words.size() == 2 || (options.words.size() == 1 && has_selection_options(selection));
  if (!text && !options.edit_text && has_text_word) {
    text = options.words.back();
    selection.places.pop_back();
  } else if (!text && !options.edit_text && options.words.size() > 2) {
    throw Error(ErrorCode::invalid_input, "which words are the text?",
                "quote it: cairn note RUN 'two words'; for several runs: cairn note A B -m 'text'");
  }
  if (text && *text == "-") text = read_input();
  if (!text) return std::nullopt;
  if (!is_utf8(*text)) throw Error(ErrorCode::invalid_input, "the text is not valid UTF-8");
  return without_last_breaks(*text);
}

void put_text(std::string& target, const std::string& text, Joining joining) {
  if (joining == Joining::replace || target.empty()) {
    target = text;
  } else if (!text.empty()) {
    target += "\n" + text;
  }
}

/// Lets `change` alter the notes (or the description) of every target.
EditCounts change_texts(const OpenProject& open, const EditTargets& targets,
                        const NoteOptions& options,
                        const std::function<void(std::string&)>& change) {
  EditCounts counts;
  for (const RunHead& run : targets.runs) {
    counts.add(edit_user(open.project, run, [&](UserEdits& user) {
      change(options.description ? user.description : user.notes);
    }));
  }
  for (const GroupPlace& group : targets.groups) {
    counts.add(edit_group(open.project, group, [&](GroupFile& file) {
      change(options.description ? file.description : file.notes);
    }));
  }
  return counts;
}

/// What is written of the one run or group now.
std::string present_text(const OpenProject& open, const EditTargets& targets,
                         const NoteOptions& options) {
  if (targets.runs.size() == 1) {
    const RunHead& run = targets.runs.front();
    const UserEdits user = read_user_edits(open.project, run.path, run.id);
    return options.description ? user.description : user.notes;
  }
  const GroupFile file =
      read_group_file(open.project, targets.groups.front().path).value_or(GroupFile{});
  return options.description ? file.description : file.notes;
}

std::string editor() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "vi";
}

/// Lets a person edit `text`; the file stays where the editor failed.
std::string edited_by_hand(const std::string& text) {
  const char* folder = std::getenv("TMPDIR");
  const std::string path =
      fmt::format("{}/cairn-note-{}.txt", folder == nullptr ? "/tmp" : folder, ::getpid());
  {
    const Fd file = open_write(Site::file_write, path, OpenMode::exclusive);
    write_all(Site::file_write, file.get(), text.empty() ? "" : text + "\n", path);
  }
  const ExitStatus ended =
      run_in_foreground({"sh", "-c", "exec " + editor() + " \"$1\"", "editor", path});
  if (ended.exit_code != 0) {
    throw Error(ErrorCode::external, fmt::format("the editor '{}' failed", printable(editor())),
                fmt::format("nothing was changed; what you typed is in {}", path));
  }
  const std::string result = read_file(path);
  if (!is_utf8(result)) {
    throw Error(ErrorCode::invalid_input, "the text is not valid UTF-8",
                fmt::format("nothing was changed; what you typed is in {}", path));
  }
  remove_file(Site::file_write, path);
  return without_last_breaks(result);
}

/// Replaces the text by what a person makes of it in the editor; what another process wrote
/// meanwhile is not written over.
EditCounts edit_text(const OpenProject& open, const EditTargets& targets,
                     const NoteOptions& options) {
  if (targets.runs.size() + targets.groups.size() != 1) {
    throw Error(ErrorCode::invalid_input, "the editor is for one run or group at a time",
                "give the text: cairn note A B -m 'text'");
  }
  const std::string before = present_text(open, targets, options);
  const std::string after = edited_by_hand(before);
  return change_texts(open, targets, options, [&](std::string& target) {
    if (target == before) {
      target = after;
      return;
    }
    print_error("cairn: note: the text changed while you wrote; yours is added to it\n");
    put_text(target, after, Joining::append);
  });
}

std::string note_sentence(const EditTargets& targets, const EditCounts& counts,
                          const NoteOptions& options) {
  if (counts.changed == 0) return fmt::format("{}: nothing to change", describe(targets));
  return fmt::format("{} {}", options.description ? "described" : "noted on", describe(targets));
}

int run_note(const NoteOptions& options) {
  RunSelection selection = options.edit.selection;
  const std::optional<std::string> text = take_text(options, selection);
  const bool has_terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  if (!text && !options.edit_text && !has_terminal) {
    throw Error(ErrorCode::invalid_input, "no text was given, and there is no terminal to edit on",
                "cairn note RUN 'text', or - for standard input");
  }
  OpenProject open = open_to_change();
  const EditTargets targets = find_edit_targets(open, selection, GroupMeaning::itself);
  const Joining joining =
      options.replace || options.description ? Joining::replace : Joining::append;
  const EditCounts counts =
      text ? change_texts(open, targets, options,
                          [&](std::string& target) { put_text(target, *text, joining); })
           : edit_text(open, targets, options);
  return finish_edit(open, targets, counts, note_sentence(targets, counts, options), options.edit);
}

}  // namespace

void setup_note(CommandLine& line) {
  NoteOptions& options = line.runs(run_note);
  line.about(
      "Writes a note on a run, behind those that are there. Without a text the notes are opened "
      "in $VISUAL or $EDITOR. Groups have notes, too: name their folder.");
  line.argument("RUN|TEXT", options.words, "the run or group, then the text; - is standard input");
  line.section("What is written");
  line.option("-m,--message", "TEXT", options.message, "the text; all words are runs then");
  line.flag("--replace", options.replace,
            "instead of the notes that are there ('' takes them away)");
  line.flag("--description", options.description,
            "the description, one line that says what it is, and replaces the one before");
  line.flag("--edit", options.edit_text, "open the editor, also where there is no terminal");
  bind_edit_options(line, options.edit);
  line.exit_status(4, "a name of several runs, or a user file of a newer cairn");
  line.exit_status(8, "the editor failed; what was typed is kept");
  line.example("cairn note latest 'two outliers at 1300 1/cm, kept'", "a line more");
  line.example("git log -1 --format=%B | cairn note latest -", "from another program");
  line.example("cairn note results/2026-11-20_wheat --description 'for the report'", "a session");
}

}  // namespace cairn
