#include "cairn/identity/scheme.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "unit/identity/vectors.h"

namespace cairn {
namespace {

const std::string kGood =
    "schemes:\n"
    "  - scheme: demo.thing\n"
    "    version: 2\n"
    "    canonicaliser: python_json_compact\n"
    "    hash: sha256\n"
    "    length: 12\n"
    "    display: 8\n"
    "    prefix: tgt_\n";

std::string error_of(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  text.replace(at, from.size(), to);
  try {
    read_schemes(text, "s.yaml");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(Scheme, nirs4all_pipelines_get_the_names_that_nirs4all_gave) {
  for (const Value& row : read_vectors("nirs4all_pipeline.jsonl")) {
    const SchemeName name = make_name("nirs4all.pipeline@1", *row.find("input"));
    EXPECT_EQ(name.scheme, "nirs4all.pipeline@1");
    EXPECT_EQ(name.full, row.find("hash8")->as_string());
    EXPECT_EQ("Q1_" + name.display, row.find("name")->as_string());
  }
}

TEST(Scheme, the_text_that_was_hashed_is_kept) {
  EXPECT_EQ(make_name("nirs4all.pipeline@1", Map{{"b", 1.0}, {"a", "é"}}).canonical_text,
            R"({"a": "\u00e9", "b": 1.0})");
}

TEST(Scheme, an_unknown_scheme_or_version_names_the_known_ones) {
  for (const std::string ref : {"nirs4all.pipeline@9", "nirs4all.pipeline", "nirs4all.pipelin@1"}) {
    try {
      make_name(ref, 1);
      FAIL() << "no error for " << ref;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_input);
      EXPECT_EQ(error.message(), "unknown scheme '" + ref + "'");
      EXPECT_NE(error.hint().find("did you mean 'nirs4all.pipeline@1'?"), std::string::npos);
    }
  }
  try {
    make_name("something else", 1);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_TRUE(error.hint().starts_with("known schemes: ")) << error.hint();
  }
}

TEST(Scheme, a_file_composes_canonicaliser_hash_length_and_prefix) {
  const std::vector<Scheme> schemes = read_schemes(kGood, "s.yaml");
  ASSERT_EQ(schemes.size(), 1U);
  EXPECT_EQ(schemes[0].ref(), "demo.thing@2");
  const SchemeName name = make_name(schemes[0], Map{{"a", 1}});
  // printf '{"a":1}' | sha256sum
  EXPECT_EQ(name.canonical_text, R"({"a":1})");
  EXPECT_EQ(name.full, "tgt_015abd7f5cc5");
  EXPECT_EQ(name.display, "tgt_015abd7f");
}

TEST(Scheme, an_input_without_a_text_is_refused_in_the_name_of_the_scheme) {
  Scheme scheme = read_schemes(kGood, "s.yaml")[0];
  scheme.canonicaliser = "canonical_json";
  try {
    make_name(scheme, Map{{"x", std::nan("")}});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_TRUE(error.message().starts_with("scheme 'demo.thing@2': 'x' is NaN"));
  }
  scheme.hash = "crc";
  EXPECT_THROW(make_name(scheme, 1), Error);
}

TEST(Scheme, bad_files_are_refused_with_their_place) {
  EXPECT_EQ(error_of(kGood, "hash: sha256", "hash: sha25"), "s.yaml:5:11: unknown hash 'sha25'");
  EXPECT_EQ(error_of(kGood, "python_json_compact", "json"),
            "s.yaml:4:20: unknown canonicaliser 'json'");
  EXPECT_EQ(error_of(kGood, "length: 12", "length: 65"),
            "s.yaml:6:13: 'length' must be a whole number from 1 to 64");
  EXPECT_EQ(error_of(kGood, "display: 8", "display: 13"),
            "s.yaml:7:14: 'display' must be a whole number from 1 to 12");
  EXPECT_EQ(error_of(kGood, "version: 2", "version: 0"),
            "s.yaml:3:14: 'version' must be a whole number from 1 to 1000000");
  EXPECT_EQ(error_of(kGood, "    version: 2\n", ""), "s.yaml:2:5: the scheme has no 'version'");
  EXPECT_EQ(error_of(kGood, "demo.thing", "Demo@2"), "s.yaml:2:13: 'Demo@2' cannot name a scheme");
  EXPECT_EQ(error_of(kGood, "prefix: tgt_", "prefix: 1"), "s.yaml:8:13: 'prefix' must be a text");
  EXPECT_EQ(error_of(kGood, "display", "dispaly"), "s.yaml:7:5: unknown key 'dispaly' in a scheme");
  EXPECT_EQ(error_of("schemes: 1", "1", "{}"), "s.yaml:1:10: 'schemes' must be a list of schemes");
  const std::string again = kGood.substr(kGood.find("  - "));
  EXPECT_EQ(error_of(kGood + "X", "X", again), "s.yaml:9:5: 'demo.thing@2' stands twice");
}

}  // namespace
}  // namespace cairn
