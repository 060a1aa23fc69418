// A folder whose listing breaks off is not taken for one that has no more in it.
#include "cairn/base/fs.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

/// From here on the system fails to list folders for this thread, as a bad disk does. Returns
/// whether it lets itself be told so.
bool break_listing() {
  std::array<sock_filter, 4> filter = {
      {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
       BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getdents64, 0, 1),
       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EIO),
       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)}};
  const sock_fprog program{filter.size(), filter.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST(ListFolder, a_listing_that_fails_is_no_empty_folder) {
  const test::TempFolder folder;
  folder.write("a", "1");
  std::thread([&] {
    ASSERT_EQ(list_folder(folder.path()).size(), 1U);
    if (!break_listing()) GTEST_SKIP() << "no system calls can be refused here";
    try {
      list_folder(folder.path());
      FAIL() << "it lists the folder as empty";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::io);
    }
  }).join();
}

}  // namespace
}  // namespace cairn
