// spawn_loop [--fsync] [--pairs N] [--record A,B,C] [--begin A,B,C] [--journal N] FOLDER
//
// The bare loop that `cairn run` is measured against: N train jobs, N test jobs (test i after train i)
// and one aggregate after all tests, each `touch`ing its one out, by two threads of which each spawns,
// waits and commits. It makes the folders and files that cairn makes in its layout `flat`, with the
// same number of bytes (A, B, C: of train, test, aggregate), and nothing else: no graph from a file, no
// ids, no hashes, no JSON, no catalog. With --fsync it syncs what cairn's durability `full` syncs.
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kWorkers = 2, kStages = 3 };
enum stage { train, test, aggregate };

static const char* const kStageNames[kStages] = {"train", "test", "aggregate"};

// Sizes in bytes; the benchmark passes those of a real run.
static int sync_files = 0;
static int pairs = 250;
static long record_bytes[kStages] = {1800, 1900, 30000};
static long begin_bytes[kStages] = {1000, 1100, 20000};
static long journal_bytes = 130;
static char root[PATH_MAX];

extern char** environ;

static void die(const char* what, const char* path) {
  fprintf(stderr, "spawn_loop: cannot %s %s: %s\n", what, path, strerror(errno));
  exit(1);
}

// ------------------------------------------------------------------ what waits, what is ready

struct job {
  enum stage stage;
  int number;
};

static struct job* ready;  // Filled from the left, taken from the left; never longer than all jobs.
static int ready_begin, ready_end, tests_left, jobs_left;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void add_ready(enum stage stage, int number) {
  ready[ready_end++] = (struct job){stage, number};
}

// Takes the next job; returns 0 when all are taken.
static int take_job(struct job* job) {
  pthread_mutex_lock(&mutex);
  while (ready_begin == ready_end && jobs_left > 0) pthread_cond_wait(&changed, &mutex);
  const int found = ready_begin < ready_end;
  if (found) {
    *job = ready[ready_begin++];
    --jobs_left;
  }
  pthread_mutex_unlock(&mutex);
  return found;
}

static void finish_job(struct job job) {
  pthread_mutex_lock(&mutex);
  if (job.stage == train) add_ready(test, job.number);
  if (job.stage == test && --tests_left == 0) add_ready(aggregate, 0);
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
}

// ------------------------------------------------------------------ files

static int journal_fd;
static char* filler;  // As many bytes as the largest file wants.

static void make_folder(const char* path) {
  if (mkdir(path, 0777) != 0) die("make folder", path);
}

static int open_new(const char* path) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) die("make", path);
  return fd;
}

static void write_bytes(int fd, long count, const char* path) {
  if (write(fd, filler, (size_t)count) != count) die("write", path);
}

static void sync_path(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fsync(fd) != 0) die("sync", path);
  close(fd);
}

struct places {
  char folder[PATH_MAX], hidden[PATH_MAX], events[PATH_MAX], log[PATH_MAX], out[PATH_MAX];
  char temp[PATH_MAX], record[PATH_MAX], results[PATH_MAX];
};

static void join(char* path, const char* folder, const char* format, int number) {
  char name[64];
  snprintf(name, sizeof name, format, number);
  if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    die("use", folder);
  }
}

static struct places places_of(struct job job) {
  struct places p;
  const int id = (int)job.stage * pairs + job.number;
  char format[32];
  snprintf(format, sizeof format, "%s-%%06d", kStageNames[job.stage]);
  join(p.results, root, "results", 0);
  join(p.folder, p.results, format, id);
  join(p.hidden, p.folder, ".run", 0);
  join(p.events, p.hidden, "%06d.1.events.jsonl", id);
  join(p.log, p.hidden, "%06d.log", id);
  join(p.temp, p.hidden, ".tmp-%06d", id);
  join(p.record, p.hidden, "%06d.json", id);
  join(p.out, p.folder, "out.txt", 0);
  return p;
}

// ------------------------------------------------------------------ one job

// Begin: the folders, and the events file with its first line.
static int begin(struct job job, const struct places* p) {
  make_folder(p->folder);
  make_folder(p->hidden);
  const int events = open_new(p->events);
  write_bytes(events, begin_bytes[job.stage], p->events);
  return events;
}

// Starts `touch OUT` as cairn starts a job: in the run's folder, leader of its own group, default
// signals, standard input from nowhere, output to the log by descriptor.
static pid_t spawn(const struct places* p, int log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, log, 1);
  posix_spawn_file_actions_adddup2(&actions, log, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawn_file_actions_addchdir_np(&actions, root);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  char* argv[] = {"touch", (char*)p->out, NULL};
  pid_t pid = 0;
  errno = posix_spawnp(&pid, argv[0], &actions, &attributes, argv, environ);
  if (errno != 0) die("start", argv[0]);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

static void wait_for(pid_t pid, const struct places* p) {
  int status = 0;
  struct rusage usage;
  while (wait4(pid, &status, 0, &usage) < 0) {
    if (errno != EINTR) die("wait for the job of", p->folder);
  }
  if (status != 0) {
    fprintf(stderr, "spawn_loop: the job of %s failed\n", p->folder);
    exit(1);
  }
}

// An empty log goes.
static void finish_log(int log, const struct places* p) {
  struct stat info;
  if (fstat(log, &info) != 0) die("look at", p->log);
  close(log);
  if (info.st_size == 0 && unlink(p->log) != 0) die("remove", p->log);
}

// Commit: outs and their folders, then the record by a temporary file, then the journal line.
static void commit(struct job job, const struct places* p) {
  struct stat info;
  if (stat(p->out, &info) != 0) die("find", p->out);
  if (sync_files) {
    sync_path(p->out);
    sync_path(p->folder);
    sync_path(p->results);
  }
  const int record = open_new(p->temp);
  write_bytes(record, record_bytes[job.stage], p->temp);
  if (sync_files && fsync(record) != 0) die("sync", p->temp);
  close(record);
  if (rename(p->temp, p->record) != 0) die("rename", p->temp);
  if (sync_files) sync_path(p->hidden);
  write_bytes(journal_fd, journal_bytes, "the journal");
}

static void run_job(struct job job) {
  const struct places p = places_of(job);
  const int events = begin(job, &p);
  const int log = open_new(p.log);
  wait_for(spawn(&p, log), &p);
  finish_log(log, &p);
  commit(job, &p);
  close(events);
  if (unlink(p.events) != 0) die("remove", p.events);
}

static void* work(void* nothing) {
  struct job job;
  while (take_job(&job)) {
    run_job(job);
    finish_job(job);
  }
  return nothing;
}

// ------------------------------------------------------------------ all of it

static void read_sizes(const char* text, long sizes[kStages]) {
  if (sscanf(text, "%ld,%ld,%ld", &sizes[train], &sizes[test], &sizes[aggregate]) != kStages) {
    fprintf(stderr, "spawn_loop: '%s' is not three sizes: write 100,200,300\n", text);
    exit(2);
  }
}

static void read_options(int count, char** arguments) {
  static const struct option kOptions[] = {
      {"fsync", no_argument, NULL, 'f'},         {"pairs", required_argument, NULL, 'p'},
      {"record", required_argument, NULL, 'r'},  {"begin", required_argument, NULL, 'b'},
      {"journal", required_argument, NULL, 'j'}, {NULL, 0, NULL, 0}};
  for (int option; (option = getopt_long(count, arguments, "", kOptions, NULL)) != -1;) {
    if (option == 'f') sync_files = 1;
    if (option == 'p') pairs = atoi(optarg);
    if (option == 'r') read_sizes(optarg, record_bytes);
    if (option == 'b') read_sizes(optarg, begin_bytes);
    if (option == 'j') journal_bytes = atol(optarg);
    if (option == '?') exit(2);
  }
  if (optind + 1 != count || pairs < 1 || realpath(arguments[optind], root) == NULL) {
    fprintf(stderr, "usage: spawn_loop [OPTION...] FOLDER, an empty folder\n");
    exit(2);
  }
}

static long largest(void) {
  long most = journal_bytes;
  for (int stage = 0; stage < kStages; ++stage) {
    if (record_bytes[stage] > most) most = record_bytes[stage];
    if (begin_bytes[stage] > most) most = begin_bytes[stage];
  }
  return most;
}

static void prepare(void) {
  char path[PATH_MAX];
  join(path, root, "results", 0);
  make_folder(path);
  join(path, root, "journal.jsonl", 0);
  journal_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (journal_fd < 0) die("make", path);
  filler = malloc((size_t)largest());
  ready = calloc((size_t)pairs * 2 + 1, sizeof *ready);
  if (filler == NULL || ready == NULL) die("get memory for", root);
  memset(filler, 'x', (size_t)largest());
  tests_left = pairs;
  jobs_left = pairs * 2 + 1;
  for (int i = 0; i < pairs; ++i) add_ready(train, i);
}

int main(int count, char** arguments) {
  read_options(count, arguments);
  prepare();
  pthread_t workers[kWorkers];
  for (int i = 0; i < kWorkers; ++i) {
    errno = pthread_create(&workers[i], NULL, work, NULL);
    if (errno != 0) die("start", "a thread");
  }
  for (int i = 0; i < kWorkers; ++i) pthread_join(workers[i], NULL);
  return 0;
}
