// A record that was written is read back with every field: writing it again gives the same bytes,
// and each field that is drawn changes them.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/json.h"
#include "cairn/record/record.h"

namespace cairn {
namespace {

std::string any_text() {
  const auto pieces = *rc::gen::resize(
      5,
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "a", "Z", "\"", "\\", "\n", "é", "漢", "/", ".", " ", "\x01", "\x7f", "{", "$(x)", "-")));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

std::int64_t any_int() { return *rc::gen::arbitrary<std::int64_t>(); }
std::uint64_t any_size() {
  return static_cast<std::uint64_t>(*rc::gen::inRange<std::int64_t>(0, INT64_MAX));
}
double any_number() {
  return *rc::gen::oneOf(rc::gen::arbitrary<double>(), rc::gen::element(0.1, 1e-300, 1e300, -0.5));
}
Digest any_digest() { return sha256(any_text() + std::to_string(any_int())); }

Value any_value(int depth = 2) {
  switch (*rc::gen::inRange(0, depth == 0 ? 5 : 7)) {
    case 0:
      return {};
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return any_int();
    case 3:
      return any_number();
    case 4:
      return any_text();
    case 5:
      return List{any_value(depth - 1), any_value(depth - 1)};
    default:
      return Map{{"k" + any_text(), any_value(depth - 1)}, {"m", any_value(depth - 1)}};
  }
}
Map any_map() { return {{"a" + any_text(), any_value()}, {"b", any_value()}}; }

template <typename Make>
auto some(Make make) {
  std::vector<decltype(make())> items;
  const int count = *rc::gen::inRange(0, 3);
  for (int i = 0; i < count; ++i) items.push_back(make());
  return items;
}

template <typename Make>
auto maybe(Make make) {
  return *rc::gen::arbitrary<bool>() ? std::optional(make()) : std::nullopt;
}

RunDefinition any_definition() {
  const auto direction = *rc::gen::element(RankSpec::Direction::min, RankSpec::Direction::max);
  return {.id = {any_text()},
          .digest = any_digest(),
          .key = any_text(),
          .kind = any_text(),
          .stage = any_text(),
          .name = any_text(),
          .experiment = any_text(),
          .dataset = any_text(),
          .seed = any_value(),
          .params = any_map(),
          .names = any_map(),
          .inputs = some([] {
            return InputLink{any_text(), any_digest(), any_text()};
          }),
          .path = any_text(),
          .shared_folder = *rc::gen::arbitrary<bool>(),
          .outs = some([] {
            return DeclaredOut{any_text(), any_text()};
          }),
          .metric_files = some(any_text),
          .rank = {any_text(), direction},
          .log = any_text(),
          .warnings = any_text()};
}

RunStatus any_status() { return static_cast<RunStatus>(*rc::gen::inRange(0, 7)); }

RecordAttempt any_attempt() {
  // Years 1970 to 2100: what utc_text writes with four digits of a year.
  const auto time = [] { return *rc::gen::inRange<TimeUs>(0, 4'102'444'800'000'000); };
  const auto small = [] { return *rc::gen::arbitrary<int>(); };
  return {.number = small(),
          .host = any_text(),
          .pid = *rc::gen::inRange<std::int64_t>(1, 1 << 22),
          .started = time(),
          .ended = time(),
          .status = any_status(),
          .exit_code = maybe(small),
          .signal = maybe(small),
          .user_seconds = any_number(),
          .system_seconds = any_number(),
          .max_rss_bytes = any_int(),
          .reason = any_text(),
          .message = any_text()};
}

RecordArtifact any_artifact() {
  return {.path = any_text(),
          .role = any_text(),
          .type = any_text(),
          .step = maybe(any_int),
          .op = any_text(),
          .child = any_text(),
          .size = any_size(),
          .sha256 = any_digest()};
}

RecordChild any_child() {
  return {.id = {any_text()},
          .digest = any_digest(),
          .kind = any_text(),
          .name = any_text(),
          .path = any_text(),
          .params = any_map(),
          .metrics = any_map()};
}

std::vector<MetricSummary> any_metrics() {
  std::vector<MetricSummary> metrics;
  const int count = *rc::gen::inRange(0, 3);
  for (int i = 0; i < count; ++i) {
    const double last = any_number();
    MetricSummary metric{std::to_string(i) + any_text(), last, maybe(any_int), last, last, last, 1};
    if (*rc::gen::arbitrary<bool>()) {
      metric.last = metric.first = metric.min = metric.max =
          *rc::gen::inRange(-1'000'000, 1'000'000);
      metric.last_is_whole = true;
    }
    if (*rc::gen::arbitrary<bool>()) {
      metric.first = any_number();
      metric.min = any_number();
      metric.max = any_number();
      metric.count = *rc::gen::inRange<std::int64_t>(2, INT64_MAX);
    }
    metrics.push_back(metric);
  }
  return metrics;
}

Record any_record() {
  Record record{.definition = any_definition(),
                .fingerprint = {any_text(), any_map(), any_map(), any_map(), any_map()},
                .status = any_status(),
                .attempts = some(any_attempt),
                .command = any_text(),
                .folder = any_text(),
                .cairn_version = any_text(),
                .durability = any_text(),
                .artifacts = some(any_artifact),
                .outs = some([] {
                  return RecordOut{any_text(), any_text(), any_digest()};
                }),
                .metrics = any_metrics(),
                .logged_params = any_map(),
                .tags = any_map(),
                .steps = {any_value()},
                .datasets = {any_value()},
                .children = some(any_child),
                .log_size = any_size(),
                .problems = some(any_text)};
  record.attempts.push_back(any_attempt());
  if (*rc::gen::arbitrary<bool>()) {
    record.events_size = any_size();
    record.events_sha256 = any_digest();
  }
  return record;
}

RC_GTEST_PROP(RecordProperty, reading_gives_back_every_field, ()) {
  const Record record = any_record();
  const std::string text = record_text(record);
  const Record again = parse_record(text, "record");
  RC_ASSERT(record_text(again) == text);
  // The text could hide what the writer leaves out as well as the reader.
  RC_ASSERT(again.definition.seed == record.definition.seed);
  RC_ASSERT(again.definition.params == record.definition.params);
  RC_ASSERT(again.definition.warnings == record.definition.warnings);
  RC_ASSERT(again.definition.inputs.size() == record.definition.inputs.size());
  RC_ASSERT(again.fingerprint == record.fingerprint);
  RC_ASSERT(again.status == record.status);
  RC_ASSERT(again.attempt().started == record.attempt().started);
  RC_ASSERT(again.attempt().exit_code == record.attempt().exit_code);
  RC_ASSERT(again.attempt().signal == record.attempt().signal);
  RC_ASSERT(again.attempt().message == record.attempt().message);
  RC_ASSERT(again.artifacts.size() == record.artifacts.size());
  for (std::size_t i = 0; i < record.artifacts.size(); ++i) {
    RC_ASSERT(again.artifacts[i].path == record.artifacts[i].path);
    RC_ASSERT(again.artifacts[i].type == record.artifacts[i].type);
    RC_ASSERT(again.artifacts[i].step == record.artifacts[i].step);
    RC_ASSERT(again.artifacts[i].op == record.artifacts[i].op);
    RC_ASSERT(again.artifacts[i].child == record.artifacts[i].child);
    RC_ASSERT(again.artifacts[i].size == record.artifacts[i].size);
    RC_ASSERT(again.artifacts[i].sha256 == record.artifacts[i].sha256);
  }
  RC_ASSERT(again.metrics.size() == record.metrics.size());
  for (std::size_t i = 0; i < record.metrics.size(); ++i) {
    RC_ASSERT(again.metrics[i].key == record.metrics[i].key);
    RC_ASSERT(again.metrics[i].last == record.metrics[i].last);
    RC_ASSERT(again.metrics[i].last_step == record.metrics[i].last_step);
    RC_ASSERT(again.metrics[i].min == record.metrics[i].min);
    RC_ASSERT(again.metrics[i].count == record.metrics[i].count);
  }
  RC_ASSERT(again.children.size() == record.children.size());
  RC_ASSERT(again.events_size == record.events_size);
  RC_ASSERT(again.events_sha256 == record.events_sha256);
  RC_ASSERT(again.problems == record.problems);
}

RC_GTEST_PROP(RecordProperty, a_flipped_bit_is_found, ()) {
  std::string text = record_text(any_record());
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const auto bit = *rc::gen::inRange(0, 8);
  text[at] = static_cast<char>(text[at] ^ (1 << bit));
  RC_ASSERT_THROWS(parse_record(text, "record"));
}

}  // namespace
}  // namespace cairn
