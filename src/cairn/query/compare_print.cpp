#include "cairn/query/compare_print.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/human.h"
#include "cairn/query/latex.h"
#include "cairn/query/table_machine.h"

namespace cairn {

namespace {

/// What marks the best value where there is no bold type.
constexpr std::string_view kBestMark = " *";

bool is_best(const std::vector<std::size_t>& places, std::size_t run) {
  return std::find(places.begin(), places.end(), run) != places.end();
}

std::string shown_cell(const CompareRow& row, std::size_t run) {
  return row.shown.empty() ? cell_text(row.values[run], row.kind) : printable(row.shown[run]);
}

/// A cell of a table with the runs as columns: the value, how far it is from the first, and whether
/// it is the best.
std::string full_cell(const CompareRow& row, std::size_t run,
                      const std::vector<std::size_t>& best) {
  std::string text = shown_cell(row, run);
  const bool has_delta = run > 0 && row.kind == CellKind::number && row.shown.empty();
  const std::string delta = has_delta ? delta_text(row.values[0], row.values[run]) : "";
  if (!delta.empty()) text += fmt::format("  ({})", delta);
  if (is_best(best, run)) text += kBestMark;
  return text;
}

std::string head_of(const ComparedRun& run) {
  return run.name.empty() || run.name == run.id ? run.id : fmt::format("{} {}", run.id, run.name);
}

/// The keys below each other, a column a run.
Table side_by_side(const Comparison& comparison, const CompareSection& section) {
  Table table;
  table.columns.push_back({section.title, CellKind::text, ColumnRole::fixed});
  for (const ComparedRun& run : comparison.runs) {
    table.columns.push_back({head_of(run), CellKind::text, ColumnRole::fixed});
  }
  for (const CompareRow& row : section.rows) {
    const std::vector<std::size_t> best = best_places(row);
    std::vector<Value> cells = {row.key};
    for (std::size_t i = 0; i < row.values.size(); ++i) cells.emplace_back(full_cell(row, i, best));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// The runs below each other, a column a key.
Table below_each_other(const Comparison& comparison, const CompareSection& section) {
  Table table;
  table.chosen_by = "--csv";
  table.columns = {{"id", CellKind::text, ColumnRole::fixed},
                   {"name", CellKind::text, ColumnRole::field}};
  for (const CompareRow& row : section.rows) {
    const bool is_metric = row.kind == CellKind::number;
    table.columns.push_back({row.key, row.shown.empty() ? row.kind : CellKind::text,
                             is_metric ? ColumnRole::metric : ColumnRole::param, row.best});
  }
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    std::vector<Value> cells = {comparison.runs[i].id, comparison.runs[i].name};
    for (const CompareRow& row : section.rows) {
      cells.push_back(row.shown.empty() ? row.values[i] : Value(row.shown[i]));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string count_text(std::int64_t count, std::string_view what) {
  return fmt::format("{} {}", count, what);
}

bool has_best(const Comparison& comparison) {
  for (const CompareSection& section : comparison.sections) {
    for (const CompareRow& row : section.rows) {
      if (!best_places(row).empty()) return true;
    }
  }
  return false;
}

std::vector<std::string> closing_notes(const Comparison& comparison, RunsAre layout) {
  std::vector<std::string> notes;
  std::vector<std::string> equal;
  for (const CompareSection& section : comparison.sections) {
    if (section.equal > 0) equal.push_back(count_text(section.equal, section.title));
    for (const std::string& note : section.notes) notes.push_back(note);
  }
  if (layout == RunsAre::columns && has_best(comparison)) {
    notes.emplace_back("* the best; in brackets: against the first run");
  }
  if (!equal.empty()) {
    notes.push_back(fmt::format("equal in all: {}; --all to show", join(equal, ", ")));
  }
  notes.insert(notes.end(), comparison.notes.begin(), comparison.notes.end());
  return notes;
}

/// The diffs of a section, each below its key.
std::string diffs_text(const Comparison& comparison, TableFormat format) {
  std::string out;
  for (const CompareSection& section : comparison.sections) {
    for (const CompareRow& row : section.rows) {
      for (const std::string& diff : row.diffs) {
        if (diff.empty()) continue;
        std::string lines;
        for (const std::string_view line : split(diff, '\n')) lines += printable(line) + "\n";
        lines.pop_back();
        out += format == TableFormat::md ? fmt::format("\n```diff\n{}```\n", lines) : "\n" + lines;
      }
    }
  }
  return out;
}

std::string latex_cell(const CompareRow& row, std::size_t run,
                       const std::vector<std::size_t>& best) {
  const std::string text = latex_text(shown_cell(row, run));
  return is_best(best, run) ? fmt::format("\\textbf{{{}}}", text) : text;
}

std::string latex_columns(const Comparison& comparison) {
  std::string out = fmt::format("\\begin{{tabular}}{{l{}}}\n\\toprule\n",
                                std::string(comparison.runs.size(), 'r'));
  for (const ComparedRun& run : comparison.runs) out += " & " + latex_text(head_of(run));
  out += " \\\\\n";
  for (const CompareSection& section : comparison.sections) {
    if (section.rows.empty()) continue;
    out += fmt::format("\\midrule\n\\multicolumn{{{}}}{{l}}{{\\emph{{{}}}}} \\\\\n",
                       comparison.runs.size() + 1, latex_text(section.title));
    for (const CompareRow& row : section.rows) {
      const std::vector<std::size_t> best = best_places(row);
      out += latex_text(row.key);
      for (std::size_t i = 0; i < row.values.size(); ++i) out += " & " + latex_cell(row, i, best);
      out += " \\\\\n";
    }
  }
  return out;
}

std::string latex_rows(const Comparison& comparison) {
  std::string layout = "l";
  std::string titles;
  for (const CompareSection& section : comparison.sections) {
    for (const CompareRow& row : section.rows) {
      layout += 'r';
      titles += " & " + latex_text(row.key);
    }
  }
  std::string out =
      fmt::format("\\begin{{tabular}}{{{}}}\n\\toprule\n{} \\\\\n\\midrule\n", layout, titles);
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    out += latex_text(head_of(comparison.runs[i]));
    for (const CompareSection& section : comparison.sections) {
      for (const CompareRow& row : section.rows)
        out += " & " + latex_cell(row, i, best_places(row));
    }
    out += " \\\\\n";
  }
  return out;
}

/// What people read: a text that another run has as a number keeps its quotes.
Comparison told_apart_for_people(Comparison comparison) {
  for (CompareSection& section : comparison.sections) {
    for (CompareRow& row : section.rows) {
      if (row.kind == CellKind::value) row.values = told_apart(std::move(row.values));
    }
  }
  return comparison;
}

Value machine_value(const CompareRow& row, std::size_t run) {
  return cell_value(row.values[run], row.kind);
}

Value row_json(const CompareRow& row) {
  List values;
  for (std::size_t i = 0; i < row.values.size(); ++i) values.push_back(machine_value(row, i));
  Map map{{"key", row.key}, {"values", std::move(values)}};
  if (row.best) map.append("best", *row.best == MetricGoal::min ? "min" : "max");
  List shown;
  for (const std::string& text : row.shown) shown.emplace_back(text);
  if (!row.shown.empty()) map.append("shown", std::move(shown));
  List diffs;
  for (const std::string& diff : row.diffs) diffs.push_back(diff.empty() ? Value() : Value(diff));
  if (!row.diffs.empty()) map.append("diffs", std::move(diffs));
  return map;
}

}  // namespace

std::string comparison_tables(const Comparison& all, TableFormat format, const TableStyle& style,
                              RunsAre layout) {
  const Comparison comparison = told_apart_for_people(all);
  TableStyle shown = style;
  shown.constants = ConstantColumns::show;
  std::string out;
  for (const CompareSection& section : comparison.sections) {
    if (section.rows.empty()) continue;
    if (!out.empty()) out += '\n';
    const bool has_titles = layout == RunsAre::rows;
    if (has_titles)
      out += format == TableFormat::md ? "**" + section.title + "**\n\n" : section.title + "\n";
    out += render_table(
        has_titles ? below_each_other(comparison, section) : side_by_side(comparison, section),
        format, shown);
  }
  if (out.empty()) out = "no differences\n";
  out += diffs_text(comparison, format);
  const std::vector<std::string> notes = closing_notes(comparison, layout);
  if (!notes.empty()) out += '\n';
  if (format != TableFormat::md) {
    Table below;
    below.notes = notes;
    return out + render_table(below, format, shown);  // Long lines are wrapped, as below any table.
  }
  for (const std::string& note : notes) out += markdown_text(note) + "  \n";
  return out;
}

std::string comparison_latex(const Comparison& all, RunsAre layout) {
  const Comparison comparison = told_apart_for_people(all);
  return std::string(kLatexPackages) +
         (layout == RunsAre::columns ? latex_columns(comparison) : latex_rows(comparison)) +
         "\\bottomrule\n\\end{tabular}\n";
}

std::string comparison_csv(const Comparison& comparison) {
  std::string out = "section,key";
  for (const ComparedRun& run : comparison.runs) out += "," + csv_cell(run.id);
  out += '\n';
  for (const CompareSection& section : comparison.sections) {
    for (const CompareRow& row : section.rows) {
      out += csv_cell(section.title) + "," + csv_cell(row.key);
      for (std::size_t i = 0; i < row.values.size(); ++i) {
        const Value value = machine_value(row, i);
        out += "," + (value.is_null() ? "" : csv_cell(to_text(value)));
      }
      out += '\n';
    }
  }
  return out;
}

Value comparison_json(const Comparison& comparison) {
  List runs;
  for (const ComparedRun& run : comparison.runs) {
    runs.push_back(Map{{"id", run.id}, {"name", run.name}, {"path", run.path}});
  }
  List sections;
  for (const CompareSection& section : comparison.sections) {
    List rows;
    for (const CompareRow& row : section.rows) rows.push_back(row_json(row));
    List notes;
    for (const std::string& note : section.notes) notes.emplace_back(note);
    sections.push_back(Map{{"section", section.title},
                           {"rows", std::move(rows)},
                           {"equal", section.equal},
                           {"notes", std::move(notes)}});
  }
  List notes;
  for (const std::string& note : comparison.notes) notes.emplace_back(note);
  return Map{{"format", kJsonFormat},
             {"runs", std::move(runs)},
             {"sections", std::move(sections)},
             {"notes", std::move(notes)}};
}

std::string comparison_jsonl(const Comparison& comparison) {
  std::string out;
  for (const CompareSection& section : comparison.sections) {
    for (const CompareRow& row : section.rows) {
      Map values;
      for (std::size_t i = 0; i < row.values.size(); ++i) {
        values.set(comparison.runs[i].id, machine_value(row, i));
      }
      out += to_json(Map{{"section", section.title}, {"key", row.key}, {"values", values}}) + '\n';
    }
  }
  return out;
}

}  // namespace cairn
