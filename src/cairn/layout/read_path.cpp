#include "cairn/layout/read_path.h"

#include <algorithm>
#include <set>
#include <span>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/values_behind.h"

namespace cairn {

namespace {

/// The places in `words` at which one of these folders stands; "." is any.
std::set<std::size_t> places_of(const std::vector<std::string>& folders,
                                std::span<const std::string> words) {
  std::set<std::size_t> found;
  for (const std::string& folder : folders) {
    const std::vector<std::string> first = split(folder, '/');
    for (std::size_t at = 0; at + first.size() <= words.size(); ++at) {
      const bool here =
          folder == "." ||
          std::equal(first.begin(), first.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
      if (here) found.insert(at);
    }
  }
  return found;
}

/// The folders right below that of the results in which all runs of a kind lie: "pipelines".
std::vector<std::string> folders_of_kinds(const Layout& layout) {
  std::vector<std::string> folders;
  for (const Kind& kind : layout.kinds) {
    const std::string start = kind.full.fixed_start();
    if (!kind.child && start.size() > layout.root.size()) {
      folders.push_back(start.substr(layout.root.size() + 1));
    }
  }
  return folders;
}

/// What the name of a file says beside its folder, where it repeats what the folder says: then it
/// is the name of such an artifact, and no other file. Nothing where it can be read in two ways.
void add_fields_of_file(const Layout& layout, PathMeaning& meaning) {
  Map& fields = meaning.reading.fields;
  if (meaning.reading.what != LayoutReading::What::run || meaning.file.empty()) return;
  std::vector<Map> found;
  for (const ArtifactRule& rule : layout.artifacts) {
    for (PathReading& read : rule.path.match(meaning.file)) {
      Map& said = read.fields;
      const auto is_said = [&](const auto& field) { return said.contains(field.first); };
      const auto agrees = [&](const auto& field) {
        const Value* other = said.find(field.first);
        return other == nullptr || *other == field.second;
      };
      if (std::ranges::any_of(fields, is_said) && std::ranges::all_of(fields, agrees)) {
        found.push_back(std::move(said));
      }
    }
  }
  if (found.size() != 1) return;
  for (const auto& [name, value] : found.front()) {
    if (find_field(layout.fields, name) != nullptr) fields.set(name, value);
  }
}

/// Whether `words` end in a path of `file`, below a folder of `full`.
bool is_file_in(const PathTemplate& full, const PathTemplate& file,
                std::span<const std::string> words) {
  for (std::size_t last = file.least_depth(); last <= file.depth() && last < words.size(); ++last) {
    const std::size_t depth = words.size() - last;
    if (!file.match(join(words.subspan(depth), "/")).empty() &&
        !full.match(join(words.first(depth), "/")).empty()) {
      return true;
    }
  }
  return false;
}

/// Whether the layout says of itself that a file lies there: a rollup of a group, a document or a
/// log of a run.
bool is_named_file(const Layout& layout, std::span<const std::string> words) {
  for (const Group& group : layout.groups) {
    for (const DocumentRule& rule : group.rollups) {
      if (is_file_in(group.full, rule.file, words)) return true;
    }
  }
  for (const Kind& kind : layout.kinds) {
    if (kind.child) continue;
    for (const DocumentRule& rule : kind.documents) {
      if (is_file_in(kind.full, rule.file, words)) return true;
    }
    for (const auto* log : {&kind.log, &kind.warnings}) {
      if (*log && is_file_in(kind.full, **log, words)) return true;
    }
  }
  return false;
}

/// Whether a folder that reads as a child's is one that the layout calls so for files of the run:
/// models/shared.
bool is_named_folder(const Layout& layout, const LayoutReading& reading,
                     std::span<const std::string> words) {
  if (reading.what != LayoutReading::What::child) return false;
  const auto kind = std::ranges::find(layout.kinds, reading.name, &Kind::name);
  const std::string folder = join(words.last(std::min(words.size(), kind->full.depth())), "/");
  return std::ranges::any_of(layout.artifacts, [&](const ArtifactRule& rule) {
    return rule.path.fixed_start() == folder;
  });
}

/// Whether what is named below a group's folder can be its file; adds what a rollup's name says. A
/// group has no files of its own but its rollups, and others that lie right in its folder.
bool take_file_of_group(const Layout& layout, LayoutReading& reading, const std::string& file) {
  for (const DocumentRule& rule : find_group(layout, reading.name)->rollups) {
    for (const PathReading& read : rule.file.match(file)) {
      for (const auto& [name, value] : read.fields) reading.fields.set(name, value);
      return true;
    }
  }
  return file.find('/') == std::string::npos;
}

/// The readings of the longest beginning of `words` that is a folder of the layout. Words of the
/// layout go before values: what it calls a file itself is no folder that happens to bear the name.
std::vector<PathMeaning> read_from(const Layout& layout, std::span<const std::string> words) {
  std::vector<PathMeaning> meanings;
  for (std::size_t depth = words.size(); depth > 0 && meanings.empty(); --depth) {
    if (is_named_file(layout, words.first(depth))) continue;
    const std::string folder = join(words.first(depth), "/");
    const std::string file = join(words.subspan(depth), "/");
    for (LayoutReading& reading : parse_path(layout, folder)) {
      if (is_named_folder(layout, reading, words.first(depth))) continue;
      const bool is_group = reading.what == LayoutReading::What::group;
      if (is_group && !take_file_of_group(layout, reading, file)) continue;
      meanings.push_back({std::move(reading), folder, "", file});
      add_fields_of_file(layout, meanings.back());
    }
  }
  return meanings;
}

/// A name as it stands in the folder of results, without that folder.
std::vector<PathMeaning> read_below_root(const Layout& layout, std::span<const std::string> words) {
  if (words.empty()) return {};
  std::vector<std::string> whole = split(layout.root, '/');
  whole.insert(whole.end(), words.begin(), words.end());
  std::vector<PathMeaning> meanings = read_from(layout, whole);
  std::erase_if(meanings, [&](const PathMeaning& meaning) {
    return meaning.folder.size() <= layout.root.size();
  });
  for (PathMeaning& meaning : meanings) meaning.folder.erase(0, layout.root.size() + 1);
  return meanings;
}

/// The same behind other folders than that of the results, where words of the layout tell where it
/// begins: the program whose layout it is may have had its results elsewhere
/// (/data/workspace/runs/…).
std::vector<PathMeaning> read_elsewhere(const Layout& layout, std::span<const std::string> words,
                                        std::string_view root) {
  for (const std::size_t at : places_of(folders_of_kinds(layout), words)) {
    std::vector<PathMeaning> meanings = read_below_root(layout, words.subspan(at));
    std::erase_if(meanings, [](const PathMeaning& meaning) {
      return meaning.reading.what == LayoutReading::What::group;
    });
    for (PathMeaning& meaning : meanings) {
      meaning.before = fmt::format("{}{}", root, join(words.first(at), "/"));
    }
    if (!meanings.empty()) return meanings;
  }
  return {};
}

void add_pair(Map& fields, const std::string& field, const std::string& key, const Value& value) {
  Map pairs;
  if (const Value* known = fields.find(field); known != nullptr && known->is_map()) {
    pairs = known->as_map();
  }
  pairs.set(key, value);
  fields.set(field, std::move(pairs));
}

const FieldRule* pairs_field(const Layout& layout, const PathTemplate& path,
                             std::string_view kind) {
  const FieldRule* any = nullptr;
  for (const FieldRule& rule : path.fields()) {
    if (rule.field_class.family() != FieldFamily::pairs) continue;
    if (rule.of == kind) return &rule;
    if (any == nullptr || rule.of.empty()) any = &rule;
  }
  return any == nullptr ? nullptr : find_field(layout.fields, any->name);
}

}  // namespace

std::vector<PathMeaning> read_path(const Layout& layout, std::string_view path) {
  std::vector<std::string> words = split(path, '/');
  const bool is_absolute = path.starts_with('/');
  std::erase_if(words, [](const std::string& word) { return word.empty() || word == "."; });
  if (std::ranges::find(words, "..") != words.end()) return {};
  for (const std::size_t at : places_of(first_folders(layout), words)) {
    std::vector<PathMeaning> meanings = read_from(layout, std::span(words).subspan(at));
    if (meanings.empty()) continue;
    const std::string before = join(std::span(words).first(at), "/");
    for (PathMeaning& meaning : meanings) {
      meaning.before = (is_absolute && at > 0 ? "/" : "") + before;
    }
    return meanings;
  }
  if (layout.root == ".") return {};
  std::vector<PathMeaning> meanings;
  if (!is_absolute) meanings = read_below_root(layout, words);
  return meanings.empty() ? read_elsewhere(layout, words, is_absolute ? "/" : "") : meanings;
}

Map pairs_in(const Layout& layout, const LayoutReading& reading) {
  Map all;
  for (const auto& [name, value] : reading.fields) {
    const FieldRule* rule = find_field(layout.fields, name);
    if (rule == nullptr || rule->field_class.family() != FieldFamily::pairs) continue;
    Map pairs;
    for (const std::string& pair : split(value.as_string(), '+')) {
      const std::size_t equals = pair.find('=');
      pairs.set(pair.substr(0, equals), pair.substr(equals + 1));
    }
    all.append(name, std::move(pairs));
  }
  return all;
}

Map fields_of_values(const Layout& layout, std::string_view kind_name,
                     const std::vector<std::pair<std::string, Value>>& values) {
  const Kind* kind = find_kind(layout, kind_name);
  if (kind == nullptr) {
    run_path(layout, kind_name, {});  // says which kinds there are
    return {};
  }
  Map fields;
  const FieldRule* pairs = pairs_field(layout, kind->full, kind_name);
  std::vector<std::string> known;
  for (const FieldRule& rule : kind->full.fields()) known.push_back(rule.name);
  for (const auto& [name, value] : values) {
    const std::string head = name.substr(0, name.find('.'));
    const FieldRule* rule = find_field(kind->full.fields(), name);
    if (rule == nullptr && head != name) rule = find_field(kind->full.fields(), head);
    if (rule == nullptr && pairs == nullptr) {
      std::string hint = did_you_mean(name, known);
      if (hint.empty()) {
        hint = known.empty() ? "they show no fields" : "they show " + join(known, ", ");
      }
      throw Error(
          ErrorCode::invalid_input,
          fmt::format("paths of the kind '{}' do not show '{}'", kind_name, printable(name)), hint);
    }
    if (rule != nullptr && rule->name == name) {
      fields.set(name, value);
    } else if (rule != nullptr) {
      add_pair(fields, rule->name, name.substr(head.size() + 1), value);
    } else if (is_pair(layout, name, value)) {
      add_pair(fields, pairs->name, name, value);
    }
  }
  return fields;
}

namespace {

/// What a scheme is fed with, made of fields alone; nullopt when anything of it is not known.
std::optional<Value> scheme_input(const Layout& layout, const Kind& kind, const NameRule& rule,
                                  const Map& fields) {
  const ShapedInput input =
      shaped_input(rule.input, [&](const std::string& word) -> std::optional<Value> {
        const bool is_field = word.starts_with("fields.");
        const std::string name = is_field ? word.substr(7) : word;
        if (word == "kind") return Value(kind.name);
        const Value* value = find_field_value(fields, name);
        if (value == nullptr) return std::nullopt;
        const FieldRule* field = find_field(layout.fields, name);
        return is_field ? Value(field->field_class.normalise(*value)) : *value;
      });
  return input.is_complete ? std::optional(input.value) : std::nullopt;
}

}  // namespace

Map with_names(const Layout& layout, std::string_view kind_name, Map fields) {
  const Kind* kind = find_kind(layout, kind_name);
  if (kind == nullptr) return fields;
  for (const Kind& maker : layout.kinds) {
    for (const NameRule& rule : maker.names) {
      if (rule.is_late || !kind->full.uses(rule.field) || fields.contains(rule.field)) continue;
      const auto input = scheme_input(layout, maker, rule, fields);
      if (input)
        fields.set(rule.field, make_name(find_scheme(layout.schemes, rule.scheme), *input).display);
    }
  }
  return fields;
}

std::optional<std::string> made_spelling(const Layout& layout, std::string_view path) {
  std::set<std::string> made;
  for (const PathMeaning& meaning : read_path(layout, path)) {
    const LayoutReading& reading = meaning.reading;
    const bool is_whole = reading.cut.empty() && meaning.before.empty();
    if (reading.what != LayoutReading::What::run || !is_whole) continue;
    try {
      const Map fields = with_names(layout, reading.name, reading.fields);
      const std::string folder = run_path(layout, reading.name, fields).path;
      made.insert(meaning.file.empty() ? folder : folder + "/" + meaning.file);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
    }
  }
  return made.size() == 1 ? std::optional(*made.begin()) : std::nullopt;
}

}  // namespace cairn
