#include "cairn/identity/code_grammar.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/json.h"
#include "cairn/identity/input_error.h"

namespace cairn {
namespace {

const std::string kCoffee =
    "fields: {beans: arabica, shots: 1, milk: null}\n"
    "unknown: refuse\n"
    "let: {is_square: {from: shots, apply: is_square}}\n"
    "rules:\n"
    "  - {if: milk = 'none', set: {milk: null}}\n"
    "  - {if: shots < 1, error: \"at least one shot, not {shots}\"}\n"
    "checks:\n"
    "  - {if: is_square = false, error: \"{shots} shots fit no tray\"}\n"
    "join: \"_\"\n"
    "parts:\n"
    "  - name: beans\n"
    "    tokens:\n"
    "      - {if: beans = 'arabica', text: \"ara{shots}\", means: arabica}\n"
    "      - {if: beans = 'robusta', text: \"rob{shots}\", means: robusta}\n"
    "    error: \"unknown beans '{beans}'\"\n"
    "  - name: cup\n"
    "    join: \"-\"\n"
    "    tokens:\n"
    "      - {if: milk IS NOT NULL, text: \"{milk}\", means: with milk}\n"
    "      - {if: shots > 2, text: big, means: a big cup}\n"
    "    else: {text: plain, means: nothing}\n";

CodeGrammar grammar(const std::string& yaml) {
  const YamlDocument document("c.yaml", yaml);
  return read_code_grammar(document.root());
}

std::string code(const std::string& json) {
  try {
    return make_code(grammar(kCoffee), parse_json(json, "input"));
  } catch (const InputError& error) {
    return error.path() + ": " + error.message();
  }
}

TEST(CodeGrammar, joins_the_tokens_that_hold) {
  EXPECT_EQ(code("{}"), "ara1_plain");
  EXPECT_EQ(code(R"({"beans": "robusta", "shots": 4, "milk": "oat"})"), "rob4_oat-big");
  EXPECT_EQ(code(R"({"shots": 4.0})"), "ara4.0_big");
  EXPECT_EQ(code(R"({"milk": "none"})"), "ara1_plain");
}

TEST(CodeGrammar, refuses_what_cannot_be_with_the_field_that_it_is_about) {
  EXPECT_EQ(code(R"({"shots": 0})"), "shots: at least one shot, not 0");
  EXPECT_EQ(code(R"({"beans": "tea"})"), "beans: unknown beans 'tea'");
  EXPECT_EQ(code(R"({"shot": 2})"), "shot: unknown key 'shot'");
  EXPECT_EQ(code("[]"), ": the input must be a map, not list");
}

TEST(CodeGrammar, checks_ask_for_more_than_a_code_needs) {
  const CodeGrammar coffee = grammar(kCoffee);
  EXPECT_EQ(make_code(coffee, Map{{"shots", 3}}), "ara3_big");
  EXPECT_THROW(check_code(coffee, Map{{"shots", 3}}), InputError);
  EXPECT_NO_THROW(check_code(coffee, Map{{"shots", 4}}));
}

TEST(CodeGrammar, its_legend_names_every_token) {
  EXPECT_EQ(code_legend(grammar(kCoffee), "Coffee"),
            "# Coffee\n\nForm: `<beans>_<cup>`\n"
            "\n## beans\n\n| token | means | when |\n|---|---|---|\n"
            "| `ara{shots}` | arabica | `beans = 'arabica'` |\n"
            "| `rob{shots}` | robusta | `beans = 'robusta'` |\n"
            "\n## cup\n\nTokens that hold are joined by `-`.\n\n"
            "| token | means | when |\n|---|---|---|\n"
            "| `{milk}` | with milk | `milk IS NOT NULL` |\n"
            "| `big` | a big cup | `shots > 2` |\n"
            "| `plain` | nothing | otherwise |\n");
}

std::string grammar_error(std::string yaml, const std::string& from, const std::string& to) {
  const auto at = yaml.find(from);
  EXPECT_NE(at, std::string::npos);
  yaml.replace(at, from.size(), to);
  try {
    grammar(yaml);
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(CodeGrammar, bad_grammars_are_refused_with_their_place) {
  EXPECT_EQ(grammar_error(kCoffee, "shots < 1", "shts < 1"),
            "c.yaml:6:10: the code has no field 'shts'");
  EXPECT_EQ(grammar_error(kCoffee, "ara{shots}", "ara{shts}"),
            "c.yaml:13:39: the code has no field 'shts'");
  EXPECT_NE(grammar_error(kCoffee, "shots < 1", "shots <").find("c.yaml:6:10: "),
            std::string::npos);
  EXPECT_EQ(grammar_error(kCoffee, "unknown: refuse", "unknown: maybe"),
            "c.yaml:2:10: 'unknown' must be refuse or ignore");
  EXPECT_EQ(grammar_error(kCoffee, "set: {milk: null}", "set: {}"),
            "c.yaml:5:5: a rule has 'set' or 'error', and not both");
}

}  // namespace
}  // namespace cairn
