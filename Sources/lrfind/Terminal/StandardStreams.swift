import Glibc

/// Standard input, output and error.
enum StandardStreams {
  /// Sees to it that each is there.
  ///
  /// One that is closed at the start, as with `>&-` in a shell, would be the number of the next file
  /// that is opened: the store of a sweep, and the answer would be written into it. It is opened the
  /// wrong way round instead, so that who uses it is told as before that there is none.
  static func reserve() {
    for (number, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] {
      guard fcntl(number, F_GETFD) < 0, errno == EBADF else { continue }
      // It is given the lowest number that is free, which is this one.
      guard open("/dev/null", mode) == number else { _exit(ExitStatus.inputOutput.rawValue) }
    }
  }
}
