#include "cairn/layout/paths.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/run_id.h"

namespace cairn {

namespace {

constexpr std::string_view kExtensionCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const Kind& kind_or_fail(const Layout& layout, std::string_view name) {
  if (const Kind* kind = find_kind(layout, name)) return *kind;
  std::vector<std::string> names;
  for (const Kind& kind : layout.kinds) {
    if (!kind.child) names.push_back(kind.name);
  }
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "its kinds are " + join(names, ", ");
  throw Error(ErrorCode::invalid_input,
              fmt::format("the layout '{}' has no kind '{}'", layout.name, printable(name)), hint);
}

/// Renders with the names of the layout and of the kind or group in front of every failure.
std::string render_as(const Layout& layout, std::string_view what, std::string_view name,
                      const PathTemplate& path, const Map& fields, std::size_t limit) {
  try {
    return path.render(fields, limit);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("layout '{}', {} '{}'", layout.name, what, name));
  }
}

/// The groups above `in`, outermost first; kinds on the way are passed through.
std::vector<const Group*> groups_above(const Layout& layout, std::string in) {
  std::vector<const Group*> groups;
  while (!in.empty()) {
    if (const Group* group = find_group(layout, in)) {
      groups.push_back(group);
      in = group->in;
    } else {
      in = kind_or_fail(layout, in).in;
    }
  }
  std::ranges::reverse(groups);
  return groups;
}

GroupPlace place_group(const Layout& layout, const Group& group, const Map& fields,
                       std::size_t limit) {
  GroupPlace place;
  place.group = group.name;
  place.path = render_as(layout, "group", group.name, group.full, fields, limit);
  place.dated = group.dated;
  for (const std::string& name : group.full.shown(fields)) {
    const Value* value = find_field_value(fields, name);
    const FieldRule& rule = *find_field(group.full.fields(), name);
    const auto absent = [&] { return Value(field_part(fields, rule).value_or(*rule.otherwise)); };
    place.fields.append(name, group.full.normalise(name, value != nullptr ? *value : absent()));
  }
  return place;
}

/// Adds `stem` and `ext` of `file`; a name without a plain ending has no `ext`.
void add_file_parts(Map& fields) {
  const Value* file = find_field_value(fields, "file");
  if (file == nullptr) return;
  const std::string name = to_text(*file);
  const std::size_t dot = name.rfind('.');
  const bool plain = dot != std::string::npos && dot > 0 && dot + 1 < name.size() &&
                     name.find_first_not_of(kExtensionCharacters, dot + 1) == std::string::npos;
  fields.set("stem", plain ? name.substr(0, dot) : name);
  if (plain) fields.set("ext", name.substr(dot + 1));
}

/// Splits "name~pb8yky" into the name and the id. Only `file` classes hold '~', and no folder of a
/// run or group shows them, so a '~' is never part of a rendered field.
std::optional<std::string> take_id(std::string& path, std::size_t limit) {
  const std::size_t slash = path.rfind('/');
  const std::size_t tilde = path.rfind('~');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  if (tilde == std::string::npos || tilde <= name) return std::nullopt;
  const std::string_view last = std::string_view(path).substr(name);
  if (is_cut_name(last, limit) || without_device_mark(last) != last) return std::nullopt;
  std::string id = path.substr(tilde + 1);
  if (id.size() < kShortIdLength || !is_id_text(id)) return std::nullopt;
  path.resize(tilde);
  return id;
}

/// The first `depth` segments of `path`, and the rest; nullopt when it has no rest.
std::optional<std::pair<std::string, std::string>> split_at(std::string_view path,
                                                            std::size_t depth) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    at = path.find('/', at == 0 ? 0 : at + 1);
    if (at == std::string_view::npos) return std::nullopt;
  }
  return std::pair(std::string(path.substr(0, at)), std::string(path.substr(at + 1)));
}

void read_run(const Kind& kind, std::string path, std::size_t limit,
              std::vector<LayoutReading>& out) {
  const auto add = [&](const std::optional<std::string>& id) {
    for (PathReading& reading : kind.full.match(path, limit)) {
      out.push_back({LayoutReading::What::run, kind.name, std::move(reading.fields),
                     std::move(reading.cut), id});
    }
  };
  add(std::nullopt);
  const auto id = kind.shared ? std::nullopt : take_id(path, limit);
  if (id) add(id);
}

void read_child(const Layout& layout, const Kind& child, std::string_view path, std::size_t limit,
                std::vector<LayoutReading>& out) {
  const Kind& run = kind_or_fail(layout, child.in);
  for (std::size_t depth = run.full.least_depth(); depth <= run.full.depth(); ++depth) {
    const auto parts = split_at(path, depth);
    if (!parts) return;
    std::vector<LayoutReading> runs;
    read_run(run, parts->first, limit, runs);
    for (const LayoutReading& outer : runs) {
      for (const PathReading& inner : child.full.match(parts->second, limit)) {
        LayoutReading reading = outer;
        reading.what = LayoutReading::What::child;
        reading.name = child.name;
        for (const auto& [name, value] : inner.fields)
          reading.fields.append("child." + name, value);
        for (const std::string& name : inner.cut) reading.cut.push_back("child." + name);
        out.push_back(std::move(reading));
      }
    }
  }
}

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

RunPlace run_path(const Layout& layout, std::string_view kind_name, const Map& fields,
                  std::size_t limit) {
  const Kind& kind = kind_or_fail(layout, kind_name);
  RunPlace place;
  for (const Group* group : groups_above(layout, kind.in)) {
    place.groups.push_back(place_group(layout, *group, fields, limit));
  }
  place.path = render_as(layout, "kind", kind_name, kind.full, fields, limit);
  if (is_cut_name(last_segment(place.path), limit)) {
    constexpr std::size_t kNoLimit = 1U << 20U;
    place.whole_name = last_segment(kind.full.render(fields, kNoLimit));
  }
  return place;
}

GroupPlace group_path(const Layout& layout, std::string_view name, const Map& fields,
                      std::size_t limit) {
  const Group* group = find_group(layout, name);
  if (group == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the layout '{}' has no group '{}'", layout.name, printable(name)));
  }
  return place_group(layout, *group, fields, limit);
}

std::string with_id(std::string_view path, std::string_view id, std::size_t limit) {
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return fmt::format("{}{}", path.substr(0, name),
                     fit_name(fmt::format("{}~{}", path.substr(name), id), limit));
}

std::optional<std::string> child_path(const Layout& layout, std::string_view run_kind,
                                      std::string_view child_kind, const Map& fields,
                                      std::size_t limit) {
  const Kind* kind = find_child_kind(layout, run_kind, child_kind);
  if (kind == nullptr) return std::nullopt;
  return render_as(layout, "kind", kind->name, kind->full, fields, limit);
}

std::optional<std::string> artifact_path(const Layout& layout, std::string_view role,
                                         const Map& fields, std::size_t limit) {
  const auto rule = std::ranges::find(layout.artifacts, role, &ArtifactRule::role);
  if (rule == layout.artifacts.end()) return std::nullopt;
  Map all = fields;
  add_file_parts(all);
  for (const std::string& field : rule->path.shown(all)) {
    const FieldRule& shown = *find_field(rule->path.fields(), field);
    if (!shown.otherwise && !has_field_value(all, shown)) return std::nullopt;
  }
  return render_as(layout, "artifact", role, rule->path, all, limit);
}

std::vector<LayoutReading> parse_path(const Layout& layout, std::string_view path,
                                      std::size_t limit) {
  std::vector<LayoutReading> readings;
  for (const Group& group : layout.groups) {
    for (PathReading& reading : group.full.match(path, limit)) {
      readings.push_back({LayoutReading::What::group, group.name, std::move(reading.fields),
                          std::move(reading.cut), std::nullopt});
    }
  }
  // A kind that says that its paths look like those of another one gives way to it.
  for (const Ambiguity ambiguity : {Ambiguity::refuse, Ambiguity::report}) {
    for (const Kind& kind : layout.kinds) {
      if (kind.ambiguity != ambiguity) continue;
      if (kind.child) {
        read_child(layout, kind, path, limit, readings);
      } else {
        read_run(kind, std::string(path), limit, readings);
      }
    }
  }
  return readings;
}

std::vector<std::string> required_fields(const Layout& layout, std::string_view kind) {
  std::vector<std::string> names;
  const PathTemplate& full = kind_or_fail(layout, kind).full;
  for (const FieldRule& rule : full.fields()) {
    if (!rule.otherwise && full.always_shows(rule.name)) names.push_back(rule.name);
  }
  return names;
}

}  // namespace cairn
