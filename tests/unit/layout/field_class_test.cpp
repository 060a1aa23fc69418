#include "cairn/layout/field_class.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

std::string normal(const std::string& field_class, const Value& value) {
  return FieldClass::parse(field_class).normalise(value);
}

TEST(FieldClass, name_replaces_each_forbidden_character_by_one_underscore) {
  EXPECT_EQ(normal("name", "wheat quality/2024: \"best\""), "wheat_quality_2024___best_");
  EXPECT_EQ(normal("name", "a\nb\tc\\d~e$(x)"), "a_b_c_d_e__x_");
  EXPECT_EQ(normal("name", "Größe_日本+x=1,2.5-b"), "Größe_日本+x=1,2.5-b");
  EXPECT_EQ(normal("name", ""), "_");
  EXPECT_EQ(normal("name", "."), "_");
  EXPECT_EQ(normal("name", ".."), "_.");
  EXPECT_EQ(normal("name", "-rf"), "_rf");
  EXPECT_EQ(normal("name", std::string("a\0b", 3)), "a_b");
}

TEST(FieldClass, name_replaces_what_is_invisible_or_not_utf8) {
  EXPECT_EQ(normal("name",
                   "a\xe2\x80\xae"
                   "b"),
            "a_b");  // right-to-left override
  EXPECT_EQ(normal("name",
                   "a\xe2\x80\x8b"
                   "b"),
            "a_b");  // zero-width space
  EXPECT_EQ(normal("name",
                   "a\xef\xbb\xbf"
                   "b"),
            "a_b");
  EXPECT_EQ(normal("name",
                   "a\xc2\x85"
                   "b"),
            "a_b");
  EXPECT_EQ(normal("name",
                   "a\xff\xc3"
                   "b"),
            "a__b");
}

TEST(FieldClass, values_of_all_types_become_text) {
  EXPECT_EQ(normal("name", 17), "17");
  EXPECT_EQ(normal("name", 1e-6), "1e-06");
  EXPECT_EQ(normal("name", true), "true");
  EXPECT_EQ(normal("name", List{1, 2}), "_1,2_");
}

TEST(FieldClass, file_keeps_what_a_file_name_may_hold) {
  EXPECT_EQ(normal("file", "my chart (1)~.png"), "my chart (1)~.png");
  EXPECT_EQ(normal("file", ".run"), "_run");
  EXPECT_EQ(normal("file", "a/b"), "a_b");
  EXPECT_EQ(normal("any", "my chart~.png"), "my chart_.png");
}

TEST(FieldClass, classes_with_a_meaning_refuse_what_they_are_not) {
  EXPECT_EQ(normal("hex 6", "c20f9b"), "c20f9b");
  for (const char* text : {"c20f9", "c20f9b5", "C20F9B", "c20f9g", ""}) {
    EXPECT_THROW(normal("hex 6", text), Error) << text;
  }
  EXPECT_EQ(normal("hex 6-8", "c20f9b5"), "c20f9b5");
  EXPECT_EQ(normal("id", "pb8yky"), "pb8yky");
  EXPECT_THROW(normal("id", "pb8yk"), Error);
  EXPECT_THROW(normal("id", std::string(51, 'a')), Error);
  EXPECT_EQ(normal("int", -42), "-42");
  for (const char* text : {"1.0", "007", "-0", "+1", "1e3", ""}) {
    EXPECT_THROW(normal("int", text), Error) << text;
  }
  EXPECT_EQ(normal("chars a-z0-9.", "v1.2"), "v1.2");
  EXPECT_THROW(normal("chars a-z0-9.", "V1"), Error);
}

TEST(FieldClass, date_is_read_as_iso_and_written_in_its_format) {
  EXPECT_EQ(normal("date %Y-%m-%d", "2024-10-14"), "2024-10-14");
  EXPECT_EQ(normal("date %Y-%m-%d", "2024-10-14T00:22:31.123Z"), "2024-10-14");
  EXPECT_EQ(normal("date %Y-%m-%d", "2024-10-14.2"), "2024-10-14.2");
  EXPECT_EQ(normal("date %Y-%m-%d_%Hh%M", "2024-10-14T00:22:31"), "2024-10-14_00h22");
  EXPECT_EQ(normal("date %Y-%m-%d_%Hh%M", "2024-10-14_00h22"), "2024-10-14_00h22");
  EXPECT_EQ(normal("date %Y%m%d_%H%M%S", "2024-10-14 10:20"), "20241014_102000");
  EXPECT_EQ(normal("date %Y-%m", "2024-02-29"), "2024-02");
}

TEST(FieldClass, date_refuses_what_is_no_date) {
  for (const char* text : {"2024-13-01", "2023-02-29", "2024-1-1", "yesterday", "", "2024-10-14.1",
                           "2024-10-14.02", "2024-10-14T25:00"}) {
    EXPECT_THROW(normal("date %Y-%m-%d", text), Error) << text;
  }
  EXPECT_THROW(normal("date %Y-%m-%d_%H", "2024-10-14"), Error);  // the hour is unknown
}

TEST(FieldClass, a_wrong_class_is_refused_with_what_to_write) {
  const auto hint_of = [](const std::string& text) -> std::string {
    try {
      FieldClass::parse(text);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_input);
      return error.message() + " | " + error.hint();
    }
    return "no error";
  };
  EXPECT_EQ(hint_of("nmae"), "field class 'nmae': unknown class 'nmae' | did you mean 'name'?");
  EXPECT_NE(hint_of("zzzzzzzz").find("the classes are name, any, file"), std::string::npos);
  EXPECT_NE(hint_of("name 6").find("takes nothing behind it"), std::string::npos);
  EXPECT_NE(hint_of("hex six").find("expected a length"), std::string::npos);
  EXPECT_NE(hint_of("hex 0").find("expected a length"), std::string::npos);
  EXPECT_NE(hint_of("hex 8-6").find("below the shortest"), std::string::npos);
  EXPECT_NE(hint_of("date %Y/%m").find("cannot stand in a name"), std::string::npos);
  EXPECT_NE(hint_of("date %Y-%B").find("unknown directive"), std::string::npos);
  EXPECT_NE(hint_of("date today").find("shows nothing of a date"), std::string::npos);
  EXPECT_NE(hint_of("chars ").find("no characters"), std::string::npos);
  EXPECT_NE(hint_of("chars a-z/").find("without '/'"), std::string::npos);
}

TEST(FieldClass, a_word_that_is_left_out_is_refused_and_all_others_stay) {
  const FieldClass whole = FieldClass::parse("match [ab]*(ab|b)");
  const FieldClass less = whole.without("abab").without("b");
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; texts[i].size() < 7; ++i) {
    for (const char* letter : {"a", "b"}) texts.push_back(texts[i] + letter);
  }
  for (const std::string& text : texts) {
    const bool is_out = text == "abab" || text == "b";
    EXPECT_EQ(less.accepts(text), whole.accepts(text) && !is_out) << text;
  }
  EXPECT_THROW(less.normalise("b"), Error);
  EXPECT_THROW(whole.without("ba"), Error);
  // What is cleaned may become such a word.
  EXPECT_THROW(FieldClass::parse("name").without("a_b").normalise("a b"), Error);
  EXPECT_EQ(FieldClass::parse("name").without("a_b").normalise("a c"), "a_c");
}

}  // namespace
}  // namespace cairn
