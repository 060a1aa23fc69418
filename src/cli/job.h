// What a command that `cairn run` started may tell of its run: one JSON line appended to the
// attempt's events file, with one write, so that lines of several processes never mix. It does not
// know the catalog, and takes no lock.
#pragma once

#include <string>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

/// The job around this process.
struct Job {
  std::string folder;  ///< The run folder (CAIRN_RUN_DIR).
  std::string events;  ///< The events file (CAIRN_EVENTS).
};

/// The job that this process belongs to. Throws Error(invalid_input) outside of one and
/// Error(not_found) when its attempt has ended.
Job current_job();

/// Appends one event. Throws Error(invalid_input) for what is none, Error(io).
void append_event(const Job& job, const Value& event);

/// A value as typed on the command line: JSON or YAML flow for lists and maps, else a scalar as
/// YAML reads it. Throws Error(invalid_input).
Value typed_value(std::string_view text);

/// JSON as an option's value, which must be an object; `option` names it in errors.
Map json_map(std::string_view text, std::string_view option);

}  // namespace cairn
