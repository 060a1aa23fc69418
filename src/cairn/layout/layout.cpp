#include "cairn/layout/layout.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/layout_reader.h"

namespace cairn {

namespace {

constexpr std::string_view kFolder = "layouts/";
constexpr std::string_view kEnding = ".yaml";

/// "nirs4all" of "layouts/nirs4all.yaml"; empty for a file that is no layout.
std::string_view layout_name_of(std::string_view path) {
  if (!path.starts_with(kFolder) || !path.ends_with(kEnding)) return {};
  return path.substr(kFolder.size(), path.size() - kFolder.size() - kEnding.size());
}

template <typename Rows>
auto find_named(const Rows& rows, std::string_view name) {
  const auto at = std::ranges::find_if(rows, [&](const auto& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace

Layout load_layout(const YamlDocument& document, const LayoutChanges& changes) {
  return LayoutReader(document.root(), changes).read();
}

std::vector<std::string> layout_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string_view name = layout_name_of(file.path);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

Layout find_layout(std::string_view name, const LayoutChanges& changes) {
  const auto load = [&changes](const EmbeddedFile& file) {
    return load_layout(YamlDocument(std::string(file.path), file.bytes), changes);
  };
  for (const EmbeddedFile& file : embedded_files()) {
    if (!name.empty() && layout_name_of(file.path) == name) return load(file);
  }
  // Other names stand inside the files, so they are read only when no file has the name.
  std::vector<std::string> known = layout_names();
  for (const EmbeddedFile& file : embedded_files()) {
    if (layout_name_of(file.path).empty()) continue;
    Layout layout = load(file);
    if (std::ranges::find(layout.aliases, name) != layout.aliases.end()) return layout;
    known.insert(known.end(), layout.aliases.begin(), layout.aliases.end());
  }
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) hint = "there is " + join(known, ", ") + ", or the path of a layout file";
  throw Error(ErrorCode::invalid_input, fmt::format("unknown layout '{}'", printable(name)), hint);
}

const Group* find_group(const Layout& layout, std::string_view name) {
  return find_named(layout.groups, name);
}

const Kind* find_kind(const Layout& layout, std::string_view name) {
  const Kind* kind = find_named(layout.kinds, name);
  if (kind == nullptr || kind->child) kind = find_named(layout.kinds, "*");
  return kind;
}

const Kind* find_child_kind(const Layout& layout, std::string_view run_kind,
                            std::string_view child) {
  const Kind* kind = find_named(layout.kinds, child);
  if (kind == nullptr || !kind->child) return nullptr;
  const Kind* run = find_kind(layout, run_kind);
  return run != nullptr && run->name == kind->in ? kind : nullptr;
}

bool has_dated_groups(const Layout& layout) {
  return std::ranges::any_of(layout.groups, [](const Group& group) { return group.dated; });
}

std::vector<std::string> first_folders(const Layout& layout) {
  if (layout.root != ".") return {layout.root};
  std::set<std::string> folders;
  for (const Group& group : layout.groups) folders.insert(group.full.fixed_start());
  for (const Kind& kind : layout.kinds) {
    if (!kind.child) folders.insert(kind.full.fixed_start());
  }
  if (folders.contains("")) return {"."};
  std::vector<std::string> outermost;
  for (const std::string& folder : folders) {  // sorted: what lies above comes first
    const bool is_inside = std::ranges::any_of(
        outermost, [&](const std::string& above) { return folder.starts_with(above + "/"); });
    if (!is_inside) outermost.push_back(folder);
  }
  return outermost;
}

const Contents* find_contents(const Layout& layout, std::string_view name) {
  return find_named(layout.contents, name);
}

std::vector<std::string> name_inputs() {
  return {"kind", "stage", "name", "params", "values", "seed", "inputs", "dataset", "experiment"};
}

std::vector<std::string> input_words(std::string_view text) {
  std::vector<std::string> words = split(text, '|');
  for (std::string& word : words) {
    const std::size_t begin = word.find_first_not_of(' ');
    const std::size_t end = word.find_last_not_of(' ');
    word = begin == std::string::npos ? std::string() : word.substr(begin, end - begin + 1);
  }
  return words;
}

namespace {

using ValueOf = std::function<std::optional<Value>(const std::string&)>;

/// `complete` becomes false where a word, with all that may stand for it, has no value.
std::optional<Value> shaped(const Value& input, const ValueOf& value_of, bool& complete) {
  if (input.is_string()) {
    for (const std::string& word : input_words(input.as_string())) {
      if (is_fixed_word(word)) return Value(word.substr(1, word.size() - 2));
      if (auto value = value_of(word)) return value;
    }
    complete = false;
    return std::nullopt;
  }
  if (input.is_list()) {
    List list;
    for (const Value& item : input.as_list()) {
      if (auto value = shaped(item, value_of, complete)) list.push_back(*std::move(value));
    }
    return list;
  }
  if (!input.is_map()) return input;
  Map map;
  for (const auto& [key, item] : input.as_map()) {
    if (auto value = shaped(item, value_of, complete)) map.append(key, *std::move(value));
  }
  return map;
}

}  // namespace

bool is_fixed_word(std::string_view word) {
  return word.size() >= 2 && word.front() == '\'' && word.back() == '\'';
}

ShapedInput shaped_input(const Value& input, const ValueOf& value_of) {
  ShapedInput made;
  if (!input.is_list()) {
    made.value = shaped(input, value_of, made.is_complete).value_or(Value());
    return made;
  }
  Map map;
  for (const Value& word : input.as_list()) {
    if (auto value = shaped(word, value_of, made.is_complete)) {
      map.set(word.as_string(), *std::move(value));
    }
  }
  made.value = std::move(map);
  return made;
}

}  // namespace cairn
