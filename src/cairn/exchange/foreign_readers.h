// The readers of other programs' trees in one table. A reader recognises a tree by what lies in it
// and turns it into foreign runs; each is a file of its own, read_<name>.cpp. Nothing that a reader
// finds damaged stops it: it is a problem, and the rest is read. A reader never writes. It does not
// know what becomes of the runs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cairn/exchange/foreign_run.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

struct ForeignReader {
  std::string_view name;    ///< "lambda-hat"
  std::string_view system;  ///< Whose trees it reads, as their layout is called: "lambda-hat"
  std::string_view what;    ///< "lambda_hat, runs/targets"
  /// Why the tree is one of this kind ("runs/targets/tgt_1/meta.json"), or nullopt.
  std::optional<std::string> (*recognise)(const ForeignTree& tree);
  ForeignRuns (*read)(const ForeignTree& tree);
};

/// All readers, in the order in which they are asked.
std::span<const ForeignReader> foreign_readers();

/// The reader called `name`; by the name of a system the one of its readers that recognises `tree`,
/// else the first of them. Throws Error(invalid_input) with the nearest name.
const ForeignReader& find_foreign_reader(const ForeignTree& tree, std::string_view name);

/// A reader that recognised a tree, with its evidence.
struct Recognised {
  const ForeignReader* reader;
  std::string evidence;
};

/// The one reader that recognises `tree`. Throws Error(invalid_input) where none does, or several:
/// then each with its evidence. Throws Error(corrupt) where none does because a store is damaged.
Recognised recognise(const ForeignTree& tree);

/// What a reader found in a tree that is one of its kind.
struct ForeignReading {
  const ForeignReader* reader;
  std::string evidence;
  ForeignRuns found;
};

/// Reads `tree` as the reader or system `name` does, also where several readers could. Throws
/// Error(invalid_input) for an unknown name, and for a tree that the reader neither recognises nor
/// finds a run in.
ForeignReading read_as(const ForeignTree& tree, std::string_view name);

// One pair of functions for each reader.
std::optional<std::string> recognise_dynvision(const ForeignTree& tree);
ForeignRuns read_dynvision(const ForeignTree& tree);
std::optional<std::string> recognise_dynvision_flat(const ForeignTree& tree);
ForeignRuns read_dynvision_flat(const ForeignTree& tree);
std::optional<std::string> recognise_lambda_hat(const ForeignTree& tree);
ForeignRuns read_lambda_hat(const ForeignTree& tree);
std::optional<std::string> recognise_lambda_hat_store(const ForeignTree& tree);
ForeignRuns read_lambda_hat_store(const ForeignTree& tree);
std::optional<std::string> recognise_ssvae(const ForeignTree& tree);
ForeignRuns read_ssvae(const ForeignTree& tree);
std::optional<std::string> recognise_nirs4all_v5(const ForeignTree& tree);
ForeignRuns read_nirs4all_v5(const ForeignTree& tree);
std::optional<std::string> recognise_nirs4all_041(const ForeignTree& tree);
ForeignRuns read_nirs4all_041(const ForeignTree& tree);
std::optional<std::string> recognise_nirs4all_sqlite(const ForeignTree& tree);
ForeignRuns read_nirs4all_sqlite(const ForeignTree& tree);
/// Throws Error(corrupt) where its store is there and cannot be read, Error(busy) where it was left
/// in the middle of a change: nothing else in the tree says what that is.
void check_nirs4all_store(const ForeignTree& tree);
std::optional<std::string> recognise_resume_ner(const ForeignTree& tree);
ForeignRuns read_resume_ner(const ForeignTree& tree);
std::optional<std::string> recognise_mlflow(const ForeignTree& tree);
ForeignRuns read_mlflow(const ForeignTree& tree);

}  // namespace cairn
