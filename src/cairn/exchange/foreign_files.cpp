#include "cairn/exchange/foreign_files.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/yaml.h"

namespace cairn {

namespace {

struct Role {
  std::string_view ending;
  std::string_view role;
};
constexpr std::array kRoles = {
    Role{".pt", "model"},       Role{".pth", "model"},     Role{".ckpt", "model"},
    Role{".pkl", "model"},      Role{".joblib", "model"},  Role{".safetensors", "model"},
    Role{".onnx", "model"},     Role{".bin", "model"},     Role{".eqx", "model"},
    Role{".png", "chart"},      Role{".svg", "chart"},     Role{".pdf", "chart"},
    Role{".jpg", "chart"},      Role{".html", "chart"},    Role{".log", "log"},
    Role{".csv", "table"},      Role{".parquet", "table"}, Role{".json", "metadata"},
    Role{".jsonl", "metadata"}, Role{".yaml", "metadata"}, Role{".yml", "metadata"},
    Role{".md", "document"},    Role{".npz", "data"},      Role{".npy", "data"},
    Role{".nc", "trace"}};

}  // namespace

std::optional<TreeBase> find_base(
    const ForeignTree& tree, std::initializer_list<std::string_view> candidates,
    const std::function<std::optional<std::string>(const std::string&)>& fits) {
  for (const std::string_view candidate : candidates) {
    const std::string folder(candidate);
    if (!folder.empty() && !tree.has_folder(folder)) continue;
    if (std::optional<std::string> evidence = fits(folder)) return TreeBase{folder, *evidence};
  }
  return std::nullopt;
}

std::string below(std::string_view a, std::string_view b) {
  if (a.empty()) return std::string(b);
  if (b.empty()) return std::string(a);
  return fmt::format("{}/{}", a, b);
}

void add_files_below(const ForeignTree& tree, std::string_view folder, ForeignRun& run,
                     std::string_view role, std::initializer_list<std::string_view> except) {
  tree.for_each_below(folder, [&](const TreeEntry& entry) {
    if (entry.kind != FileStat::Kind::file) return;
    const bool is_excepted = std::any_of(except.begin(), except.end(), [&](std::string_view other) {
      return is_below(entry.path, other);
    });
    if (!is_excepted) run.artifacts.push_back({.path = entry.path, .role = std::string(role)});
  });
}

void add_files_in(const ForeignTree& tree, std::string_view folder, ForeignRun& run,
                  std::string_view role) {
  for (const std::string& name : tree.files_in(folder)) {
    run.artifacts.push_back({.path = below(folder, name), .role = std::string(role)});
  }
}

std::string role_of_file(std::string_view path) {
  for (const Role& role : kRoles) {
    if (path.ends_with(role.ending)) return std::string(role.role);
  }
  return "file";
}

bool never_empty(std::string_view path) {
  constexpr std::array<std::string_view, 5> kFull = {"model", "chart", "table", "data", "trace"};
  return std::ranges::find(kFull, role_of_file(path)) != kFull.end();
}

Value plain_value(std::string_view text) {
  try {
    Value value = yaml_scalar(text);
    const bool is_plain = value.is_bool() || value.is_number();
    if (is_plain && to_text(value) == text) return value;
  } catch (const Error&) {
    // A number beyond 64 bits stays the text that it is.
  }
  return Value(text);
}

std::optional<Map> read_pairs(std::string_view text) {
  Map pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('+'), text.size());
    const std::string_view part = text.substr(0, end);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    pairs.set(part.substr(0, equals), plain_value(part.substr(equals + 1)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pairs;
}

TimeUs local_time(std::string_view text, const char* format) {
  std::tm parts{};
  parts.tm_isdst = -1;
  const std::string copy(text);
  const char* end = ::strptime(copy.c_str(), format, &parts);
  if (end == nullptr || *end != '\0') return 0;
  const std::time_t seconds = std::mktime(&parts);
  return seconds < 0 ? 0 : TimeUs{seconds} * 1'000'000;
}

TimeUs unix_time(const Value* seconds) {
  constexpr double kLatest = 4e9;
  if (seconds == nullptr || !seconds->is_number()) return 0;
  const double number = seconds->as_double();
  return number > 0 && number < kLatest ? static_cast<TimeUs>(number * 1e6) : 0;
}

TimeUs read_time(const Value* text) {
  if (text == nullptr || !text->is_string()) return 0;
  std::string time = text->as_string();
  constexpr std::size_t kDate = 10;
  if (time.size() > kDate && time[kDate] == ' ') time[kDate] = 'T';
  if (const std::optional<TimeUs> read = parse_utc(time)) return *read;
  return parse_utc(time + "Z").value_or(0);
}

std::string text_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found != nullptr && found->is_string() ? found->as_string() : "";
}

Map map_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found != nullptr && found->is_map() ? found->as_map() : Map{};
}

List list_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found != nullptr && found->is_list() ? found->as_list() : List{};
}

Value read_or_tell(const ForeignTree& tree, const std::string& path,
                   std::vector<std::string>& problems,
                   Value (*read)(const ForeignTree& tree, const std::string& path)) {
  try {
    Value value = read(tree, path);
    if (!value.is_map()) {
      problems.push_back(fmt::format(
          "{}: {}", path, value.is_null() ? "it is empty" : "it holds no keys with values"));
    }
    return value;
  } catch (const Error& error) {
    problems.push_back(error.message());
    return {};
  }
}

void append(ForeignRuns& all, ForeignRuns part) {
  std::move(part.runs.begin(), part.runs.end(), std::back_inserter(all.runs));
  std::move(part.problems.begin(), part.problems.end(), std::back_inserter(all.problems));
}

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace cairn
