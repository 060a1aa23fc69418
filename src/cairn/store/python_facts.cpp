#include "cairn/store/python_facts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include <fmt/format.h>

#include "cairn/base/capture.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr double kPythonSeconds = 10;
constexpr std::size_t kMostAnswer = 4 << 20;

/// Isolated (-I): the folder and the variables of the job must not decide what is imported here.
/// So the folders that the job's Python has besides are added: PYTHONPATH and the user's packages.
/// The names of *.dist-info folders tell all; metadata is read only where they do not.
constexpr const char* kQuestion = R"(
import json, os, re, site, sys
folders = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p] + sys.path
if sys.prefix == sys.base_prefix and not os.environ.get("PYTHONNOUSERSITE"):
    folders.append(site.getusersitepackages())
def read_name(path):
    name = version = None
    for file in ("METADATA", "PKG-INFO", ""):
        try:
            with open(os.path.join(path, file) if file else path, encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    if not line.strip(): break
                    if line.startswith("Name:"): name = line[5:].strip()
                    if line.startswith("Version:"): version = line[8:].strip()
            return name, version
        except OSError: pass
    return name, version
found = {}
for folder in dict.fromkeys(folders):
    try: entries = sorted(os.listdir(folder))
    except OSError: continue
    for entry in entries:
        stem, ending = os.path.splitext(entry)
        if ending not in (".dist-info", ".egg-info"): continue
        match = re.fullmatch(r"([^-]+)-([^-]+)(-py[\d.]+)?", stem)
        name, version = match.group(1, 2) if match else read_name(os.path.join(folder, entry))
        if name: found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version or "")
print(json.dumps({"version": sys.version.split()[0], "prefix": sys.prefix, "program": sys.executable,
                  "packages": sorted(k + "==" + v for k, v in found.items())}))
)";

bool is_python_name(std::string_view name) {
  for (const std::string_view prefix : {"python", "pypy"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = name.substr(prefix.size());
    return std::all_of(rest.begin(), rest.end(),
                       [](unsigned char c) { return std::isdigit(c) != 0 || c == '.'; });
  }
  return false;
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

/// Words that start the word after them.
bool is_prefix_word(std::string_view word) {
  constexpr std::array<std::string_view, 8> kWords = {"env",  "exec",    "time", "nohup",
                                                      "nice", "command", "then", "do"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// The first line of a script, "" when the file is none.
std::string first_line_of(const std::string& path) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status || !status->is_file()) return {};
  constexpr std::size_t kMostBytes = 512;
  std::array<char, kMostBytes> buffer{};
  std::ifstream file(path, std::ios::binary);
  file.read(buffer.data(), buffer.size());
  const std::string_view head(buffer.data(), static_cast<std::size_t>(file.gcount()));
  return head.starts_with("#!") ? std::string(head.substr(0, head.find('\n'))) : std::string();
}

std::optional<std::string> locate(const std::string& program, std::string_view path,
                                  const std::string& folder) {
  if (program.find('/') == std::string::npos) return find_in_path(program, path);
  return absolute_path(program, folder);
}

void read_answer(const std::string& answer, PythonAnswer& result) {
  PythonFacts& facts = result.facts;
  const Value value = parse_json(answer, "the answer of " + facts.program);
  const List& packages = list_field(value, "packages");
  std::string list;
  for (const Value& package : packages) list += printable(package.as_string()) + "\n";
  // What was found may be a launcher (pyenv, a link); this is what ran.
  const std::string program = text_or(value, "program", "");
  if (!program.empty()) facts.program = program;
  facts.version = text_field(value, "version");
  facts.prefix = text_field(value, "prefix");
  facts.package_count = static_cast<std::int64_t>(packages.size());
  facts.packages = sha256(list);
  result.packages = std::move(list);
}

}  // namespace

std::vector<std::string> shell_words(std::string_view text) {
  constexpr const char* kBreak = "\n";
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  const auto end_word = [&] {
    if (in_word) words.push_back(std::exchange(word, {}));
    in_word = false;
  };
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (c == '\\' && i + 1 < text.size()) {
      if (text[++i] != '\n') word += text[i], in_word = true;
    } else if (c == ' ' || c == '\t') {
      end_word();
    } else if (c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
      end_word();
      words.emplace_back(kBreak);
    } else {
      word += c;
      in_word = true;
    }
  }
  end_word();
  return words;
}

std::vector<std::string> started_programs(std::string_view shell_text) {
  std::vector<std::string> programs;
  bool at_start = true;
  bool after_prefix = false;
  for (const std::string& word : shell_words(shell_text)) {
    if (word == "\n") {
      at_start = true;
      after_prefix = false;
      continue;
    }
    if (!at_start || is_assignment(word)) continue;
    if (is_prefix_word(base_name(word))) {
      after_prefix = true;
      continue;
    }
    if (after_prefix && word.starts_with("-")) continue;  // An option of `env` or `nice`.
    programs.push_back(word);
    at_start = false;
  }
  return programs;
}

std::optional<std::string> find_python(const std::string& program, std::string_view path,
                                       const std::string& folder) {
  const std::optional<std::string> located = locate(program, path, folder);
  if (!located) return std::nullopt;
  if (is_python_name(base_name(*located))) return located;
  const std::string line = first_line_of(*located);
  if (line.empty()) return std::nullopt;
  for (const std::string& word : started_programs(line.substr(2))) {
    if (is_python_name(base_name(word))) return locate(word, path, folder);
  }
  return std::nullopt;
}

PythonAnswer look_at_python(const std::string& interpreter,
                            const std::vector<std::string>& variables) {
  PythonAnswer result{.facts = {.program = interpreter}};
  PythonFacts& facts = result.facts;
  const std::optional<Captured> said = capture({.argv = {interpreter, "-I", "-c", kQuestion},
                                                .environment = variables,
                                                .inherit = Inherit::environment,
                                                .seconds = kPythonSeconds,
                                                .most_bytes = kMostAnswer});
  if (!said) {
    facts.note = "it could not be started";
  } else if (said->is_late) {
    facts.note = fmt::format("it did not answer in {}", human_duration(kPythonSeconds));
  } else if (!said->is_well()) {
    const std::vector<std::string> lines = split(said->errors, '\n');
    const std::size_t last = lines.size() > 1 ? lines.size() - 2 : 0;
    facts.note = fmt::format("it could not be asked: {}", printable(lines[last]));
  } else {
    try {
      read_answer(said->output, result);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
      facts.note = fmt::format("its answer could not be read: {}", error.message());
    }
  }
  return result;
}

}  // namespace cairn
