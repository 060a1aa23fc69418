// Internal to the module: reads a layout file into a Layout, part by part, so that every message
// can point at the line where the wrong word stands. Later parts may name what earlier ones made:
// fields, contents, groups and kinds, artifacts, then the references between them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/layout/layout.h"

namespace cairn {

class LayoutReader {
 public:
  LayoutReader(const YamlNode& root, const LayoutChanges& changes)
      : root_(root), changes_(changes) {}

  /// The checked layout. Throws as load_layout does.
  Layout read();

 private:
  /// A group or kind whose template cannot be completed before all are read.
  struct Level {
    std::string name;
    const YamlNode* node = nullptr;
    bool is_kind = false;
    std::size_t index = 0;
    enum class State { unread, open, done } state = State::unread;
  };

  void read_head();
  void read_root();
  void read_schemes_of_layout();
  std::optional<TextTemplate> read_announce(const YamlNode& kind) const;
  void read_fields();
  void change_date();
  FieldRule read_field(const YamlNode::Entry& entry) const;
  void read_contents();
  void read_groups();
  void read_kinds();
  Kind read_kind(const YamlNode::Entry& entry);
  std::vector<NameRule> read_names(const YamlNode& node, std::string_view kind) const;
  NameRule read_name(const YamlNode::Entry& entry, const std::vector<std::string>& made) const;
  void check_input_words(const YamlNode& node, const std::vector<std::string>& made) const;
  void read_folder(const YamlNode& node, NameRule& rule) const;
  void check_late_input(const YamlNode& node) const;
  void check_parts() const;
  void check_late_names();
  std::vector<std::string> names_of_other_kinds(std::string_view kind) const;
  std::vector<DocumentRule> read_documents(const YamlNode& node, std::string_view context);
  DocumentRule read_document(const YamlNode::Entry& entry, std::string_view context);
  std::vector<LinkRule> read_links(const YamlNode& node) const;
  void read_artifacts();

  void resolve_levels();
  void resolve(Level& level);
  const PathTemplate& full_of(const Level& level) const;
  PathTemplate root_path() const;
  void mark_child(Kind& kind, const Level* parent, const YamlNode& node) const;
  void read_documents_of(const Level& level);
  void check_shared(const Kind& kind, const YamlNode& node) const;
  void mark_holders();
  void split_holders();
  void check_views() const;
  void check_levels(const Level& level) const;
  void check_apart() const;
  Ambiguity ambiguity_of(const Level& level) const;
  const Level& folder_of(const Level& level) const;
  PathTemplate whole_path(const Level& level) const;
  void read_default_kind();
  void check_kinds_asked_for() const;
  void check_contents_used() const;

  std::string text_at(const YamlNode& node, std::string_view key) const;
  bool flag_at(const YamlNode& node, std::string_view key, bool otherwise) const;
  PathTemplate template_at(const YamlNode& node, const FieldRules& rules) const;
  PathTemplate template_at(const YamlNode& node, const FieldRules& rules,
                           Ambiguity ambiguity) const;
  Ambiguity ambiguity_at(const YamlNode& node) const;
  void refuse_file_fields(const PathTemplate& path, const YamlNode& node) const;
  Level* find_level(std::string_view name);
  const Level* find_level(std::string_view name) const;
  void add_level(const YamlNode::Entry& entry, bool is_kind, std::size_t index);

  const YamlNode& root_;
  const LayoutChanges& changes_;
  Layout layout_;
  std::vector<Level> levels_;
  std::vector<std::string> used_contents_;
};

/// Throws Error(invalid_input) with the place of a node that is no map.
void require_map(const YamlNode& node, std::string_view what);

/// What is near to a name that nobody knows, else what there is.
std::string hint_for(std::string_view name, const std::vector<std::string>& known);

}  // namespace cairn
