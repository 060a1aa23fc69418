#include "cairn/exchange/foreign_readers.h"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::array kReaders = {
    ForeignReader{"dynvision", "dynvision",
                  "DynVision: models/<model>:<args>_<seed>, reports, figures", recognise_dynvision,
                  read_dynvision},
    ForeignReader{"dynvision-flat", "dynvision",
                  "DynVision before its hierarchy: one long name a file", recognise_dynvision_flat,
                  read_dynvision_flat},
    ForeignReader{"lambda-hat", "lambda-hat", "lambda_hat before its store: runs/targets/tgt_…",
                  recognise_lambda_hat, read_lambda_hat},
    ForeignReader{"lambda-hat-store", "lambda-hat",
                  "lambda_hat with its store: experiments/…/runs, store/objects",
                  recognise_lambda_hat_store, read_lambda_hat_store},
    ForeignReader{"ssvae", "ssvae", "SSVAE: <slug>__<code>__<time> with config.yaml",
                  recognise_ssvae, read_ssvae},
    ForeignReader{"nirs4all-v5", "nirs4all", "nirs4all by UUID: pipelines/<uuid>/manifest.yaml",
                  recognise_nirs4all_v5, read_nirs4all_v5},
    ForeignReader{"nirs4all-0.4.1", "nirs4all",
                  "nirs4all 0.4.1: runs/<date>_<dataset>/<number>_<name>", recognise_nirs4all_041,
                  read_nirs4all_041},
    ForeignReader{"nirs4all-sqlite", "nirs4all", "nirs4all with its store: store.sqlite",
                  recognise_nirs4all_sqlite, read_nirs4all_sqlite},
    ForeignReader{"resume-ner", "hpo", "Resume-NER: outputs/hpo beside mlruns",
                  recognise_resume_ner, read_resume_ner},
    ForeignReader{"mlflow", "mlflow", "MLflow's file store: mlruns/<experiment>/<run>/meta.yaml",
                  recognise_mlflow, read_mlflow},
};

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const ForeignReader& reader : kReaders) names.emplace_back(reader.name);
  return names;
}

}  // namespace

std::span<const ForeignReader> foreign_readers() { return kReaders; }

const ForeignReader& find_foreign_reader(const ForeignTree& tree, std::string_view name) {
  const ForeignReader* of_system = nullptr;
  for (const ForeignReader& reader : kReaders) {
    if (reader.name == name) return reader;
    if (reader.system != name) continue;
    if (of_system == nullptr) of_system = &reader;
    if (reader.recognise(tree)) return reader;
  }
  if (of_system != nullptr) return *of_system;
  const std::string hint = did_you_mean(name, names());
  throw Error(ErrorCode::invalid_input, fmt::format("there is no reader '{}'", printable(name)),
              hint.empty() ? fmt::format("the readers: {}", join(names(), ", ")) : hint);
}

Recognised recognise(const ForeignTree& tree) {
  std::vector<Recognised> found;
  for (const ForeignReader& reader : kReaders) {
    if (std::optional<std::string> evidence = reader.recognise(tree)) {
      found.push_back({&reader, *std::move(evidence)});
    }
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    check_nirs4all_store(tree);
    // What may not be listed could be all that tells.
    const std::vector<std::string>& problems = tree.listing().problems;
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("no reader recognises what is in '{}'{}", tree.root(),
                    problems.empty() ? "" : fmt::format(" ({})", printable(problems.front()))),
        fmt::format("name the folder that the program writes, or its kind with --layout: {}",
                    join(names(), ", ")));
  }
  std::string list;
  for (const Recognised& one : found) {
    list += fmt::format("\n  {}: {}", one.reader->name, printable(one.evidence));
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' could be of several programs:{}", tree.root(), list),
              "say which one: --layout NAME, or adopt a folder below");
}

ForeignReading read_as(const ForeignTree& tree, std::string_view name) {
  const ForeignReader& reader = find_foreign_reader(tree, name);
  const std::optional<std::string> evidence = reader.recognise(tree);
  ForeignReading reading{&reader, evidence.value_or(fmt::format("--layout {}", reader.name)),
                         reader.read(tree)};
  // A tree of two programs, as one that logs into MLflow, can be read as either.
  if (evidence || !reading.found.runs.empty()) return reading;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("'{}' does not look like what {} reads", printable(tree.root()), reader.name),
      "see what it is with: cairn adopt DIR --dry-run");
}

}  // namespace cairn
