#include "cli/history_print.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cairn/query/table_machine.h"
#include "cli/data_output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// A curve is compared by eye with finer differences than a table of runs.
constexpr int kPointDigits = 6;

Value time_json(const std::optional<TimeUs>& time) {
  return time ? Value(utc_text(*time)) : Value();
}

/// Columns of fixed widths: rows are printed before the next one is known.
class TablePrinter : public PointPrinter {
 public:
  explicit TablePrinter(const PointColumns& columns) : columns_(columns) {}

  void begin(const SeriesHead& head) override {
    key_width_ = std::max(kKey.size(), display_width(printable(head.series->metric.key)));
    child_width_ = std::max(kChild.size(), display_width(printable(head.series->child)));
    std::string line;
    if (columns_.child) line += pad(kChild, child_width_);
    if (columns_.key) line += pad(kKey, key_width_);
    if (columns_.step) line += fmt::format("{:>10}  ", "step");
    if (columns_.time) line += pad("time", kTimeWidth);
    print_line(line + fmt::format("{:>12}", "value"));
  }
  void point(const LoggedPoint& point) override {
    std::string line;
    if (columns_.child)
      line += pad(point.child.empty() ? "-" : printable(point.child), child_width_);
    if (columns_.key) line += pad(printable(point.key), key_width_);
    if (columns_.step) line += fmt::format("{:>10}  ", point.step ? to_text(*point.step) : "-");
    if (columns_.time) {
      line += pad(point.time ? local_text(*point.time, "%Y-%m-%d %H:%M:%S") : "-", kTimeWidth);
    }
    print_line(line + fmt::format("{:>12}", significant(point.value, kPointDigits)));
  }
  void end(const SeriesHead& head) override {
    if (!head.note.empty()) print_line(head.note);
  }

 private:
  static constexpr std::string_view kChild = "child";
  static constexpr std::string_view kKey = "key";
  static constexpr std::size_t kTimeWidth = 19;

  static std::string pad(std::string_view text, std::size_t width) {
    const std::size_t used = display_width(text);
    return std::string(text) + std::string(2 + (width > used ? width - used : 0), ' ');
  }

  PointColumns columns_;
  std::size_t key_width_ = 0;
  std::size_t child_width_ = 0;
};

class MarkdownPrinter : public PointPrinter {
 public:
  explicit MarkdownPrinter(const PointColumns& columns) : columns_(columns) {}

  void start(const std::string& /*run*/) override {
    std::string titles = "|";
    std::string rule = "|";
    const auto add = [&](bool shown, std::string_view title, std::string_view line) {
      if (!shown) return;
      titles += fmt::format(" {} |", title);
      rule += fmt::format(" {} |", line);
    };
    add(columns_.child, "child", "---");
    add(true, "key", "---");
    add(columns_.step, "step", "---:");
    add(columns_.time, "time", "---");
    add(true, "value", "---:");
    print_line(titles);
    print_line(rule);
  }
  void point(const LoggedPoint& point) override {
    std::string line = "|";
    if (columns_.child) line += fmt::format(" {} |", markdown_text(point.child));
    line += fmt::format(" {} |", markdown_text(point.key));
    if (columns_.step) line += fmt::format(" {} |", point.step ? to_text(*point.step) : "-");
    if (columns_.time) {
      line += fmt::format(" {} |", point.time ? local_text(*point.time, "%Y-%m-%d %H:%M:%S") : "-");
    }
    print_line(line + fmt::format(" {} |", significant(point.value, kPointDigits)));
  }
  void end(const SeriesHead& head) override {
    if (!head.note.empty()) notes_ += "\n" + markdown_text(head.note) + "\n";
  }
  void finish() override { print(notes_); }

 private:
  PointColumns columns_;
  std::string notes_;
};

class CsvPrinter : public PointPrinter {
 public:
  explicit CsvPrinter(const PointColumns& columns) : columns_(columns) {}

  void start(const std::string& /*run*/) override {
    print_line(fmt::format("{}child,key,step,time,value", columns_.run ? "run," : ""));
  }
  void begin(const SeriesHead& head) override {
    if (columns_.run) run_ = csv_cell(head.run) + ",";
  }
  void point(const LoggedPoint& point) override {
    print_data(fmt::format("{}{},{},{},{},{}\n", run_, csv_cell(point.child), csv_cell(point.key),
                           point.step ? to_text(*point.step) : "",
                           point.time ? utc_text(*point.time) : "", double_text(point.value)),
               TableFormat::csv);
  }

 private:
  PointColumns columns_;
  std::string run_;
};

class JsonLinesPrinter : public PointPrinter {
 public:
  explicit JsonLinesPrinter(const PointColumns& columns) : columns_(columns) {}

  void begin(const SeriesHead& head) override { run_ = head.run; }
  void point(const LoggedPoint& point) override {
    Map line;
    if (columns_.run) line.append("run", run_);
    line.append("child", text_or_null(point.child));
    line.append("key", point.key);
    line.append("step", or_null(point.step));
    line.append("time", time_json(point.time));
    line.append("value", point.value);
    print_data(to_json(line) + '\n', TableFormat::jsonl);
  }

 private:
  PointColumns columns_;
  std::string run_;
};

/// One document, put together by hand: its points do not fit in memory.
class JsonPrinter : public PointPrinter {
 public:
  explicit JsonPrinter(const PointColumns& columns) : columns_(columns) {}

  void start(const std::string& run) override {
    print(fmt::format("{{\"format\": {}, {}\"series\": [", kJsonFormat,
                      columns_.run ? "" : fmt::format("\"run\": {}, ", to_json(run))));
  }
  void begin(const SeriesHead& head) override {
    Map series;
    if (columns_.run) series.append("run", head.run);
    for (const auto& [key, value] : series_json(*head.series)) series.append(key, value);
    const std::string open = to_json(series, JsonStyle::spaced);
    print(is_first_series_ ? "\n" : ",\n");
    print_data(std::string_view(open).substr(0, open.size() - 1), TableFormat::json);
    print(", \"values\": [");
    is_first_series_ = false;
    is_first_point_ = true;
  }
  void point(const LoggedPoint& point) override {
    print(is_first_point_ ? "\n  " : ",\n  ");
    print(to_json(
        Map{{"step", or_null(point.step)}, {"time", time_json(point.time)}, {"value", point.value}},
        JsonStyle::spaced));
    is_first_point_ = false;
  }
  void end(const SeriesHead& head) override {
    print_data(fmt::format("], \"note\": {}}}", to_json(text_or_null(head.note))),
               TableFormat::json);
  }
  void finish() override { print("]}\n"); }

 private:
  PointColumns columns_;
  bool is_first_series_ = true;
  bool is_first_point_ = true;
};

}  // namespace

std::unique_ptr<PointPrinter> make_point_printer(TableFormat format, const PointColumns& columns) {
  switch (format) {
    case TableFormat::table:
      return std::make_unique<TablePrinter>(columns);
    case TableFormat::json:
      return std::make_unique<JsonPrinter>(columns);
    case TableFormat::jsonl:
      return std::make_unique<JsonLinesPrinter>(columns);
    case TableFormat::csv:
      return std::make_unique<CsvPrinter>(columns);
    case TableFormat::md:
    case TableFormat::latex:  // No option of history.
      return std::make_unique<MarkdownPrinter>(columns);
  }
  return nullptr;
}

Map series_json(const Series& series) {
  const MetricSummary& metric = series.metric;
  const bool has_steps = series.steps > 0;
  return {{"child", text_or_null(series.child)},
          {"key", metric.key},
          {"points", metric.count},
          {"first_step", has_steps ? Value(series.least_step) : Value()},
          {"last_step", has_steps ? Value(series.most_step) : Value()},
          {"first", metric.first},
          {"last", metric.last},
          {"min", metric.min},
          {"max", metric.max}};
}

}  // namespace cairn
