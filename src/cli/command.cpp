#include "cli/command.h"

#include <algorithm>
#include <array>

namespace cairn {

std::span<const Command> commands() {
  using enum CommandGroup;
  static const std::array table = {
      Command{"init", "write a small working project", run, setup_init},
      Command{"run", "run what is missing or stale", run, setup_run},
      Command{"rerun", "run a recorded run again, or with other values", run, setup_rerun},
      Command{"why", "say which value makes a run missing, stale or cached", run, setup_why},
      Command{"log", "note a metric, param, step, artifact, … (inside a job)", run, nullptr,
              log_commands()},
      Command{"child", "print the folder of a child run (inside a job)", run, setup_child},
      Command{"ls", "list the runs", look, setup_ls},
      Command{"show", "show all that is known of one run", look, setup_show},
      Command{"best", "rank the runs by a metric", look, setup_best},
      Command{"compare", "show in what runs differ", look, setup_compare},
      Command{"schema", "show which keys vary, with which values", look, setup_schema},
      Command{"history", "plot and list the points of a metric", look, setup_history},
      Command{"sql", "answer a question in SQL", look, setup_sql},
      Command{"path", "print where a run or its artifact lies", look, setup_path},
      Command{"cat", "write out an artifact or the log of a run", look, setup_cat},
      Command{"logs", "print what a run says, and follow it", look, setup_logs},
      Command{"open", "open a run or an artifact in its program", look, setup_open},
      Command{"note", "write a note on a run or group", annotate, setup_note},
      Command{"tag", "put tags on runs or groups", annotate, setup_tag},
      Command{"alias", "give a run a name of your own", annotate, setup_alias},
      Command{"pin", "keep runs as they are", annotate, setup_pin},
      Command{"unpin", "let pinned runs go", annotate, setup_unpin},
      Command{"export", "pack runs into a zip for somebody else", share, setup_export},
      Command{"import", "take the runs of such a zip, or of a zipped run folder", share,
              setup_import},
      Command{"predict", "predict with a model of a run", share, setup_predict},
      Command{"promote", "copy chosen pictures to names that stay", share, nullptr,
              promote_commands()},
      Command{"adopt", "index another program's results where they lie", share, setup_adopt},
      Command{"migrate", "bring old results into a project of another layout", share,
              setup_migrate},
      Command{"id", "print the id of a run or of a key", identity, setup_id},
      Command{"parse", "say what a path, text or name means", identity, setup_parse},
      Command{"explain", "say what the id of a run was made of", identity, setup_explain},
      Command{"verify", "check that every byte is what it was", housekeeping, setup_verify},
      Command{"analyze", "show where the space goes", housekeeping, nullptr, analyze_commands()},
      Command{"cache", "show and clean the object store", housekeeping, nullptr, cache_commands()},
      Command{"deduplicate", "let equal files share their bytes", housekeeping, setup_deduplicate},
      Command{"doctor", "look at what is wrong, with what to type", housekeeping, setup_doctor},
      Command{"render", "make all documents and rollups anew", housekeeping, setup_render},
      Command{"reindex", "build the catalog anew from the files", housekeeping, setup_reindex},
      Command{"clean", "move runs that are not needed any more to the trash", housekeeping,
              setup_clean},
      Command{"archive", "put old runs out of the way, where they can still be found", housekeeping,
              setup_archive},
      Command{"restore", "bring back what lies in the trash or the archive", housekeeping,
              setup_restore},
      Command{"purge", "remove for good what lies in the trash", housekeeping, setup_purge},
      Command{"trash", "list what lies in the trash", housekeeping, nullptr, trash_commands()},
      Command{"maintain", "clean and archive by the stored policies", housekeeping, setup_maintain},
      Command{"config", "show the options in force, and where each was written", housekeeping,
              setup_config},
      Command{"completion", "print what lets your shell complete words", housekeeping,
              setup_completion},
  };
  return table;
}

bool is_paged(std::string_view name) {
  constexpr std::array<std::string_view, 10> kPaged = {
      "why", "ls", "show", "best", "compare", "schema", "history", "sql", "explain", "config"};
  return std::ranges::find(kPaged, name) != kPaged.end();
}

std::string_view group_title(CommandGroup group) {
  constexpr std::array<std::string_view, 6> kTitles = {"Run",   "Look at results", "Annotate",
                                                       "Share", "Identity",        "Housekeeping"};
  return kTitles[static_cast<std::size_t>(group)];
}

}  // namespace cairn
