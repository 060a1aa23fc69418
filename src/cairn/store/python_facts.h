// Which Python a command starts, and what is installed there. The interpreter is asked once,
// without importing anything of the user's. It does not know runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/record/provenance.h"

namespace cairn {

/// Splits a shell text into words; "\n" stands for what ends a simple command. Quotes and
/// backslashes are taken off; expansions are left as they are.
std::vector<std::string> shell_words(std::string_view text);

/// The first words of the simple commands in a shell text, assignments and words such as `env`,
/// `exec` and `time` left out: "cd x && A=1 python fit.py" starts cd and python.
std::vector<std::string> started_programs(std::string_view shell_text);

/// The Python that `program` is or is a script of (by its first line, "#!…python…"), as a path;
/// nullopt when it is no Python. `path` is the job's PATH, `folder` its working folder.
std::optional<std::string> find_python(const std::string& program, std::string_view path,
                                       const std::string& folder);

/// What an interpreter says of itself.
struct PythonAnswer {
  PythonFacts facts;
  /// Sorted lines "name==version", names as on PyPI (lower case, runs of - _ . as one -); its
  /// SHA-256 is facts.packages.
  std::string packages;
};

/// Asks an interpreter for version, prefix and packages. A Python that does not answer in 10 s gets
/// a note. `variables` ("NAME=value") go over our environment, as those of the job do. Nothing is
/// written.
PythonAnswer look_at_python(const std::string& interpreter,
                            const std::vector<std::string>& variables);

}  // namespace cairn
