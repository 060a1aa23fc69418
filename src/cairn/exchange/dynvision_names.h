// The names that DynVision gives to folders: "<model>:<args>_<seed>" of weights,
// "<data>:<group>_<status>" of reports; and when a test is finished. Only its readers use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/value.h"
#include "cairn/exchange/foreign_run.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// "DyRCNNx8:tsteps=20+dt=2_7000" in its parts.
struct ModelName {
  std::string model;
  std::string args;  ///< "tsteps=20+dt=2"; empty: none.
  Map params;
  Value seed;  ///< A number, or the text "7000.7001" for several.
};

/// Reads it; nullopt for any other text, and for a hashed identifier.
std::optional<ModelName> read_model_name(std::string_view text);
/// Whether it is one with arguments: nobody else writes such names.
bool is_argued_name(std::string_view text);

/// "imagenette:all_trained", or without a group "imagenette_trained".
struct DataName {
  std::string data;
  std::string group;
  std::string status;
};
DataName read_data_name(std::string_view text);

/// Whether the full name of a model is one that `pattern` means: "*" stands for any value of its
/// argument, and a seed may be one of several, "7000.7001".
bool matches_pattern(const std::string& pattern, const std::string& full);

/// A test is finished when one of its tables is there, else pending, as weights are.
void set_test_status(const ForeignTree& tree, ForeignRun& test);

}  // namespace cairn
