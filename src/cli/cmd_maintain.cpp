#include <cmath>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/archive_run.h"
#include "cli/clean_report.h"
#include "cli/clean_run.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct MaintainOptions {
  bool dry_run = false;
  bool yes = false;
  bool force = false;
  bool json = false;
};

/// What one policy did, or would do.
struct PolicyOutcome {
  CleanPlan plan;
  TreeUsage usage;
  CleanOutcome done;
  std::optional<ArchiveChoice> archive;  ///< Of one that archives.
  std::size_t archived = 0;              ///< Runs that it has put away.
};

Value policy_json(const CleanupPolicy& policy, const PolicyOutcome& outcome) {
  Value value = outcome.archive ? archive_json(*outcome.archive, outcome.archived > 0)
                                : clean_json(outcome.plan, outcome.usage, outcome.done.moved);
  value.as_map().set("action", outcome.archive ? "archive" : "clean");
  value.as_map().set("policy", policy.name);
  value.as_map().set("place", policy.place);
  return value;
}

PolicyOutcome archive_by(OpenProject& open, const CleanupPolicy& policy,
                         const CleanRequest& request, const MaintainOptions& options) {
  PolicyOutcome outcome;
  try {
    outcome.archive = choose_to_archive(open, request);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("{} ({})", policy.name, policy.place));
  }
  if (!options.json) {
    print_line(fmt::format("{} ({}):", printable(policy.name), policy.place));
    print(archive_report(*outcome.archive));
    flush_output();
  }
  if (options.dry_run || outcome.archive->plan.moves.empty()) return outcome;
  const bool agreed =
      confirm("Move them to the archive?", options.yes ? Consent::given : Consent::asked);
  if (!agreed) return outcome;
  carry_out(open, outcome.archive->archive);
  outcome.archived = run_count(outcome.archive->plan);
  open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
  return outcome;
}

/// Policies are applied one after the other, each to what the ones before have left.
PolicyOutcome apply(OpenProject& open, const CleanupPolicy& policy,
                    const MaintainOptions& options) {
  CleanRequest request = to_request(policy);
  request.trusts_clock = options.force;
  if (!options.dry_run) request.evidence = CleanEvidence::records;
  if (policy.action == CleanupAction::archive) return archive_by(open, policy, request, options);
  PolicyOutcome outcome;
  try {
    outcome.plan = make_clean_plan(open, request);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("{} ({})", policy.name, policy.place));
  }
  outcome.plan.reason = fmt::format("maintain: {}", policy.name);
  outcome.usage = usage_of(open.project, outcome.plan.moves);
  if (!options.json) {
    print_line(fmt::format("{} ({}):", printable(policy.name), policy.place));
    print(clean_report(outcome.plan, outcome.usage));
    flush_output();
  }
  if (options.dry_run || outcome.plan.moves.empty()) return outcome;
  const bool agreed =
      confirm("Move them to the trash?", options.yes ? Consent::given : Consent::asked);
  if (!agreed) return outcome;
  outcome.done = carry_out(open, outcome.plan, Removal::trash);
  open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
  return outcome;
}

/// Days as an age is typed: in whole hours, rounded up, where they are no whole days.
std::string age_text(double days) {
  const bool is_whole = std::floor(days) == days;
  return is_whole ? fmt::format("{:.0f}d", days) : fmt::format("{:.0f}h", std::ceil(days * 24));
}

/// What is older than cleanup.auto_archive_days is archived after all policies, where somebody
/// wrote the option down; of its default a person is told.
std::optional<CleanupPolicy> auto_archive(const Options& options) {
  const auto days = options.number(Option::cleanup_auto_archive_days);
  const std::string& place = options.place(Option::cleanup_auto_archive_days);
  if (!days || place.empty()) return std::nullopt;
  return CleanupPolicy{.name = "cleanup.auto_archive_days",
                       .action = CleanupAction::archive,
                       .older_than = age_text(*days),
                       .place = place};
}

/// What would be archived if cleanup.auto_archive_days were more than a default.
void name_old(OpenProject& open, const MaintainOptions& options) {
  const auto days = open.project.spec.options.number(Option::cleanup_auto_archive_days);
  if (!days || options.json || auto_archive(open.project.spec.options)) return;
  const std::string age = age_text(*days);
  CleanRequest request{.older_than = age, .trusts_clock = options.force};
  try {
    const ArchiveChoice choice = choose_to_archive(open, request);
    if (choice.plan.moves.empty()) return;
    print_line(fmt::format("older than {}: {}; put them away with: cairn archive --older-than {}",
                           age, count_text(choice.plan), age));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;  // A clock that cannot tell what is old.
  }
}

int run_maintain(const MaintainOptions& options) {
  OpenProject open = options.dry_run ? open_for_reading() : open_to_change();
  if (!options.dry_run) settle_cut_off_moves(open);
  std::vector<CleanupPolicy> policies = open.project.spec.options.policies();
  if (const auto policy = auto_archive(open.project.spec.options)) policies.push_back(*policy);
  if (policies.empty() && !options.json) {
    print_line("no policies: write some into cleanup.policies of cairn.yaml");
    name_old(open, options);
    return 0;
  }
  List all;
  std::size_t left = 0;
  std::size_t moved = 0;
  std::size_t archived = 0;
  for (const CleanupPolicy& policy : policies) {
    const PolicyOutcome outcome = apply(open, policy, options);
    left += outcome.done.left;
    moved += outcome.done.moved.size();
    archived += outcome.archived;
    if (options.json) all.push_back(policy_json(policy, outcome));
  }
  if (options.json) {
    print_json(Map{{"format", 1}, {"policies", std::move(all)}});
  }
  if (!options.json && moved > 0) {
    print_line(fmt::format("moved to the trash, {}; back with: cairn trash ls, cairn restore",
                           counted(moved, "entry", "entries")));
  }
  if (!options.json && archived > 0) {
    print_line("moved to the archive; back with: cairn restore");
  }
  name_old(open, options);
  return left == 0 ? 0 : 1;
}

}  // namespace

void setup_maintain(CommandLine& line);

void setup_maintain(CommandLine& line) {
  MaintainOptions& options = line.runs(run_maintain);
  line.about(
      "Applies the stored policies (cleanup.policies in cairn.yaml or in the user's config.yaml) "
      "one after the other: each chooses runs in the words of 'cairn clean', shows what goes and "
      "what stays, asks, and moves them to the trash, or with 'action: archive' to the archive. "
      "What is older than a written cleanup.auto_archive_days is archived at the end.");
  line.flag("-n,--dry-run", options.dry_run, "only show what would go");
  line.flag("-y,--yes", options.yes, "do not ask");
  line.flag("--force", options.force, "trust the clock, whatever was recorded");
  bind_json(line, options.json);
  line.exit_status(1, "some runs changed meanwhile and were left where they are");
  line.exit_status(4, "the clock cannot be trusted, or nobody was there to answer");
  line.example("cairn maintain --dry-run", "what the policies would take today");
  line.example("cairn maintain --yes", "for a cron job");
}

}  // namespace cairn
