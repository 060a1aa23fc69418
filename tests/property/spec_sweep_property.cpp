// A sweep is the product of its axes: as many points as the product says, none twice, each after
// what it needs.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/json.h"
#include "cairn/spec/sweep.h"

namespace cairn {
namespace {

/// A small project as cairn.yaml: `sizes` is the length of each axis of `fit`.
std::string project_text(const std::vector<int>& sizes, const std::vector<std::string>& by,
                         int test_values) {
  std::string text = "stages:\n  fit:\n    cmd: x\n";
  if (!sizes.empty()) text += "    matrix:\n";
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    text += "      p" + std::to_string(i) + ": {range: [0, " + std::to_string(sizes[i]) + "]}\n";
  }
  text += "  test: {cmd: x, needs: fit, matrix: {t: {range: [0, " + std::to_string(test_values) +
          "]}}}\n  all: {cmd: x, needs: {fits: {stage: fit, by: [";
  for (std::size_t i = 0; i < by.size(); ++i) text += (i == 0 ? "" : ", ") + by[i];
  return text + "]}}}\n";
}

std::size_t count_of(const std::vector<Point>& points, std::string_view stage) {
  std::size_t count = 0;
  for (const Point& point : points) count += point.stage->name == stage ? 1U : 0U;
  return count;
}

RC_GTEST_PROP(SweepProperty, counts_are_products_order_follows_needs_and_nothing_comes_twice, ()) {
  const auto sizes =
      *rc::gen::resize(4, rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 5)));
  const int test_values = *rc::gen::inRange(1, 4);
  std::vector<std::string> by;
  std::size_t product = 1;
  std::size_t groups = 1;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    product *= static_cast<std::size_t>(sizes[i]);
    if (!*rc::gen::arbitrary<bool>()) continue;
    by.push_back("p" + std::to_string(i));
    groups *= static_cast<std::size_t>(sizes[i]);
  }
  const YamlDocument document("cairn.yaml", project_text(sizes, by, test_values));
  const ProjectSpec project = read_project_spec(document);
  const std::vector<Point> points = expand_sweep(project, {});

  RC_ASSERT(count_of(points, "fit") == product);
  RC_ASSERT(count_of(points, "test") == product * static_cast<std::size_t>(test_values));
  RC_ASSERT(count_of(points, "all") == groups);
  std::set<std::string> seen;
  std::size_t grouped = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::string text = points[i].stage->name + to_json(points[i].params);
    for (const Point::Need& need : points[i].needs) {
      RC_ASSERT(!need.points.empty());
      for (const std::size_t index : need.points) {
        RC_ASSERT(index < i);
        RC_ASSERT(points[index].stage->name == need.spec->stage);
        text += " " + std::to_string(index);
        for (const auto& [name, value] : points[i].by) {
          RC_ASSERT(*points[index].params.find(name) == value);
        }
        if (need.spec->by) ++grouped;
      }
    }
    RC_ASSERT(seen.insert(text).second);
  }
  // Every run upstream is in exactly one group.
  RC_ASSERT(grouped == product);
}

RC_GTEST_PROP(SweepProperty, a_range_is_what_a_loop_makes, ()) {
  const auto start = *rc::gen::inRange(-50, 50);
  const auto stop = *rc::gen::inRange(-50, 50);
  const auto step = *rc::gen::suchThat(rc::gen::inRange(-7, 8), [](int s) { return s != 0; });
  List expected;
  for (int i = start; step > 0 ? i < stop : i > stop; i += step) expected.emplace_back(i);
  const std::string text = "k=range(" + std::to_string(start) + "," + std::to_string(stop) + "," +
                           std::to_string(step) + ")";
  if (expected.empty()) {
    RC_ASSERT_THROWS(parse_override(text));
  } else {
    RC_ASSERT(parse_override(text).values == expected);
  }
}

RC_GTEST_PROP(SweepProperty, any_text_in_quotes_is_one_value_of_an_override, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::suchThat(rc::gen::inRange<char>(0x20, 0x7F), [](char c) { return c != '\''; }));
  const Override override = parse_override("k='" + text + "'");
  RC_ASSERT(override.values == List{Value(text)});
}

}  // namespace
}  // namespace cairn
