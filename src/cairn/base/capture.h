// Asking another program something: what it prints, within a time and a size. What takes longer or
// says more is ended. It does not know what is asked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/process.h"

namespace cairn {

/// What to ask.
struct CaptureRequest {
  std::vector<std::string> argv;
  std::vector<std::string> environment;  ///< "NAME=value".
  Inherit inherit = Inherit::nothing;
  std::string folder;                ///< Working folder; empty: ours.
  double seconds = 10;               ///< When it is ended.
  std::size_t most_bytes = 1 << 20;  ///< Of its output; it is ended when it prints more.
};

/// What it said.
struct Captured {
  std::string output;
  std::string errors;            ///< At most its first 4 KiB.
  std::optional<int> exit_code;  ///< Absent when it was ended.
  bool is_late = false;          ///< It took longer than it was given.
  bool is_cut = false;           ///< It printed more than was asked for.

  bool is_well() const { return exit_code == 0; }
};

/// Runs a program to its end. Returns nullopt when there is no such program. Throws Error(io).
std::optional<Captured> capture(const CaptureRequest& request);

}  // namespace cairn
