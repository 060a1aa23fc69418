// Looking at deps for many jobs: how often, and that no change is missed.
#include "cairn/runner/dep_hash.h"

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

class DepHash : public testing::Test {
 protected:
  DepHash() { folder_.write("data/a.csv", "1"); }

  std::string leaf(DepCheck check = DepCheck::content) {
    return hasher_.leaf(folder_.at("data"), check);
  }

  test::TempFolder folder_;
  DepHasher hasher_;
};

TEST_F(DepHash, all_that_ask_share_a_look_until_a_command_has_ended) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 16; ++i) threads.emplace_back([&] { leaf(); });
  threads.clear();
  EXPECT_EQ(hasher_.looks(), 1U);
  hasher_.expire();
  const std::string before = leaf();
  EXPECT_EQ(hasher_.looks(), 2U);
  EXPECT_EQ(leaf(), before);
  EXPECT_EQ(hasher_.looks(), 2U);
}

TEST_F(DepHash, whoever_asks_after_a_command_has_ended_sees_what_it_changed) {
  for (const DepCheck check : {DepCheck::content, DepCheck::stat}) {
    const std::string before = leaf(check);
    folder_.write("data/b.csv", check == DepCheck::stat ? "12" : "1");
    hasher_.expire();
    EXPECT_NE(leaf(check), before);
  }
}

/// Each thread changes a file of its own and must see that, whoever looks.
TEST_F(DepHash, a_shared_look_misses_nothing_that_came_before_the_question) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 40;
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::string before;
      for (int round = 1; round <= kRounds; ++round) {
        folder_.write("data/" + std::to_string(t), std::string(round, 'x'));
        hasher_.expire();
        const std::string after = leaf(DepCheck::stat);
        EXPECT_NE(after, before);
        before = after;
      }
    });
  }
  threads.clear();
  EXPECT_LE(hasher_.looks(), static_cast<std::uint64_t>(kThreads) * kRounds);
}

TEST_F(DepHash, a_look_that_failed_is_nobodys_answer) {
  EXPECT_THROW(hasher_.leaf(folder_.at("none"), DepCheck::stat), Error);
  folder_.write("none", "1");
  EXPECT_TRUE(hasher_.leaf(folder_.at("none"), DepCheck::stat).starts_with("stat 1 files 1 bytes"));
}

}  // namespace
}  // namespace cairn
