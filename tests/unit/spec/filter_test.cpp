#include "cairn/spec/filter.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/spec/filter_check.h"
#include "cairn/spec/filter_evaluate.h"

namespace cairn {
namespace {

constexpr TimeUs kNow = 1'763'643'731'000'000;  // 2025-11-20T13:02:11Z

// A subject of flat values; a key's prefix says its type: t_… a time, m_… a metric, d_… seconds,
// b_… bytes, x_… a text, s_… a status, all else any.
struct FlatSubject : FilterSubject {
  Map values;
  std::optional<Value> value(const FilterKey& key) const override {
    const Value* found = values.find(key.name);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  bool has(const FilterHas& has) const override { return has.text == "model"; }
  bool any_related(KeyOwner /*scope*/, const RelatedTest& test) const override {
    return test(*this);
  }
};

FilterKeyType type_of(FilterKey& key) {
  key.family = key.name.starts_with("m_") ? FilterFamily::metric : FilterFamily::param;
  if (key.name.starts_with("t_")) return {FilterType::time, FilterUnit::none};
  if (key.name.starts_with("m_")) return {FilterType::metric, FilterUnit::none};
  if (key.name.starts_with("d_")) return {FilterType::number, FilterUnit::seconds};
  if (key.name.starts_with("b_")) return {FilterType::number, FilterUnit::bytes};
  if (key.name.starts_with("x_")) return {FilterType::text, FilterUnit::none};
  if (key.name.starts_with("s_")) return {FilterType::status, FilterUnit::none};
  return {FilterType::any, FilterUnit::none};
}

Truth truth(const std::string& text, Map values = {}) {
  Filter filter = parse_filter(text);
  check_filter(filter, type_of, kNow);
  FlatSubject subject;
  subject.values = std::move(values);
  return evaluate(filter, subject);
}

std::string filter_error(const std::string& text) {
  try {
    truth(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + (error.hint().empty() ? "" : "\n| " + error.hint());
  }
  return "no error";
}

struct Case {
  std::string filter;
  Value value;  ///< Of the key x (or the one that the filter names first); null: absent.
  Truth expected;
};

TEST(Filter, CompareAnyValue) {
  using enum Truth;
  const std::vector<Case> cases = {
      {"x = 1", 1, yes},
      {"x = 1", 1.0, yes},
      {"x = 1", true, no},
      {"x = 1", "1", no},
      {"x = true", true, yes},
      {"x = true", 1, no},
      {"x = '0.1'", 0.1, yes},
      {"x = '1e-1'", 0.1, yes},
      {"x = '0.1'", "0.1", yes},
      {"x = '0.10'", "0.1", no},
      {"x = 'True'", true, yes},
      {"x = 'a'", "a", yes},
      {"x != 'a'", 3, yes},
      {"x != 'a'", Value(), unknown},
      {"NOT x = 'a'", Value(), unknown},
      {"x = '[1,2]'", List{1, 2}, yes},
      {"x < 2", 1.5, yes},
      {"x < 2", "1.5", unknown},
      {"x < 'b'", "a", yes},
      {"x < 'b'", 1, unknown},
      {"x < '2'", 1, yes},
      {"x < '2'", "10", yes},
      {"x > 0", true, unknown},
      {"NOT x > 0", "a", unknown},
      {"x >= 9007199254740993", 9007199254740992.0, no},
      {"x = 9007199254740992", 9007199254740992.0, yes},
      {"x BETWEEN 1 AND 3", 3, yes},
      {"x NOT BETWEEN 1 AND 3", 3, no},
      {"x BETWEEN 1 AND 3", "2", unknown},
      {"x IN (1, 'a', true)", "a", yes},
      {"x NOT IN (1, 'a')", "b", yes},
      {"x NOT IN (1, 'a')", Value(), unknown},
      {"x IS NULL", Value(), yes},
      {"x IS NOT NULL", 0, yes},
      {"x LIKE 'a%'", "abc", yes},
      {"x LIKE 'A%'", "abc", no},
      {"x ILIKE 'A%'", "abc", yes},
      {"x LIKE '1%'", 10, unknown},
      {"x LIKE 'a\\%'", "a%", yes},
      {"x LIKE 'a\\%'", "ab", no},
      {"x LIKE '_'", "ä", yes},
      {"x LIKE '%b%d'", "abcbd", yes},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(truth(one.filter, one.value.is_null() ? Map{} : Map{{"x", one.value}}), one.expected)
        << one.filter << " of " << to_json(one.value);
  }
}

TEST(Filter, UnknownIsNeitherTrueNorFalse) {
  const Map none;
  EXPECT_EQ(truth("x = 1 OR y = 2", {{"x", 1}}), Truth::yes);
  EXPECT_EQ(truth("x = 1 AND y = 2", {{"x", 1}}), Truth::unknown);
  EXPECT_EQ(truth("x = 1 AND y = 2", {{"x", 2}}), Truth::no);
  EXPECT_EQ(truth("NOT (x = 1 OR y = 2)", {{"x", 2}}), Truth::unknown);
  EXPECT_EQ(truth("NOT (x = 1 AND y = 2)", {{"x", 2}}), Truth::yes);
  // Of children some one must pass, so that this is never unknown.
  EXPECT_EQ(truth("NOT child.x = 1", none), Truth::yes);
  EXPECT_EQ(truth("has(model) AND NOT has(chart)", none), Truth::yes);
}

TEST(Filter, MetricsKnowNanAndInfinity) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(truth("m_x = nan", {{"m_x", kNan}}), Truth::yes);
  EXPECT_EQ(truth("m_x != nan", {{"m_x", 1.0}}), Truth::yes);
  EXPECT_EQ(truth("m_x != 1", {{"m_x", kNan}}), Truth::yes);
  EXPECT_EQ(truth("m_x < 1", {{"m_x", kNan}}), Truth::unknown);
  EXPECT_EQ(truth("NOT m_x < 1", {{"m_x", kNan}}), Truth::unknown);
  EXPECT_EQ(truth("m_x IS NULL", {{"m_x", kNan}}), Truth::no);
  EXPECT_EQ(truth("m_x IN (nan, 3)", {{"m_x", 3.0}}), Truth::yes);
  EXPECT_EQ(truth("m_x > 1e300", {{"m_x", std::numeric_limits<double>::infinity()}}), Truth::yes);
}

TEST(Filter, TimesAreSpans) {
  const auto created = [](const std::string& filter) {
    return truth(filter, {{"t_x", kNow - 3'600'000'000}}) == Truth::yes;
  };
  EXPECT_TRUE(created("t_x > -1d AND t_x < -1h OR t_x <= -1h"));
  EXPECT_TRUE(created("t_x > -2h"));
  EXPECT_FALSE(created("t_x > -30m"));
  EXPECT_TRUE(created("t_x = '2025-11-20T12:02:11Z'"));
  EXPECT_TRUE(created("t_x = '2025-11-20 13:02+01:00'"));
  EXPECT_FALSE(created("t_x > '2025-11-20T12:02Z'"));  // It lies in that minute.
  EXPECT_TRUE(created("t_x BETWEEN '2025' AND '2025-11-30'"));
  EXPECT_TRUE(created("t_x >= '2025-11' AND t_x < '2025-12'"));
  EXPECT_TRUE(created("t_x = 1763640131000"));
  EXPECT_TRUE(created("t_x < now"));
}

TEST(Filter, UnitsScale) {
  EXPECT_EQ(truth("d_x = 1.5h", {{"d_x", 5400}}), Truth::yes);
  EXPECT_EQ(truth("d_x > 2m", {{"d_x", 121.0}}), Truth::yes);
  EXPECT_EQ(truth("b_x = 2MiB", {{"b_x", 2 * 1024 * 1024}}), Truth::yes);
  EXPECT_EQ(truth("b_x < 2kB", {{"b_x", 1999}}), Truth::yes);
}

TEST(Filter, NamesAreReadInAllSpellings) {
  const auto key = [](const std::string& text) {
    return std::get<FilterTerm>(parse_filter(text + " = 1").root.node).key;
  };
  EXPECT_EQ(key("lr").family, FilterFamily::bare);
  EXPECT_EQ(key("params.lr").family, FilterFamily::param);
  EXPECT_EQ(key("parameter.lr").name, "lr");
  EXPECT_EQ(key("metrics.\"f1 score\"").name, "f1 score");
  EXPECT_EQ(key("tags.`a.b`").name, "a.b");
  EXPECT_EQ(key("attributes.run_id").family, FilterFamily::field);
  EXPECT_EQ(key("child.metrics.val/loss").scope, KeyOwner::child);
  EXPECT_EQ(key("child.metrics.val/loss").name, "val/loss");
  EXPECT_EQ(key("`5 fold`").name, "5 fold");
  EXPECT_TRUE(key("\"and\"").quoted);
  EXPECT_EQ(key("loss[at 12]").step, 12);
  EXPECT_EQ(key("loss[MIN]").point, MetricPoint::min);
}

struct BadFilter {
  std::string filter;
  std::string error;
};

TEST(Filter, ErrorsSayWhatWhereAndWhatToType) {
  const std::vector<BadFilter> cases = {
      {"lr = corn",
       "expected a value, found 'corn'\n  lr = corn\n       ^\n| put texts in quotes: 'corn'"},
      {"lr 1",
       "expected a comparison, found '1'\n  lr 1\n     ^\n| use = != < <= > >= LIKE ILIKE IN "
       "BETWEEN or IS NULL"},
      {"lr =", "expected a value, found the end\n  lr =\n      ^"},
      {"= 1",
       "expected a condition, found '='\n  = 1\n  ^\n| as in val.rmse < 0.5 or params.model = "
       "'PLS'; a name that is a word of the grammar stands in backticks"},
      {"1 = lr",
       "expected a name, found '1'\n  1 = lr\n  ^\n| the name comes first: lr = 0.1; a name that "
       "begins with a digit stands in backticks"},
      {"lr = 1 lr = 2",
       "expected AND, OR or the end, found 'lr'\n  lr = 1 lr = 2\n         ^\n| a text stands in "
       "quotes, a name with blanks in backticks"},
      {"(lr = 1", "this parenthesis is never closed\n  (lr = 1\n  ^"},
      {"lr = 1)", "this parenthesis was never opened\n  lr = 1)\n        ^"},
      {"lr = 'a", "this quote is never closed\n  lr = 'a\n       ^\n| end the text with '"},
      {"lr = ‘a’", "‘ is no quote\n  lr = ‘a’\n       ^\n| type ' instead"},
      {"ö = 1 AND\nlr ! 2",
       "unexpected '!'\n  lr ! 2\n     ^\n| names with such characters stand in backticks"},
      {"lr = 2026-11-20",
       "'2026-11-20' is no number\n  lr = 2026-11-20\n       ^\n| put it in quotes: '2026-11-20', "
       "or in backticks when it is a name: `2026-11-20`"},
      {"lr = 1;", "a filter is one condition, without ';'\n  lr = 1;\n        ^"},
      {"lr = 1 || n = 2",
       "unexpected '|'\n  lr = 1 || n = 2\n         ^\n| write OR between conditions"},
      {"lr IN ()", "an empty list\n  lr IN ()\n         ^\n| as in seed IN (1, 2, 3)"},
      {"lr IN (1 2)", "expected ',' or ')', found '2'\n  lr IN (1 2)\n           ^"},
      {"lr BETWEEN 1",
       "expected AND and the upper bound, found the end\n  lr BETWEEN 1\n              ^\n| as in "
       "lr BETWEEN 0.1 AND 0.5"},
      {"lr IS 1",
       "expected NULL or NOT NULL, found '1'\n  lr IS 1\n        ^\n| other values are compared "
       "with = and !="},
      {"lr = NULL", "nothing equals NULL\n  lr = NULL\n       ^\n| write IS NULL or IS NOT NULL"},
      {"lr = `a`", "backticks are for names\n  lr = `a`\n       ^\n| a text has quotes: 'a'"},
      {"has(a b)", "expected artifact, tag or group, found 'a'\n  has(a b)\n      ^"},
      {"has('')", "an empty text\n  has('')\n      ^"},
      {"had(x)",
       "there is no function 'had'\n  had(x)\n  ^\n| write has(model), has(artifact "
       "'models/%.pkl'), has(tag golden) or has(group 'wheat')"},
      {"group > 'a'",
       "> does not go with group\n  group > 'a'\n        ^\n| use = , != , IN or NOT IN; a param "
       "or metric of that name is params.group or metrics.group"},
      {"tag = 1", "a tag is a text\n  tag = 1\n        ^\n| put it in quotes"},
      {"params. = 1",
       "a name is missing\n  params. = 1\n  ^\n| as in params.lr or metrics.\"f1 score\""},
      {"a.\"b\" = 1",
       "only what follows params., metrics., tags. or attributes. can be quoted\n  a.\"b\" = 1\n  "
       "^\n| quote all of it: `a.b`"},
      {"m_x[mean] < 1",
       "expected last, first, min, max or at N, found 'mean'\n  m_x[mean] < 1\n      ^"},
      {"m_x[at x] < 1",
       "expected a step, found 'x'\n  m_x[at x] < 1\n         ^\n| as in val.rmse[at 100]"},
      {"lr[min] < 1",
       "'lr' is no metric, so that it has one value only\n  lr[min] < 1\n  ^\n| leave the brackets "
       "out"},
      {"lr = nan", "only metrics can be nan\n  lr = nan\n       ^"},
      {"lr > 3d",
       "a number with 'd' behind it\n  lr > 3d\n       ^\n| units go with created, started, ended, "
       "duration, cpu_time, size and max_rss only"},
      {"lr = today",
       "'today' is a time, and this is compared with none\n  lr = today\n       ^\n| units go with "
       "created, started, ended, duration, cpu_time, size and max_rss only"},
      {"m_x < 'a'",
       "the metric 'm_x' is compared with numbers\n  m_x < 'a'\n        ^\n| as in m_x < 0.5"},
      {"m_x < nan",
       "nothing is less or greater than nan\n  m_x < nan\n        ^\n| use = nan or != nan"},
      {"m_x LIKE 'a'",
       "LIKE compares texts, and 'm_x' is a number\n  m_x LIKE 'a'\n      ^\n| use = != < <= > >= "
       "BETWEEN or IN"},
      {"t_x LIKE '2025%'",
       "LIKE compares texts, and 't_x' is a time\n  t_x LIKE '2025%'\n      ^\n| use = != < <= > "
       ">= BETWEEN or IN"},
      {"x_a = 3", "'x_a' is a text\n  x_a = 3\n        ^\n| put it in quotes: '3'"},
      {"x_a LIKE 3",
       "a pattern is a text in quotes\n  x_a LIKE 3\n           ^\n| % stands for any text, _ for "
       "one sign"},
      {"s_x < 'failed'",
       "a status is neither less nor greater than another\n  s_x < 'failed'\n      ^\n| use = != "
       "or IN"},
      {"s_x = 'done'",
       "there is no such status\n  s_x = 'done'\n        ^\n| a run is 'pending', 'running', "
       "'finished', 'failed', 'killed', 'preempted', 'lost'"},
      {"t_x > 30d",
       "this time is in the future\n  t_x > 30d\n        ^\n| a time before now has a minus: -30d"},
      {"t_x > -3GB",
       "'GB' is no unit of time\n  t_x > -3GB\n        ^\n| the units are: s, m, min, h, d, w"},
      {"t_x > -1e30d", "this is too long ago\n  t_x > -1e30d\n        ^"},
      {"t_x > 1.5",
       "a time is expected\n  t_x > 1.5\n        ^\n| as in '2026-11-20', -30d, or whole "
       "milliseconds since 1970"},
      {"t_x > '2025-02-30'",
       "'2025-02-30' is no time\n  t_x > '2025-02-30'\n        ^\n| as in '2026-11-20', "
       "'2026-11-20 14:30' (local), '2026-11-20T13:30:00Z', -30d or today"},
      {"d_x > 3MB",
       "'MB' is no unit of 'd_x'\n  d_x > 3MB\n        ^\n| the units are: s, m, min, h, d, w"},
      {"d_x > 'a'",
       "'d_x' is compared with numbers\n  d_x > 'a'\n        ^\n| units are fine, as in duration > "
       "10m"},
      {"x = 1e999", "this number is too large or too small for 64 bits\n  x = 1e999\n      ^"},
      {std::string("x = 'a\0'", 8), "a NUL byte\n  x = 'a '\n        ^"},
  };
  for (const BadFilter& bad : cases) EXPECT_EQ(filter_error(bad.filter), bad.error) << bad.filter;
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Filter, SizeAndDepthAreBounded) {
  const auto refuses = [](const std::string& text, const std::string& message) {
    EXPECT_EQ(filter_error(text).substr(0, message.size()), message);
  };
  refuses(repeated("(", 60'000), "more than 100 parentheses and NOTs inside each other");
  refuses(repeated("NOT ", 10'000) + "x = 1",
          "more than 100 parentheses and NOTs inside each other");
  refuses(repeated("(", 100'000), "the filter has 100000 bytes; 65536 are allowed");
  refuses(repeated("x = 1 OR ", 600) + "x = 1", "more than 500 comparisons");
  refuses(repeated("(x = 1 AND (y = 1 OR ", 7) + "x = 2" + repeated("))", 7),
          "more than 12 ANDs and ORs inside each other");
  refuses("t_x IN (" + repeated("now, ", 100) + "now)", "a list of more than 100 times");
  refuses("x IN (" + repeated("1,", 10'000) + "1)", "more than 10000 values");
  refuses("x_a LIKE '" + repeated("a", 1001) + "'", "a pattern of more than 1000 bytes");
  EXPECT_EQ(truth(repeated("(", 100) + "x = 1" + repeated(")", 100), {{"x", 1}}), Truth::yes);
}

TEST(Filter, ALongLineIsCutAroundTheCaret) {
  const std::string error = filter_error(repeated("x = 1 OR ", 100) + "lr = corn");
  EXPECT_LT(error.size(), 250U);
  EXPECT_NE(error.find("…"), std::string::npos);
  EXPECT_NE(error.find("lr = corn\n"), std::string::npos);
}

TEST(Filter, AnEmptyFilterIsTrue) {
  EXPECT_EQ(truth(""), Truth::yes);
  EXPECT_EQ(truth(" \n\t "), Truth::yes);
}

TEST(Filter, AllOfSeveral) {
  Filter both = all_of([] {
    std::vector<Filter> filters;
    filters.push_back(parse_filter("x = 1 OR y = 1"));
    filters.push_back(parse_filter("y = 2"));
    return filters;
  }());
  EXPECT_EQ(both.text, "(x = 1 OR y = 1) AND (y = 2)");
  int terms = 0;
  for_each_term(both.root, [&](const FilterTerm& /*term*/) { ++terms; });
  EXPECT_EQ(terms, 3);
}

}  // namespace
}  // namespace cairn
