#include "cairn/base/process.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <optional>

#include <gtest/gtest.h>

#include "cairn/base/clock.h"
#include "cairn/base/fs.h"
#include "cairn/base/time_units.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

ChildProcess start(const std::string& text, const std::string& folder = "") {
  return ChildProcess::spawn(
      {.argv = {"/bin/sh", "-c", text}, .environment = {"PATH=/usr/bin:/bin"}, .folder = folder});
}

void wait_for_file(const std::string& path) {
  for (int i = 0; i < 2000 && !stat_path(path); ++i) ::usleep(5000);
}

/// Whether `pid` runs; whoever ended and waits to be taken does not.
bool runs(pid_t pid) { return process_start(pid).has_value(); }

TEST(ChildProcess, LeavesNothingBehindWhereNobodyTookItsEnd) {
  const test::TempFolder folder;
  pid_t leader = 0;
  pid_t other = 0;
  {
    const ChildProcess child =
        start("sleep 60 & echo $! >other.tmp; mv other.tmp other; wait", folder.path());
    leader = child.pid();
    wait_for_file(folder.at("other"));
    other = std::stoi(read_file(folder.at("other")));
    EXPECT_TRUE(runs(other));
  }
  EXPECT_EQ(::waitpid(leader, nullptr, WNOHANG), -1);
  for (int i = 0; i < 2000 && runs(other); ++i) ::usleep(5000);
  EXPECT_FALSE(runs(other));
}

TEST(ChildProcess, WaitsForItsGroup) {
  const test::TempFolder folder;
  // Short sleeps: one that is forked as the signal comes may have lost it with the trap.
  ChildProcess child = start(
      "(trap 'sleep 0.3; touch saved; exit' TERM; touch ready; while :; do sleep 0.02; done) & "
      "wait",
      folder.path());
  wait_for_file(folder.at("ready"));
  EXPECT_FALSE(child.ends_within(0));
  child.signal_group(SIGTERM);
  EXPECT_TRUE(child.ends_within(10));
  EXPECT_FALSE(stat_path(folder.at("saved")));
  EXPECT_FALSE(child.group_ends_within(0));
  EXPECT_TRUE(child.group_ends_within(10));
  EXPECT_TRUE(stat_path(folder.at("saved")));
  EXPECT_EQ(child.finish().signal, SIGTERM);
}

TEST(ChildProcess, KillsWhatIsLeftOfItsGroup) {
  const test::TempFolder folder;
  ChildProcess child = start(
      "(trap '' TERM; echo $$ >ready; sleep 0.5; touch late) & until test -e ready; do :; done",
      folder.path());
  EXPECT_TRUE(child.ends_within(10));
  child.signal_group(SIGTERM);
  EXPECT_FALSE(child.group_ends_within(0.1));
  EXPECT_EQ(child.finish().exit_code, 0);
  ::usleep(600'000);
  EXPECT_FALSE(stat_path(folder.at("late")));
}

/// Makes the kernel refuse pidfd_open, as older ones and the filters of some containers do.
bool refuse_pidfds() {
  std::array<sock_filter, 4> filter = {
      sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_pidfd_open},
      sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
      sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}};
  const sock_fprog program{filter.size(), filter.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST(ChildProcess, IsWaitedForWhereTheKernelHasNoPidfds) {
  // In a process of its own: a filter cannot be taken off.
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!refuse_pidfds()) ::_exit(77);
    ChildProcess child = start("sleep 0.2; exit 3");
    const bool is_patient = !child.ends_within(0.05);
    const std::optional<ExitStatus> exit = child.wait(10);
    ::_exit(is_patient && exit && exit->exit_code == 3 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) GTEST_SKIP() << "no filters here";
  EXPECT_EQ(status, 0);
}

TEST(SteadyTime, GoesOn) {
  const TimeUs before = steady_us();
  ::usleep(20'000);
  const TimeUs passed = steady_us() - before;
  EXPECT_GE(passed, 20'000);
  EXPECT_LT(passed, 60 * kSecond);
}

}  // namespace
}  // namespace cairn
