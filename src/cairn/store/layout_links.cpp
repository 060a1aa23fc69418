#include "cairn/store/layout_links.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/store/groups.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// Whose link it is: that of a group or of a kind of runs.
struct LinkOwner {
  const Group* group = nullptr;
  const Kind* kind = nullptr;
  const LinkRule* rule = nullptr;
};

class LinkBearers {
 public:
  LinkBearers(const Project& project, const Catalog& catalog, const std::string& link)
      : project_(project), catalog_(catalog), link_(link) {}

  /// The folders that the link stands for, sorted.
  std::set<std::string> find() {
    for (const Group& group : project_.layout.groups) {
      for (const LinkRule& rule : group.links) add({.group = &group, .rule = &rule});
    }
    for (const Kind& kind : project_.layout.kinds) {
      for (const LinkRule& rule : kind.links) add({.kind = &kind, .rule = &rule});
    }
    return std::move(folders_);
  }

  /// Whether its name is made of the bytes in them, so that any will do.
  bool is_of_content() const { return is_of_content_; }

 private:
  void add(const LinkOwner& owner) {
    for (const PathReading& reading : owner.rule->link.match(link_)) {
      std::set<std::string> told;
      for (const RunHead& run : candidates(reading.fields)) {
        Map fields;
        const std::string folder = place_of(owner, run, fields);
        if (folder.empty() || told.contains(folder) || !agrees(fields, reading.fields)) continue;
        if (!bears_name(*owner.rule, run, std::move(fields))) continue;
        told.insert(folder);
        const std::string target = join_path(folder, owner.rule->target);
        if (!stat_path(project_.absolute(target))) continue;
        folders_.insert(target);
        is_of_content_ = owner.rule->is_of_content;
      }
    }
  }

  /// The runs that a name or id in the link leads to; all of them where it shows none.
  std::vector<RunHead> candidates(const Map& shown) const {
    std::vector<RunHead> runs;
    if (const Value* name = find_name(shown)) {
      runs = catalog_.find_by_name(name->as_string());
    } else if (const Value* id = shown.find("id")) {
      runs = catalog_.find_by_id_prefix(id->as_string());
    } else {
      runs = catalog_.heads();
    }
    std::erase_if(runs, [](const RunHead& run) { return run.copy != 0; });
    return runs;
  }

  /// The name in a link, or the whole one that a part of it stands for.
  const Value* find_name(const Map& shown) const {
    for (const Kind& kind : project_.layout.kinds) {
      for (const NameRule& rule : kind.names) {
        if (const Value* name = shown.find(rule.field)) return name;
        for (const FieldRule& field : project_.layout.fields) {
          const bool is_whole = field.part && field.part->of == "full." + rule.field &&
                                field.part->size == std::string::npos;
          const Value* name = is_whole ? shown.find(field.name) : nullptr;
          if (name != nullptr) return name;
        }
      }
    }
    return nullptr;
  }

  /// The folder of the owner that the run is or lies in, and what its path shows; empty where there
  /// is none, and for a name that was cut, to which no link leads.
  std::string place_of(const LinkOwner& owner, const RunHead& run, Map& fields) const {
    std::string folder;
    for (const GroupPlace& place : groups_above(project_.layout, run.kind, run.path)) {
      for (const auto& [name, value] : place.fields) fields.set(name, value);
      if (owner.group == nullptr || place.group != owner.group->name) continue;
      folder = place.path;
      break;
    }
    if (owner.kind != nullptr && find_kind(project_.layout, run.kind) == owner.kind) {
      folder = run.path;
      const std::vector<PathReading> readings = owner.kind->full.match(run.path);
      if (readings.size() == 1) {
        for (const auto& [name, value] : readings.front().fields) fields.set(name, value);
      }
    }
    return is_cut_name(base_name(folder)) ? "" : folder;
  }

  /// Spares the records of runs that the path tells apart.
  static bool agrees(const Map& fields, const Map& shown) {
    return std::ranges::all_of(shown, [&](const Map::Entry& field) {
      const Value* value = fields.find(field.first);
      return value == nullptr || to_text(*value) == to_text(field.second);
    });
  }

  /// Whether what the run is makes this very link.
  bool bears_name(const LinkRule& rule, const RunHead& run, Map fields) const {
    try {
      const RunDefinition definition = load_definition(project_, run);
      const auto add = [&](const std::string& name, const Value& value) {
        if (!fields.contains(name)) fields.set(name, value);
      };
      for (const auto& [name, value] : definition.params) add(name, value);
      for (const auto& [name, made] : definition.names) {
        fields.set(name, *made.find("name"));
        if (const Value* full = made.find("full")) set_path(fields, "full." + name, *full);
      }
      add("experiment", definition.experiment);
      add("dataset", definition.dataset);
      add("seed", definition.seed);
      add("stage", definition.stage);
      add("kind", definition.kind);
      add("name", definition.name);
      add("id", definition.id.text);
      return rule.link.render(fields) == link_;
    } catch (const Error& error) {
      // A record that cannot be read, or a value that no path shows, makes no link either.
      if (error.code() == ErrorCode::io) throw;
      return false;
    }
  }

  const Project& project_;
  const Catalog& catalog_;
  const std::string& link_;
  std::set<std::string> folders_;
  bool is_of_content_ = false;
};

}  // namespace

bool is_layout_link(const Layout& layout, const std::string& path) {
  const auto has_it = [&](const auto& level) {
    return std::ranges::any_of(
        level.links, [&](const LinkRule& rule) { return !rule.link.match(path).empty(); });
  };
  return std::ranges::any_of(layout.groups, has_it) || std::ranges::any_of(layout.kinds, has_it);
}

std::set<std::string> folders_of_link(const Project& project, const Catalog& catalog,
                                      const std::string& path) {
  return LinkBearers(project, catalog, path).find();
}

std::string run_folder_around(const Catalog& catalog, std::string path) {
  while (!path.empty() && catalog.find_by_path(path).empty()) path = parent_path(path);
  return path;
}

std::string path_on_disk(const Project& project, const Catalog& catalog, const std::string& path) {
  std::string result;
  for (const std::string& name : split(path, '/')) {
    result = join_path(result, name.size() > kLongestName ? fit_name(name) : name);
    if (!is_layout_link(project.layout, result)) continue;
    // What is no link is a folder that runs may lie in: a layout may spell it so, too.
    const std::optional<FileStat> there = stat_path(project.absolute(result));
    if (there && !there->is_link()) continue;
    LinkBearers link(project, catalog, result);
    const std::set<std::string> bearers = link.find();
    if (bearers.size() > 1 && !link.is_of_content()) {
      std::string list;
      for (const std::string& folder : bearers) list += "\n  " + printable(folder);
      throw Error(
          ErrorCode::conflict,
          fmt::format("'{}' is the name of {} folders:{}", printable(result), bearers.size(), list),
          "type the path of one of them, or an id");
    }
    if (!bearers.empty()) result = *bearers.begin();
  }
  return result;
}

}  // namespace cairn
