#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/verify/doctor.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct DoctorOptions {
  bool fix = false;
  OutputOptions output;
};

Table checks_table(const std::vector<Diagnosis>& found) {
  Table table;
  for (const char* title : {"check", "level", "text", "command"}) {
    table.columns.push_back({title, CellKind::text, ColumnRole::fixed});
  }
  for (const Diagnosis& diagnosis : found) {
    table.rows.push_back({diagnosis.check, std::string(level_name(diagnosis.level)), diagnosis.text,
                          diagnosis.command});
  }
  return table;
}

int run_doctor(const DoctorOptions& options) {
  const TableFormat format = output_format(options.output);
  const Project project = open_project(current_folder());
  const std::vector<Diagnosis> found = examine(project, options.fix ? Mend::yes : Mend::no);
  const bool is_well = std::ranges::none_of(found, [](const Diagnosis& diagnosis) {
    return diagnosis.level == Diagnosis::Level::problem;
  });
  if (format == TableFormat::json) {
    List checks;
    for (const Diagnosis& diagnosis : found) {
      checks.push_back(Map{{"check", diagnosis.check},
                           {"level", std::string(level_name(diagnosis.level))},
                           {"text", diagnosis.text},
                           {"command", diagnosis.command}});
    }
    print_json(Map{{"format", 1}, {"checks", std::move(checks)}});
    return is_well ? 0 : 1;
  }
  if (format != TableFormat::table) {
    print_table(checks_table(found), options.output);
    return is_well ? 0 : 1;
  }
  constexpr std::size_t kTextColumn = 24;
  for (const Diagnosis& diagnosis : found) {
    print_wrapped(fmt::format("{:<8} {:<14} {}", level_name(diagnosis.level), diagnosis.check,
                              printable(diagnosis.text)),
                  kTextColumn);
    if (!diagnosis.command.empty()) print_line(fmt::format("{:<24}{}", "", diagnosis.command));
  }
  return is_well ? 0 : 1;
}

}  // namespace

void setup_doctor(CommandLine& line) {
  DoctorOptions& options = line.runs(run_doctor);
  line.about(
      "Looks at what can be wrong beside the bytes of files (those: cairn verify): the clock, what "
      "the file system can do, locks, records, the index, runs that never ended, what killed "
      "processes left behind, links. What helps stands below each thing.");
  line.flag("--fix", options.fix, "remove temporary files of dead processes; changes nothing else");
  bind_output(line, options.output);
  line.exit_status(0, "nothing is wrong");
  line.exit_status(1, "something is: see the lines with 'problem'");
  line.example("cairn doctor", "after a crash, or when something looks strange");
}

}  // namespace cairn
