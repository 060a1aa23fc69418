// The part of LayoutReader that reads what names of runs are made of: the schemes, what each is fed
// with, and which are made late, when a run has ended: of its files.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/layout_reader.h"

namespace cairn {

namespace {

const std::string kFullName = "full.";

/// A name that is made of another one comes after it.
void check_made(const YamlNode& node, const std::string& name,
                const std::vector<std::string>& made) {
  if (std::ranges::find(made, name) != made.end()) return;
  const std::string hint = hint_for(name, made);
  fail_at(node, fmt::format("no name '{}' is declared before this one", printable(name)),
          hint.empty() ? "declare it above, under `names`" : hint);
}

bool path_shows_name(const PathTemplate& path, const std::string& name) {
  return std::ranges::any_of(path.fields(),
                             [&](const FieldRule& rule) { return shows_name(rule, name); });
}

/// Whether the input of a name names one of these late ones.
bool is_made_of_late(const Value& input, const std::vector<NameRule>& names) {
  if (input.is_list()) {
    return std::ranges::any_of(input.as_list(),
                               [&](const Value& item) { return is_made_of_late(item, names); });
  }
  if (input.is_map()) {
    return std::ranges::any_of(input.as_map(), [&](const Map::Entry& entry) {
      return is_made_of_late(entry.second, names);
    });
  }
  const std::vector<std::string> words =
      input.is_string() ? input_words(input.as_string()) : std::vector<std::string>();
  return std::ranges::any_of(words, [&](const std::string& word) {
    return std::ranges::any_of(names, [&](const NameRule& rule) {
      return rule.is_late && word == kFullName + rule.field;
    });
  });
}

}  // namespace

bool shows_name(const FieldRule& field, const std::string& name) {
  return field.name == name ||
         (field.part && (field.part->of == name || field.part->of == kFullName + name));
}

std::vector<NameRule> LayoutReader::read_names(const YamlNode& node, std::string_view kind) const {
  require_map(node, "'names'");
  std::vector<std::string> made = names_of_other_kinds(kind);
  std::vector<NameRule> names;
  for (const YamlNode::Entry& entry : node.entries) {
    NameRule rule = read_name(entry, made);
    if (rule.folder.empty() && is_made_of_late(rule.input, names)) {
      rule.is_late = true;
      check_late_input(*entry.value.find("input"));
    }
    names.push_back(std::move(rule));
    made.push_back(entry.key);
  }
  return names;
}

/// Runs of any of these can stand behind a run of `kind`, which then has their whole names; but for
/// those that such a run gets when it has ended.
std::vector<std::string> LayoutReader::names_of_other_kinds(std::string_view kind) const {
  std::vector<std::string> made;
  for (const YamlNode::Entry& other : root_.find("kinds")->entries) {
    const YamlNode* names = other.value.find("names");
    if (names == nullptr || other.key == kind) continue;
    std::vector<NameRule> late;
    for (const YamlNode::Entry& entry : names->entries) {
      const YamlNode* input = entry.value.find("input");
      if (input != nullptr && !is_made_of_late(input->to_value(), late)) {
        made.push_back(entry.key);
      } else {
        late.push_back({.field = entry.key, .is_late = true});
      }
    }
  }
  return made;
}

void LayoutReader::check_input_words(const YamlNode& node,
                                     const std::vector<std::string>& made) const {
  for (const YamlNode& item : node.items) check_input_words(item, made);
  for (const YamlNode::Entry& entry : node.entries) check_input_words(entry.value, made);
  if (node.kind != YamlNode::Kind::scalar || !node.scalar.is_string()) return;
  const auto known = name_inputs();
  for (const std::string& word : input_words(node.scalar.as_string())) {
    if (word.starts_with("full.")) {
      check_made(node, word.substr(5), made);
      continue;
    }
    const bool is_field =
        word.starts_with("fields.") && find_field(layout_.fields, word.substr(7)) != nullptr;
    const bool is_value = word.starts_with("params.") || word.starts_with("values.") || is_field ||
                          is_fixed_word(word);
    if (!is_value && std::ranges::find(known, word) == known.end()) {
      fail_at(node, fmt::format("unknown input '{}'", printable(word)), hint_for(word, known));
    }
  }
}

NameRule LayoutReader::read_name(const YamlNode::Entry& entry,
                                 const std::vector<std::string>& made) const {
  constexpr std::array<std::string_view, 3> kKeys = {"scheme", "input", "folder"};
  const YamlNode& node = entry.value;
  require_map(node, "a name");
  check_keys(node, kKeys, fmt::format("the name '{}'", entry.key));
  if (find_field(layout_.fields, entry.key) == nullptr) {
    fail_at(node, fmt::format("the name '{}' has no class", entry.key),
            fmt::format("declare it: `fields: {{{}: hex 6}}`", entry.key));
  }
  NameRule rule{.field = entry.key, .scheme = text_at(node, "scheme")};
  try {
    find_scheme(layout_.schemes, rule.scheme);
  } catch (const Error& error) {
    fail_at(node.find("scheme") == nullptr ? node : *node.find("scheme"), error.message(),
            error.hint());
  }
  const YamlNode* input = node.find("input");
  if (const YamlNode* folder = node.find("folder")) {
    if (input != nullptr) {
      fail_at(*folder, fmt::format("the name '{}' is made of 'input' or of a 'folder'", entry.key));
    }
    read_folder(*folder, rule);
    return rule;
  }
  if (input == nullptr) {
    fail_at(node,
            fmt::format("the name '{}' needs 'input': what the scheme is fed with", entry.key),
            "write for instance `input: [stage, params, seed]`");
  }
  if (input->is_list() && std::ranges::any_of(input->items, [](const YamlNode& item) {
        return item.kind != YamlNode::Kind::scalar;
      })) {
    fail_at(*input, "a list of inputs is a list of words", "name them: {key: [word, word]}");
  }
  check_input_words(*input, made);
  rule.input = input->to_value();
  return rule;
}

/// A name that is made of files is there only when the run has ended.
void LayoutReader::read_folder(const YamlNode& node, NameRule& rule) const {
  rule.folder = to_text(node.to_value());
  // Read as a template without fields: it stays below the run's folder.
  PathTemplate::parse(rule.folder, {}, node.place());
  rule.is_late = true;
  const Scheme& scheme = find_scheme(layout_.schemes, rule.scheme);
  if (names_folders(scheme)) return;
  fail_at(node, fmt::format("the scheme '{}' names no folders", scheme.ref()),
          "one that does: lambda_hat.object@1:framed");
}

/// What a run is at its end is in its record: it knows no fields of paths and no ids of inputs.
void LayoutReader::check_late_input(const YamlNode& node) const {
  for (const YamlNode& item : node.items) check_late_input(item);
  for (const YamlNode::Entry& entry : node.entries) check_late_input(entry.value);
  if (node.kind != YamlNode::Kind::scalar || !node.scalar.is_string()) return;
  for (const std::string& word : input_words(node.scalar.as_string())) {
    const bool is_of_plan = word == "params" || word == "inputs" || word.starts_with("params.") ||
                            word.starts_with("fields.");
    if (!is_of_plan) continue;
    fail_at(node, fmt::format("'{}' cannot stand beside the name of a folder", printable(word)),
            "take values.<name>, kind, stage, name, dataset, experiment, seed or full.<name>");
  }
}

void LayoutReader::check_parts() const {
  std::vector<std::string> known;
  for (const FieldRule& rule : layout_.fields) known.push_back(rule.name);
  for (const Kind& kind : layout_.kinds) {
    for (const NameRule& rule : kind.names) known.push_back(kFullName + rule.field);
  }
  for (const FieldRule& rule : layout_.fields) {
    if (!rule.part || std::ranges::find(known, rule.part->of) != known.end()) continue;
    const YamlNode& node = *root_.find("fields")->find(rule.name)->find("part");
    fail_at(node, fmt::format("there is no field '{}'", printable(rule.part->of)),
            hint_for(rule.part->of, known));
  }
}

/// The folder of a run is made before its files are; and a link whose name is made of files may be
/// that of several runs.
void LayoutReader::check_late_names() {
  for (Kind& kind : layout_.kinds) {
    for (const NameRule& rule : kind.names) {
      if (!rule.is_late) continue;
      const YamlNode& node = *find_level(kind.name)->node;
      const auto refuse = [&](const std::string& text) {
        fail_at(node,
                fmt::format("'{}' shows '{}', which is made of the run's files when it has ended",
                            text, rule.field),
                "links, documents and rollups can show it");
      };
      if (kind.shared && !rule.folder.empty()) {
        fail_at(node,
                fmt::format("runs of the kind '{}' share a folder, and '{}' names the files in it",
                            kind.name, rule.field));
      }
      std::vector<const PathTemplate*> early = {&kind.full};
      if (kind.log) early.push_back(&*kind.log);
      if (kind.warnings) early.push_back(&*kind.warnings);
      for (const ArtifactRule& artifact : layout_.artifacts) early.push_back(&artifact.path);
      for (const PathTemplate* path : early) {
        if (path_shows_name(*path, rule.field)) refuse(path->text());
      }
      const std::vector<std::string> announced =
          kind.announce ? kind.announce->placeholders() : std::vector<std::string>();
      for (const std::string& word : announced) {
        const FieldRule* field = find_field(layout_.fields, word);
        if (field != nullptr && shows_name(*field, rule.field)) refuse(kind.announce->source);
      }
      for (LinkRule& link : kind.links)
        link.is_of_content |= path_shows_name(link.link, rule.field);
    }
  }
}

}  // namespace cairn
