#include "cairn/spec/options.h"

#include <set>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/spec/project_spec.h"

namespace cairn {
namespace {

Options options_of(const std::string& text, Options options = {}) {
  const YamlDocument document("cairn.yaml", text);
  options.read(document.root());
  return options;
}

std::string options_error(const std::string& text) {
  try {
    options_of(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(Options, has_one_row_for_each_option_in_order) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < option_rules().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(option_rules()[i].option), i);
    keys.insert(option_rules()[i].key());
    EXPECT_EQ(&find_option_rule(option_rules()[i].key()), &option_rules()[i]);
  }
  EXPECT_EQ(keys.size(), option_rules().size());
}

TEST(Options, every_default_is_a_value_that_it_would_take) {
  for (const OptionRule& rule : option_rules()) {
    if (rule.otherwise.empty()) continue;
    const std::string text = std::string(rule.section) + ": {" + std::string(rule.name) + ": " +
                             std::string(rule.otherwise) + "}";
    EXPECT_EQ(options_of(text).value(rule.option), Options().value(rule.option)) << rule.key();
  }
}

TEST(Options, the_later_file_wins_and_each_value_knows_its_place) {
  const YamlDocument user("home/config.yaml", "cleanup: {trash_days: 7, max_storage_gb: 2.5}\n");
  const Options options = options_of("cleanup:\n  trash_days: 9\n", read_user_options(user));
  EXPECT_EQ(options.number(Option::cleanup_trash_days), 9);
  EXPECT_EQ(options.place(Option::cleanup_trash_days), "cairn.yaml:2:15");
  EXPECT_EQ(options.bytes(Option::cleanup_max_storage_gb), 2'500'000'000U);
  EXPECT_EQ(options.place(Option::cleanup_max_storage_gb), "home/config.yaml:1:42");
  EXPECT_EQ(options.place(Option::storage_cache), "");
}

TEST(Options, null_takes_a_limit_away) {
  EXPECT_FALSE(
      options_of("cleanup: {auto_archive_days: null}").number(Option::cleanup_auto_archive_days));
  EXPECT_EQ(options_error("storage: {cache: null}"),
            "cairn.yaml:1:18: storage.cache is one of off, reflink, copy");
}

TEST(Options, refuses_what_does_not_fit_at_its_place) {
  EXPECT_EQ(options_error("export: {compression_level: 10}"),
            "cairn.yaml:1:29: export.compression_level lies between 0 and 9");
  EXPECT_EQ(options_error("export: {compression_level: 6.5}"),
            "cairn.yaml:1:29: export.compression_level is a whole number");
  EXPECT_EQ(options_error("cleanup: {max_storage_gb: .nan}"),
            "cairn.yaml:1:27: cleanup.max_storage_gb is at least 0");
  EXPECT_EQ(options_error("storage: {auto_deduplicate: yes}"),
            "cairn.yaml:1:29: storage.auto_deduplicate is true or false");
  EXPECT_EQ(options_error("cleanup: {trash_dais: 3}"),
            "cairn.yaml:1:11: unknown key 'trash_dais' in 'cleanup'");
  EXPECT_EQ(options_error("naming: [a]"), "cairn.yaml:1:9: 'naming' is a map of options");
}

TEST(Options, take_the_words_of_system_003) {
  const Options options = options_of(
      "storage: {results_path: results/, enable_cache: true, cache_path: .cairn/, "
      "auto_deduplicate: false}\n"
      "cleanup: {auto_archive_days: 90, warn_old_runs_days: 60, max_storage_gb: 10}\n"
      "export: {default_include_predictions: true, default_include_charts: true, "
      "default_include_logs: false, compression_level: 6}\n"
      "naming: {date_format: YYYY-MM-DD, auto_run_name_prefix: run_, "
      "auto_run_name_counter: true}\n");
  EXPECT_EQ(options.cache(), "copy");
  EXPECT_EQ(options_of("storage: {cache: reflink}", options).cache(), "reflink");
  EXPECT_EQ(options.date_format(), "%Y-%m-%d");
  EXPECT_EQ(options_of("naming: {date_format: YYYYMMDD}").date_format(), "%Y%m%d");
}

TEST(Options, the_users_file_holds_options_only) {
  const YamlDocument document("config.yaml", "stages: {}\n");
  EXPECT_THROW(read_user_options(document), Error);
}

TEST(CleanupPolicies, are_read_with_their_places) {
  const Options options = options_of(
      "cleanup:\n  policies:\n"
      "    - {name: dead, status: [failed, lost], older_than: 7d}\n"
      "    - {action: archive, keep_best: 5, by: rmse, per: [dataset], unit: run}\n");
  ASSERT_EQ(options.policies().size(), 2U);
  EXPECT_EQ(options.policies()[0].status, (std::vector<std::string>{"failed", "lost"}));
  EXPECT_EQ(options.policies()[1].name, "policy 2");
  EXPECT_EQ(options.policies()[1].action, CleanupAction::archive);
  EXPECT_EQ(options.policies()[1].unit, CleanupUnit::run);
  EXPECT_EQ(options.policies()[1].place, "cairn.yaml:4:7");
}

TEST(CleanupPolicies, that_say_nothing_are_refused) {
  EXPECT_EQ(options_error("cleanup: {policies: [{dataset: corn}]}"),
            "cairn.yaml:1:22: a policy says which runs go");
  EXPECT_EQ(options_error("cleanup: {policies: [{keep_best: 3}]}"),
            "cairn.yaml:1:22: keep_best needs the metric");
  EXPECT_EQ(options_error("cleanup: {policies: [{keep_best: 0, by: a}]}"),
            "cairn.yaml:1:34: keep_best is a number from 1 on");
  EXPECT_EQ(options_error("cleanup: {policies: [{older_than: 30}]}"),
            "cairn.yaml:1:35: '30' is no age: its unit is missing");
  EXPECT_EQ(options_error("cleanup: {policies: [{action: burn, status: failed}]}"),
            "cairn.yaml:1:31: an action is clean or archive, not 'burn'");
}

TEST(Age, is_a_number_and_a_unit) {
  EXPECT_EQ(parse_age("45s"), 45'000'000);
  EXPECT_EQ(parse_age("2w"), 14LL * 86400 * 1'000'000);
  EXPECT_EQ(parse_age("36500d"), 36500LL * 86400 * 1'000'000);
}

TEST(Age, that_surprises_is_refused) {
  for (const char* text :
       {"", "0", "0d", "-1d", "d", "30", "30 d", "30days", "1.5d", "1e3d", "+3d", "99999999999y",
        "99999999999d", "99999999999999999999999d", "36526d", "*", ".", "/", "30d\n"}) {
    EXPECT_THROW(parse_age(text), Error) << text;
  }
}

}  // namespace
}  // namespace cairn
