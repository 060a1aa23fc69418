#include "cairn/identity/scheme.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/identity/form.h"
#include "cairn/identity/input_error.h"
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

std::string scheme_error(std::string text, const std::string& from, const std::string& to) {
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

Error naming_error(const std::string& scheme_ref, const Value& input) {
  try {
    make_name(scheme_ref, input);
  } catch (const Error& error) {
    return error;
  }
  throw std::runtime_error("no error");
}

TEST(Scheme, an_unknown_scheme_names_the_nearest_and_an_unknown_version_the_others) {
  const auto hint = [](const std::string& scheme_ref) {
    const Error error = naming_error(scheme_ref, 1);
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    EXPECT_EQ(error.message(), "unknown scheme '" + scheme_ref + "'");
    return error.hint();
  };
  const std::string all = "there are: nirs4all.prediction@1, nirs4all.prediction@2";
  EXPECT_EQ(hint("nirs4all.prediction@9"), all);
  EXPECT_EQ(hint("nirs4all.prediction@1:old"), all);
  EXPECT_EQ(hint("nirs4all.prediction"), all);
  EXPECT_EQ(hint("nirs4all.pipelin@1"), "did you mean 'nirs4all.pipeline@1'?");
  EXPECT_EQ(hint("something else"), "list them: cairn id --schemes");
}

TEST(Scheme, each_file_holds_the_schemes_and_forms_that_begin_with_its_name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with("schemes/")) continue;
    const std::string stem(file.path.substr(8, file.path.find('.') - 8));
    for (const Scheme& scheme : read_schemes(file.bytes, file.path)) {
      EXPECT_TRUE(scheme.name.starts_with(stem + ".")) << scheme.name;
      EXPECT_EQ(&find_scheme(scheme.ref()), &find_scheme(scheme.ref()));
      EXPECT_FALSE(scheme.about.empty()) << scheme.name;
    }
    for (const Form& form : read_forms(file.bytes, file.path)) {
      EXPECT_TRUE(form.name.starts_with(stem + ".")) << form.name;
      EXPECT_FALSE(form.about.empty()) << form.name;
    }
  }
}

TEST(Scheme, a_hash_as_an_argument_is_the_name_and_a_parameter_that_ends_in_hash_is_not) {
  const auto name = [](const std::string& scheme_ref, const Value& args) {
    return make_name(scheme_ref, Map{{"args", args}}).full;
  };
  EXPECT_EQ(name("dynvision.model@1", List{":hash=81c1c795", "42"}), ":hash=81c1c795");
  EXPECT_EQ(name("dynvision.model@1", List{":rehash=1", "42"}), ":hash=31b02a5b");
  EXPECT_EQ(name("dynvision.model@1:compat", List{":rehash=1", "42"}), ":rehash=1");
  EXPECT_EQ(name("dynvision.model@1:head", List{":tsteps=20+dt=2+tau=5", 42}), "81c1c795");
}

TEST(Scheme, two_trees_that_plain_framing_takes_for_one_differ_when_they_are_framed) {
  const Value one = Map{{"a", "3146494c454e414d453a620032"}};
  const Value two = Map{{"a", "31"}, {"b", "32"}};
  EXPECT_EQ(make_name("lambda_hat.object@1", one).full, make_name("lambda_hat.object@1", two).full);
  EXPECT_NE(make_name("lambda_hat.object@1:framed", one).full,
            make_name("lambda_hat.object@1:framed", two).full);
  EXPECT_EQ(make_name("lambda_hat.object@1:framed", two).canonical_text, "1:a,1:1,1:b,1:2,");
}

TEST(Scheme, the_stable_run_id_looks_neither_at_the_commit_nor_at_the_store) {
  const auto run = [](const std::string& sha, const std::string& root, int seed) {
    return Value(Map{{"runtime", Map{{"code_sha", sha}, {"seed", seed}}},
                     {"store", Map{{"root", root}}},
                     {"target_id", "tgt_1"}});
  };
  const auto stable = [](const Value& input) { return make_name("lambda_hat.run@2", input).full; };
  EXPECT_EQ(stable(run("a", "runs", 1)), stable(run("b", "/scratch", 1)));
  EXPECT_NE(stable(run("a", "runs", 1)), stable(run("a", "runs", 2)));
  EXPECT_NE(make_name("lambda_hat.run@1", run("a", "runs", 1)).full,
            make_name("lambda_hat.run@1", run("b", "runs", 1)).full);
}

TEST(Scheme, what_is_wrong_with_an_input_is_named_with_its_path) {
  const auto failure = [](const std::string& scheme_ref, const Value& input) {
    try {
      make_name(scheme_ref, input);
    } catch (const InputError& error) {
      return error.path() + " | " + error.message();
    }
    return std::string("no error");
  };
  EXPECT_EQ(failure("hpo.study@1", Map{{"data_config", Map()}, {"hpo_config", Map()}}),
            " | scheme 'hpo.study@1': the input has no 'model'");
  EXPECT_EQ(failure("hpo.study@1", Map{{"model", "m"}, {"hpo_config", Map{{"sampling", {}}}}}),
            "hpo_config.sampling | scheme 'hpo.study@1': 'hpo_config.sampling' is null, not a map");
  EXPECT_EQ(failure("hpo.study@1", Map{{"model", 3}}),
            "model | scheme 'hpo.study@1': a text is needed, not int");
  EXPECT_EQ(failure("hpo.trial@1", Map{{"study_key_hash", 7}}),
            "study_key_hash | scheme 'hpo.trial@1': 'study_key_hash' must be a string, not int");
  const Value nan = Map{{"a", List{1, Map{{"b", std::nan("")}}}}};
  EXPECT_EQ(failure("lambda_hat.target@1", nan),
            "a[1].b | scheme 'lambda_hat.target@1': 'a[1].b' is NaN or infinite, which equals "
            "nothing and cannot be part of a name");
  EXPECT_EQ(make_name("lambda_hat.target@1:compat", nan).canonical_text,
            R"({"a": [1, {"b": NaN}]})");
  EXPECT_EQ(failure("lambda_hat.stable@1", Map{{"obj", 1}, {"algorithm", "md5"}}),
            "algorithm | scheme 'lambda_hat.stable@1': 'algorithm' is 'md5', which is not known");
}

TEST(Scheme, fingerprints_that_a_study_does_not_state_are_made) {
  const Value data = Map{{"name", "resume"}, {"version", "v1"}};
  const Value hpo = Map{{"objective", Map{{"metric", "f1"}}}};
  const Value eval = Map{{"evaluator_version", "default"}, {"metric", Map{{"metric", "f1"}}}};
  Map study = {{"data_config", data}, {"hpo_config", hpo}, {"model", "m"}};
  const std::string made = make_name("hpo.study@2", study).full;
  study.set("data_fingerprint", make_name("hpo.data@1", data).full);
  study.set("eval_fingerprint", make_name("hpo.eval@1", eval).full);
  EXPECT_EQ(made, make_name("hpo.study@2", study).full);
}

TEST(Scheme, a_file_composes_canonicaliser_hash_length_and_prefix) {
  const std::vector<Scheme> schemes = read_schemes(kGood, "s.yaml");
  ASSERT_EQ(schemes.size(), 1U);
  EXPECT_EQ(&find_scheme(schemes, "demo.thing@2"), &schemes[0]);
  EXPECT_EQ(schemes[0].ref(), "demo.thing@2");
  const SchemeName name = make_name(schemes[0], Map{{"a", 1}});
  // printf '{"a":1}' | sha256sum
  EXPECT_EQ(name.canonical_text, R"({"a":1})");
  EXPECT_EQ(name.full, "tgt_015abd7f5cc5");
  EXPECT_EQ(name.display, "tgt_015abd7f");
}

TEST(Scheme, a_variant_says_what_is_different) {
  const std::vector<Scheme> schemes = read_schemes(
      kGood +
          "    key: {a: a, b: {value: 1}}\n    variants: {old: {prefix: p_, key.b: {value: 2}}}\n",
      "s.yaml");
  ASSERT_EQ(schemes.size(), 2U);
  EXPECT_EQ(schemes[1].ref(), "demo.thing@2:old");
  EXPECT_EQ(make_name(schemes[0], Map{{"a", 0}}).canonical_text, R"({"a":0,"b":1})");
  EXPECT_EQ(make_name(schemes[1], Map{{"a", 0}}).canonical_text, R"({"a":0,"b":2})");
  EXPECT_TRUE(make_name(schemes[1], Map{{"a", 0}}).full.starts_with("p_"));
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
  EXPECT_EQ(scheme_error(kGood, "hash: sha256", "hash: sha25"),
            "s.yaml:5:11: unknown hash 'sha25'");
  EXPECT_EQ(scheme_error(kGood, "python_json_compact", "json"),
            "s.yaml:4:20: unknown canonicaliser 'json'");
  EXPECT_EQ(scheme_error(kGood, "prefix: tgt_", "code: {}"),
            "s.yaml:8:11: 'code' and the canonicaliser code belong together");
  EXPECT_EQ(scheme_error(kGood, "prefix: tgt_", "key: {from: a, apply: lowr}"),
            "s.yaml:8:27: unknown function 'lowr'");
  EXPECT_EQ(scheme_error(kGood, "prefix: tgt_", "variants: {old: {key.b: a}}"),
            "s.yaml:8:29: 'key' is no map of the scheme");
  EXPECT_EQ(scheme_error(kGood, "length: 12", "length: 65"),
            "s.yaml:6:13: 'length' must be a whole number from 1 to 64");
  EXPECT_EQ(scheme_error(kGood, "display: 8", "display: 13"),
            "s.yaml:7:14: 'display' must be a whole number from 1 to 12");
  EXPECT_EQ(scheme_error(kGood, "version: 2", "version: 0"),
            "s.yaml:3:14: 'version' must be a whole number from 1 to 1000000");
  EXPECT_EQ(scheme_error(kGood, "    version: 2\n", ""), "s.yaml:2:5: the scheme has no 'version'");
  EXPECT_EQ(scheme_error(kGood, "demo.thing", "Demo@2"),
            "s.yaml:2:13: 'Demo@2' cannot name a scheme");
  EXPECT_EQ(scheme_error(kGood, "prefix: tgt_", "prefix: 1"),
            "s.yaml:8:13: 'prefix' must be a text");
  EXPECT_EQ(scheme_error(kGood, "display", "dispaly"),
            "s.yaml:7:5: unknown key 'dispaly' in a scheme");
  EXPECT_EQ(scheme_error("schemes: 1", "1", "{}"),
            "s.yaml:1:10: 'schemes' must be a list of schemes");
  const std::string again = kGood.substr(kGood.find("  - "));
  EXPECT_EQ(scheme_error(kGood + "X", "X", again), "s.yaml:9:5: 'demo.thing@2' stands twice");
}

}  // namespace
}  // namespace cairn
