// What placeholders stand for in one run: its values, its folder, its outs, its needs. A need that
// is a group of runs stands for several texts. It does not know shells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// The values of `run` and of its single needs: parameters and fields of its dataset. Throws
/// Error(internal) for a name that check_placeholders should have refused.
std::string value_text(const ProjectSpec& project, const Point& point, std::string_view name);

/// The texts that a placeholder of a command stands for; paths are absolute.
std::vector<std::string> command_texts(const Project& project, const std::vector<PlannedRun>& runs,
                                       const PlannedRun& run, std::string_view name);

/// A command with every placeholder filled in.
struct RenderedCommand {
  std::vector<std::string> argv;  ///< What is started; `sh -c TEXT` for a shell command.
  std::string text;               ///< As a person would type it.
  std::vector<std::pair<std::string, std::optional<std::string>>> environment;
};

/// Fills in the command and the declared environment of a run. In a shell command every value is
/// quoted as its place asks for, so that it stays what it is; in argv a word that is just a grouped
/// need becomes several words.
RenderedCommand render_command(const Project& project, const std::vector<PlannedRun>& runs,
                               const PlannedRun& run);

}  // namespace cairn
