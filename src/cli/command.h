// The verbs of cairn in one explicit table: a name, a line of summary, a group, and the function
// that binds its options. A verb with verbs of its own (`cairn log metric`) has a table below it
// instead. It does not know what the verbs do.
#pragma once

#include <span>
#include <string_view>

#include "cli/options.h"

namespace cairn {

/// Where the overview lists a verb.
enum class CommandGroup { run, look, annotate, share, identity, housekeeping };

/// One verb.
struct Command {
  std::string_view name;
  std::string_view summary;
  CommandGroup group = CommandGroup::look;
  void (*setup)(CommandLine& line) = nullptr;  ///< Null for a verb with verbs of its own.
  std::span<const Command> verbs = {};
};

/// All verbs, in the order of the overview.
std::span<const Command> commands();

/// Whether what the verb called `name` prints is read at one's leisure: $PAGER may have it.
bool is_paged(std::string_view name);

/// The heading of a group: "Look at results".
std::string_view group_title(CommandGroup group);

// One setup function for each verb, in cmd_<verb>.cpp.
void setup_adopt(CommandLine& line);
void setup_alias(CommandLine& line);
void setup_archive(CommandLine& line);
void setup_best(CommandLine& line);
void setup_cat(CommandLine& line);
void setup_clean(CommandLine& line);
void setup_child(CommandLine& line);
void setup_compare(CommandLine& line);
void setup_completion(CommandLine& line);
void setup_config(CommandLine& line);
void setup_deduplicate(CommandLine& line);
void setup_doctor(CommandLine& line);
void setup_explain(CommandLine& line);
void setup_export(CommandLine& line);
void setup_history(CommandLine& line);
void setup_id(CommandLine& line);
void setup_import(CommandLine& line);
void setup_init(CommandLine& line);
void setup_logs(CommandLine& line);
void setup_ls(CommandLine& line);
void setup_maintain(CommandLine& line);
void setup_migrate(CommandLine& line);
void setup_note(CommandLine& line);
void setup_open(CommandLine& line);
void setup_parse(CommandLine& line);
void setup_path(CommandLine& line);
void setup_pin(CommandLine& line);
void setup_purge(CommandLine& line);
void setup_predict(CommandLine& line);
void setup_reindex(CommandLine& line);
void setup_render(CommandLine& line);
void setup_restore(CommandLine& line);
void setup_rerun(CommandLine& line);
void setup_run(CommandLine& line);
void setup_schema(CommandLine& line);
void setup_show(CommandLine& line);
void setup_sql(CommandLine& line);
void setup_tag(CommandLine& line);
void setup_unpin(CommandLine& line);
void setup_verify(CommandLine& line);
void setup_why(CommandLine& line);

/// The verbs of `cairn log`, in cmd_log.cpp, and of `cairn cache`, in cmd_cache.cpp.
std::span<const Command> log_commands();
std::span<const Command> cache_commands();
/// The verbs of `cairn analyze`, in cmd_analyze.cpp.
std::span<const Command> analyze_commands();

/// The verbs of `cairn promote`, in cmd_promote.cpp.
std::span<const Command> promote_commands();

/// The verbs of `cairn trash`, in cmd_trash.cpp.
std::span<const Command> trash_commands();

}  // namespace cairn
