// A layout: the naming rules of a project as data, read from a YAML file. It says which groups and
// kinds of runs there are, the path template of each, which artifacts go where, and which documents
// and rollups are rendered from what. Invariant: what load_layout returns is consistent: every name
// that it mentions exists, `in:` has no cycle, every path is read in one way by one group or kind
// (unless one says `ambiguous: report`), and two runs in one folder never write one file. It knows
// no disk, no record and no run; docs/formats/layout.md is the page for people.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/expression.h"
#include "cairn/layout/path_template.h"
#include "cairn/spec/text_template.h"

namespace cairn {

/// How a document's text is written; its file name says it.
enum class TextFormat { yaml, json, jsonl, csv, text };

/// A view: which file of a folder is rendered from which contents.
struct DocumentRule {
  PathTemplate file;  ///< Below the folder of the run, child or group.
  TextFormat format = TextFormat::yaml;
  std::string contents;             ///< A name in Layout::contents.
  std::optional<Expression> needs;  ///< The view is made only where this is there and not empty.
};

/// A name of a run that an identity scheme makes, and what the scheme is fed with.
struct NameRule {
  std::string field;   ///< The field of templates that shows it: hash6.
  std::string scheme;  ///< nirs4all.pipeline@1
  /// What the scheme is fed with: a word, a list of words (each a key with its value), or a map
  /// whose leaves are words. A word may be several, "a | b": the first that is there; 'text' always
  /// is. Words:
  /// name_inputs(), "params.<name>", "values.<name>",
  /// "fields.<name>" (as the path shows it) and "full.<name>" (a whole name of this run or of one
  /// that it needs).
  Value input;
  /// The folder below the run's whose files the scheme is fed with; empty: with `input`.
  std::string folder;
  bool is_late = false;  ///< Made when the run has ended: of its files, or of such a name.
};

/// A link that leads people to a folder: a view like the documents, always relative.
struct LinkRule {
  PathTemplate link;   ///< Where it stands, from the project's folder.
  std::string target;  ///< What it leads to below the run's or group's folder; empty: that folder.
  /// Its name is made of the bytes that it leads to: several runs may bear it, one is as good as
  /// the other.
  bool is_of_content = false;
};

/// A folder level over many runs.
struct Group {
  std::string name;
  std::string in;     ///< The group or kind that holds it; empty: the root does.
  PathTemplate path;  ///< Below what holds it.
  PathTemplate full;  ///< From the project's folder, root included.
  Ambiguity ambiguity = Ambiguity::refuse;  ///< Of the layout, where it says nothing itself.
  bool dated = false;  ///< Its own path shows the field `date`: fixed when the group is made.
  std::vector<DocumentRule> rollups;
  std::vector<LinkRule> links;
};

/// A kind of runs.
struct Kind {
  std::string name;   ///< "*" stands for every kind that the layout does not name.
  std::string in;     ///< The group or kind that holds it; empty: the root does.
  PathTemplate path;  ///< Below what holds it; empty: in that very folder (shared).
  PathTemplate full;  ///< From the project's folder; of a child: below its run.
  Ambiguity ambiguity = Ambiguity::refuse;  ///< Of the layout, where it says nothing itself.
  bool shared = false;                      ///< One folder may hold several runs.
  bool holds = false;                       ///< Folders of other runs lie in its runs' folders.
  bool child = false;  ///< Runs of this kind live in the record of the run of `in`.
  std::vector<NameRule> names;
  std::vector<DocumentRule> documents;
  std::vector<LinkRule> links;
  std::optional<PathTemplate> log;       ///< Below the run's folder; absent: .run/<id>.log.
  std::optional<PathTemplate> warnings;  ///< Absent: warnings are not kept apart.
  /// A line that is printed when a run begins, and stands first in its log.
  std::optional<TextTemplate> announce;
};

/// Where artifacts of a role are put, below the run's folder.
struct ArtifactRule {
  std::string role;
  PathTemplate path;
};

/// Contents of documents by name.
struct Contents {
  std::string name;
  Expression expression;
};

struct Layout {
  std::string name;
  std::vector<std::string> aliases;  ///< Other names of the same layout.
  std::string root;                  ///< Relative to the project; "." is the project's folder.
  std::string default_kind;          ///< Of stages that state none.
  Ambiguity ambiguity = Ambiguity::refuse;
  std::vector<Scheme> schemes;  ///< Its own, beside those that cairn carries.
  std::vector<Form> forms;      ///< Of its scheme files, in the same way.
  FieldRules fields;            ///< Built-in ones and the layout's own.
  std::vector<Group> groups;    ///< In file order.
  std::vector<Kind> kinds;
  std::vector<ArtifactRule> artifacts;
  std::vector<Contents> contents;
};

/// What a project says over its layout; absent: nothing.
struct LayoutChanges {
  std::optional<std::string> root;         ///< The folder of results.
  std::optional<std::string> date_format;  ///< Of the field `date`: "%Y-%m-%d".
  /// The text of a scheme file that the layout names; absent: it may name none.
  std::function<std::string(const std::string& file)> read_scheme_file;
};

/// Reads a layout file. Throws Error(invalid_input) "file:line:column: what" for unknown keys,
/// unknown references (with the nearest name), cycles, bad templates and bad contents.
Layout load_layout(const YamlDocument& document, const LayoutChanges& changes = {});

/// The layouts that cairn carries in itself, sorted.
std::vector<std::string> layout_names();

/// The embedded layout of that name or alias. Throws Error(invalid_input) with the nearest name.
Layout find_layout(std::string_view name, const LayoutChanges& changes = {});

/// The group, or nullptr.
const Group* find_group(const Layout& layout, std::string_view name);

/// The kind of runs of that name, "*" standing in where the layout names none; nullptr when there
/// is neither.
const Kind* find_kind(const Layout& layout, std::string_view name);

/// The kind of children `child` below runs of `run_kind`, or nullptr: those files stay put.
const Kind* find_child_kind(const Layout& layout, std::string_view run_kind,
                            std::string_view child);

/// The folders, from the project's, that all groups and runs lie in: the root or, where that is the
/// project's own folder, the first fixed levels of the templates.
std::vector<std::string> first_folders(const Layout& layout);

/// Whether there are groups that are named by a date: the sessions of an experiment.
bool has_dated_groups(const Layout& layout);

/// Whether a field shows the name that a rule makes under `name`, or a part of it.
bool shows_name(const FieldRule& field, const std::string& name);

/// The contents, or nullptr.
const Contents* find_contents(const Layout& layout, std::string_view name);

/// The words that a name's `input` may have, beside those with a dot.
std::vector<std::string> name_inputs();

/// The words of "a | b", of which the first that is there is meant.
std::vector<std::string> input_words(std::string_view text);

/// Whether a word stands for itself: `'text'`.
bool is_fixed_word(std::string_view word);

/// What a scheme is fed with.
struct ShapedInput {
  Value value;
  bool is_complete = true;  ///< Nothing was left out.
};

/// The value that `input` (of a NameRule) stands for; `value_of` gives the value of a word, nullopt
/// for one that is absent: it is left out. In a list of words each is the key of its value.
ShapedInput shaped_input(const Value& input,
                         const std::function<std::optional<Value>(const std::string&)>& value_of);

}  // namespace cairn
