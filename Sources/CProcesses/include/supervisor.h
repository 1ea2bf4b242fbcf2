#ifndef LRFIND_SUPERVISOR_H
#define LRFIND_SUPERVISOR_H

#include <stdint.h>
#include <sys/types.h>

// A process that runs another one and sees to it that nothing of it is left.
//
// The supervisor is a fork of the caller, between the two of them lies a pipe. It leads a session of
// its own, adopts what its descendants leave behind (PR_SET_CHILD_SUBREAPER), and ends when the run has
// ended and every process that came of it is gone. When the caller dies, however it dies, the pipe
// closes, and the supervisor kills them all.

/// How a supervised process ended.
enum supervised_kind {
  /// It could not be started; the value is an error number.
  SUPERVISED_NOT_STARTED = 0,
  /// It ended by itself; the value is its exit code.
  SUPERVISED_EXITED = 1,
  /// A signal ended it; the value is its number.
  SUPERVISED_SIGNALLED = 2,
};

/// What a supervisor writes as its last word.
struct supervised_end {
  int32_t kind;
  int32_t value;
  /// Whether the run was asked to end, or ended with its caller: its end is then not its own.
  int32_t is_asked;
  int32_t padding;
  /// The bytes in its log by then.
  int64_t log_size;
};

/// The caller's side of a supervisor.
struct supervised {
  pid_t supervisor;
  /// Closing it kills the run; a byte asks it to end.
  int life;
  /// Where the end of the run can be read.
  int report;
};

/// What is to be run.
struct supervised_run {
  /// The program's file.
  const char *path;
  char *const *arguments;
  char *const *environment;
  /// Where its standard output and error go.
  int log;
  /// The milliseconds between the signal that asks it to end and the one that ends it.
  int grace;
  /// The file in which the end is left, for a caller that does not live to hear of it: the mark, and the
  /// end behind it. It is there whole or not at all.
  const char *record;
  /// The name that the file has until it is whole.
  const char *unfinished_record;
  const char *mark;
};

/// Starts a run. Returns 0, or an error number.
int supervised_start(const struct supervised_run *run, struct supervised *started);

/// Asks a run to end: SIGTERM to its process group now, SIGKILL to all that is left of it later.
void supervised_stop(const struct supervised *started);

#endif
