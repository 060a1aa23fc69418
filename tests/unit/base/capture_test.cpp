#include "cairn/base/capture.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace cairn {
namespace {

CaptureRequest shell(const std::string& text) {
  return {.argv = {"/bin/sh", "-c", text}, .environment = {"PATH=/usr/bin:/bin"}};
}

TEST(Capture, KeepsOutputAndErrorsApart) {
  const std::optional<Captured> said = capture(shell("echo out; echo err >&2; exit 3"));
  ASSERT_TRUE(said);
  EXPECT_EQ(said->output, "out\n");
  EXPECT_EQ(said->errors, "err\n");
  EXPECT_EQ(said->exit_code, 3);
  EXPECT_FALSE(said->is_well());
}

TEST(Capture, AProgramThatIsNotThereIsNoAnswer) {
  EXPECT_FALSE(capture({.argv = {"no-such-program-here"}}));
}

TEST(Capture, AGivenVariableTakesThePlaceOfAnInheritedOne) {
  ::setenv("CAIRN_TEST_KEPT", "ours", 1);
  ::setenv("CAIRN_TEST_REPLACED", "ours", 1);
  CaptureRequest request = shell("env | grep ^CAIRN_TEST | sort");
  request.environment.push_back("CAIRN_TEST_REPLACED=given");
  EXPECT_EQ(capture(request)->output, "CAIRN_TEST_REPLACED=given\n");
  request.inherit = Inherit::environment;
  EXPECT_EQ(capture(request)->output, "CAIRN_TEST_KEPT=ours\nCAIRN_TEST_REPLACED=given\n");
}

TEST(Capture, EndsWhatTakesTooLong) {
  CaptureRequest request = shell("echo begin; sleep 20; echo end");
  request.seconds = 0.2;
  const std::optional<Captured> said = capture(request);
  EXPECT_TRUE(said->is_late);
  EXPECT_EQ(said->exit_code, std::nullopt);
  EXPECT_EQ(said->output, "begin\n");
}

TEST(Capture, EndsWhatClosesItsOutputAndGoesOn) {
  CaptureRequest request = shell("exec >&- 2>&-; sleep 20");
  request.seconds = 0.2;
  EXPECT_TRUE(capture(request)->is_late);
}

TEST(Capture, EndsWhatSaysTooMuch) {
  CaptureRequest request = shell("while :; do echo 0123456789; done");
  request.most_bytes = 1000;
  const std::optional<Captured> said = capture(request);
  EXPECT_TRUE(said->is_cut);
  EXPECT_FALSE(said->is_late);
  EXPECT_EQ(said->output.size(), 1000U);
}

TEST(Capture, WaitsForAllOfALongAnswer) {
  const std::optional<Captured> said = capture(shell("head -c 300000 /dev/zero | tr '\\0' x"));
  EXPECT_EQ(said->output.size(), 300'000U);
  EXPECT_TRUE(said->is_well());
}

TEST(Capture, ReadsNoMoreOfErrorsThanItsFirstPart) {
  const std::optional<Captured> said = capture(shell("head -c 300000 /dev/zero >&2; echo done"));
  EXPECT_EQ(said->output, "done\n");
  EXPECT_EQ(said->errors.size(), 4096U);
}

}  // namespace
}  // namespace cairn
