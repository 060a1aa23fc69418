// The second half of LayoutReader: what can be said only when all levels are read. Chains of `in:`,
// children, documents with their contexts, and references between the parts.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/context_shape.h"
#include "cairn/layout/layout_reader.h"

namespace cairn {

namespace {

struct Extension {
  std::string_view ending;
  TextFormat format;
};

constexpr std::array kExtensions = {
    Extension{".yaml", TextFormat::yaml}, Extension{".yml", TextFormat::yaml},
    Extension{".json", TextFormat::json}, Extension{".jsonl", TextFormat::jsonl},
    Extension{".csv", TextFormat::csv},   Extension{".md", TextFormat::text},
    Extension{".txt", TextFormat::text},  Extension{".hash", TextFormat::text},
};

std::optional<TextFormat> format_of(std::string_view file) {
  for (const Extension& extension : kExtensions) {
    if (file.ends_with(extension.ending)) return extension.format;
  }
  return std::nullopt;
}

template <typename Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

}  // namespace

void LayoutReader::resolve_levels() {
  for (Level& level : levels_) resolve(level);
}

PathTemplate LayoutReader::root_path() const {
  return layout_.root == "." ? PathTemplate()
                             : PathTemplate::parse(layout_.root, {}, root_.place());
}

/// Two templates that are clear by themselves may leave out levels so that one path has two
/// readings when they stand behind each other.
void LayoutReader::check_levels(const Level& level) const {
  if (ambiguity_of(level) == Ambiguity::report) return;
  const PathTemplate& full = full_of(level);
  if (const auto clash = full.level_clash()) {
    fail_at(*level.node, *clash, "let the optional level begin with a word of its own");
  }
}

Ambiguity LayoutReader::ambiguity_of(const Level& level) const {
  return level.is_kind ? layout_.kinds[level.index].ambiguity
                       : layout_.groups[level.index].ambiguity;
}

/// The level whose folder it is: runs of a kind without a path lie in the folder of another level.
const LayoutReader::Level& LayoutReader::folder_of(const Level& level) const {
  if (!level.is_kind) return level;
  const Kind& kind = layout_.kinds[level.index];
  return kind.path.depth() == 0 ? folder_of(*find_level(kind.in)) : level;
}

PathTemplate LayoutReader::whole_path(const Level& level) const {
  const PathTemplate& full = full_of(level);
  const bool is_child = level.is_kind && layout_.kinds[level.index].child;
  return is_child ? full_of(*find_level(layout_.kinds[level.index].in)).append(full) : full;
}

/// No path may be that of two groups or kinds. Those that lie in one folder by what they say are
/// told apart by their files.
void LayoutReader::check_apart() const {
  const auto name_of = [](const Level& level) {
    return fmt::format("the {} '{}'", level.is_kind ? "kind" : "group", level.name);
  };
  std::vector<std::pair<const Level*, PathTemplate>> before;
  for (const Level& level : levels_) {
    if (ambiguity_of(level) == Ambiguity::report || &folder_of(level) != &level) continue;
    const PathTemplate whole = whole_path(level);
    for (const auto& [other, path] : before) {
      const auto common = path.common_path(whole);
      if (!common) continue;
      fail_at(*level.node->find("path"),
              fmt::format("'{}' can be a path of {} and of {}", printable(*common), name_of(*other),
                          name_of(level)),
              fmt::format("give one of them a word of its own, or say of '{}': `ambiguous: "
                          "report`; then parsing returns both",
                          level.name));
    }
    before.emplace_back(&level, whole);
  }
}

const PathTemplate& LayoutReader::full_of(const Level& level) const {
  return level.is_kind ? layout_.kinds[level.index].full : layout_.groups[level.index].full;
}

void LayoutReader::resolve(Level& level) {
  if (level.state == Level::State::done) return;
  const YamlNode* in_node = level.node->find("in");
  if (level.state == Level::State::open) {
    fail_at(in_node == nullptr ? *level.node : *in_node,
            fmt::format("'{}' lies, over its 'in:', in itself", level.name));
  }
  level.state = Level::State::open;
  const std::string in =
      level.is_kind ? layout_.kinds[level.index].in : layout_.groups[level.index].in;
  PathTemplate outer = root_path();
  const Level* parent = nullptr;
  if (!in.empty()) {
    Level* found = find_level(in);
    if (found == nullptr) {
      fail_at(*in_node,
              fmt::format("'{}' lies in '{}', which is no group and no kind", level.name, in),
              hint_for(in, names_of(levels_)));
    }
    resolve(*found);
    parent = found;
    outer = full_of(*parent);
    if (parent->is_kind && layout_.kinds[parent->index].child) {
      fail_at(*in_node,
              fmt::format("'{}' lies in '{}', which is a kind of children", level.name, in),
              "children are one level deep");
    }
  }
  if (level.is_kind) {
    Kind& kind = layout_.kinds[level.index];
    mark_child(kind, parent, *level.node);
    kind.full = kind.child ? kind.path : outer.append(kind.path);
    check_shared(kind, *level.node);
    for (LinkRule& rule : kind.links) rule.link = root_path().append(rule.link);
  } else {
    Group& group = layout_.groups[level.index];
    group.full = outer.append(group.path);
    for (LinkRule& rule : group.links) rule.link = root_path().append(rule.link);
  }
  check_levels(level);
  level.state = Level::State::done;
}

void LayoutReader::mark_child(Kind& kind, const Level* parent, const YamlNode& node) const {
  const bool in_kind = parent != nullptr && parent->is_kind;
  kind.child = flag_at(node, "child", in_kind);
  if (!kind.child) return;
  if (!in_kind) {
    fail_at(node, fmt::format("'{}' is a kind of children but lies in no kind of runs", kind.name),
            "name it: `in: <kind>`");
  }
  if (kind.shared || !kind.names.empty() || kind.log || kind.warnings || kind.announce ||
      kind.name == "*") {
    fail_at(node,
            fmt::format("'{}' is a kind of children: 'shared', 'names', 'log', 'warnings' and "
                        "'announce' are for runs",
                        kind.name));
  }
}

/// A kind that other runs lie in keeps its own files only: it never owns all of its folder.
void LayoutReader::mark_holders() {
  for (const Kind& inner : layout_.kinds) {
    if (inner.child) continue;
    for (Kind& kind : layout_.kinds) kind.holds |= kind.name == inner.in;
  }
  for (const Group& inner : layout_.groups) {
    for (Kind& kind : layout_.kinds) kind.holds |= kind.name == inner.in;
  }
}

/// The folder of a kind with rollups is that run's folder and the group of the runs below it: a
/// group of the same name, and the kind lies in that very folder.
void LayoutReader::split_holders() {
  for (const Level& level : levels_) {
    if (!level.is_kind || level.node->find("rollups") == nullptr) continue;
    Kind& kind = layout_.kinds[level.index];
    if (kind.child || kind.shared) {
      fail_at(*level.node,
              fmt::format("'{}' is no kind of runs with a folder of their own, and has "
                          "no rollups",
                          kind.name));
    }
    Group group{.name = kind.name, .in = kind.in, .path = kind.path, .full = kind.full};
    group.rollups = read_documents(*level.node->find("rollups"), kGroupContext);
    kind.in = kind.name;
    kind.path = PathTemplate();
    layout_.groups.push_back(std::move(group));
  }
}

/// Two views with one target would overwrite each other for ever. Only a rollup can be one of the
/// two: documents lie in the folders of their own runs.
void LayoutReader::check_views() const {
  std::map<std::string, std::pair<const Level*, std::string_view>> owners;
  for (const Level& level : levels_) {
    if (level.is_kind && layout_.kinds[level.index].child) continue;
    for (const std::string_view what : {"rollups", "documents"}) {
      const YamlNode* views = level.node->find(what);
      if (views == nullptr) continue;
      for (const YamlNode::Entry& view : views->entries) {
        const std::string target = join_path(full_of(level).text(), view.key);
        const auto [known, is_new] = owners.try_emplace(target, &level, what);
        if (is_new || (what == "documents" && known->second.second == "documents")) continue;
        fail_at(view.value,
                fmt::format("'{}' is a view twice: among the {} of '{}' and the {} of '{}'",
                            printable(target), known->second.second, known->second.first->name,
                            what, level.name),
                "give one of them another name");
      }
    }
  }
}

/// Two runs of a shared folder must never write one file.
void LayoutReader::check_shared(const Kind& kind, const YamlNode& node) const {
  if (!kind.shared) return;
  for (const auto* path : {&kind.log, &kind.warnings}) {
    if (*path && !(*path)->uses("id")) {
      fail_at(node,
              fmt::format("runs of the kind '{}' share a folder, and all would write '{}'",
                          kind.name, (*path)->text()),
              "put {id} into the name, or leave it out");
    }
  }
}

void LayoutReader::read_documents_of(const Level& level) {
  if (!level.is_kind) {
    if (const YamlNode* rollups = level.node->find("rollups")) {
      layout_.groups[level.index].rollups = read_documents(*rollups, kGroupContext);
    }
    return;
  }
  const YamlNode* node = level.node->find("documents");
  if (node == nullptr) return;
  Kind& kind = layout_.kinds[level.index];
  kind.documents = read_documents(*node, kind.child ? kChildContext : kRunContext);
  for (const DocumentRule& rule : kind.documents) {
    if (kind.shared && !rule.file.uses("id")) {
      fail_at(*node,
              fmt::format("runs of the kind '{}' share a folder, and all would write '{}'",
                          kind.name, rule.file.text()),
              fmt::format("put {{id}} into the name: \"{{id}}.{}\"", rule.file.text()));
    }
    for (const auto* path : {&kind.log, &kind.warnings}) {
      if (*path && (*path)->text() == rule.file.text()) {
        fail_at(*node, fmt::format("'{}' is both a document and a log", rule.file.text()));
      }
    }
  }
}

std::vector<DocumentRule> LayoutReader::read_documents(const YamlNode& node,
                                                       std::string_view context) {
  if (!node.is_map()) fail_at(node, "documents are a map: FILE: contents");
  std::vector<DocumentRule> rules;
  for (const YamlNode::Entry& entry : node.entries) rules.push_back(read_document(entry, context));
  return rules;
}

DocumentRule LayoutReader::read_document(const YamlNode::Entry& entry, std::string_view context) {
  constexpr std::array<std::string_view, 2> kKeys = {"contents", "needs"};
  const YamlNode& node = entry.value;
  DocumentRule rule;
  rule.file = PathTemplate::parse(entry.key, layout_.fields, node.place(), layout_.ambiguity);
  const auto format = format_of(entry.key);
  if (!format) {
    fail_at(node,
            fmt::format("'{}': the ending does not say how to write it", printable(entry.key)),
            "use .yaml, .yml, .json, .jsonl, .csv, .md, .txt or .hash");
  }
  rule.format = *format;
  if (node.is_map()) {
    check_keys(node, kKeys, fmt::format("the document '{}'", printable(entry.key)));
    rule.contents = text_at(node, "contents");
    if (const YamlNode* needs = node.find("needs")) {
      rule.needs = parse_expression(*needs, layout_.schemes);
      check_expression(*rule.needs, context);
    }
  } else {
    rule.contents = to_text(node.to_value());
  }
  const Contents* contents = find_contents(layout_, rule.contents);
  if (contents == nullptr) {
    fail_at(node, fmt::format("unknown contents '{}'", printable(rule.contents)),
            hint_for(rule.contents, names_of(layout_.contents)));
  }
  check_expression(contents->expression, context);
  const auto form = contents->expression.form;
  const bool is_text = form != Expression::Form::map && form != Expression::Form::each;
  if (rule.format == TextFormat::text && !is_text) {
    fail_at(node,
            fmt::format("'{}' is a text, but the contents '{}' are a map", printable(entry.key),
                        rule.contents),
            "let the contents be calls that make texts: comparison_table(run)");
  }
  used_contents_.push_back(rule.contents);
  return rule;
}

void LayoutReader::read_default_kind() {
  const YamlNode* node = root_.find("default_kind");
  if (node == nullptr && layout_.kinds.size() != 1) {
    fail_at(root_, "'default_kind' says which kind a stage has that states none");
  }
  layout_.default_kind = node == nullptr ? layout_.kinds[0].name : text_at(root_, "default_kind");
  if (find_kind(layout_, layout_.default_kind) == nullptr) {
    fail_at(node == nullptr ? root_ : *node,
            fmt::format("the default kind '{}' is no kind of runs", layout_.default_kind),
            hint_for(layout_.default_kind, names_of(layout_.kinds)));
  }
}

void LayoutReader::check_kinds_asked_for() const {
  const auto known = names_of(layout_.kinds);
  const bool open = std::ranges::find(known, "*") != known.end();
  for (const Contents& contents : layout_.contents) {
    for (const auto& [kind, place] : kinds_asked_for(contents.expression)) {
      if (open || std::ranges::find(known, kind) != known.end()) continue;
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: of_kind asks for '{}', which is no kind", place, kind),
                  hint_for(kind, known));
    }
  }
}

/// Contents that no document names were never checked against a context: most likely a slip.
void LayoutReader::check_contents_used() const {
  const YamlNode* node = root_.find("contents");
  if (node == nullptr) return;
  for (const YamlNode::Entry& entry : node->entries) {
    if (std::ranges::find(used_contents_, entry.key) == used_contents_.end()) {
      fail_at(entry.value,
              fmt::format("the contents '{}' are used by no document", printable(entry.key)),
              "name them under 'documents' or 'rollups', or remove them");
    }
  }
}

}  // namespace cairn
