#include "cairn/record/store_paths.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cairn/base/fs.h"

namespace cairn {

namespace {

constexpr std::string_view kGroupFile = "group.json";

struct Suffix {
  std::string_view text;
  RunFileName::Kind kind;
};
// The longer endings first: ".user.json" also ends in ".json".
constexpr std::array kSuffixes = {Suffix{".imported.json", RunFileName::Kind::imported},
                                  Suffix{".events.jsonl", RunFileName::Kind::events},
                                  Suffix{".user.json", RunFileName::Kind::user},
                                  Suffix{".history", RunFileName::Kind::history},
                                  Suffix{".json", RunFileName::Kind::record},
                                  Suffix{".log", RunFileName::Kind::log}};

/// Splits "pb8yky.2" into id and attempt.
std::optional<RunFileName> parse_events_stem(std::string_view stem) {
  const std::size_t dot = stem.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view number = stem.substr(dot + 1);
  int attempt = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), attempt);
  // "02" would name a second file for attempt 2.
  if (number.starts_with('0') || error != std::errc() || end != number.data() + number.size() ||
      attempt < 1) {
    return std::nullopt;
  }
  return RunFileName{RunFileName::Kind::events, {std::string(stem.substr(0, dot))}, attempt};
}

/// "FOLDER/.run/NAMEENDING"; every run asks for some of them, and formatting would take longer.
std::string run_file(std::string_view folder, std::string_view name, std::string_view ending) {
  std::string path;
  path.reserve(folder.size() + kRunFolder.size() + name.size() + ending.size() + 2);
  path += folder;
  path += '/';
  path += kRunFolder;
  path += '/';
  path += name;
  return path += ending;
}

}  // namespace

std::optional<RunFileName> parse_run_file_name(std::string_view name) {
  // The group's own file, which else would read as the record of a run "group".
  if (name == kGroupFile) return std::nullopt;
  for (const Suffix& suffix : kSuffixes) {
    if (!name.ends_with(suffix.text)) continue;
    const std::string_view stem = name.substr(0, name.size() - suffix.text.size());
    std::optional<RunFileName> result = RunFileName{suffix.kind, {std::string(stem)}, 0};
    if (suffix.kind == RunFileName::Kind::events) result = parse_events_stem(stem);
    if (!result || !is_id_text(result->id.text)) return std::nullopt;
    return result;
  }
  return std::nullopt;
}

std::string run_files_folder(std::string_view folder) { return join_path(folder, kRunFolder); }

std::string record_path(std::string_view folder, const RunId& id) {
  return run_file(folder, id.text, ".json");
}

std::string events_path(std::string_view folder, const RunId& id, int attempt) {
  return run_file(folder, id.text, "." + std::to_string(attempt) + ".events.jsonl");
}

std::string history_path(std::string_view folder, const RunId& id) {
  return run_file(folder, id.text, ".history");
}

std::string user_path(std::string_view folder, const RunId& id) {
  return run_file(folder, id.text, ".user.json");
}

std::string imported_path(std::string_view folder, const RunId& id) {
  return run_file(folder, id.text, ".imported.json");
}

std::string plain_log_path(std::string_view folder, const RunId& id) {
  return run_file(folder, id.text, ".log");
}

std::string group_file_path(std::string_view folder) { return run_file(folder, kGroupFile, ""); }

std::string adopted_tree_path(std::string_view tree) {
  return fmt::format("{}/{}.json", kAdoptedFolder, tree);
}

std::string without_edited(const std::string& name) {
  constexpr std::string_view kEdited = ".edited";
  const std::size_t at = name.rfind(kEdited);
  if (at == std::string::npos) return name;
  const std::string rest = name.substr(at + kEdited.size());
  const bool is_number = rest.empty() || (rest.size() > 1 && rest.front() == '.' &&
                                          rest.find_first_not_of("0123456789", 1) == rest.npos);
  return is_number ? name.substr(0, at) : name;
}

}  // namespace cairn
