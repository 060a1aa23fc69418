#include "cairn/base/text.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/wrap.h"

namespace cairn {
namespace {

TEST(Text, utf8_is_strict) {
  EXPECT_TRUE(is_utf8("aé日😀"));
  EXPECT_TRUE(is_utf8(""));
  for (const std::string_view bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3",
                                     "\xe6\x97", "a\x80", "\xf0\x9f\x98"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Text, utf8_is_strict_in_every_place) {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      const std::string start(before, 'a'), end(after, 'z');
      ASSERT_TRUE(is_utf8(start + "é" + end + "日")) << before << ' ' << after;
      ASSERT_FALSE(is_utf8(start + "\xff" + end)) << before << ' ' << after;
      ASSERT_FALSE(is_utf8(start + end + "\xc3")) << before << ' ' << after;
    }
  }
}

TEST(Text, width_counts_columns) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("a\tb\n"), printable("a\tb\n").size());
  EXPECT_EQ(display_width("\xff"), 4U);
}

TEST(Text, fit_width_never_exceeds_the_width) {
  EXPECT_EQ(fit_width("hello", 5), "hello");
  EXPECT_EQ(fit_width("hello!", 5), "hell…");
  EXPECT_EQ(fit_width("日本語", 5), "日本…");
  EXPECT_EQ(fit_width("日本語", 4), "日…");
  EXPECT_EQ(fit_width("ab", 1), "…");
  EXPECT_EQ(fit_width("ab", 0), "");
  EXPECT_EQ(fit_width("", 0), "");
  EXPECT_EQ(fit_width("e\u0301e\u0301", 2), "e\u0301e\u0301");
}

TEST(Text, words_are_wrapped_at_the_width) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap_words("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap_words("日本 語 x", 6), (Lines{"日本", "語 x"}));
  EXPECT_EQ(wrap_words("a verylongword b", 4), (Lines{"a", "verylongword", "b"}));
  EXPECT_EQ(wrap_words("", 4), Lines{""});
}

TEST(Text, printable_shows_what_hides) {
  EXPECT_EQ(printable("a\x1b[31m\n"), "a\\x1b[31m\\x0a");
  EXPECT_EQ(printable("\u202e\xff\u0085"), "\\u{202e}\\xff\\u{0085}");
  EXPECT_EQ(printable("Größe 日本"), "Größe 日本");
}

TEST(Text, strip_ansi_removes_sequences_and_nothing_else) {
  EXPECT_EQ(strip_ansi("a\x1b[1;31mred\x1b[0m b"), "ared b");
  EXPECT_EQ(strip_ansi("\x1b]0;title\ax\x1b]8;;u\x1b\\y"), "xy");
  EXPECT_EQ(strip_ansi("\x1b(Bx\x1b=y\x1bM"), "xy");
  EXPECT_EQ(strip_ansi("\x1b]never ended\nnext"), "\nnext");
  EXPECT_EQ(strip_ansi("x\x1b"), "x");
  EXPECT_EQ(strip_ansi("x\x1b["), "x");
  EXPECT_EQ(strip_ansi("[31m plain"), "[31m plain");
}

TEST(Text, nearest_finds_typing_errors_only) {
  const std::vector<std::string> keys = {"matrix", "params", "cmd", "metrics"};
  EXPECT_EQ(nearest("matirx", keys), "matrix");
  EXPECT_EQ(nearest("Params", keys), "params");
  EXPECT_EQ(nearest("cdm", keys), "cmd");
  EXPECT_EQ(nearest("metric", keys), "metrics");
  EXPECT_EQ(nearest("outputs", keys), std::nullopt);
  EXPECT_EQ(nearest("", keys), std::nullopt);
  EXPECT_EQ(nearest("x", std::vector<std::string>{"y"}), std::nullopt);
  EXPECT_EQ(did_you_mean("parms", keys), "did you mean 'params'?");
  EXPECT_EQ(did_you_mean("zzzz", keys), "");
  constexpr std::array<std::string_view, 1> kViews = {"größe"};
  EXPECT_EQ(nearest("grösse", std::span<const std::string_view>(kViews)), "größe");
}

TEST(Text, shell_quote_makes_one_word) {
  EXPECT_EQ(shell_quote("data/a-1.csv"), "data/a-1.csv");
  EXPECT_EQ(shell_quote(""), "''");
  EXPECT_EQ(shell_quote("$(rm -rf x)"), "'$(rm -rf x)'");
  EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_quote("a\nb"), "'a\nb'");
  EXPECT_EQ(shell_quote("~"), "'~'");
  EXPECT_THROW(shell_quote(std::string_view("a\0b", 3)), Error);
}

TEST(Text, split_and_join_are_opposites) {
  for (const std::string text : {"", "a", "a,b", ",", "a,,b,"}) {
    EXPECT_EQ(join(split(text, ','), ","), text);
  }
  EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Text, human_bytes_has_three_digits_at_most) {
  EXPECT_EQ(human_bytes(0), "0 B");
  EXPECT_EQ(human_bytes(999), "999 B");
  EXPECT_EQ(human_bytes(1000), "1 kB");
  EXPECT_EQ(human_bytes(1200000), "1.2 MB");
  EXPECT_EQ(human_bytes(1234567), "1.23 MB");
  EXPECT_EQ(human_bytes(12345), "12.3 kB");
  EXPECT_EQ(human_bytes(999999), "1 MB");
  EXPECT_EQ(human_bytes(UINT64_MAX), "18.4 EB");
}

TEST(Text, human_duration_rounds_up_to_the_next_unit) {
  EXPECT_EQ(human_duration(0), "0.00 s");
  EXPECT_EQ(human_duration(0.0042), "4.2 ms");
  EXPECT_EQ(human_duration(0.42), "0.42 s");
  EXPECT_EQ(human_duration(12.34), "12.3 s");
  EXPECT_EQ(human_duration(59.99), "1 min 00 s");
  EXPECT_EQ(human_duration(185), "3 min 05 s");
  EXPECT_EQ(human_duration(7380), "2 h 03 min");
  EXPECT_EQ(human_duration(3 * 86400 + 4 * 3600), "3 d 04 h");
}

TEST(Text, durations_are_read_with_their_unit) {
  EXPECT_EQ(parse_duration("90"), 90);
  EXPECT_EQ(parse_duration("90s"), 90);
  EXPECT_EQ(parse_duration("1.5m"), 90);
  EXPECT_EQ(parse_duration("2h"), 7200);
  EXPECT_EQ(parse_duration("3d"), 259200);
  for (const std::string bad : {"", "x", "-1", "1e3", "10 m", "10min", "inf", "nan", "m"}) {
    EXPECT_THROW(parse_duration(bad), Error) << bad;
  }
}

}  // namespace
}  // namespace cairn
