#include "cairn/store/live.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

ChildProcess start_sleeper(const std::string& events) {
  return ChildProcess::spawn({.argv = {"/bin/sh", "-c", "sleep 60 & wait"},
                              .environment = {"CAIRN_EVENTS=" + events, "PATH=/usr/bin:/bin"}});
}

TEST(KillOrphan, FindsAJobThatWasNotedAndOneThatWasNot) {
  const std::string events = "/nowhere/" + std::to_string(::getpid()) + ".1.events.jsonl";
  const Value begin = process_to_map();
  for (const bool is_noted : {true, false}) {
    ChildProcess job = start_sleeper(events);
    const Map note{{"pid", job.pid()}};
    const std::optional<Value> noted = is_noted ? std::optional<Value>(note) : std::nullopt;
    EXPECT_FALSE(kill_orphan(begin, noted, events + "x")) << "another run's";
    // The program needs a moment to begin before its environment can be seen.
    bool killed = false;
    for (int i = 0; i < 1000 && !killed; ++i) {
      killed = kill_orphan(begin, noted, events);
      if (!killed) ::usleep(2000);
    }
    EXPECT_TRUE(killed);
    EXPECT_EQ(job.wait(-1)->signal, SIGKILL);
  }
  EXPECT_FALSE(kill_orphan(begin, std::nullopt, events));
}

/// Runs `work` in a process of another user; returns its exit status.
template <typename Work>
int as_user(unsigned user, Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(user, user, user) != 0 || ::setresuid(user, user, user) != 0) ::_exit(99);
    ::_exit(work());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

TEST(KillOrphan, one_of_another_user_is_not_overlooked) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be other users";
  constexpr unsigned kOwner = 20001;
  constexpr unsigned kOther = 20002;
  const test::TempFolder folder;
  ::chmod(folder.path().c_str(), 0755);  // NOLINT(cppcoreguidelines-avoid-magic-numbers)
  const std::string events = folder.write("r/.run/r.1.events.jsonl", "");
  ASSERT_EQ(::chown(events.c_str(), kOwner, kOwner), 0);
  const Value begin = process_to_map();
  const auto look = [&] {
    try {
      return kill_orphan(begin, std::nullopt, events) ? 1 : 0;
    } catch (const Error& error) {
      return error.code() == ErrorCode::conflict ? 2 : 3;
    }
  };
  EXPECT_EQ(as_user(kOther, look), 0);
  // Its cairn ends right after it has started the job.
  const std::string note = folder.path() + "/pid";
  const Fd file = open_write(Site::file_write, note, OpenMode::exclusive);
  ASSERT_EQ(as_user(kOwner,
                    [&] {
                      const ChildProcess job = start_sleeper(events);
                      write_all(Site::file_write, file.get(), std::to_string(job.pid()), note);
                      ::_exit(0);  // Without its destructor, which would end the job.
                      return 0;
                    }),
            0);
  const pid_t job = std::stoi(read_file(note));
  ::usleep(100'000);  // The program needs a moment to begin before its environment can be seen.
  EXPECT_EQ(as_user(kOther, look), 2);
  EXPECT_EQ(as_user(kOwner, look), 1) << "its own user ends it";
  ::usleep(100'000);
  EXPECT_FALSE(process_start(job).has_value());
  EXPECT_EQ(as_user(kOther, look), 0);
}

TEST(Live, a_process_lives_until_its_last_thread_has_ended) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::thread([] { ::pause(); }).detach();
    ::syscall(SYS_exit, 0);  // Of this thread only.
  }
  const std::string stat = "/proc/" + std::to_string(child) + "/stat";
  while (read_file(stat).find(") Z ") == std::string::npos) ::usleep(1000);
  EXPECT_TRUE(process_start(child).has_value());
  ::kill(child, SIGKILL);
  siginfo_t ended;
  ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  EXPECT_FALSE(process_start(child).has_value()) << "nobody has waited for it, but it has ended";
  ::waitpid(child, nullptr, 0);
}

TEST(Live, in_another_pid_namespace_the_heartbeat_tells) {
  test::TempFolder folder;
  const std::string events = folder.write("r.1.events.jsonl", "");
  Map other = process_to_map();
  const std::int64_t ours = other.find("pid_namespace")->as_int();
  ASSERT_NE(ours, 0);
  other.set("pid_namespace", ours + 1);
  const Map here = process_to_map();
  Map dead = here;
  dead.set("pid", 4194000);
  Map dead_there = other;
  dead_there.set("pid", 4194000);
  EXPECT_FALSE(is_live(dead, events));
  EXPECT_TRUE(is_live(dead_there, events)) << "nobody here can tell";
  EXPECT_TRUE(is_live(here, events));
  std::filesystem::last_write_time(
      events, std::filesystem::file_time_type::clock::now() - std::chrono::minutes(10));
  EXPECT_FALSE(is_live(other, events)) << "its heart stands still";
  EXPECT_TRUE(is_live(here, events));
  dead_there.set("boot_id", "before");
  EXPECT_FALSE(is_live(dead_there, events)) << "nothing outlives a boot";

  ChildProcess job = start_sleeper(events);
  const Map note{{"pid", job.pid()}};
  ::usleep(200'000);
  EXPECT_FALSE(kill_orphan(other, Value(note), events)) << "the pid is that of another process";
  EXPECT_TRUE(kill_orphan(here, Value(note), events));
  EXPECT_EQ(job.wait(-1)->signal, SIGKILL);
}

TEST(Live, an_attempt_that_is_committed_has_ended_though_its_cairn_goes_on) {
  test::OneRun run;
  const Attempt attempt = run.begin();
  test::OneRun::say(attempt, R"({"metric": {"key": "loss", "value": 2, "step": 1}})"
                             "\n"
                             R"({"metric": {"key": "loss", "value": 1, "step": 2}})"
                             "\n");
  EXPECT_TRUE(has_live_attempt(attempt.folder, run.definition.id));
  ASSERT_TRUE(run.commit(attempt).events_size.has_value());
  EXPECT_FALSE(has_live_attempt(attempt.folder, run.definition.id));
  const Attempt again = run.begin();
  EXPECT_TRUE(has_live_attempt(again.folder, run.definition.id));
}

}  // namespace
}  // namespace cairn
