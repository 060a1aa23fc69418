#include "cairn/layout/path_template.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {
namespace {

const FieldRules& rules() {
  static const FieldRules rules = [] {
    FieldRules all;
    for (const char* spec : {"name name", "other name", "dataset name", "hash6 hex 6", "id id",
                             "seed int", "date date %Y-%m-%d", "child.id id", "file file"}) {
      const std::string text = spec;
      const std::size_t space = text.find(' ');
      all.push_back(
          {text.substr(0, space), FieldClass::parse(text.substr(space + 1)), std::nullopt});
    }
    all.push_back({"owner", FieldClass::parse("name"), "nobody"});
    return all;
  }();
  return rules;
}

PathTemplate parse(const std::string& text) { return PathTemplate::parse(text, rules(), "f:1:1"); }

std::string template_error(const std::string& text) {
  try {
    parse(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    EXPECT_EQ(error.message().substr(0, 7), "f:1:1: ");
    return error.message().substr(7) + " | " + error.hint();
  }
  return "no error";
}

TEST(PathTemplate, renders_fields_in_their_places) {
  const PathTemplate path = parse("{date}_{name}/{{x}}/{dataset}-{hash6}");
  EXPECT_EQ(path.render({{"date", "2024-10-14"},
                         {"name", "wheat quality"},
                         {"dataset", "a/b"},
                         {"hash6", "c20f9b"}}),
            "2024-10-14_wheat_quality/{x}/a_b-c20f9b");
}

TEST(PathTemplate, finds_values_by_name_by_dotted_name_and_in_nested_maps) {
  const PathTemplate path = parse("{child.id}");
  EXPECT_EQ(path.render({{"child.id", "5grd70"}}), "5grd70");
  EXPECT_EQ(path.render({{"child", Map{{"id", "5grd70"}}}}), "5grd70");
}

TEST(PathTemplate, an_absent_or_null_value_takes_the_default_or_is_an_error) {
  EXPECT_EQ(parse("{owner}").render({}), "nobody");
  EXPECT_EQ(parse("{owner}").render({{"owner", nullptr}}), "nobody");
  try {
    parse("x/{dataset}").render({});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "no value for the field 'dataset' of 'x/{dataset}'");
  }
  try {
    parse("{seed}").render({{"seed", 1.5}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "field 'seed': '1.5' is not of the class 'int'");
  }
}

TEST(PathTemplate, an_absent_value_can_be_a_part_of_another) {
  FieldRules fields = {{"hash", FieldClass::parse("hex 8"), std::nullopt}};
  fields.push_back({.name = "first",
                    .field_class = FieldClass::parse("hex 2"),
                    .part = FieldPart{"hash", 0, 2}});
  fields.push_back(
      {.name = "rest", .field_class = FieldClass::parse("hex"), .part = FieldPart{"full.hash", 6}});
  const PathTemplate path = PathTemplate::parse("{first}/{hash}/[r{rest}]", fields, "f:1:1");
  const Map short_name = {{"hash", "c20f9b53"}};
  EXPECT_EQ(path.render(short_name), "c2/c20f9b53");
  EXPECT_EQ(path.render({{"hash", "c20f9b53"}, {"full", Map{{"hash", "c20f9b5312"}}}}),
            "c2/c20f9b53/r5312");
  EXPECT_EQ(path.render({{"hash", "c20f9b53"}, {"first", "aa"}}), "aa/c20f9b53");
  EXPECT_TRUE(has_field_value(short_name, fields[1]));
  EXPECT_FALSE(has_field_value(short_name, fields[2]));
  EXPECT_FALSE(has_field_value({{"hash", "c"}}, fields[1]));
}

TEST(PathTemplate, reads_back_what_it_rendered) {
  const PathTemplate path = parse("{date}_{name}/{dataset}/{other}_{hash6}");
  const auto readings = path.match("2024-10-14_a_b/regression/Q1_x_c20f9b");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(Value(readings[0].fields), Value(Map{{"date", "2024-10-14"},
                                                 {"name", "a_b"},
                                                 {"dataset", "regression"},
                                                 {"other", "Q1_x"},
                                                 {"hash6", "c20f9b"}}));
  EXPECT_TRUE(readings[0].cut.empty());
}

TEST(PathTemplate, does_not_read_what_it_never_renders) {
  const PathTemplate path = parse("{date}_{name}/{other}_{hash6}");
  for (const char* text :
       {"", "2024-10-14_a", "2024-10-14_a/x_c20f9b/more", "2024-13-14_a/x_c20f9b",
        "2024-10-14_a b/x_c20f9b", "2024-10-14_.a/x_c20f9b", "2024-10-14_a/x_c20f9",
        "2024-10-14_a//x_c20f9b", "/2024-10-14_a/x_c20f9b", "2024-10-14_a/x_c20f9b/"}) {
    EXPECT_TRUE(path.match(text).empty()) << text;
  }
}

TEST(PathTemplate, a_field_in_two_segments_must_agree) {
  const PathTemplate path = parse("{name}/{name}_{hash6}");
  EXPECT_EQ(path.match("a/a_c20f9b").size(), 1U);
  EXPECT_TRUE(path.match("a/b_c20f9b").empty());
}

TEST(PathTemplate, what_reads_in_two_ways_is_refused_with_both_readings) {
  const std::string error = template_error("{name}_{other}");
  EXPECT_EQ(
      error.substr(0, error.find(" | ")),
      "'{name}_{other}' reads 'a__a' in two ways: name='a_', other='a' or name='a', other='_a'");
  EXPECT_NE(template_error("{name}{other}").find("in two ways"), std::string::npos);
  EXPECT_NE(template_error("{name}{hash6}").find("no error"),
            std::string::npos);  // the last six are the hash
  EXPECT_NE(template_error("{hash6}{id}").find("no error"), std::string::npos);
  EXPECT_NE(template_error("{name}{id}").find("in two ways"),
            std::string::npos);  // an id has 6 to 50
  EXPECT_EQ(template_error("{name}_{hash6}"), "no error");
  EXPECT_EQ(template_error("{date}_{name}_{id}"), "no error");
  EXPECT_EQ(template_error("{name}:{other}"), "no error");  // no name holds a colon
  EXPECT_NE(template_error("{seed}-{name}-{other}").find("in two ways"), std::string::npos);
}

TEST(PathTemplate, ambiguity_is_reported_on_request) {
  const auto path = PathTemplate::parse("{name}_{other}", rules(), "t", Ambiguity::report);
  const auto readings = path.match("a_b_c");
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_EQ(Value(readings[0].fields), Value(Map{{"name", "a"}, {"other", "b_c"}}));
  EXPECT_EQ(Value(readings[1].fields), Value(Map{{"name", "a_b"}, {"other", "c"}}));
}

// The room for the pieces grows by doubling: of so many lengths some fill it to the last place, and
// the sanitizers then tell where the second spelling has none.
TEST(PathTemplate, a_spelling_that_is_read_in_one_way_follows_one_that_is_read_in_many) {
  const auto path =
      PathTemplate::parse("({name}_{other}|x{dataset})", rules(), "t", Ambiguity::report);
  std::string text = "xa";
  for (std::size_t ways = 1; ways < 100; ++ways) {
    text += "_b";
    const auto readings = path.match(text);
    ASSERT_EQ(readings.size(), ways + 1);
    EXPECT_EQ(Value(readings[ways].fields), Value(Map{{"dataset", text.substr(1)}}));
  }
}

TEST(PathTemplate, reading_an_ambiguous_text_stays_cheap) {
  const auto path =
      PathTemplate::parse("{name}_{other}_{dataset}_{owner}x:", rules(), "t", Ambiguity::report);
  EXPECT_TRUE(path.match(std::string(255, '_')).empty());
  EXPECT_TRUE(path.match("a" + std::string(250, '_') + "b").empty());
  const auto all = PathTemplate::parse("{name}_{other}_{dataset}", rules(), "t", Ambiguity::report);
  EXPECT_EQ(all.match(std::string(255, '_')).size(),
            1000U);  // more readings than anyone can choose from
}

TEST(PathTemplate, bad_templates_are_refused) {
  EXPECT_EQ(template_error("{datset}"), "unknown field '{datset}' | did you mean 'dataset'?");
  EXPECT_EQ(template_error("{lr_schedule}"),
            "unknown field '{lr_schedule}' | declare it: `fields: {lr_schedule: name}`");
  EXPECT_NE(template_error("/abs/{name}").find("is an absolute path"), std::string::npos);
  EXPECT_NE(template_error("../{name}").find("starts with '.'"), std::string::npos);
  EXPECT_NE(template_error("a/./b").find("starts with '.'"), std::string::npos);
  EXPECT_NE(template_error(".run/{name}").find("starts with '.'"), std::string::npos);
  EXPECT_NE(template_error("a//b").find("an empty path segment"), std::string::npos);
  EXPECT_NE(template_error("a/").find("an empty path segment"), std::string::npos);
  EXPECT_NE(template_error("").find("an empty path segment"), std::string::npos);
  EXPECT_NE(template_error("{name").find("has no '}'"), std::string::npos);
  EXPECT_NE(template_error("name}").find("has no '{'"), std::string::npos);
  EXPECT_NE(template_error("a~b").find("cannot stand in a path"), std::string::npos);
  EXPECT_NE(template_error("a\nb").find("cannot stand in a path"), std::string::npos);
  EXPECT_NE(template_error("{name}:{name}").find("stands twice"), std::string::npos);
  EXPECT_NE(template_error(std::string(101, 'x')).find("literal text"), std::string::npos);
}

TEST(PathTemplate, a_long_segment_is_cut_and_its_fields_are_named) {
  const PathTemplate path = parse("{dataset}/{name}_{hash6}");
  std::string name;
  for (int i = 0; i < 100; ++i) name += "日";  // 300 bytes
  const std::string rendered = path.render({{"dataset", "d"}, {"name", name}, {"hash6", "c20f9b"}});
  const std::string segment = split(rendered, '/')[1];
  EXPECT_LE(segment.size(), 255U);
  EXPECT_TRUE(is_utf8(segment));
  EXPECT_TRUE(is_cut_name(segment));
  const auto readings = path.match(rendered);
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(Value(readings[0].fields), Value(Map{{"dataset", "d"}}));
  EXPECT_EQ(readings[0].cut, (std::vector<std::string>{"name", "hash6"}));
  const std::string other =
      path.render({{"dataset", "d"}, {"name", name + "x"}, {"hash6", "c20f9b"}});
  EXPECT_NE(other, rendered);
}

TEST(PathTemplate, exactly_the_limit_is_not_cut) {
  const PathTemplate path = parse("{name}");
  const std::string fits(255, 'a');
  EXPECT_EQ(path.render({{"name", fits}}), fits);
  EXPECT_EQ(path.render({{"name", fits + "a"}}).size(), 255U);
  EXPECT_EQ(path.render({{"name", fits}}, 143).size(), 143U);
}

TEST(PathTemplate, a_file_name_that_looks_cut_is_cut_so_that_it_is_read_rightly) {
  const PathTemplate path = parse("{file}");
  const std::string looks_cut = std::string(246, 'a') + "~0123abcd";
  const std::string rendered = path.render({{"file", looks_cut}});
  EXPECT_NE(rendered, looks_cut);
  EXPECT_EQ(path.match(rendered)[0].cut, (std::vector<std::string>{"file"}));
}

TEST(PathTemplate, an_optional_part_is_written_where_all_its_fields_have_values) {
  const PathTemplate path = parse("{dataset}[:{hash6}]_{seed}");
  EXPECT_EQ(path.render({{"dataset", "corn"}, {"hash6", "c20f9b"}, {"seed", 1}}), "corn:c20f9b_1");
  EXPECT_EQ(path.render({{"dataset", "corn"}, {"seed", 1}}), "corn_1");
  EXPECT_EQ(path.render({{"dataset", "corn"}, {"hash6", ""}, {"seed", 1}}), "corn_1");
  EXPECT_FALSE(path.match("corn_1").at(0).fields.contains("hash6"));
  EXPECT_EQ(path.match("corn:c20f9b_1").at(0).fields.find("hash6")->as_string(), "c20f9b");
}

TEST(PathTemplate, of_two_spellings_the_first_is_written_and_both_are_read) {
  const PathTemplate path = parse("{dataset}(:hash={hash6}|_{seed})");
  const Map both{{"dataset", "corn"}, {"hash6", "c20f9b"}, {"seed", 7}};
  EXPECT_EQ(path.render(both), "corn:hash=c20f9b");
  EXPECT_EQ(path.render({{"dataset", "corn"}, {"seed", 7}}), "corn_7");
  EXPECT_EQ(path.match("corn:hash=c20f9b").size(), 1U);
  EXPECT_EQ(path.match("corn_7").at(0).fields.find("seed")->as_string(), "7");
  EXPECT_EQ(path.shown(both), (std::vector<std::string>{"dataset", "hash6"}));
}

TEST(PathTemplate, an_optional_level_is_left_out_with_its_slash) {
  const PathTemplate path = parse("bench/[study-{hash6}]/run-{seed}");
  EXPECT_EQ(path.render({{"hash6", "c20f9b"}, {"seed", 1}}), "bench/study-c20f9b/run-1");
  EXPECT_EQ(path.render({{"seed", 1}}), "bench/run-1");
  EXPECT_EQ(path.match("bench/run-1").size(), 1U);
  EXPECT_EQ(path.match("bench/study-c20f9b/run-1").size(), 1U);
  EXPECT_EQ(path.depth(), 3U);
  EXPECT_EQ(path.least_depth(), 2U);
}

TEST(PathTemplate, spellings_and_levels_that_cannot_be_told_apart_are_refused) {
  EXPECT_EQ(template_error("({name}|{hash6})"),
            "'({name}|{hash6})' reads 'aaaaaa' in two ways: name='aaaaaa' or hash6='aaaaaa' | "
            "separate the fields by a character that one of their classes lacks, give one a fixed "
            "length ('hex 6'), or say `ambiguous: report`");
  EXPECT_EQ(template_error("x/[{name}]/[{dataset}]"),
            "'x/[{name}]/[{dataset}]' can leave out different levels and make one path | let the "
            "optional level begin with a word of its own: [study-{study}]");
  EXPECT_EQ(template_error("[{name}]"),
            "every level of '[{name}]' may be left out | keep one level that is always there");
}

// What a loop over many paths uses: one values object and one room for readings.
TEST(PathTemplate, values_by_number_render_and_read_as_a_map_does) {
  const PathTemplate path = parse("bench/[{owner}]/{dataset}[:{hash6}]_{seed}");
  PathValues values;
  values.set(path.field_number("dataset"), "big corn");
  values.set(path.field_number("seed"), "1");
  std::string rendered = "root/";
  path.render(rendered, values);
  EXPECT_EQ(rendered, "root/bench/nobody/big_corn_1");
  values.set(path.field_number("hash6"), "c20f9b");
  values.set(path.field_number("owner"), "Ann");
  rendered.clear();
  path.render(rendered, values);
  EXPECT_EQ(rendered, "bench/Ann/big_corn:c20f9b_1");

  PathReadings readings;
  path.match(readings, rendered);
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings.text(0, path.field_number("dataset")), "big_corn");
  EXPECT_EQ(readings.text(0, path.field_number("hash6")), "c20f9b");
  path.match(readings, "bench/corn_7");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings.text(0, path.field_number("seed")), "7");
  EXPECT_FALSE(readings.text(0, path.field_number("hash6")));
  EXPECT_FALSE(readings.text(0, path.field_number("owner")));
  path.match(readings, "bench/corn");
  EXPECT_TRUE(readings.empty());

  values.set(path.field_number("seed"), "one");
  EXPECT_THROW(path.render(rendered, values), Error);
  values.clear(path.field_number("seed"));
  EXPECT_THROW(path.render(rendered, values), Error);
  EXPECT_THROW(path.field_number("sed"), Error);
}

// Twelve levels of some 250 bytes; the names of the last two are longer than a name may be.
TEST(PathTemplate, a_path_may_be_longer_than_most) {
  const std::string name(252, 'n');
  std::string text;
  std::string expected;
  for (int level = 0; level < 12; ++level) {
    if (level > 0) text += '/';
    if (level > 0) expected += '/';
    const std::string start = std::to_string(level) + "--";
    text += start + "{name}";
    expected += fit_name(start + name);
  }
  EXPECT_EQ(parse(text).render({{"name", name}}), expected);
}

// An empty text is no value where the template can do without, however often it is rendered.
TEST(PathTemplate, an_empty_value_stays_empty_once_it_is_normalised) {
  const PathTemplate path = parse("{name}/x[-{name}]");
  PathValues values;
  values.set(path.field_number("name"), "");
  for (int i = 0; i < 2; ++i) {
    std::string rendered;
    path.render(rendered, values);
    EXPECT_EQ(rendered, "_/x");
  }
}

// Where an optional level can be skipped and taken, both ways begin with the same draft.
TEST(PathTemplate, ways_that_part_do_not_meet_again) {
  const auto path =
      PathTemplate::parse("{name}/[{other}]/[{dataset}]/{owner}", rules(), "t", Ambiguity::report);
  const auto readings = path.match("a/b/c");
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_EQ(Value(readings[0].fields), Value(Map{{"name", "a"}, {"dataset", "b"}, {"owner", "c"}}));
  EXPECT_EQ(Value(readings[1].fields), Value(Map{{"name", "a"}, {"other", "b"}, {"owner", "c"}}));
}

TEST(PathTemplate, readings_of_one_room_are_those_of_the_last_path) {
  const auto two = PathTemplate::parse("{name}_{other}", rules(), "t", Ambiguity::report);
  PathReadings readings;
  two.match(readings, "a_b_c_d");
  EXPECT_EQ(readings.size(), 3U);
  two.match(readings, "a_b");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings.text(0, 0), "a");
  parse("{dataset}/{file}").match(readings, "d/" + std::string(246, 'a') + "~0123abcd");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_TRUE(readings.is_cut(0, 1));
  EXPECT_FALSE(readings.is_cut(0, 0));
}

TEST(PathTemplate, fields_are_read_in_the_order_of_the_path) {
  const PathTemplate path = parse("({seed}-{hash6}|{dataset}:{seed})");
  const auto readings = path.match("corn:7");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].fields.begin()->first, "dataset");
}

TEST(PathTemplate, names_that_windows_keeps_for_devices_are_marked_and_read_back) {
  const PathTemplate path = parse("{name}/{dataset}");
  const std::string rendered = path.render({{"name", "con"}, {"dataset", "Aux.txt"}});
  EXPECT_EQ(rendered, fit_name("con") + "/" + fit_name("Aux.txt"));
  EXPECT_TRUE(rendered.starts_with("con~"));
  const auto readings = path.match(rendered);
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].fields.find("name")->as_string(), "con");
  EXPECT_EQ(readings[0].fields.find("dataset")->as_string(), "Aux.txt");
  EXPECT_EQ(fit_name("console"), "console");
  // Where the mark has no room the name is cut.
  for (const std::size_t length : {242U, 243U, 246U, 247U, 251U, 255U, 300U}) {
    const std::string name = "aux.txt" + std::string(length - 7, 'x');
    const std::string fitted = fit_name(name);
    EXPECT_LE(fitted.size(), kLongestName) << length;
    EXPECT_EQ(path.match("a/" + fitted).size(), 1U) << length;
    EXPECT_EQ(length > 246, is_cut_name(fitted) && without_device_mark(fitted) == fitted) << length;
  }
}

TEST(PathTemplate, the_empty_template_reads_nothing) {
  EXPECT_TRUE(PathTemplate().match("a/b").empty());
  EXPECT_TRUE(PathTemplate().match("").empty());
}

}  // namespace
}  // namespace cairn
