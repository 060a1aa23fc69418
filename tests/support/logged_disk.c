// A disk that remembers the order of what reached it: a FUSE file system with one file, `disk`, whose writes and
// flushes are appended to a log. tests/crash/power_cut.py puts a loop device and a real file system on it, and
// replays the log up to any moment, which is what a power cut at that moment leaves of the disk.
//
//     logged_disk IMAGE LOG MOUNTPOINT     the image is read once and never changed; stays in the foreground
//
// An entry of the log is three 64-bit numbers of the machine (kind, offset, length), then the bytes of a write.
// Each entry is one write to a file opened for appending, so that a test may add entries of its own between them.
#define FUSE_USE_VERSION 35
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>

enum { kWrite = 1, kFlush = 2, kZero = 3 };

static char* bytes;
static int64_t size;
static int log_file;

static int note(int64_t kind, int64_t offset, int64_t length, const char* data) {
  int64_t head[3] = {kind, offset, length};
  struct iovec parts[2] = {{head, sizeof head}, {(char*)data, data ? (size_t)length : 0}};
  ssize_t wanted = (ssize_t)(parts[0].iov_len + parts[1].iov_len);
  return writev(log_file, parts, data ? 2 : 1) == wanted ? 0 : -EIO;
}

static int disk_getattr(const char* path, struct stat* status, struct fuse_file_info* file) {
  (void)file;
  memset(status, 0, sizeof *status);
  if (strcmp(path, "/") == 0) {
    status->st_mode = S_IFDIR | 0755;
    status->st_nlink = 2;
    return 0;
  }
  if (strcmp(path, "/disk") != 0) return -ENOENT;
  status->st_mode = S_IFREG | 0600;
  status->st_nlink = 1;
  status->st_size = size;
  return 0;
}

static int disk_open(const char* path, struct fuse_file_info* file) {
  file->keep_cache = 0;
  return strcmp(path, "/disk") == 0 ? 0 : -ENOENT;
}

static int disk_read(const char* path, char* into, size_t length, off_t offset,
                     struct fuse_file_info* file) {
  (void)path, (void)file;
  if (offset >= size) return 0;
  if (offset + (int64_t)length > size) length = (size_t)(size - offset);
  memcpy(into, bytes + offset, length);
  return (int)length;
}

static int disk_write(const char* path, const char* from, size_t length, off_t offset,
                      struct fuse_file_info* file) {
  (void)path, (void)file;
  if (offset + (int64_t)length > size) return -ENOSPC;
  memcpy(bytes + offset, from, length);
  int failed = note(kWrite, offset, (int64_t)length, from);
  return failed ? failed : (int)length;
}

static int disk_fsync(const char* path, int only_data, struct fuse_file_info* file) {
  (void)path, (void)only_data, (void)file;
  return note(kFlush, 0, 0, NULL);
}

static int disk_fallocate(const char* path, int mode, off_t offset, off_t length,
                          struct fuse_file_info* file) {
  (void)path, (void)file;
  if (mode != (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE)) return -EOPNOTSUPP;
  if (offset + length > size) return -EINVAL;
  memset(bytes + offset, 0, (size_t)length);
  return note(kZero, offset, length, NULL);
}

static const struct fuse_operations kOperations = {
    .getattr = disk_getattr,
    .open = disk_open,
    .read = disk_read,
    .write = disk_write,
    .fsync = disk_fsync,
    .fallocate = disk_fallocate,
};

static int fail(const char* what) {
  perror(what);
  return 1;
}

int main(int count, char** words) {
  if (count != 4) {
    fprintf(stderr, "usage: logged_disk IMAGE LOG MOUNTPOINT\n");
    return 2;
  }
  int image = open(words[1], O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (image < 0 || fstat(image, &status) != 0) return fail(words[1]);
  size = status.st_size;
  bytes = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE, image, 0);
  if (bytes == MAP_FAILED) return fail(words[1]);
  log_file = open(words[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_file < 0) return fail(words[2]);
  // One thread: the log is the order in which the disk saw its requests.
  char* arguments[] = {words[0], "-f", "-s", words[3]};
  return fuse_main(4, arguments, &kOperations, NULL);
}
