#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/command.h"
#include "cli/edit_targets.h"
#include "cli/job.h"

namespace cairn {

namespace {

struct TagOptions {
  EditOptions edit;
  std::vector<std::string> words;
  std::vector<std::string> remove;
};

/// A tag as typed: key, key=value.
struct Tag {
  std::string key;
  Value value;
  std::string text;
};

/// The key is what stands before the first '='; a path may well hold one.
bool is_assignment(const std::string& word) {
  const std::size_t equals = word.find('=');
  return equals != std::string::npos && equals > 0 && word.find('/') > equals;
}

Tag read_tag(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (trimmed(std::string_view(word).substr(0, equals)).empty()) {
    throw Error(ErrorCode::invalid_input, fmt::format("'{}' is a tag without a name", word),
                "cairn tag RUN paper=\"figure 3\"");
  }
  if (equals == std::string::npos) return {word, true, word};
  const std::string text = word.substr(equals + 1);
  Tag tag{word.substr(0, equals), text.empty() ? Value("") : typed_value(text), word};
  if (!tag.value.is_null()) return tag;
  throw Error(ErrorCode::invalid_input, fmt::format("'{}' says that there is no tag", word),
              fmt::format("take it away with: --remove {}", tag.key));
}

/// Words are runs up to the first key=value, and tags from there on; without any, the last word is
/// the tag.
std::vector<Tag> take_tags(const TagOptions& options, RunSelection& selection) {
  const std::vector<std::string>& words = options.words;
  auto first = std::find_if(words.begin(), words.end(), is_assignment);
  const bool is_bare = first == words.end() && options.remove.empty() && !words.empty();
  if (is_bare && (words.size() > 1 || has_selection_options(selection))) --first;
  selection.places.assign(words.begin(), first);
  std::vector<Tag> tags;
  for (auto word = first; word != words.end(); ++word) tags.push_back(read_tag(*word));
  if (!tags.empty() || !options.remove.empty()) return tags;
  throw Error(ErrorCode::invalid_input, "no tag was given",
              "cairn tag RUN paper=\"figure 3\", or --remove KEY");
}

/// The tags that the job itself logged.
Map logged_tags(const OpenProject& open, const RunHead& run) {
  if (const std::optional<Record> record = load_record_if_any(open, run)) return record->tags;
  return {};
}

EditResult tag_run(const OpenProject& open, const RunHead& run, const std::vector<Tag>& tags,
                   const std::vector<std::string>& remove) {
  const Map logged = remove.empty() ? Map() : logged_tags(open, run);
  return edit_user(open.project, run, [&](UserEdits& user) {
    for (const Tag& tag : tags) user.tags.set(tag.key, tag.value);
    for (const std::string& key : remove) {
      if (logged.contains(key)) {
        user.tags.set(key, nullptr);
      } else {
        user.tags.erase(key);
      }
    }
  });
}

/// Tags of a group are a list of texts: paper, figure=3.
EditResult tag_group(const OpenProject& open, const GroupPlace& group, const std::vector<Tag>& tags,
                     const std::vector<std::string>& remove) {
  return edit_group(open.project, group, [&](GroupFile& file) {
    const auto drop = [&](const std::string& key) {
      std::erase_if(file.tags, [&](const std::string& text) {
        return text == key || text.starts_with(key + "=");
      });
    };
    for (const std::string& key : remove) drop(key);
    for (const Tag& tag : tags) {
      if (std::find(file.tags.begin(), file.tags.end(), tag.text) != file.tags.end()) continue;
      drop(tag.key);
      file.tags.push_back(tag.text);
    }
  });
}

/// A tag without a value in front of one with a value is taken for a run.
EditTargets find_tagged(OpenProject& open, const RunSelection& selection) {
  try {
    return find_edit_targets(open, selection, GroupMeaning::itself);
  } catch (const Error& error) {
    const bool is_other = error.code() != ErrorCode::not_found || selection.places.size() < 2;
    if (is_other || error.hint().starts_with("did you mean")) throw;
    throw Error(error.code(), error.message(),
                "words before the first KEY=VALUE are runs; tags without a value stand behind it: "
                "cairn tag RUN paper=\"figure 3\" good");
  }
}

std::string tag_sentence(const EditTargets& targets, const EditCounts& counts,
                         const std::vector<Tag>& tags, const std::vector<std::string>& remove) {
  std::string what;
  for (const Tag& tag : tags) what += fmt::format(" {}", printable(tag.text));
  for (const std::string& key : remove) what += fmt::format(" -{}", printable(key));
  if (counts.changed == 0) return fmt::format("{}: nothing to change:{}", describe(targets), what);
  std::string text = fmt::format("tagged {}:{}", describe(targets), what);
  if (counts.unchanged > 0) text += fmt::format(" ({} had it so)", counts.unchanged);
  return text;
}

int run_tag(const TagOptions& options) {
  RunSelection selection = options.edit.selection;
  const std::vector<Tag> tags = take_tags(options, selection);
  OpenProject open = open_to_change();
  const EditTargets targets = find_tagged(open, selection);
  EditCounts counts;
  for (const RunHead& run : targets.runs) counts.add(tag_run(open, run, tags, options.remove));
  for (const GroupPlace& group : targets.groups) {
    counts.add(tag_group(open, group, tags, options.remove));
  }
  return finish_edit(open, targets, counts, tag_sentence(targets, counts, tags, options.remove),
                     options.edit);
}

}  // namespace

void setup_tag(CommandLine& line) {
  TagOptions& options = line.runs(run_tag);
  line.about(
      "Puts tags on runs, over those that their jobs logged. A value is typed as in YAML; a tag "
      "without one is true. Words are runs up to the first KEY=VALUE, and tags from there on; "
      "without any, the last word is the tag. A path with '=' in it needs a '/' before that.\n\n"
      "Groups can be tagged, too: name their folder. Their tags are plain texts.");
  line.argument("RUN|TAG", options.words,
                "runs and groups, then KEY=VALUE or KEY: pb8yky paper=\"figure 3\"");
  line.option("--remove", "KEY", options.remove, "take this tag away; more than one is fine");
  bind_edit_options(line, options.edit);
  line.exit_status(4, "a name of several runs, or a user file of a newer cairn");
  line.example("cairn tag latest paper=\"figure 3\" checked", "two tags");
  line.example("cairn tag --stage fit --status failed look-again", "all runs that failed");
  line.example("cairn tag pb8yky --remove paper", "take one away");
}

}  // namespace cairn
