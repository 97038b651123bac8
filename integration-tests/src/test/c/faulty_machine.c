/*
 * A disk that fails and a wall clock that jumps on command, between a process and the system; loaded
 * with LD_PRELOAD.
 *
 *   FAULTY_ROOT     the folder that is the disk: a file system of its own, on which inode
 *                        numbers are never used again (tmpfs)
 *   FAULTY_CONTROL  a file of one page, mapped here and written by the harness:
 *                          bytes 0-3   not 0: the next sync fails with EIO, and sets it to 0
 *                          bytes 4-7   milliseconds that each sync takes longer
 *                          bytes 8-15  milliseconds by which the wall clock is off
 *   FAULTY_BOOT     the file that is read for /proc/sys/kernel/random/boot_id
 *   FAULTY_SHADOW   a folder that holds what a power cut would leave:
 *                          <inode>       the file as of its last sync
 *                          <inode>.names the folder as of its last sync: lines "f|d inode name"
 *
 * Numbers are little-endian. What was written to a file is dirty until its next sync, which copies
 * the range from the first to the last dirty byte to the shadow. Names are as they were when their
 * folder was synced last. A range is marked after its write: a sync that began before the write had
 * ended need not hold it. Mapped writes are not seen; waits until a time of the wall clock are not moved.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define BUCKETS 4096
#define PAGE 4096
#define TO_THE_END INT64_MAX

struct dirty {
  struct dirty *next;
  ino_t inode;
  int64_t from;
  int64_t to;
};

struct control {
  volatile int32_t fail_next_sync;
  volatile int32_t sync_ms;
  volatile int64_t clock_ms;
};

static dev_t root_device;
static struct control *control;
static const char *shadow;
static const char *boot;
static struct dirty *buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void give_up(const char *what) {
  perror(what);
  abort();
}

__attribute__((constructor)) static void begin(void) {
  const char *root = getenv("FAULTY_ROOT");
  const char *file = getenv("FAULTY_CONTROL");
  struct stat status;
  shadow = getenv("FAULTY_SHADOW");
  if (root == NULL || file == NULL || shadow == NULL) {
    return;
  }
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0 || stat(root, &status) != 0) {
    give_up("faulty machine");
  }
  void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (page == MAP_FAILED) {
    give_up("faulty machine: control");
  }
  close(fd);
  boot = getenv("FAULTY_BOOT");
  root_device = status.st_dev;
  control = page;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (real == NULL) { \
    real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name); \
  }

static int on_the_disk(int fd, struct stat *status) {
  int before = errno;
  int is = control != NULL && fstat(fd, status) == 0 && status->st_dev == root_device;
  errno = before;
  return is;
}

/* The entry of a file, made if it has none. The caller holds the lock. */
static struct dirty *entry(ino_t inode) {
  struct dirty **bucket = &buckets[inode % BUCKETS];
  for (struct dirty *found = *bucket; found != NULL; found = found->next) {
    if (found->inode == inode) {
      return found;
    }
  }
  struct dirty *made = malloc(sizeof *made);
  if (made == NULL) {
    give_up("faulty machine: memory");
  }
  *made = (struct dirty){*bucket, inode, INT64_MAX, 0};
  *bucket = made;
  return made;
}

static void mark(ino_t inode, int64_t from, int64_t to) {
  pthread_mutex_lock(&lock);
  struct dirty *dirty = entry(inode);
  dirty->from = from < dirty->from ? from : dirty->from;
  dirty->to = to > dirty->to ? to : dirty->to;
  pthread_mutex_unlock(&lock);
}

/* Marks what a call has just written, which ended at the descriptor's position or at `offset`. */
static ssize_t written(int fd, ssize_t count, int64_t offset) {
  struct stat status;
  if (count > 0 && on_the_disk(fd, &status) && S_ISREG(status.st_mode)) {
    int64_t from = offset >= 0 ? offset : lseek(fd, 0, SEEK_CUR) - count;
    if (fcntl(fd, F_GETFL) & O_APPEND) {
      from = 0;
    }
    mark(status.st_ino, from < 0 ? 0 : from, from < 0 ? TO_THE_END : from + count);
  }
  return count;
}

static void copy_range(int from, int to, int64_t at, int64_t end) {
  char page[1 << 16];
  while (at < end) {
    size_t want = end - at < (int64_t)sizeof page ? (size_t)(end - at) : sizeof page;
    ssize_t count = pread(from, page, want, at);
    if (count <= 0) {
      return;
    }
    REAL(pwrite)
    if (real(to, page, (size_t)count, at) != count) {
      give_up("faulty machine: shadow");
    }
    at += count;
  }
}

static void keep_file(int fd, const struct stat *status) {
  char own[64];
  char name[PATH_MAX];
  pthread_mutex_lock(&lock);
  struct dirty *dirty = entry(status->st_ino);
  int64_t from = dirty->from;
  int64_t to = dirty->to < status->st_size ? dirty->to : status->st_size;
  dirty->from = INT64_MAX;
  dirty->to = 0;
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  snprintf(name, sizeof name, "%s/%lu", shadow, (unsigned long)status->st_ino);
  int source = open(own, O_RDONLY | O_CLOEXEC);
  int target = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (source < 0 || target < 0) {
    give_up("faulty machine: shadow");
  }
  copy_range(source, target, from, to);
  REAL(ftruncate)
  if (real(target, status->st_size) != 0) {
    give_up("faulty machine: shadow");
  }
  close(source);
  close(target);
  pthread_mutex_unlock(&lock);
}

static void keep_names(int fd, const struct stat *status) {
  char own[64];
  char name[PATH_MAX];
  char made[PATH_MAX];
  pthread_mutex_lock(&lock);
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  snprintf(name, sizeof name, "%s/%lu.names", shadow, (unsigned long)status->st_ino);
  snprintf(made, sizeof made, "%s/%lu.made", shadow, (unsigned long)status->st_ino);
  DIR *folder = opendir(own);
  FILE *list = fopen(made, "w");
  if (folder == NULL || list == NULL) {
    give_up("faulty machine: names");
  }
  for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
    int is_dots = one->d_name[0] == '.' && (one->d_name[1] == 0 || one->d_name[1] == '.');
    if (!is_dots && (one->d_type == DT_REG || one->d_type == DT_DIR)) {
      fprintf(list, "%c %lu %s\n", one->d_type == DT_DIR ? 'd' : 'f', one->d_ino, one->d_name);
    }
  }
  closedir(folder);
  if (fclose(list) != 0 || rename(made, name) != 0) {
    give_up("faulty machine: names");
  }
  pthread_mutex_unlock(&lock);
}

/* What a sync does before the real one. Returns 0, or -1 with errno if it fails instead. */
static int before_sync(int fd) {
  struct stat status;
  if (!on_the_disk(fd, &status)) {
    return 0;
  }
  if (control->sync_ms > 0) {
    struct timespec time = {control->sync_ms / 1000, control->sync_ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
  }
  if (__sync_lock_test_and_set(&control->fail_next_sync, 0) != 0) {
    errno = EIO;
    return -1;
  }
  if (S_ISDIR(status.st_mode)) {
    keep_names(fd, &status);
  } else if (S_ISREG(status.st_mode)) {
    keep_file(fd, &status);
  }
  return 0;
}

static const char *place(const char *path) {
  int is_boot = boot != NULL && strcmp(path, "/proc/sys/kernel/random/boot_id") == 0;
  return is_boot ? boot : path;
}

static mode_t mode_of(int flags, va_list more) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
  REAL(open)
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_of(flags, more);
  va_end(more);
  return real(place(path), flags, mode);
}

int open64(const char *path, int flags, ...) {
  REAL(open64)
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_of(flags, more);
  va_end(more);
  return real(place(path), flags, mode);
}

int fsync(int fd) {
  REAL(fsync)
  return before_sync(fd) == 0 ? real(fd) : -1;
}

int fdatasync(int fd) {
  REAL(fdatasync)
  return before_sync(fd) == 0 ? real(fd) : -1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write)
  return written(fd, real(fd, bytes, count), -1);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev)
  return written(fd, real(fd, parts, count), -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  REAL(pwrite)
  return written(fd, real(fd, bytes, count, offset), offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  REAL(pwrite64)
  return written(fd, real(fd, bytes, count, offset), offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev)
  return written(fd, real(fd, parts, count, offset), offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  REAL(pwritev64)
  return written(fd, real(fd, parts, count, offset), offset);
}

ssize_t sendfile64(int fd, int source, off64_t *offset, size_t count) {
  REAL(sendfile64)
  ssize_t result = real(fd, source, offset, count);
  return written(fd, result, -1);
}

ssize_t copy_file_range(
    int source, off64_t *from, int fd, off64_t *to, size_t count, unsigned flags) {
  REAL(copy_file_range)
  ssize_t result = real(source, from, fd, to, count, flags);
  return written(fd, result, to == NULL || result < 0 ? -1 : *to - result);
}

static void truncated(int result, const struct stat *before, int64_t size) {
  if (result == 0 && before->st_size > size) {
    mark(before->st_ino, size, before->st_size);
  }
}

int ftruncate(int fd, off_t size) {
  REAL(ftruncate)
  struct stat before;
  int is_ours = on_the_disk(fd, &before);
  int result = real(fd, size);
  if (is_ours) {
    truncated(result, &before, size);
  }
  return result;
}

int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64)
  struct stat before;
  int is_ours = on_the_disk(fd, &before);
  int result = real(fd, size);
  if (is_ours) {
    truncated(result, &before, size);
  }
  return result;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(clock_gettime)
  int result = real(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME && control != NULL && control->clock_ms != 0) {
    int64_t ms = control->clock_ms;
    int64_t ns = time->tv_nsec + ms % 1000 * 1000000;
    time->tv_sec += ms / 1000 + (ns >= 1000000000) - (ns < 0);
    time->tv_nsec = ns >= 1000000000 ? ns - 1000000000 : ns < 0 ? ns + 1000000000 : ns;
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return -1;
  }
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}
