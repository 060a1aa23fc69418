// What was found around a run when it was made (host, Python, packages) against what is found now.
// It is recorded with each run, and makes one stale only where a person asks for that. Each Python
// is asked once. Safe for many threads. It writes nothing.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "cairn/record/record.h"
#include "cairn/runner/placeholders.h"
#include "cairn/runner/reason.h"
#include "cairn/store/python_facts.h"

namespace cairn {

class EnvironmentCheck {
 public:
  explicit EnvironmentCheck(const Project& project) : project_(project) {}

  /// How what the command would find now differs from what the record tells, one reason for each
  /// thing.
  Reasons differences(const RenderedCommand& command, const Record& record);

 private:
  const HostFacts& host();
  std::optional<PythonAnswer> python_of(const RenderedCommand& command);

  const Project& project_;
  std::mutex mutex_;
  std::optional<HostFacts> host_;
  std::map<std::string, PythonAnswer> pythons_;  ///< By interpreter.
};

/// "numpy: 1.26.4 → 2.0.0; scipy is gone (and 3 more)": how two lists of "name==version" differ.
std::string package_changes(const std::string& before, const std::string& after);

}  // namespace cairn
