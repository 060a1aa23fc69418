// What goes into a history file comes out of it, point by point and in order; and the scanner of
// metric lines reads what the JSON parser reads, or nothing.
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/record/events.h"
#include "cairn/record/history_file.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

struct OwnPoint {
  std::string child;
  std::string key;
  double value = 0;
  std::optional<std::int64_t> step;
  std::optional<std::int64_t> time;
};

bool equal(const OwnPoint& a, const LoggedPoint& b) {
  return a.child == b.child && a.key == b.key &&
         std::memcmp(&a.value, &b.value, sizeof a.value) == 0 && a.step == b.step &&
         a.time == b.time;
}

double any_value() {
  return *rc::gen::oneOf(
      rc::gen::arbitrary<double>(),
      rc::gen::element(0.0, -0.0, std::numeric_limits<double>::quiet_NaN(),
                       std::numeric_limits<double>::infinity(),
                       -std::numeric_limits<double>::infinity(), 5e-324, 1.7976931348623157e308));
}

std::optional<std::int64_t> any_integer() {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return *rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                         rc::gen::element(INT64_MIN, INT64_MAX, INT64_C(0)));
}

std::vector<OwnPoint> any_points() {
  std::vector<OwnPoint> points(*rc::gen::inRange<std::size_t>(0, 200));
  for (OwnPoint& point : points) {
    point.child = *rc::gen::element<std::string>("", "", "fold0");
    point.key = *rc::gen::element<std::string>("loss", "val.rmse", "é", "");
    point.value = any_value();
    point.step = any_integer();
    point.time = any_integer();
  }
  return points;
}

RC_GTEST_PROP(HistoryFile, gives_back_every_point_in_order, ()) {
  const test::TempFolder folder;
  const std::vector<OwnPoint> points = any_points();
  HistoryWriter writer(folder.at("a.history"));
  std::map<std::pair<std::string, std::string>, std::vector<OwnPoint>> expected;
  for (const OwnPoint& point : points) {
    writer.add({.child = point.child,
                .key = point.key,
                .value = point.value,
                .step = point.step,
                .time = point.time});
    expected[{point.child, point.key}].push_back(point);
  }
  const HistoryWriter::Written written = writer.finish(Durability::none);
  HistoryReader reader(folder.at("a.history"), written.sha256);
  RC_ASSERT(reader.series().size() == expected.size());
  for (std::size_t i = 0; i < reader.series().size(); ++i) {
    const Series& series = reader.series()[i];
    const std::vector<OwnPoint>& own = expected.at({series.child, series.metric.key});
    RC_ASSERT(series.metric.count == static_cast<std::int64_t>(own.size()));
    std::size_t place = 0;
    reader.read(i, std::nullopt, [&](const LoggedPoint& point) {
      RC_ASSERT(place < own.size());
      RC_ASSERT(equal(own[place], point));
      ++place;
    });
    RC_ASSERT(place == own.size());
  }
}

RC_GTEST_PROP(HistoryFile, a_range_gives_exactly_the_steps_in_it, ()) {
  const test::TempFolder folder;
  const std::vector<OwnPoint> points = any_points();
  const auto range = StepRange{*rc::gen::inRange<std::int64_t>(-50, 50), 60};
  HistoryWriter writer(folder.at("a.history"));
  std::int64_t expected = 0;
  for (const OwnPoint& point : points) {
    const std::optional<std::int64_t> step =
        point.step ? std::optional<std::int64_t>(*point.step % 100) : std::nullopt;
    writer.add({.key = "loss", .value = point.value, .step = step});
    if (step && *step >= range.first && *step <= range.last) ++expected;
  }
  writer.finish(Durability::none);
  HistoryReader reader(folder.at("a.history"), std::nullopt);
  std::int64_t found = 0;
  for (std::size_t i = 0; i < reader.series().size(); ++i) {
    reader.read(i, range, [&](const LoggedPoint& point) {
      RC_ASSERT(point.step && *point.step >= range.first && *point.step <= range.last);
      ++found;
    });
  }
  RC_ASSERT(found == expected);
}

RC_GTEST_PROP(HistoryFile, any_changed_byte_is_found, ()) {
  const test::TempFolder folder;
  HistoryWriter writer(folder.at("a.history"));
  for (const OwnPoint& point : any_points()) {
    writer.add({.child = point.child,
                .key = point.key,
                .value = point.value,
                .step = point.step,
                .time = point.time});
  }
  writer.finish(Durability::none);
  std::string bytes = read_file(folder.at("a.history"));
  const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[place] = static_cast<char>(bytes[place] ^ (1 << *rc::gen::inRange(0, 8)));
  if (*rc::gen::arbitrary<bool>()) bytes.resize(place);
  folder.write("b.history", bytes);
  try {
    HistoryReader(folder.at("b.history"), std::nullopt);
    RC_FAIL("a damaged history was read");
  } catch (const Error& error) {
    // A changed format number reads as that of a newer cairn.
    RC_ASSERT(error.code() == ErrorCode::corrupt || error.code() == ErrorCode::conflict);
  }
}

/// Lines put together from pieces that are nearly right, so that both readers get work.
std::string any_line() {
  const auto field = [] {
    return *rc::gen::element<std::string>(
        R"("key": "loss")", R"("key":"a.b")", R"("key": "é")", R"("key": "a\"b")", R"("key": "")",
        R"("value": 0.5)", R"("value": -0)", R"("value": -0.0)", R"("value": 1e400)",
        R"("value": 01)", R"("value": 5.)", R"("value": .5)", R"("value": +1)", R"("value": NaN)",
        R"("value": "NaN")", R"("value": -Infinity)", R"("value": "nan")", R"("value": true)",
        R"("value": 123456789012345678901234567890)", R"("value": 2.5e-3)",
        R"("value": 9007199254740993)", R"("step": 3)", R"("step": -9223372036854775808)",
        R"("step": 9223372036854775808)", R"("step": 5.0)", R"("step": 5.5)", R"("step": null)",
        R"("child": "fold0")", R"("child": "")", R"("child": 3)",
        R"("time": "2026-11-20T13:02:11.5Z")", R"("time": 17.5)", R"("time": 1e999)",
        R"("time": "soon")", R"("crc": "ab")", R"("crc": 3)");
  };
  std::string line = *rc::gen::element<std::string>(R"({"metric": {)", R"({"metric":{)",
                                                    R"({ "metric" : { )", R"({"metrics": {)");
  line += R"("key": "k", "value": 1)";
  if (*rc::gen::arbitrary<bool>()) line.erase(line.rfind("\"key\": \"k\", "), 12);
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    line += *rc::gen::element<std::string>(", ", ",", " , ");
    line += field();
  }
  return line + *rc::gen::element<std::string>("}}", " } } ", "}}x", "}", "},}");
}

RC_GTEST_PROP(MetricLine, the_scanner_reads_what_the_parser_reads_or_nothing, ()) {
  const std::string line = any_line();
  const std::optional<MetricLine> scanned = scan_metric_line(line);
  RC_CLASSIFY(scanned.has_value(), "scanned");
  if (!scanned) return;  // Left to the parser.
  // The parser alone: a key that the scanner does not take leads there.
  std::string other = line;
  other.insert(other.find('{', 1) + 1, R"("unknown": 0, )");
  EventSummary slow;
  fold_event(other, 1, slow);
  EventSummary fast;
  fold_event(line, 1, fast);
  RC_ASSERT(slow.problems.empty());
  RC_ASSERT(fast.problems.empty());
  RC_ASSERT(fast.points == 1 && slow.points == 1);
  RC_ASSERT(fast.children.size() == slow.children.size());
  RC_ASSERT(fast.metrics.all().size() == slow.metrics.all().size());
  if (!fast.children.empty()) {
    RC_ASSERT(to_json(fast.children[0].metrics) == to_json(slow.children[0].metrics));
    return;
  }
  const MetricSummary& a = fast.metrics.all()[0];
  const MetricSummary& b = slow.metrics.all()[0];
  RC_ASSERT(a.key == b.key);
  RC_ASSERT(a.last_step == b.last_step);
  RC_ASSERT(a.last_is_whole == b.last_is_whole);
  RC_ASSERT(std::memcmp(&a.last, &b.last, sizeof a.last) == 0);
}

}  // namespace
}  // namespace cairn
