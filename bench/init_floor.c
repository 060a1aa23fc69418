// init_floor FOLDER COUNT BYTES [--fsync]
// The bare loop that initialising runs is measured against: for each run its folder, the `.run`
// folder in it, and an events file that is made exclusively and gets BYTES bytes. No ids, no JSON,
// no catalog. With --fsync the file and both folders are synced. Prints seconds as JSON.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void die(const char* what, const char* path) {
  fprintf(stderr, "init_floor: cannot %s %s: %s\n", what, path, strerror(errno));
  exit(1);
}

static void make_folder(const char* path) {
  if (mkdir(path, 0777) != 0) die("make folder", path);
}

static void sync_path(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fsync(fd) != 0) die("sync", path);
  close(fd);
}

static void join(char* path, const char* folder, const char* format, int number) {
  char name[64];
  snprintf(name, sizeof name, format, number);
  if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    die("use", folder);
  }
}

int main(int count, char** words) {
  if (count < 4) {
    fprintf(stderr, "usage: init_floor FOLDER COUNT BYTES [--fsync]\n");
    return 2;
  }
  const int runs = atoi(words[2]);
  const size_t bytes = (size_t)atol(words[3]);
  const int syncs = count > 4 && strcmp(words[4], "--fsync") == 0;
  char* filler = malloc(bytes);
  memset(filler, 'x', bytes);
  char results[PATH_MAX], folder[PATH_MAX], hidden[PATH_MAX], events[PATH_MAX];
  make_folder(words[1]);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  join(results, words[1], "results", 0);
  make_folder(results);
  for (int i = 0; i < runs; ++i) {
    join(folder, results, "fit-%06d", i);
    join(hidden, folder, ".run", 0);
    join(events, hidden, "%06d.1.events.jsonl", i);
    make_folder(folder);
    make_folder(hidden);
    const int fd = open(events, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 || write(fd, filler, bytes) != (ssize_t)bytes) die("write", events);
    if (syncs && fsync(fd) != 0) die("sync", events);
    close(fd);
    if (syncs) sync_path(hidden);
    if (syncs) sync_path(folder);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("{\"seconds\": %.6f}\n",
         (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9);
  return 0;
}
