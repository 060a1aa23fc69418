// `cairn predict`: runs the command that a stage recorded for its models, on new data. It is shown
// first, and never run of a package of somebody else without being asked.
#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/exchange/choose_child.h"
#include "cairn/exchange/package.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/imported.h"
#include "cairn/record/store_paths.h"
#include "cairn/runner/predict_command.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/general_options.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct PredictOptions {
  std::string run;
  std::string data;
  std::string model = "best";
  bool dry_run = false;
  bool yes = false;
};

/// The run whose command is meant.
struct Subject {
  Record record;
  std::string folder;          ///< Absolute.
  std::string work;            ///< Where the command is started.
  std::string stranger;        ///< Whose command it is, when it is not this project's; else empty.
  bool is_in_project = false;  ///< It lies among the results of a project.
};

/// Where the command of a package finds the files that came with it.
std::string work_in_package(const std::string& folder) {
  std::string sources = join_path(join_path(folder, kProvenanceFolder), "sources");
  return stat_path(sources) ? sources : folder;
}

/// The run in a folder that no project knows: an unpacked package, or a copied run folder.
Subject read_folder(const std::string& folder) {
  std::vector<RunId> ids;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const auto name = parse_run_file_name(entry.name);
    if (name && name->kind == RunFileName::Kind::record) ids.push_back(name->id);
  }
  if (ids.size() != 1) {
    throw Error(
        ids.empty() ? ErrorCode::not_found : ErrorCode::conflict,
        fmt::format("'{}' holds {}", printable(folder), ids.empty() ? "no run" : "several runs"),
        "name the folder of one run: the one that holds its .run");
  }
  return {.record = read_record(folder, ids.front()),
          .folder = folder,
          .work = work_in_package(folder),
          .stranger = fmt::format("'{}', which is none of this project's runs", printable(folder))};
}

/// Whether `folder` is a run folder outside of all results.
bool is_foreign(const std::string& folder) {
  if (!stat_path(run_files_folder(folder))) return false;
  if (stat_path(join_path(folder, kManifestFile))) return true;
  try {
    const Project project = open_project(folder);
    return !is_below(folder, project.absolute(project.results()));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return true;
  }
}

/// The package that somebody unpacked among the results and that a run folder belongs to: itself,
/// or a folder above it.
std::optional<std::string> package_around(const Project& project, const std::string& folder) {
  const std::string results = project.absolute(project.results());
  for (std::string at = folder; is_below(at, results) && at != results; at = parent_path(at)) {
    if (stat_path(join_path(at, kManifestFile))) return at;
  }
  return std::nullopt;
}

Subject find_subject(const PredictOptions& options) {
  const std::string path = absolute_path(options.run, current_folder());
  if (is_foreign(path)) return read_folder(path);
  OpenProject open = open_for_reading();
  const Resolved resolved = resolve_in_place(open, options.run);
  Subject subject{.record = load_record(open.project, resolved.run),
                  .folder = open.project.absolute(resolved.run.path),
                  .work = open.project.root,
                  .stranger = "",
                  .is_in_project = true};
  if (const auto note = read_imported(subject.folder, resolved.run.id)) {
    subject.stranger = fmt::format("the package {}", printable(note->package));
    if (!note->exported_by.empty()) {
      subject.stranger += fmt::format(" of {}", printable(note->exported_by));
    }
  } else if (const auto package = package_around(open.project, subject.folder)) {
    subject.stranger = fmt::format("the package in '{}'", printable(*package));
    if (*package == subject.folder) subject.work = work_in_package(subject.folder);
  }
  return subject;
}

bool is_model_of(const RecordArtifact& artifact, const RecordChild* child) {
  const bool is_model = artifact.role == "model" || artifact.role == "models";
  return is_model && (child == nullptr || artifact.child == child->name);
}

/// The folder that holds all of these files.
std::string common_folder(const std::vector<std::string>& files) {
  std::string folder = parent_path(files.front());
  for (const std::string& file : files) {
    while (!folder.empty() && !is_below(file, folder)) folder = parent_path(folder);
  }
  return folder;
}

/// Whether nothing but files of this child lies in a folder.
bool is_own_folder(const Record& record, const RecordChild& child, const std::string& folder) {
  return !folder.empty() &&
         std::ranges::all_of(record.artifacts, [&](const RecordArtifact& artifact) {
           return artifact.child == child.name || !is_below(artifact.path, folder);
         });
}

/// The folder of a child, or what the run has of models: where the layout puts the files of a child
/// elsewhere than its folder, the files say it.
std::string model_path(const Subject& subject, const RecordChild* child) {
  const std::string own = child == nullptr ? "" : child->path;
  if (!own.empty() && stat_path(join_path(subject.folder, own))) {
    return join_path(subject.folder, own);
  }
  std::vector<std::string> files;
  for (const RecordArtifact& artifact : subject.record.artifacts) {
    if (is_model_of(artifact, child)) files.push_back(artifact.path);
  }
  std::string path = own;
  if (!files.empty()) {
    path = common_folder(files);
    const bool is_whole = !own.empty() && is_own_folder(subject.record, *child, path);
    if (files.size() == 1 && !is_whole) path = files.front();
  }
  const std::string absolute = join_path(subject.folder, path);
  if (stat_path(absolute)) return absolute;
  throw Error(ErrorCode::not_found, fmt::format("'{}' is not there", printable(absolute)),
              "choose another model with --model, or import a package that holds it");
}

/// Whether a file holds what was recorded, read as the command will read it. One that is gone does:
/// whoever needs it will miss it, and nobody is misled.
bool has_recorded_bytes(const std::string& path, const RecordArtifact& artifact) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status) return true;
  return status->is_file() && status->size == artifact.size && hash_path(path) == artifact.sha256;
}

/// Throws Error(corrupt) where a file that the command is led to is not the one on record: what it
/// predicted would pass for what the recorded model says.
void check_model(const Subject& subject, const std::string& model) {
  const bool reads_run = asks_for(*subject.record.definition.predict, "run");
  std::vector<const RecordArtifact*> files;
  for (const RecordArtifact& artifact : subject.record.artifacts) {
    if (reads_run || is_below(join_path(subject.folder, artifact.path), model)) {
      files.push_back(&artifact);
    }
  }
  std::vector<char> is_sound(files.size());
  for_each_index(files.size(), [&](std::size_t i) {
    is_sound[i] = has_recorded_bytes(join_path(subject.folder, files[i]->path), *files[i]) ? 1 : 0;
  });
  const auto changed = std::count(is_sound.begin(), is_sound.end(), 0);
  if (changed == 0) return;
  const auto first = std::find(is_sound.begin(), is_sound.end(), 0) - is_sound.begin();
  const std::string path = join_path(subject.folder, files[static_cast<std::size_t>(first)]->path);
  const std::string what =
      changed == 1 ? "is not" : fmt::format("and {} more are not", changed - 1);
  throw Error(
      ErrorCode::corrupt, fmt::format("'{}' {} what was recorded", printable(path), what),
      subject.is_in_project
          ? "bring it back from an equal copy, where there is one: cairn verify --deep --repair"
          : "take the folder from its package again");
}

void ask_for_consent(const Subject& subject, const PredictOptions& options) {
  if (subject.stranger.empty() || options.yes) return;
  require_consent(fmt::format("this command comes from {}", subject.stranger),
                  ", and may do anything that you may. Run it?",
                  "read it; if you trust it and the files that it loads, say --yes-run-imported");
}

int run_predict(const PredictOptions& options) {
  const std::string data = absolute_path(options.data, current_folder());
  if (!stat_following(data)) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", printable(data)));
  }
  const Subject subject = find_subject(options);
  const RunDefinition& definition = subject.record.definition;
  if (!definition.predict) {
    throw Error(ErrorCode::not_found,
                fmt::format("run {} recorded no command to predict with", definition.id.text),
                "give its stage one in cairn.yaml, as in predict: python predict.py {model} "
                "{data}; it holds for runs that are made from then on");
  }
  const RecordChild* child = choose_child(subject.record, options.model);
  const std::string model = model_path(subject, child);
  const ReadyCommand ready =
      ready_predict(*definition.predict, {.model = model, .data = data, .run = subject.folder});
  print_error(fmt::format("in {}: {}\n", printable(subject.work), printable(ready.text)));
  if (options.dry_run) return 0;
  check_model(subject, model);
  ask_for_consent(subject, options);
  flush_output();
  apply_general({.folder = subject.work});
  const ExitStatus ended = run_in_foreground(ready.argv);
  if (ended.exit_code == 0) return 0;
  throw Error(ErrorCode::external,
              ended.exit_code
                  ? fmt::format("the command ended with {}", *ended.exit_code)
                  : fmt::format("the command was ended by signal {}", ended.signal.value_or(0)));
}

}  // namespace

void setup_predict(CommandLine& line) {
  PredictOptions& options = line.runs(run_predict);
  line.about(
      "Predicts with a model of a run: starts the command that its stage stated as predict: when "
      "it ran, with the paths of the model and of DATA. The command is shown first. A model whose "
      "files are not those on record is not used. The command of a package from somebody else is "
      "not run without being asked.");
  line.argument(
      "RUN", options.run,
      "an id or its beginning, a name, a path, latest or best; or the folder of an unpacked "
      "package");
  line.argument("DATA", options.data, "the file or folder to predict for");
  line.option("--model", "MODEL", options.model,
              "of children: best, or the id or name of one (default: best)");
  line.flag("-n,--dry-run", options.dry_run, "only show the command");
  line.flag("--yes-run-imported", options.yes,
            "run it although it came from somebody else: it may do anything that you may");
  line.exit_status(3, "the run recorded no such command, or the model or DATA is not there");
  line.exit_status(4, "the command came from somebody else, and nobody said yes");
  line.exit_status(6, "a file of the model is not what was recorded");
  line.exit_status(8, "the command failed");
  line.example("cairn predict latest new_samples.csv >predicted.csv", "with the best model");
  line.example("cairn predict pb8yky new_samples.csv --model fold_0 -n", "what would be run");
}

}  // namespace cairn
