#include "cli/general_options.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/store/project.h"
#include "cli/terminal.h"

namespace cairn {

void bind_general(CommandLine& line, GeneralOptions& general) {
  line.section("General options");
  line.option("-C", "DIR", general.folder, "work as if started in DIR");
  line.flag("--no-color", general.no_color,
            "no colours (NO_COLOR in the environment does the same)");
}

namespace {

void go_to_folder(const GeneralOptions& general) {
  if (general.folder.empty()) return;
  if (::chdir(general.folder.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      throw Error(ErrorCode::not_found, "there is no folder '" + general.folder + "'",
                  "-C takes the folder of a project, or one below it");
    }
    throw_errno("enter the folder", general.folder);
  }
}

/// In a project whose folder is set-group-id and writable by its group, whoever made a file or
/// folder first would keep the others from their work: a lock, the trash, a session. So what the
/// group may read it may write. Who hides what they make from their group goes on to do so.
void share_with_group() {
  std::optional<FileStat> root;
  try {
    root = stat_following(find_project_root(current_folder()));
  } catch (const Error&) {
    return;  // The verb says what is wrong, where it needs a project.
  }
  constexpr unsigned kShared = S_ISGID | S_IWGRP;
  if (!root || (root->mode & kShared) != kShared) return;
  const mode_t mask = ::umask(S_IRWXG | S_IRWXO);
  const bool may_read = (mask & S_IRGRP) == 0;
  ::umask(may_read ? mask & ~static_cast<mode_t>(S_IWGRP) : mask);
}

}  // namespace

void apply_general(const GeneralOptions& general) {
  if (general.no_color) disable_color();
  go_to_folder(general);
  share_with_group();
}

}  // namespace cairn
