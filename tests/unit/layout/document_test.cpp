#include "cairn/layout/document.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/yaml.h"
#include "unit/layout/golden.h"

namespace cairn {
namespace {

struct Case {
  std::string owner;  // a kind or group
  std::string file;
  std::string context;  // tests/data/layout/<context>.json
};

const std::vector<DocumentRule>& rules_of(const Layout& layout, const std::string& owner) {
  if (const Group* group = find_group(layout, owner)) return group->rollups;
  for (const Kind& kind : layout.kinds) {
    if (kind.name == owner) return kind.documents;
  }
  throw Error(ErrorCode::internal, "no owner " + owner);
}

const DocumentRule& rule_of(const Layout& layout, const std::string& owner,
                            const std::string& file) {
  for (const DocumentRule& rule : rules_of(layout, owner)) {
    if (rule.file.text() == file) return rule;
  }
  throw Error(ErrorCode::internal, "no document " + file);
}

class Nirs4allDocument : public testing::TestWithParam<Case> {};

TEST_P(Nirs4allDocument, is_rendered_as_the_golden_text) {
  const Case& c = GetParam();
  const Layout layout = find_layout("nirs4all");
  const auto text =
      render_document(layout, rule_of(layout, c.owner, c.file), read_context(c.context));
  ASSERT_TRUE(text.has_value());
  expect_golden(c.context + "." + c.file.substr(c.file.rfind('/') + 1), *text);
  EXPECT_TRUE(parse_yaml(*text, c.file).is_map());
}

INSTANTIATE_TEST_SUITE_P(All, Nirs4allDocument,
                         testing::Values(Case{"session", "RUN.yaml", "session"},
                                         Case{"dataset", "DATASET.yaml", "dataset"},
                                         Case{"dataset", "COMPARISON.yaml", "dataset"},
                                         Case{"pipeline", "PIPELINE.yaml", "run"},
                                         Case{"pipeline", "SCORES.yaml", "run"},
                                         Case{"pipeline", "logs/timing.yaml", "run"},
                                         Case{"model", "MANIFEST.yaml", "child"},
                                         Case{"pipeline", "PIPELINE.yaml", "bare_run"},
                                         Case{"summary", "PIPELINE.yaml", "bare_run"}));

TEST(Document, is_not_made_where_it_would_say_nothing) {
  const Layout layout = find_layout("nirs4all");
  const Value context = read_context("bare_run");
  EXPECT_FALSE(render_document(layout, rule_of(layout, "pipeline", "SCORES.yaml"), context));
  EXPECT_FALSE(render_document(layout, rule_of(layout, "pipeline", "logs/timing.yaml"), context));
  Value group = read_context("dataset");
  group.as_map().set("runs", List{});
  EXPECT_FALSE(render_document(layout, rule_of(layout, "dataset", "DATASET.yaml"), group));
  EXPECT_FALSE(render_document(layout, rule_of(layout, "dataset", "COMPARISON.yaml"), group));
}

TEST(Document, is_the_same_however_often_it_is_rendered) {
  const Layout layout = find_layout("nirs4all");
  const auto& rule = rule_of(layout, "session", "RUN.yaml");
  const Value context = read_context("session");
  EXPECT_EQ(render_document(layout, rule, context), render_document(layout, rule, context));
}

TEST(Document, typed_keys_are_those_that_show_one_field_unchanged) {
  const Layout layout = find_layout("nirs4all");
  std::string keys;
  for (const TypedKey& key : typed_keys(layout, rule_of(layout, "session", "RUN.yaml"))) {
    keys += key.key + "=" + key.owner + "." + key.field + " ";
  }
  EXPECT_EQ(keys, "description=group.description notes=group.notes tags=group.tags ");
}

TEST(WriteValue, each_format_writes_what_it_can) {
  const Value rows = List{Map{{"a", 1}, {"m", Map{{"x", 0.5}}}}, Map{{"a", "p,q\"r"}, {"b", true}}};
  EXPECT_EQ(write_value(rows, TextFormat::csv), "a,m.x,b\n1,0.5,\n\"p,q\"\"r\",,true\n");
  EXPECT_EQ(write_value(rows, TextFormat::jsonl),
            "{\"a\": 1, \"m\": {\"x\": 0.5}}\n{\"a\": \"p,q\\\"r\", \"b\": true}\n");
  EXPECT_EQ(write_value(Map{{"a", 1}}, TextFormat::json), "{\n  \"a\": 1\n}\n");
  EXPECT_EQ(write_value("text", TextFormat::text), "text\n");
  EXPECT_EQ(write_value("text\n", TextFormat::text), "text\n");
  EXPECT_THROW(write_value(Map{{"a", 1}}, TextFormat::text), Error);
  EXPECT_THROW(write_value(List{1}, TextFormat::csv), Error);
}

}  // namespace
}  // namespace cairn
