import Glibc

extension FileDescriptor {
  /// The folder of temporary files.
  package static var temporaryFolder: String {
    getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  }

  /// Makes a file without a name, for reading and writing, which vanishes with its last descriptor. Its number is none
  /// of the three standard ones: those that a program is given would take its place before its turn.
  ///
  /// - Returns: Nil where it cannot be made; `errno` says why.
  package static func nameless() -> FileDescriptor? {
    var template = Array("\(temporaryFolder)/lrfind-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { return nil }
    let made = FileDescriptor(owning: number)
    unlink(template)
    return made.duplicate()
  }

  /// Another descriptor of the same open file, which is none of the three standard ones and closed on exec.
  ///
  /// - Returns: Nil where there is none left; `errno` says so.
  package func duplicate() -> FileDescriptor? {
    let number = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    return number >= 0 ? FileDescriptor(owning: number) : nil
  }
}
