#include "cli/general_options.h"

#include <unistd.h>

#include <cerrno>

#include "cairn/base/error.h"
#include "cairn/base/io.h"
#include "cli/terminal.h"

namespace cairn {

void bind_general(CommandLine& line, GeneralOptions& general) {
  line.section("General options");
  line.option("-C", "DIR", general.folder, "work as if started in DIR");
  line.flag("--no-color", general.no_color,
            "no colours (NO_COLOR in the environment does the same)");
}

void apply_general(const GeneralOptions& general) {
  if (general.no_color) disable_color();
  if (general.folder.empty()) return;
  if (::chdir(general.folder.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      throw Error(ErrorCode::not_found, "there is no folder '" + general.folder + "'",
                  "-C takes the folder of a project, or one below it");
    }
    throw_errno("enter the folder", general.folder);
  }
}

}  // namespace cairn
