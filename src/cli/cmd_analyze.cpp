// `cairn analyze storage`: where the space goes.
#include <array>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/query/table.h"
#include "cairn/retention/analyze.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct AnalyzeOptions {
  OutputOptions output;
};

constexpr std::size_t kShownShares = 12;

Map to_map(const SpaceUsage& usage) {
  return {
      {"runs", usage.runs}, {"bytes", usage.bytes}, {"disk", usage.disk}, {"inodes", usage.inodes}};
}

void print_report_json(const SpaceReport& report) {
  Map map{{"format", 1}, {"total", to_map(report.total)}};
  for (const SpaceTable& table : report.tables) {
    List shares;
    for (const SpaceShare& share : table.shares) {
      Map row{{"name", share.name}};
      for (const auto& [key, value] : to_map(share.usage)) row.append(key, value);
      shares.push_back(std::move(row));
    }
    map.append("by_" + table.by, std::move(shares));
  }
  map.append("objects", report.objects);
  map.append("trash", report.trash);
  map.append("other", report.other);
  map.append("duplicates", report.duplicates);
  map.append("savings", report.savings);
  List oldest;
  for (const OldRun& run : report.oldest) {
    oldest.push_back(Map{{"id", run.id.text},
                         {"name", run.name},
                         {"path", run.path},
                         {"when", utc_text(run.when)},
                         {"disk", run.disk}});
  }
  map.append("oldest", std::move(oldest));
  map.append("warnings", List(report.warnings.begin(), report.warnings.end()));
  print_json(map);
}

/// All shares in one table, for programs and documents.
Table shares_table(const SpaceReport& report) {
  Table table;
  table.columns = {{"by", CellKind::text, ColumnRole::fixed},
                   {"name", CellKind::text, ColumnRole::fixed},
                   {"runs", CellKind::integer, ColumnRole::fixed},
                   {"bytes", CellKind::bytes, ColumnRole::fixed},
                   {"disk", CellKind::bytes, ColumnRole::fixed},
                   {"inodes", CellKind::integer, ColumnRole::fixed}};
  for (const SpaceTable& shares : report.tables) {
    for (const SpaceShare& share : shares.shares) {
      table.rows.push_back({shares.by, share.name.empty() ? Value() : Value(share.name),
                            share.usage.runs, share.usage.bytes, share.usage.disk,
                            share.usage.inodes});
    }
  }
  return table;
}

void print_table_of(const SpaceTable& table) {
  // One share says nothing that the total does not say.
  if (table.shares.size() < 2 && table.by != "month") return;
  print_line(fmt::format("\nBy {}:", table.by));
  std::size_t width = 0;
  for (const SpaceShare& share : table.shares) {
    width = std::max(width, display_width(printable(share.name)));
  }
  for (std::size_t i = 0; i < table.shares.size() && i < kShownShares; ++i) {
    const SpaceShare& share = table.shares[i];
    const std::string name = share.name.empty() ? "-" : printable(share.name);
    const std::string padding(std::max<std::size_t>(width, 7) - display_width(name), ' ');
    print_line(fmt::format("  {}{}  {:>6} {}  {:>9}  on disk {:>9}  {:>7} inodes", name, padding,
                           share.usage.runs, share.usage.runs == 1 ? "run " : "runs",
                           human_bytes(share.usage.bytes), human_bytes(share.usage.disk),
                           share.usage.inodes));
  }
  if (table.shares.size() > kShownShares) {
    print_line(
        fmt::format("  … and {} more; --json has them all", table.shares.size() - kShownShares));
  }
}

void print_text(const SpaceReport& report) {
  print_line(fmt::format("Total runs: {} ({}; {} on disk, {} inodes)", report.total.runs,
                         human_bytes(report.total.bytes), human_bytes(report.total.disk),
                         report.total.inodes));
  for (const SpaceTable& table : report.tables) print_table_of(table);
  print_line(fmt::format("\nBeside the runs: objects {}, trash {}, catalog and the rest {}",
                         human_bytes(report.objects), human_bytes(report.trash),
                         human_bytes(report.other)));
  print_line(fmt::format("Duplicates: {} could be saved in {} files{}", human_bytes(report.savings),
                         report.duplicates, report.duplicates > 0 ? ": cairn deduplicate" : ""));
  if (!report.oldest.empty()) print_line("\nOldest runs:");
  for (const OldRun& run : report.oldest) {
    const double days = static_cast<double>(now_us() - run.when) / 8.64e10;
    print_line(fmt::format("  {}  {:>4.0f} days  {:>9}  {}", run.id.text, days,
                           human_bytes(run.disk), printable(run.path)));
  }
}

int run_storage(const AnalyzeOptions& options) {
  const OpenProject open = open_for_reading();
  const SpaceReport report = analyze_storage(open.project, open.catalog());
  const TableFormat format = output_format(options.output);
  if (format == TableFormat::json) {
    print_report_json(report);
    return 0;
  }
  if (format == TableFormat::table) {
    print_text(report);
  } else {
    print_table(shares_table(report), options.output);
  }
  report_all_warnings(report.warnings);
  return 0;
}

void setup_analyze_storage(CommandLine& line) {
  AnalyzeOptions& options = line.runs(run_storage);
  line.about(
      "Shows where the space goes: by month, experiment, dataset, stage and kind; in bytes of "
      "files "
      "and in what the disk gives for them, where an inode with several names counts once; what "
      "equal files would save; the oldest runs. Warns by cleanup.warn_old_runs_days and "
      "cleanup.max_storage_gb of cairn.yaml.");
  bind_output(line, options.output);
  line.example("cairn analyze storage", "what could go?");
  line.example("cairn analyze storage --csv", "every share, a row each");
}

}  // namespace

std::span<const Command> analyze_commands() {
  using enum CommandGroup;
  static const std::array table = {
      Command{"storage", "show where the space goes", housekeeping, setup_analyze_storage},
  };
  return table;
}

}  // namespace cairn
