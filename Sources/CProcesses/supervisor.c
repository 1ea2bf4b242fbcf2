#define _GNU_SOURCE
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The supervisor is a fork of a process with several threads: everything it does is a call of the
// system, and nothing of it allocates memory or takes a lock.

/// How long what was killed may take to be gone: a process that waits for a disk cannot be ended.
enum { PATIENCE = 10000 };

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// The parent of a process, or -1 where it is gone.
static pid_t parent_of(int proc, const char *name) {
  char path[32];
  size_t length = strlen(name);
  if (length > 20) return -1;
  memcpy(path, name, length);
  memcpy(path + length, "/stat", 6);
  int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  char text[512];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return -1;
  text[count] = 0;
  // The name of the program stands in parentheses, and may hold some.
  char *place = strrchr(text, ')');
  if (place == NULL || strlen(place) < 5) return -1;
  pid_t parent = 0;
  for (place += 4; *place >= '0' && *place <= '9'; place++) parent = parent * 10 + (*place - '0');
  return parent;
}

struct directory_entry {
  uint64_t number;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

/// Kills every child of this process that is there now.
static void kill_present_children(pid_t self) {
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return;
  _Alignas(8) char bytes[16384];
  long count;
  while ((count = syscall(SYS_getdents64, proc, bytes, sizeof bytes)) > 0) {
    for (long place = 0; place < count;) {
      struct directory_entry *entry = (struct directory_entry *)(bytes + place);
      place += entry->length;
      if (entry->name[0] < '1' || entry->name[0] > '9') continue;
      if (parent_of(proc, entry->name) != self) continue;
      pid_t child = 0;
      for (char *digit = entry->name; *digit != 0; digit++) child = child * 10 + (*digit - '0');
      kill(child, SIGKILL);
    }
  }
  close(proc);
}

/// Kills what came of the run, until nothing is left. What loses its parent becomes a child of this
/// process, so that killing children again and again reaches all.
static void kill_all(pid_t run) {
  const pid_t self = getpid();
  const int64_t end = now() + PATIENCE;
  // The group first, at once: it may be forking. Its leader is not waited for yet, so the number is
  // still its own.
  if (run > 0) kill(-run, SIGKILL);
  while (now() < end) {
    pid_t gone;
    while ((gone = waitpid(-1, NULL, WNOHANG)) > 0) {}
    if (gone < 0 && errno == ECHILD) return;
    kill_present_children(self);
    const struct timespec moment = {0, 1000000};
    nanosleep(&moment, NULL);
  }
}

static _Noreturn void run_program(const struct supervised_run *run, int report) {
  // Where the supervisor is killed, its child at least goes with it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  int input = open("/dev/null", O_RDONLY);
  if (input >= 0 && dup2(input, 0) >= 0 && dup2(run->log, 1) >= 0 && dup2(run->log, 2) >= 0) {
    if (input > 2) close(input);
    execve(run->path, run->arguments, run->environment);
  }
  const struct supervised_end end = {.kind = SUPERVISED_NOT_STARTED, .value = errno};
  (void)!write(report, &end, sizeof end);
  _exit(127);
}

/// Leaves the end of a run that was started in its file. Where that cannot be, there is none.
static void record(const struct supervised_run *run, struct supervised_end *end) {
  struct stat log;
  if (fstat(run->log, &log) < 0) return;
  end->log_size = log.st_size;
  int file = open(run->unfinished_record, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0) return;
  const ssize_t length = (ssize_t)strlen(run->mark);
  if (write(file, run->mark, (size_t)length) == length &&
      write(file, end, sizeof *end) == sizeof *end && close(file) == 0)
    rename(run->unfinished_record, run->record);
  else
    unlink(run->unfinished_record);
}

/// Closes everything but three.
static void keep_only(int first, int second, int third) {
  int kept[3] = {first, second, third};
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++)
      if (kept[j] > kept[j + 1]) {
        int other = kept[j];
        kept[j] = kept[j + 1];
        kept[j + 1] = other;
      }
  unsigned from = 0;
  for (int i = 0; i < 3; i++) {
    if ((unsigned)kept[i] > from) syscall(SYS_close_range, from, (unsigned)kept[i] - 1, 0);
    from = (unsigned)kept[i] + 1;
  }
  syscall(SYS_close_range, from, ~0U, 0);
}

static _Noreturn void supervise(const struct supervised_run *run, int life, int report) {
  setsid();
  prctl(PR_SET_NAME, "lrfind-run");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  keep_only(life, report, run->log);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  // Whatever asks all processes to end asks the caller too, who ends the run in order.
  for (const int *number = (const int[]){SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, 0}; *number;
       number++)
    signal(*number, SIG_IGN);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_SETMASK, &children, NULL);
  int ends = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);

  pid_t child = ends < 0 ? -1 : _Fork();
  if (child == 0) run_program(run, report);
  if (child < 0) {
    const struct supervised_end end = {.kind = SUPERVISED_NOT_STARTED, .value = errno};
    (void)!write(report, &end, sizeof end);
    _exit(1);
  }
  // Both sides set it, so that it is so whoever comes first.
  setpgid(child, child);

  struct pollfd watched[2] = {{ends, POLLIN, 0}, {life, POLLIN, 0}};
  int64_t deadline = -1;
  while (1) {
    int64_t left = deadline < 0 ? -1 : deadline - now();
    if (deadline >= 0 && left <= 0) break;
    if (poll(watched, 2, (int)left) < 0 && errno != EINTR) break;
    if (watched[0].revents) {
      struct signalfd_siginfo news[8];
      while (read(ends, news, sizeof news) > 0) {}
      // The run itself is looked at without taking it away, others are taken.
      siginfo_t state = {0};
      if (waitid(P_PID, (id_t)child, &state, WEXITED | WNOHANG | WNOWAIT) < 0) break;
      if (state.si_pid == child) break;
      siginfo_t other = {0};
      while (waitid(P_ALL, 0, &other, WEXITED | WNOHANG | WNOWAIT) == 0 && other.si_pid != 0 &&
             other.si_pid != child) {
        waitpid(other.si_pid, NULL, WNOHANG);
        other.si_pid = 0;
      }
    }
    if (watched[1].revents) {
      char order[16];
      ssize_t count = read(life, order, sizeof order);
      // The caller is gone, or wants it to end at once.
      if (count <= 0) break;
      if (deadline < 0) {
        deadline = now() + run->grace;
        kill(-child, SIGTERM);
        // What is stopped hears of it only when it goes on.
        kill(-child, SIGCONT);
      }
    }
  }
  // How it ended by itself, before it is ended.
  struct supervised_end end = {
      .kind = SUPERVISED_SIGNALLED, .value = SIGKILL, .is_asked = deadline >= 0};
  siginfo_t state = {0};
  if (waitid(P_PID, (id_t)child, &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
      state.si_pid == child) {
    end.kind = state.si_code == CLD_EXITED ? SUPERVISED_EXITED : SUPERVISED_SIGNALLED;
    end.value = state.si_status;
  } else {
    end.is_asked = 1;
  }
  // When nothing of it is left that could write.
  kill_all(child);
  record(run, &end);
  (void)!write(report, &end, sizeof end);
  _exit(0);
}

int supervised_start(const struct supervised_run *run, struct supervised *started) {
  int life[2], report[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, life) < 0) return errno;
  if (pipe2(report, O_CLOEXEC) < 0) {
    int problem = errno;
    close(life[0]);
    close(life[1]);
    return problem;
  }
  // No handler of a library is called that would stop threads of the caller.
  pid_t supervisor = _Fork();
  if (supervisor == 0) supervise(run, life[0], report[1]);
  int problem = supervisor < 0 ? errno : 0;
  close(life[0]);
  close(report[1]);
  if (problem != 0) {
    close(life[1]);
    close(report[0]);
    return problem;
  }
  *started = (struct supervised){supervisor, life[1], report[0]};
  return 0;
}

void supervised_stop(const struct supervised *started) {
  // Where it has ended meanwhile there is nobody to read it.
  (void)!send(started->life, "T", 1, MSG_NOSIGNAL);
}
