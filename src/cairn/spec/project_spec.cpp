#include "cairn/spec/project_spec.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Ends of names by which a dep is taken for code.
constexpr std::array<std::string_view, 24> kCodeSuffixes = {
    ".py", ".ipynb", ".pyx", ".sh", ".bash", ".r",   ".R",   ".Rmd", ".jl", ".m",  ".pl",   ".rb",
    ".js", ".ts",    ".c",   ".h",  ".cc",   ".cpp", ".hpp", ".cu",  ".rs", ".go", ".java", ".sql"};

}  // namespace

DepRole guess_dep_role(std::string_view path) {
  const bool is_code = std::any_of(kCodeSuffixes.begin(), kCodeSuffixes.end(),
                                   [&](std::string_view suffix) { return path.ends_with(suffix); });
  return is_code ? DepRole::code : DepRole::data;
}

std::string command_shown(std::string_view source) {
  constexpr std::string_view kShell = "shell:";
  constexpr std::string_view kArgv = "argv:";
  if (source.starts_with(kShell)) return std::string(source.substr(kShell.size()));
  if (!source.starts_with(kArgv)) return std::string(source);
  std::vector<std::string> words;
  for (std::string_view rest = source.substr(kArgv.size()); rest.starts_with(' ');) {
    std::size_t size = 0;
    const char* const end = rest.data() + rest.size();
    const auto [at, error] = std::from_chars(rest.data() + 1, end, size);
    if (error != std::errc() || at == end || static_cast<std::size_t>(end - at) < size + 1) break;
    words.push_back(shell_quote(std::string_view(at + 1, size)));
    rest = std::string_view(at + 1 + size, static_cast<std::size_t>(end - at) - 1 - size);
  }
  return join(words, " ");
}

std::string CommandSpec::source() const {
  std::string text = is_shell ? "shell:" : "argv:";
  for (const TextTemplate& word : words) {
    // The length in front keeps ["a b"] and ["a", "b"] apart.
    text += is_shell ? word.source : fmt::format(" {}:{}", word.source.size(), word.source);
  }
  return text;
}

const ParamSpec* StageSpec::find_param(std::string_view param_name) const {
  for (const ParamSpec& param : params) {
    if (param.name == param_name) return &param;
  }
  return nullptr;
}

const StageSpec* ProjectSpec::find_stage(std::string_view name) const {
  for (const StageSpec& stage : stages) {
    if (stage.name == name) return &stage;
  }
  return nullptr;
}

const DatasetSpec* ProjectSpec::find_dataset(std::string_view name) const {
  for (const DatasetSpec& dataset : datasets) {
    if (dataset.name == name) return &dataset;
  }
  return nullptr;
}

}  // namespace cairn
