import Glibc
import Platform

/// Files that lrfind keeps beside results under names of its own: they are opened only where they
/// are what they should be, so that nobody can have another file written through such a name, or
/// keep the program waiting.
package enum OwnFile {
  /// Opens a file, without following a symbolic link and without waiting for anybody.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - flags: As for `open`; the file is closed on exec.
  ///   - mode: The permissions of a file that is made.
  /// - Returns: The file, or what is wrong: the error's code, or what the file is.
  package static func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0o644
  ) -> Result<FileDescriptor, Problem> {
    let file = path.withSystemPath {
      FileDescriptor(opening: $0, flags | O_NOFOLLOW | O_NONBLOCK, mode: mode)
    }
    guard let file else {
      // A device without a driver and a pipe without a reader cannot be opened at all.
      return .failure(kind(of: path).map(Problem.isNoFile) ?? .system(errno))
    }
    var status = stat()
    guard fstat(file.number, &status) == 0, let kind = FileKind(status) else {
      return .success(file)
    }
    return .failure(.isNoFile(kind))
  }

  /// What stands at a path, where it is neither a regular file nor nothing.
  package static func kind(of path: String) -> FileKind? {
    let code = errno
    defer { errno = code }
    var status = stat()
    return path.withSystemPath { lstat($0, &status) } == 0 ? FileKind(status) : nil
  }

  /// Whether anything stands at a path, where symbolic links are followed.
  package static func exists(_ path: String) -> Bool {
    path.withSystemPath { access($0, F_OK) } == 0
  }

  /// Likewise, where symbolic links are followed.
  package static func kind(ofTarget path: String) -> FileKind? {
    var status = stat()
    return path.withSystemPath { stat($0, &status) } == 0 ? FileKind(status) : nil
  }

  /// Why it cannot be opened.
  package enum Problem: Error, CustomStringConvertible {
    case system(Int32)
    case isNoFile(FileKind)

    package var description: String {
      switch self {
      case .system(let code): systemMessage(code)
      case .isNoFile(let kind): "is \(kind.rawValue)"
      }
    }
  }
}

/// What is not a regular file.
package enum FileKind: String, Sendable, Hashable {
  case folder = "a directory"
  case link = "a symbolic link"
  case pipe = "a pipe"
  case socket = "a socket"
  case device = "a device"

  /// Nil for a regular file.
  init?(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    default: self = .device
    }
  }
}
