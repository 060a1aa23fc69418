#include "cairn/layout/layout_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/context_shape.h"

namespace cairn {

namespace {

struct BuiltInField {
  std::string_view name;
  std::string_view field_class;
  enum class Where { everywhere, artifacts } where;
};

constexpr std::array kBuiltInFields = {
    BuiltInField{"experiment", "name", BuiltInField::Where::everywhere},
    BuiltInField{"name", "name", BuiltInField::Where::everywhere},
    BuiltInField{"dataset", "name", BuiltInField::Where::everywhere},
    BuiltInField{"stage", "name", BuiltInField::Where::everywhere},
    BuiltInField{"kind", "name", BuiltInField::Where::everywhere},
    BuiltInField{"seed", "int", BuiltInField::Where::everywhere},
    BuiltInField{"id", "id", BuiltInField::Where::everywhere},
    BuiltInField{"date", "date %Y-%m-%d", BuiltInField::Where::everywhere},
    BuiltInField{"child.id", "id", BuiltInField::Where::artifacts},
    BuiltInField{"child.name", "name", BuiltInField::Where::artifacts},
    BuiltInField{"child.kind", "name", BuiltInField::Where::artifacts},
    BuiltInField{"file", "file", BuiltInField::Where::artifacts},
    BuiltInField{"stem", "file", BuiltInField::Where::artifacts},
    BuiltInField{"ext", "chars a-zA-Z0-9", BuiltInField::Where::artifacts},
};

bool is_plain_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

void add_built_in(FieldRules& rules, BuiltInField::Where where) {
  for (const BuiltInField& field : kBuiltInFields) {
    if (field.where != where || find_field(rules, field.name) != nullptr) continue;
    rules.push_back({std::string(field.name), FieldClass::parse(field.field_class), std::nullopt});
  }
}

/// "commit" or, of a text its characters from the first number on to before the second,
/// "commit[0:8]".
FieldPart read_part(const YamlNode& node) {
  const std::string text = to_text(node.to_value());
  const std::size_t bracket = text.find('[');
  FieldPart part{.of = text.substr(0, bracket)};
  if (bracket == std::string::npos && !text.empty()) return part;
  const std::size_t colon = text.find(':', bracket);
  std::size_t to = 0;
  const auto read = [](std::string_view digits, std::size_t& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const bool is_range =
      text.ends_with(']') && colon != std::string::npos &&
      read(std::string_view(text).substr(bracket + 1, colon - bracket - 1), part.from) &&
      read(std::string_view(text).substr(colon + 1, text.size() - colon - 2), to) && part.from < to;
  if (part.of.empty() || !is_range) {
    fail_at(node, fmt::format("'{}' is no part of a field", printable(text)),
            "write the field, and which of its characters: commit[0:8]");
  }
  part.size = to - part.from;
  return part;
}

}  // namespace

void require_map(const YamlNode& node, std::string_view what) {
  if (!node.is_map()) fail_at(node, fmt::format("{} is a map of names", what));
}

std::string hint_for(std::string_view name, const std::vector<std::string>& known) {
  std::string hint = did_you_mean(name, known);
  return hint.empty() && !known.empty() ? "there is " + join(known, ", ") : hint;
}

std::string LayoutReader::text_at(const YamlNode& node, std::string_view key) const {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return {};
  if (found->kind != YamlNode::Kind::scalar || !found->scalar.is_string()) {
    fail_at(*found, fmt::format("'{}' is a text", key));
  }
  return found->scalar.as_string();
}

bool LayoutReader::flag_at(const YamlNode& node, std::string_view key, bool otherwise) const {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return otherwise;
  if (found->kind != YamlNode::Kind::scalar || !found->scalar.is_bool()) {
    fail_at(*found, fmt::format("'{}' is true or false", key));
  }
  return found->scalar.as_bool();
}

PathTemplate LayoutReader::template_at(const YamlNode& node, const FieldRules& rules,
                                       Ambiguity ambiguity) const {
  if (node.kind != YamlNode::Kind::scalar || !node.scalar.is_string()) {
    fail_at(node, "a path template is a text", "quote it: \"{dataset}\"");
  }
  return PathTemplate::parse(node.scalar.as_string(), rules, node.place(), ambiguity);
}

PathTemplate LayoutReader::template_at(const YamlNode& node, const FieldRules& rules) const {
  return template_at(node, rules, layout_.ambiguity);
}

/// What a layout, or one group or kind of it, says of paths that can be read in several ways.
Ambiguity LayoutReader::ambiguity_at(const YamlNode& node) const {
  const YamlNode* found = node.find("ambiguous");
  if (found == nullptr) return layout_.ambiguity;
  const std::string text = text_at(node, "ambiguous");
  if (text != "refuse" && text != "report") fail_at(*found, "'ambiguous' is refuse or report");
  return text == "report" ? Ambiguity::report : Ambiguity::refuse;
}

/// Whole file names may hold '~', which ends the folder names of runs that share a name.
void LayoutReader::refuse_file_fields(const PathTemplate& path, const YamlNode& node) const {
  for (const FieldRule& rule : path.fields()) {
    if (rule.field_class.family() == FieldFamily::file) {
      fail_at(
          node,
          fmt::format("the field '{{{}}}' has the class 'file', which is for artifacts", rule.name),
          "give it the class 'name' or 'any'");
    }
  }
}

const LayoutReader::Level* LayoutReader::find_level(std::string_view name) const {
  const auto at = std::ranges::find(levels_, name, &Level::name);
  return at == levels_.end() ? nullptr : &*at;
}

LayoutReader::Level* LayoutReader::find_level(std::string_view name) {
  const auto at = std::ranges::find(levels_, name, &Level::name);
  return at == levels_.end() ? nullptr : &*at;
}

void LayoutReader::add_level(const YamlNode::Entry& entry, bool is_kind, std::size_t index) {
  if (!is_plain_name(entry.key) && !(is_kind && entry.key == "*")) {
    fail_at(
        entry.value,
        fmt::format("'{}' is no name for a {}", printable(entry.key), is_kind ? "kind" : "group"),
        "use letters, digits, '_' and '-'");
  }
  if (find_level(entry.key) != nullptr) {
    fail_at(entry.value, fmt::format("'{}' is both a group and a kind", entry.key));
  }
  require_map(entry.value, fmt::format("'{}'", entry.key));
  levels_.push_back({entry.key, &entry.value, is_kind, index, Level::State::unread});
}

Layout LayoutReader::read() {
  read_head();
  read_schemes_of_layout();
  read_fields();
  read_contents();
  read_groups();
  read_kinds();
  check_parts();
  resolve_levels();
  check_apart();
  mark_holders();
  for (const Level& level : levels_) read_documents_of(level);
  read_artifacts();
  check_late_names();
  read_default_kind();
  split_holders();
  check_views();
  check_kinds_asked_for();
  check_contents_used();
  return std::move(layout_);
}

void LayoutReader::read_head() {
  constexpr std::array<std::string_view, 11> kKeys = {
      "layout", "aliases", "root",  "default_kind", "ambiguous", "schemes",
      "fields", "groups",  "kinds", "artifacts",    "contents"};
  if (!root_.is_map()) fail_at(root_, "a layout file is a map with 'layout', 'root' and 'kinds'");
  check_keys(root_, kKeys, "the layout");
  layout_.name = text_at(root_, "layout");
  if (!is_plain_name(layout_.name))
    fail_at(root_, "'layout' names the layout, for instance `layout: mine`");
  read_root();
  if (const YamlNode* aliases = root_.find("aliases")) {
    if (!aliases->is_list()) fail_at(*aliases, "'aliases' is a list of names");
    for (const YamlNode& alias : aliases->items)
      layout_.aliases.push_back(to_text(alias.to_value()));
  }
  layout_.ambiguity = ambiguity_at(root_);
}

void LayoutReader::read_root() {
  const YamlNode* node = root_.find("root");
  std::string place = node == nullptr ? root_.place() : node->place();
  layout_.root = node == nullptr ? "results" : text_at(root_, "root");
  if (changes_.root) {
    layout_.root = *changes_.root;
    place = "storage.results_path";
  }
  if (layout_.root != ".") PathTemplate::parse(layout_.root, {}, place);
}

/// Schemes stand in the layout itself or in scheme files that it names.
void LayoutReader::read_schemes_of_layout() {
  const YamlNode* list = root_.find("schemes");
  if (list == nullptr) return;
  if (!list->is_list()) fail_at(*list, "'schemes' is a list of schemes and of scheme files");
  OwnRules own;
  for (const YamlNode& item : list->items) {
    if (item.is_map()) {
      YamlNode one = *list;
      one.items = {item};
      read_rules(own, one);
      continue;
    }
    const std::string file = to_text(item.to_value());
    if (!changes_.read_scheme_file) fail_at(item, "this layout can name no scheme files");
    try {
      read_rules(own, changes_.read_scheme_file(file), file);
    } catch (const Error& error) {
      throw error.with_context(item.place());
    }
  }
  layout_.schemes = std::move(own.schemes);
  layout_.forms = std::move(own.forms);
  for (auto scheme = layout_.schemes.begin(); scheme != layout_.schemes.end(); ++scheme) {
    const bool is_known = find_known_scheme(scheme->ref()) != nullptr;
    if (!is_known && std::find_if(layout_.schemes.begin(), scheme, [&](const Scheme& other) {
                       return other.ref() == scheme->ref();
                     }) == scheme) {
      continue;
    }
    fail_at(*list,
            fmt::format("the scheme '{}' {}", scheme->ref(),
                        is_known ? "is one that cairn carries" : "stands twice"),
            "a published scheme never changes: give yours another name or the next version");
  }
}

/// A line of text with the fields that paths can show.
std::optional<TextTemplate> LayoutReader::read_announce(const YamlNode& kind) const {
  const YamlNode* node = kind.find("announce");
  if (node == nullptr) return std::nullopt;
  TextTemplate text = parse_text_template(*node);
  if (text.source.find('\n') != std::string::npos) fail_at(*node, "'announce' is one line");
  for (const std::string& name : text.placeholders()) {
    if (find_field(layout_.fields, name) != nullptr) continue;
    std::vector<std::string> known;
    for (const FieldRule& rule : layout_.fields) known.push_back(rule.name);
    fail_at(*node, fmt::format("there is no field '{}'", printable(name)), hint_for(name, known));
  }
  return text;
}

FieldRule LayoutReader::read_field(const YamlNode::Entry& entry) const {
  constexpr std::array<std::string_view, 7> kKeys = {"class",    "default", "of",    "several",
                                                     "numbered", "part",    "except"};
  const YamlNode& node = entry.value;
  FieldRule rule{entry.key, {}, std::nullopt};
  if (node.is_map()) {
    rule.of = text_at(node, "of");
    if (node.find("several") != nullptr) rule.several = text_at(node, "several");
    rule.is_numbered = flag_at(node, "numbered", false);
    if (const YamlNode* part = node.find("part")) rule.part = read_part(*part);
  }
  if (!is_plain_name(entry.key) && entry.key.find_first_of("{}/ ") != std::string::npos) {
    fail_at(node, fmt::format("'{}' is no name for a field", printable(entry.key)));
  }
  const YamlNode* class_node = &node;
  if (node.is_map()) {
    check_keys(node, kKeys, fmt::format("the field '{}'", entry.key));
    class_node = node.find("class");
    if (class_node == nullptr)
      fail_at(node, fmt::format("the field '{}' needs a 'class'", entry.key));
  }
  if (!class_node->scalar.is_string())
    fail_at(*class_node, "a class is a text like name, int or hex 6");
  try {
    rule.field_class = FieldClass::parse(class_node->scalar.as_string());
    if (rule.is_numbered && rule.field_class.family() != FieldFamily::integer) {
      fail_at(node, fmt::format("the field '{}' is numbered, so its class is int", entry.key));
    }
    if (const YamlNode* words = node.find("except")) {
      if (!words->is_list()) fail_at(*words, "'except' is a list of words");
      for (const YamlNode& word : words->items) {
        rule.field_class = rule.field_class.without(to_text(word.to_value()));
      }
    }
    if (const YamlNode* otherwise = node.find("default")) {
      rule.otherwise = rule.field_class.normalise(otherwise->to_value());
    } else if (rule.is_numbered) {
      rule.otherwise = "1";
    }
  } catch (const Error& error) {
    fail_at(*class_node, error.message(), error.hint());
  }
  return rule;
}

void LayoutReader::read_fields() {
  if (const YamlNode* node = root_.find("fields")) {
    require_map(*node, "'fields'");
    for (const YamlNode::Entry& entry : node->entries) layout_.fields.push_back(read_field(entry));
  }
  add_built_in(layout_.fields, BuiltInField::Where::everywhere);
  if (changes_.date_format) change_date();
}

/// A date that shows more than the day, or otherwise, means something in its layout and stays.
void LayoutReader::change_date() {
  for (FieldRule& rule : layout_.fields) {
    if (rule.name != "date" || rule.field_class.text() != "date %Y-%m-%d") continue;
    try {
      rule.field_class = FieldClass::parse("date " + *changes_.date_format);
    } catch (const Error& error) {
      throw error.with_context("naming.date_format");
    }
  }
}

void LayoutReader::read_contents() {
  const YamlNode* node = root_.find("contents");
  if (node == nullptr) return;
  require_map(*node, "'contents'");
  for (const YamlNode::Entry& entry : node->entries) {
    layout_.contents.push_back({entry.key, parse_expression(entry.value, layout_.schemes)});
  }
}

void LayoutReader::read_groups() {
  constexpr std::array<std::string_view, 5> kKeys = {"in", "path", "ambiguous", "rollups", "links"};
  const YamlNode* node = root_.find("groups");
  if (node == nullptr) return;
  require_map(*node, "'groups'");
  for (const YamlNode::Entry& entry : node->entries) {
    add_level(entry, false, layout_.groups.size());
    check_keys(entry.value, kKeys, fmt::format("the group '{}'", entry.key));
    Group group;
    group.name = entry.key;
    group.in = text_at(entry.value, "in");
    group.ambiguity = ambiguity_at(entry.value);
    const YamlNode* path = entry.value.find("path");
    if (path == nullptr)
      fail_at(entry.value, fmt::format("the group '{}' needs a 'path'", entry.key));
    const bool is_root = path->scalar.is_string() && path->scalar.as_string() == ".";
    if (is_root && (!group.in.empty() || layout_.root == ".")) {
      fail_at(*path,
              "'.' is the folder of all results, which needs a 'root' of its own and no 'in'");
    }
    if (!is_root) group.path = template_at(*path, layout_.fields, group.ambiguity);
    refuse_file_fields(group.path, *path);
    group.dated = std::ranges::any_of(group.path.fields(), [](const FieldRule& rule) {
      return rule.name == "date" && rule.field_class.family() == FieldFamily::date;
    });
    if (const YamlNode* links = entry.value.find("links")) group.links = read_links(*links);
    layout_.groups.push_back(std::move(group));
  }
}

Kind LayoutReader::read_kind(const YamlNode::Entry& entry) {
  constexpr std::array<std::string_view, 12> kKeys = {
      "in",        "path", "ambiguous", "shared",  "child", "names",
      "documents", "log",  "warnings",  "rollups", "links", "announce"};
  const YamlNode& node = entry.value;
  check_keys(node, kKeys, fmt::format("the kind '{}'", entry.key));
  Kind kind;
  kind.name = entry.key;
  kind.in = text_at(node, "in");
  kind.ambiguity = ambiguity_at(node);
  kind.shared = flag_at(node, "shared", false);
  if (const YamlNode* path = node.find("path")) {
    kind.path = template_at(*path, layout_.fields, kind.ambiguity);
    refuse_file_fields(kind.path, *path);
  } else if (!kind.shared || kind.in.empty()) {
    fail_at(
        node, fmt::format("the kind '{}' needs a 'path'", kind.name),
        "only a kind with `shared: true` and `in:` may go without: its runs lie in that folder");
  }
  if (const YamlNode* links = node.find("links")) kind.links = read_links(*links);
  if (const YamlNode* names = node.find("names")) kind.names = read_names(*names, entry.key);
  if (const YamlNode* log = node.find("log")) kind.log = template_at(*log, layout_.fields);
  if (const YamlNode* warnings = node.find("warnings")) {
    kind.warnings = template_at(*warnings, layout_.fields);
  }
  kind.announce = read_announce(node);
  return kind;
}

void LayoutReader::read_kinds() {
  const YamlNode* node = root_.find("kinds");
  if (node == nullptr || !node->is_map() || node->entries.empty()) {
    fail_at(node == nullptr ? root_ : *node, "a layout needs at least one kind under 'kinds'");
  }
  for (const YamlNode::Entry& entry : node->entries) {
    add_level(entry, true, layout_.kinds.size());
    layout_.kinds.push_back(read_kind(entry));
  }
}

std::vector<LinkRule> LayoutReader::read_links(const YamlNode& node) const {
  require_map(node, "'links'");
  std::vector<LinkRule> links;
  for (const YamlNode::Entry& entry : node.entries) {
    const std::string target = to_text(entry.value.to_value());
    LinkRule rule{
        PathTemplate::parse(entry.key, layout_.fields, entry.value.place(), layout_.ambiguity),
        target == "." ? "" : target};
    refuse_file_fields(rule.link, entry.value);
    // Read as a template without fields: a target stays below its folder.
    if (!rule.target.empty()) PathTemplate::parse(rule.target, {}, entry.value.place());
    links.push_back(std::move(rule));
  }
  return links;
}

void LayoutReader::read_artifacts() {
  const YamlNode* node = root_.find("artifacts");
  if (node == nullptr) return;
  require_map(*node, "'artifacts'");
  FieldRules rules = layout_.fields;
  add_built_in(rules, BuiltInField::Where::artifacts);
  for (const YamlNode::Entry& entry : node->entries) {
    layout_.artifacts.push_back({entry.key, template_at(entry.value, rules)});
  }
}

}  // namespace cairn
