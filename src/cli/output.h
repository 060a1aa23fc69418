// The output modes that all reading verbs share: a table for people, --json, --jsonl, --csv, --md.
// It does not know what is printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/value.h"
#include "cairn/query/table.h"
#include "cli/options.h"

namespace cairn {

/// How a verb prints; at most one of them.
struct OutputOptions {
  bool json = false;
  bool jsonl = false;
  bool csv = false;
  bool md = false;
  bool latex = false;
  bool all = false;  ///< Constant columns too.
};

/// Which rows and columns a table has.
struct TableOptions {
  std::string columns;
  std::string sort;
  std::optional<std::int64_t> limit;
};

/// Binds --json, --jsonl, --csv and --md.
void bind_output(CommandLine& line, OutputOptions& options);
/// Binds --latex, too, for verbs whose tables go into papers.
void bind_latex(CommandLine& line, OutputOptions& options);
/// Binds --json alone, for verbs whose answer is no table.
void bind_json(CommandLine& line, bool& json);

/// The mode that was asked for. Throws Error(invalid_input) for two at once.
TableFormat output_format(const OutputOptions& options);
/// The style of standard output, --all and --no-color included.
TableStyle output_style(const OutputOptions& options);
/// Throws Error(invalid_input) for a limit below 0.
void check_limit(const std::optional<std::int64_t>& limit);

/// Prints `value` as indented JSON.
void print_json(const Value& value);
/// Prints each of `rows` as a line of JSON.
void print_json_lines(const List& rows);
/// Prints a line for people. On a terminal what does not fit goes on below, `indent` columns in; a
/// longer word, as a path, is not cut.
void print_wrapped(std::string_view text, std::size_t indent);
/// Prints a table in the mode that was asked for.
void print_table(const Table& table, const OutputOptions& options);

}  // namespace cairn
