// stopwatch RESULT COMMAND [ARGUMENT…]
//
// Runs COMMAND once and writes to the file RESULT: wall seconds, CPU seconds of it and all that it
// waited for, and its exit status (128 + n for signal n). The clock runs from just before the spawn
// to just after the wait; this program is small and static, so that the spawn itself costs little.
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char** environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

int main(int count, char** arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: stopwatch RESULT COMMAND [ARGUMENT...]\n");
    return 2;
  }
  pid_t pid;
  const double start = now();
  const int error = posix_spawnp(&pid, arguments[2], NULL, NULL, arguments + 2, environ);
  if (error != 0) {
    fprintf(stderr, "stopwatch: cannot start %s: %s\n", arguments[2], strerror(error));
    return 1;
  }
  int status = 0;
  struct rusage usage;
  while (wait4(pid, &status, 0, &usage) < 0) {
    if (errno == EINTR) continue;
    perror("stopwatch: wait4");
    return 1;
  }
  const double wall = now() - start;
  const double cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  FILE* result = fopen(arguments[1], "w");
  if (result == NULL || fprintf(result, "%.9f %.6f %d\n", wall, cpu, code) < 0 ||
      fclose(result) != 0) {
    fprintf(stderr, "stopwatch: cannot write %s: %s\n", arguments[1], strerror(errno));
    return 1;
  }
  return 0;
}
