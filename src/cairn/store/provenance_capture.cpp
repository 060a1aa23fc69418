#include "cairn/store/provenance_capture.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/store/git_state.h"
#include "cairn/store/host_facts.h"
#include "cairn/store/python_facts.h"

namespace cairn {

namespace {

/// What changes how programs run, and tells where they ran. Never a variable that can hold a secret
/// by design. A final `*` stands for any ending.
constexpr std::array<std::string_view, 41> kKeptVariables = {"PATH",
                                                             "LD_LIBRARY_PATH",
                                                             "LD_PRELOAD",
                                                             "LANG",
                                                             "LC_*",
                                                             "TZ",
                                                             "SHELL",
                                                             "USER",
                                                             "HOME",
                                                             "TMPDIR",
                                                             "VIRTUAL_ENV",
                                                             "CONDA_DEFAULT_ENV",
                                                             "CONDA_PREFIX",
                                                             "PYTHONPATH",
                                                             "PYTHONHOME",
                                                             "PYTHONHASHSEED",
                                                             "PYTHONNOUSERSITE",
                                                             "PYTHONOPTIMIZE",
                                                             "R_LIBS",
                                                             "R_LIBS_USER",
                                                             "JULIA_PROJECT",
                                                             "JULIA_NUM_THREADS",
                                                             "CUDA_VISIBLE_DEVICES",
                                                             "CUDA_HOME",
                                                             "CUDA_DEVICE_ORDER",
                                                             "CUBLAS_WORKSPACE_CONFIG",
                                                             "NVIDIA_VISIBLE_DEVICES",
                                                             "ROCR_VISIBLE_DEVICES",
                                                             "HIP_VISIBLE_DEVICES",
                                                             "TF_DETERMINISTIC_OPS",
                                                             "XLA_FLAGS",
                                                             "OMP_*",
                                                             "MKL_NUM_THREADS",
                                                             "OPENBLAS_NUM_THREADS",
                                                             "NUMEXPR_NUM_THREADS",
                                                             "NUMBA_NUM_THREADS",
                                                             "TOKENIZERS_PARALLELISM",
                                                             "SLURM_JOB_*",
                                                             "SLURM_ARRAY_*",
                                                             "SLURM_CPUS_PER_TASK",
                                                             "LOADEDMODULES"};

constexpr std::array<std::string_view, 26> kCodeEndings = {
    ".py",   ".pyx", ".ipynb", ".r",   ".R",    ".Rmd", ".jl",   ".sh", ".m",
    ".c",    ".h",   ".cc",    ".cpp", ".hpp",  ".cu",  ".f90",  ".rs", ".go",
    ".java", ".js",  ".ts",    ".sql", ".yaml", ".yml", ".toml", ".cfg"};

bool is_code(std::string_view path) {
  return std::any_of(kCodeEndings.begin(), kCodeEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

/// The kept variables as JSON, sorted, one a line.
std::string environment_text(const Redactor& redactor) {
  std::vector<std::pair<std::string, std::string>> kept;
  for (auto& [name, value] : environment_variables()) {
    if (!is_kept_variable(name) || !is_utf8(name) || !is_utf8(value)) continue;
    kept.emplace_back(name, redactor.redact(value));
  }
  std::sort(kept.begin(), kept.end());
  Map map;
  for (auto& [name, value] : kept) map.set(name, std::move(value));
  return to_json(map, JsonStyle::pretty) + "\n";
}

std::string job_path(const ProvenanceRequest& request) {
  for (const auto& [name, value] : *request.variables) {
    if (name == "PATH" && value) return *value;
  }
  const char* path = std::getenv("PATH");
  return path == nullptr ? "/usr/bin:/bin" : path;
}

std::vector<std::string> programs_of(const std::vector<std::string>& argv) {
  const bool is_shell = argv.size() == 3 && argv[0] == "/bin/sh" && argv[1] == "-c";
  if (is_shell) return started_programs(argv[2]);
  std::string text;
  for (const std::string& word : argv) text += shell_quote(word) + " ";
  return started_programs(text);
}

/// Code files of the project that a command names, as paths from it, sorted.
std::set<std::string> code_named_by(const Project& project, const PredictCommand& command) {
  std::set<std::string> files;
  for (const std::string& text : command.words) {
    for (const std::string& word :
         command.is_shell ? shell_words(text) : std::vector<std::string>{text}) {
      const std::string place = absolute_path(word, project.root);
      if (!is_code(word) || !is_below(place, project.root)) continue;
      const std::optional<FileStat> status = stat_following(place);
      if (status && status->is_file()) files.insert(relative_to(place, project.root));
    }
  }
  return files;
}

}  // namespace

bool is_kept_variable(std::string_view name) {
  return std::any_of(kKeptVariables.begin(), kKeptVariables.end(), [&](std::string_view kept) {
    if (!kept.ends_with('*')) return kept == name;
    return name.starts_with(kept.substr(0, kept.size() - 1));
  });
}

std::vector<std::string> stage_variables(const ProvenanceRequest& request) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : *request.variables) {
    if (value) variables.push_back(name + "=" + *value);
  }
  return variables;
}

std::optional<std::string> job_interpreter(const Project& project,
                                           const ProvenanceRequest& request) {
  const std::string path = job_path(request);
  for (const std::string& program : programs_of(*request.argv)) {
    if (auto interpreter = find_python(program, path, project.root)) return interpreter;
  }
  return std::nullopt;
}

ObjectStore open_objects(const Project& project) {
  return ObjectStore(project.hidden("objects"), project.spec.durability);
}

std::vector<SourceText> source_texts(const Project& project, const std::string& dep) {
  const std::string place = absolute_path(dep, project.root);
  const std::optional<FileStat> status = stat_following(place);
  if (!status) return {};
  std::vector<std::string> files = {dep};
  if (status->is_folder()) {
    files.clear();
    for (const std::string& file : files_below(place)) {
      if (is_code(file)) files.push_back(join_path(clean_path(dep), file));
    }
  }
  std::vector<SourceText> sources;
  std::size_t total = 0;
  for (const std::string& file : files) {
    const std::string path = absolute_path(file, project.root);
    const std::optional<FileStat> found = stat_following(path);
    if (!found || !found->is_file() || found->size > kMostSourceBytes || is_secret_file(file)) {
      continue;
    }
    if (total += found->size; total > kMostSourceFolderBytes) break;
    const std::string bytes = read_file(path);
    if (!is_plain_text(bytes)) continue;
    std::string text = project.redactor.redact(bytes);
    const bool is_redacted = text != bytes;
    sources.push_back({.path = file, .text = std::move(text), .is_redacted = is_redacted});
  }
  return sources;
}

Provenance PendingProvenance::get() const {
  Provenance provenance = known_;
  if (python_.valid()) provenance.python = python_.get();
  return provenance;
}

ProvenanceCapture::ProvenanceCapture(const Project& project)
    : project_(project), objects_(project.hidden("objects"), project.spec.durability) {}

const Provenance& ProvenanceCapture::shared() {
  if (!shared_) {
    Provenance found{.host = look_at_host(), .git = look_at_git(project_, objects_)};
    found.environment = objects_.put(environment_text(project_.redactor));
    shared_ = std::move(found);
  }
  return *shared_;
}

PendingProvenance ProvenanceCapture::begin(const ProvenanceRequest& request) {
  const std::lock_guard<std::mutex> guard(mutex_);
  std::shared_future<PythonFacts> python = python_of(request);
  Provenance known = shared();
  known.sources = sources_of(*request.deps);
  if (request.predict != nullptr) add_predict_sources(*request.predict, known.sources);
  return {std::move(known), std::move(python)};
}

std::optional<std::string> ProvenanceCapture::interpreter_of(const std::string& program,
                                                             const std::string& path) {
  const auto [entry, is_new] = interpreters_.try_emplace({program, path});
  if (is_new) entry->second = find_python(program, path, project_.root);
  return entry->second;
}

std::shared_future<PythonFacts> ProvenanceCapture::python_of(const ProvenanceRequest& request) {
  const std::string path = job_path(request);
  for (const std::string& program : programs_of(*request.argv)) {
    const std::optional<std::string> interpreter = interpreter_of(program, path);
    if (!interpreter) continue;
    std::shared_future<PythonFacts>& facts = pythons_[*interpreter];
    if (!facts.valid()) {
      facts = std::async(std::launch::async,
                         [this, interpreter = *interpreter, variables = stage_variables(request)] {
                           PythonAnswer answer = look_at_python(interpreter, variables);
                           if (answer.facts.packages) objects_.put(answer.packages);
                           return std::move(answer.facts);
                         });
    }
    return facts;
  }
  return {};
}

std::vector<std::pair<std::string, Digest>> ProvenanceCapture::sources_of(const Map& deps) {
  std::vector<std::pair<std::string, Digest>> sources;
  for (const auto& [dep, state] : deps) {
    const auto [entry, is_new] = sources_.try_emplace({dep, to_text(state)});
    if (is_new) entry->second = sources_at(dep);
    sources.insert(sources.end(), entry->second.begin(), entry->second.end());
  }
  return sources;
}

/// They are no deps: what is done with the results later decides nothing about them.
void ProvenanceCapture::add_predict_sources(const PredictCommand& predict,
                                            std::vector<std::pair<std::string, Digest>>& sources) {
  for (const std::string& file : code_named_by(project_, predict)) {
    const bool is_known =
        std::ranges::any_of(sources, [&](const auto& source) { return source.first == file; });
    const std::optional<FileStat> status = stat_following(project_.absolute(file));
    if (is_known || !status) continue;
    const std::string state = fmt::format("{} bytes at {}", status->size, status->mtime_ns);
    const auto [entry, is_new] = sources_.try_emplace({file, state});
    if (is_new) entry->second = sources_at(file);
    sources.insert(sources.end(), entry->second.begin(), entry->second.end());
  }
}

std::vector<std::pair<std::string, Digest>> ProvenanceCapture::sources_at(const std::string& dep) {
  std::vector<std::pair<std::string, Digest>> sources;
  for (const SourceText& source : source_texts(project_, dep)) {
    sources.emplace_back(source.path, objects_.put(source.text));
  }
  return sources;
}

}  // namespace cairn
