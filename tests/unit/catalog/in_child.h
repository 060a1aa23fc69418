// A process of its own for what may end it.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

namespace cairn {

/// Runs `body` in a process that ends at once, without destructors, as kill -9 would end it;
/// returns its exit status, -1 where a signal ended it.
template <typename Body>
int in_child(const Body& body) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    int status = 1;
    try {
      status = body();
    } catch (...) {
      status = 99;
    }
    _exit(status);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace cairn
