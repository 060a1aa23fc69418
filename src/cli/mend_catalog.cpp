#include "cli/mend_catalog.h"

#include <exception>
#include <optional>
#include <string>

#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/refresh.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Whether a damaged catalog could be the cause.
bool may_come_from_catalog(const std::exception& failure) {
  const auto* error = dynamic_cast<const Error*>(&failure);
  return error == nullptr || error->code() == ErrorCode::corrupt ||
         error->code() == ErrorCode::internal;
}

/// Moves a damaged catalog aside; nullopt when there is none.
std::optional<std::string> put_damage_aside() {
  try {
    return put_damaged_catalog_aside(open_project(current_folder()));
  } catch (const std::exception&) {
    return std::nullopt;  // What the verb said is told instead.
  }
}

}  // namespace

int execute_mending(const CommandLine& line) {
  try {
    return line.execute();
  } catch (const std::exception& failure) {
    if (!may_come_from_catalog(failure)) throw;
    const bool has_begun = has_changed_disk() || has_printed();
    const std::optional<std::string> told = put_damage_aside();
    if (!told) throw;
    report_warnings({*told});
    if (has_begun) {
      throw Error(ErrorCode::corrupt, "the command met the damage in its midst, and has stopped",
                  "type it again: what it has done stays done");
    }
  }
  return line.execute();
}

}  // namespace cairn
