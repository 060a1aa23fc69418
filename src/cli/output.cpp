#include "cli/output.h"

#include <unistd.h>

#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cli/data_output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct Mode {
  std::string_view option;
  bool OutputOptions::*chosen;
  TableFormat format;
  std::string_view help;
};
constexpr std::array kModes = {
    Mode{"--json", &OutputOptions::json, TableFormat::json, "one JSON document"},
    Mode{"--jsonl", &OutputOptions::jsonl, TableFormat::jsonl, "one JSON object a line"},
    Mode{"--csv", &OutputOptions::csv, TableFormat::csv, "comma-separated values"},
    Mode{"--md", &OutputOptions::md, TableFormat::md, "a Markdown table"},
    Mode{"--latex", &OutputOptions::latex, TableFormat::latex,
         "a LaTeX table with the rules of booktabs"},
};

}  // namespace

void bind_output(CommandLine& line, OutputOptions& options) {
  line.section("Output");
  for (const Mode& mode : kModes) {
    if (mode.format != TableFormat::latex) line.flag(mode.option, options.*mode.chosen, mode.help);
  }
}

void bind_latex(CommandLine& line, OutputOptions& options) {
  const Mode& mode = kModes.back();
  line.flag(mode.option, options.*mode.chosen, mode.help);
}

void bind_json(CommandLine& line, bool& json) {
  line.section("Output");
  line.flag("--json", json, "one JSON document");
}

TableFormat output_format(const OutputOptions& options) {
  const Mode* chosen = nullptr;
  for (const Mode& mode : kModes) {
    if (!(options.*mode.chosen)) continue;
    if (chosen != nullptr) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{} and {} exclude each other", chosen->option, mode.option),
                  "give one of them");
    }
    chosen = &mode;
  }
  return chosen == nullptr ? TableFormat::table : chosen->format;
}

TableStyle output_style(const OutputOptions& options) {
  TableStyle style = style_for(STDOUT_FILENO);
  if (color_is_disabled()) style.colour = Colour::off;
  if (options.all) style.constants = ConstantColumns::show;
  return style;
}

void check_limit(const std::optional<std::int64_t>& limit) {
  if (!limit || *limit >= 0) return;
  throw Error(ErrorCode::invalid_input, fmt::format("--limit {} is below 0", *limit));
}

void print_wrapped(std::string_view text, std::size_t indent) {
  const std::size_t width = output_style({}).width.value_or(0);
  if (width <= indent || display_width(text) <= width) return print_line(text);
  std::string line;
  bool is_first = true;
  bool has_text = false;  // Blanks that align what stands in front are no words.
  for (const std::string& word : split(text, ' ')) {
    if (has_text && display_width(line) + 1 + display_width(word) > width) {
      print_line(line);
      line.assign(indent - 1, ' ');
    }
    if (!std::exchange(is_first, false)) line += ' ';
    line += word;
    has_text = has_text || !word.empty();
  }
  print_line(line);
}

void print_json(const Value& value) {
  print_data(to_json(value, JsonStyle::pretty) + '\n', TableFormat::json);
}

void print_json_lines(const List& rows) {
  for (const Value& row : rows) print_data(to_json(row) + '\n', TableFormat::jsonl);
}

void print_table(const Table& table, const OutputOptions& options) {
  const TableFormat format = output_format(options);
  print_data(render_table(table, format, output_style(options)), format);
}

}  // namespace cairn
