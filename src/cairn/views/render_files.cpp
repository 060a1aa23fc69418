#include "cairn/views/render_files.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/tree_walk.h"
#include "cairn/layout/values_behind.h"
#include "cairn/store/layout_links.h"

namespace cairn {

namespace {

void add_entries(const Value* map, Map& fields) {
  if (map == nullptr || !map->is_map()) return;
  for (const auto& [name, value] : map->as_map()) fields.set(name, value);
}

/// Whether all fields that the template must show have values.
bool has_fields(const PathTemplate& path, const Map& fields) {
  const std::vector<std::string> shown = path.shown(fields);
  return std::all_of(shown.begin(), shown.end(), [&](const std::string& name) {
    const FieldRule& rule = *find_field(path.fields(), name);
    return has_field_value(fields, rule) || rule.otherwise.has_value();
  });
}

/// Whether the name shows what the group itself does not say. A default says nothing: it stands for
/// what a run lacks.
bool shows_runs(const DocumentRule& rule, const Value& context) {
  const Map fields = context.find("group")->find("fields")->as_map();
  const std::vector<std::string> shown = rule.file.shown(fields);
  return std::ranges::any_of(shown, [&](const std::string& name) {
    return !has_field_value(fields, *find_field(rule.file.fields(), name));
  });
}

/// What was rendered at or below a folder, with what the catalog knows of the bytes.
std::vector<std::pair<std::string, Digest>> views_below(const Catalog& catalog,
                                                        const std::string& folder) {
  std::vector<std::pair<std::string, Digest>> views;
  const std::string low = folder + "/";
  const std::string high = folder + "0";  // '0' follows '/'.
  Statement row =
      catalog.database().prepare("SELECT path, digest FROM views WHERE path > ? AND path < ?");
  row.bind(1, low).bind(2, high);
  while (row.step()) {
    Digest digest;
    const auto bytes = row.blob(1);
    if (bytes.size() != digest.bytes.size()) continue;
    std::ranges::copy(bytes, digest.bytes.begin());
    views.emplace_back(row.text(0), digest);
  }
  return views;
}

void remove_view(const Project& project, const std::string& path, const std::string& folder) {
  remove_file(Site::view_write, project.absolute(path));
  for (std::string above = parent_path(path); above != folder; above = parent_path(above)) {
    if (!remove_empty_folder(Site::view_write, project.absolute(above))) return;
  }
}

std::optional<LinkView> link_of(const Project& project, const LinkRule& rule,
                                const std::string& folder, const Map& fields) {
  if (!has_fields(rule.link, fields) || is_cut_name(base_name(folder))) return std::nullopt;
  LinkView link{.path = rule.link.render(fields),
                .target = join_path(folder, rule.target),
                .is_of_content = rule.is_of_content};
  if (!stat_path(project.absolute(link.target))) return std::nullopt;  // The run made no such part.
  link.text = link_text(link.path, link.target);
  return link;
}

/// The folder of whose part `rule` makes a link that leads to `target`.
std::string folder_of(const LinkRule& rule, const std::string& target) {
  const std::string end = "/" + rule.target;
  return rule.target.empty() || !target.ends_with(end)
             ? target
             : target.substr(0, target.size() - end.size());
}

void render_link(const Project& project, const LinkRule& rule, const LinkView& link,
                 const std::string& folder, const LinksElsewhere& elsewhere,
                 std::vector<std::string>& problems) {
  const std::string absolute = project.absolute(link.path);
  const std::optional<FileStat> there = stat_path(absolute);
  if (there && there->kind != FileStat::Kind::link) {
    problems.push_back(
        fmt::format("{}: here the layout has a link to '{}', and something else lies there",
                    link.path, folder));
    return;
  }
  if (there) {
    const std::optional<std::string> said = read_link(absolute);
    if (said == link.text) return;
    const auto other = said ? link_destination(link.path, *said) : std::nullopt;
    // What the link leads to has a say in it only where that is what the name means as well.
    const auto is_it = [&](const LinkView& one) {
      return one.path == link.path && one.target == other;
    };
    const bool is_right = other && std::ranges::any_of(elsewhere(folder_of(rule, *other)), is_it);
    if (is_right && rule.is_of_content) return;
    if (is_right) {
      problems.push_back(fmt::format(
          "{}: the name stands for two folders, '{}' and '{}'; the link leads to the first",
          link.path, *other, link.target));
      return;
    }
  }
  make_folders(Site::view_link, parent_path(absolute));
  write_link(Site::view_link, absolute, link.text);
}

/// The params of a run as the fields that show all of them do (args of dynvision).
void add_pairs(const Layout& layout, const Value& run, Map& fields) {
  const Value* params = run.find("params");
  const Value* kind = run.find("kind");
  if (params == nullptr || !params->is_map() || kind == nullptr) return;
  Map pairs;
  for (const auto& [name, value] : params->as_map()) {
    if (is_pair(layout, name, value)) pairs.append(name, value);
  }
  if (pairs.empty()) return;
  for (const FieldRule& rule : layout.fields) {
    const bool is_its_own = rule.of.empty() || *kind == Value(rule.of);
    if (rule.field_class.family() == FieldFamily::pairs && is_its_own) fields.set(rule.name, pairs);
  }
}

/// The last part of the path that these fields give when nothing is cut; nullopt where one lacks.
std::optional<std::string> uncut_name(const PathTemplate& path, const Map& fields) {
  constexpr std::size_t kNoLimit = 1U << 20U;
  try {
    return base_name(path.render(fields, kNoLimit));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
    return std::nullopt;
  }
}

/// The texts in a cut name that can be the value of a date which no record tells: a path may show
/// the moment in which a run was planned.
std::vector<std::string> moments_in(const std::string& cut, const FieldRule& rule) {
  std::vector<std::string> moments;
  for (std::size_t at = 0; at < cut.size(); ++at) {
    for (std::size_t length = cut.size() - at; length > 0; --length) {
      const std::string text = cut.substr(at, length);
      if (rule.field_class.accepts(text)) moments.push_back(text);
    }
  }
  return moments;
}

/// All fields that the whole name may have been made of.
std::vector<Map> fields_of_cut(const PathTemplate& path, const std::string& cut, const Map& known) {
  std::vector<Map> all;
  for (const FieldRule& rule : path.fields()) {
    const bool is_date = rule.field_class.family() == FieldFamily::date;
    if (!is_date || find_field_value(known, rule.name) != nullptr) continue;
    for (std::string& moment : moments_in(cut, rule)) {
      all.push_back(known);
      all.back().set(rule.name, std::move(moment));
    }
  }
  if (all.empty()) all.push_back(known);
  return all;
}

/// The words of a text, as they stand in paths, lists and tables.
std::unordered_set<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n\"'`/,;|()[]{}";
  std::unordered_set<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    words.insert(text.substr(at, end - at));
    at = text.find_first_not_of(kBetween, end);
  }
  return words;
}

/// Whether a run (of a document's context) had ended at that time; of one that was done again since
/// nobody knows when it ended first. One whose time another program did not note came with its
/// tree.
bool was_there(const Value& run, TimeUs time) {
  const bool is_first = *run.find("attempt") == Value(1);
  const Value* moment = run.find(is_first ? "ended" : "created");
  if (moment->is_null()) return true;
  const std::optional<TimeUs> since = parse_utc(moment->as_string());
  return since && *since <= time;
}

/// Whether a link that cairn may have made leads to nothing.
bool is_dangling(const Project& project, const std::string& path, const std::string& text) {
  const std::optional<std::string> target = link_destination(path, text);
  return target && !stat_path(project.absolute(*target));
}

/// Whether a link whose name is made of bytes leads to a folder that holds others by now.
bool is_of_other_content(const Project& project, const Catalog& catalog, const std::string& path,
                         const std::string& text) {
  const std::optional<std::string> target = link_destination(path, text);
  return target && !folders_of_link(project, catalog, path).contains(*target);
}

/// Looks at the links below `start` that one of the rules makes.
void remove_wrong_below(const Project& project, const Catalog& catalog, const std::string& start,
                        const std::vector<const LinkRule*>& rules,
                        std::vector<std::string>& removed, std::vector<std::string>& problems) {
  const std::optional<FileStat> there = stat_path(project.absolute(start));
  if (!there || !there->is_folder()) return;
  for (const TreeEntry& entry : list_tree(project.absolute(start)).entries) {
    if (entry.kind != FileStat::Kind::link) continue;
    const std::string path = join_path(start, entry.path);
    const auto rule = std::ranges::find_if(
        rules, [&](const LinkRule* one) { return !one->link.match(path).empty(); });
    if (rule == rules.end()) continue;
    try {
      const bool is_wrong =
          is_dangling(project, path, entry.target) ||
          ((*rule)->is_of_content && is_of_other_content(project, catalog, path, entry.target));
      if (!is_wrong) continue;
      remove_view(project, path, start);
      removed.push_back(path);
    } catch (const Error& error) {
      problems.push_back(error.with_context(path).message());
    }
  }
}

}  // namespace

std::optional<std::string> whole_name(const Layout& layout, const PathTemplate& path,
                                      const Map& fields, const List& runs,
                                      const std::string& folder) {
  const std::string cut = base_name(folder);
  if (!is_cut_name(cut)) return std::nullopt;
  for (const Value& run : runs) {
    Map shown = run_file_fields(run);
    add_pairs(layout, run, shown);
    for (const auto& [name, value] : fields) {
      // What was read from a cut path is no whole value.
      if (!shown.contains(name)) shown.set(name, value);
    }
    for (const Map& one : fields_of_cut(path, cut, shown)) {
      const std::optional<std::string> name = uncut_name(path, one);
      // The name itself says whether this is it: it ends in the hash of the whole one.
      if (name && fit_name(*name) == cut) return name;
    }
  }
  return std::nullopt;
}

Map run_file_fields(const Value& run) {
  Map fields;
  if (const Value* groups = run.find("group"); groups != nullptr && groups->is_map()) {
    for (const auto& [name, group] : groups->as_map()) add_entries(&group, fields);
  }
  add_entries(run.find("params"), fields);
  for (const auto& [name, value] : run.as_map()) {
    // No name of a file holds a list, and those of files and children are long.
    if (!value.is_list()) fields.set(name, value);
  }
  add_entries(run.find("names"), fields);
  if (const Value* full = run.find("names_full")) fields.set("full", *full);
  return fields;
}

Map run_link_fields(const Kind& kind, const Value& run, const std::string& folder) {
  Map fields = run_file_fields(run);
  const std::vector<PathReading> readings = kind.full.match(folder);
  if (readings.size() != 1) return fields;
  for (const auto& [name, value] : readings.front().fields) {
    if (!fields.contains(name)) fields.set(name, value);
  }
  return fields;
}

Map group_file_fields(const Value& context) {
  Map fields;
  bool is_first = true;
  for (const Value& run : context.find("runs")->as_list()) {
    const Map own = run_file_fields(run);
    if (is_first) fields = own;
    Map agreed;
    for (const auto& [name, value] : fields) {
      const Value* other = own.find(name);
      if (other != nullptr && *other == value) agreed.append(name, value);
    }
    fields = std::move(agreed);
    is_first = false;
  }
  add_entries(context.find("group")->find("fields"), fields);
  return fields;
}

std::vector<Value> rollup_contexts(const DocumentRule& rule, const Value& context) {
  if (!shows_runs(rule, context)) return {context};
  std::map<std::string, List> runs_of_file;
  for (const Value& run : context.find("runs")->as_list()) {
    Map fields = run_file_fields(run);
    add_entries(context.find("group")->find("fields"), fields);
    if (has_fields(rule.file, fields)) runs_of_file[rule.file.render(fields)].push_back(run);
  }
  std::vector<Value> contexts;
  for (auto& [file, runs] : runs_of_file) {
    contexts.emplace_back(Map{{"group", *context.find("group")},
                              {"runs", std::move(runs)},
                              {"project", *context.find("project")}});
  }
  return contexts;
}

std::vector<Value> earlier_contexts(const Value& context, const std::string& text, TimeUs time) {
  const std::unordered_set<std::string_view> words = words_of(text);
  List named;
  List there;
  for (const Value& run : context.find("runs")->as_list()) {
    const bool is_named = words.contains(run.find("id")->as_string()) ||
                          words.contains(base_name(run.find("path")->as_string()));
    if (is_named) named.push_back(run);
    if (was_there(run, time)) there.push_back(run);
  }
  std::vector<Value> contexts;
  for (List* runs : {&named, &there}) {
    if (runs->empty()) continue;
    contexts.push_back(context);
    contexts.back().as_map().set("runs", std::move(*runs));
  }
  return contexts;
}

std::string rollup_file(const DocumentRule& rule, const Value& context) {
  const List& runs = context.find("runs")->as_list();
  if (runs.empty() || !shows_runs(rule, context)) {
    return rule.file.render(group_file_fields(context));
  }
  // All of them make this name, be it of different values ("a b", "a_b").
  Map fields = run_file_fields(runs.front());
  add_entries(context.find("group")->find("fields"), fields);
  return rule.file.render(fields);
}

void remove_stale_rollups(const Project& project, Catalog& catalog, const DocumentRule& rule,
                          const Value& context, const std::string& folder) {
  if (!shows_runs(rule, context)) return;
  std::set<std::string> made;
  for (const Value& one : rollup_contexts(rule, context)) {
    made.insert(rollup_file(rule, one));
  }
  for (const auto& [path, digest] : views_below(catalog, folder)) {
    const std::string file = relative_to(path, folder);
    if (made.contains(file) || rule.file.match(file).empty()) continue;
    const std::optional<std::string> present = read_file_if_any(project.absolute(path));
    // What a person wrote into it stays theirs.
    if (present && sha256(*present) != digest) continue;
    if (present) remove_view(project, path, folder);
    catalog.forget_view(path);
  }
}

std::vector<LinkView> links_of(const Project& project, const std::vector<LinkRule>& rules,
                               const std::string& folder, const Map& fields) {
  std::vector<LinkView> links;
  for (const LinkRule& rule : rules) {
    if (std::optional<LinkView> link = link_of(project, rule, folder, fields)) {
      links.push_back(*std::move(link));
    }
  }
  return links;
}

void render_links(const Project& project, const std::vector<LinkRule>& rules,
                  const std::string& folder, const Map& fields, const LinksElsewhere& elsewhere,
                  std::vector<std::string>& problems) {
  for (const LinkRule& rule : rules) {
    const std::optional<LinkView> link = link_of(project, rule, folder, fields);
    if (!link) continue;
    try {
      render_link(project, rule, *link, folder, elsewhere, problems);
    } catch (const Error& error) {
      problems.push_back(error.with_context(link->path).message());
    }
  }
}

std::vector<std::string> remove_wrong_links(const Project& project, const Catalog& catalog,
                                            std::vector<std::string>& problems) {
  std::map<std::string, std::vector<const LinkRule*>> by_start;
  const auto add = [&](const std::vector<LinkRule>& rules) {
    for (const LinkRule& rule : rules) by_start[rule.link.fixed_start()].push_back(&rule);
  };
  for (const Group& group : project.layout.groups) add(group.links);
  for (const Kind& kind : project.layout.kinds) add(kind.links);
  std::vector<std::string> removed;
  for (const auto& [start, rules] : by_start) {
    remove_wrong_below(project, catalog, start, rules, removed, problems);
  }
  return removed;
}

}  // namespace cairn
