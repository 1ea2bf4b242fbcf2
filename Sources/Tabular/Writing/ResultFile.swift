import Glibc
import Platform

/// Replaces result files, all or nothing.
package enum ResultFile {
  /// How many bytes of an existing file are shown to the predicate that recognises our own.
  package static let recognitionLength = 4096

  /// Writes a file atomically: a reader sees the old content or the new, never a part.
  ///
  /// The bytes go to a temporary file in the same folder, are forced to the disk, and take the
  /// file's place by renaming. A symbolic link keeps pointing to the file, which is replaced. A
  /// device such as `/dev/stdout`, or a pipe that has a reader, is written to directly. An empty
  /// file may always be replaced. What killed processes left in the folder is removed.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to be written.
  ///   - inputs: Files that must never be written over, under whatever name; `-` is standard input.
  ///   - force: Whether a file that is not ours may be replaced too.
  ///   - isForcedToDisk: Whether it is when this returns; else the system does so within seconds.
  ///   - isOurs: Whether an existing file that begins with these bytes was written by lrfind.
  /// - Throws: `OutputError`; the existing file is untouched then, and no temporary file is left.
  /// - Complexity: O(bytes)
  package static func write(
    _ bytes: [UInt8], to path: String, protecting inputs: [String] = [], force: Bool = false,
    isForcedToDisk: Bool = true, isOurs: (ArraySlice<UInt8>) -> Bool
  ) throws(OutputError) {
    var status = stat()
    var destination = path
    var mode: mode_t?
    if path.withSystemPath({ stat($0, &status) }) == 0 {
      try refuseInput(status, path: path, inputs: inputs)
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        throw OutputError(.cannotWrite, path: path, "is a directory", remedy: "give a file name")
      case S_IFREG:
        if !force, status.st_size > 0, !isOurs(try firstBytes(of: path)) {
          throw OutputError(
            .cannotWrite, path: path, "exists and was not written by lrfind",
            remedy: "give another name, or --force to replace it")
        }
        mode = status.st_mode & 0o7777
        destination = resolved(path)
      default:
        return try writeDirectly(bytes, to: path)
      }
    } else if OwnFile.kind(of: path) == .link {
      // To replace the link itself would be as wrong as to make what it points to.
      throw OutputError(
        .cannotWrite, path: path, "is a symbolic link to a file that is not there",
        remedy: "remove it, or give another name")
    }
    try replace(
      destination, with: bytes, mode: mode, shownAs: path, isForcedToDisk: isForcedToDisk)
  }

  /// Removes what processes that were killed while they wrote left in a folder.
  ///
  /// - Parameter folder: The folder.
  package static func removeLeftovers(in folder: String) {
    TemporaryFile.removeLeftovers(in: folder)
  }

  private static func refuseInput(
    _ status: stat, path: String, inputs: [String]
  ) throws(OutputError) {
    for input in inputs {
      var other = stat()
      let found = input == "-" ? fstat(0, &other) : input.withSystemPath { stat($0, &other) }
      guard found == 0 else { continue }
      // A terminal may be both standard input and output.
      guard other.st_mode & S_IFMT == S_IFREG else { continue }
      if FileIdentity(other) == FileIdentity(status) {
        throw OutputError(
          .cannotWrite, path: path, "is the input, which is never written over",
          remedy: "give another name")
      }
    }
  }

  private static func firstBytes(of path: String) throws(OutputError) -> ArraySlice<UInt8> {
    let file = path.withSystemPath { FileDescriptor(opening: $0, O_RDONLY | O_NONBLOCK) }
    guard let file else { throw OutputError(code: errno, path: path, while: "reading") }
    var bytes = [UInt8](repeating: 0, count: recognitionLength)
    let count = read(file.number, &bytes, bytes.count)
    guard count >= 0 else { throw OutputError(code: errno, path: path, while: "reading") }
    return bytes[..<count]
  }

  /// Whether two paths name one file, also one that is not there yet.
  package static func areSame(_ first: String, _ second: String) -> Bool {
    place(first) == place(second)
  }

  /// Where a file is, or will be.
  private static func place(_ path: String) -> String {
    guard access(path, F_OK) != 0 else { return resolved(path) }
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = cut.map { path[path.index(after: $0)...] } ?? path[...]
    return "\(resolved(folder))/\(name)"
  }

  /// The path with symbolic links followed.
  package static func resolved(_ path: String) -> String {
    guard let real = path.withSystemPath({ realpath($0, nil) }) else { return path }
    defer { free(real) }
    return SystemPath.text(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(OutputError) {
    // A pipe that nobody reads would keep the program waiting for ever; once it is open, it is
    // waited for its reader as usual.
    let file = path.withSystemPath { FileDescriptor(opening: $0, O_WRONLY | O_NONBLOCK) }
    guard let file else {
      guard errno == ENXIO else { throw OutputError(code: errno, path: path, while: "opening") }
      throw OutputError(
        .cannotWrite, path: path, "is a pipe or a socket that nobody reads",
        remedy: "start its reader first, or give another name")
    }
    _ = fcntl(file.number, F_SETFL, fcntl(file.number, F_GETFL) & ~O_NONBLOCK)
    try writeAll(bytes, to: file, path: path)
  }

  private static func replace(
    _ destination: String, with bytes: [UInt8], mode: mode_t?, shownAs path: String,
    isForcedToDisk: Bool
  ) throws(OutputError) {
    let folder = destination.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(destination[...$0])
    }
    TemporaryFile.removeLeftovers(in: folder ?? ".")
    let temporary = try TemporaryFile(in: folder ?? "./", shownAs: path)
    do throws(OutputError) {
      if let mode, fchmod(temporary.file.number, mode) != 0 {
        throw OutputError(code: errno, path: path, while: "setting its permissions")
      }
      try writeAll(bytes, to: temporary.file, path: path)
      guard !isForcedToDisk || fsync(temporary.file.number) == 0 else {
        throw OutputError(code: errno, path: path, while: "writing to the disk")
      }
      let isRenamed = temporary.path.withSystemPath { old in
        destination.withSystemPath { rename(old, $0) == 0 }
      }
      guard isRenamed else {
        throw OutputError(code: errno, path: path, while: "replacing the file")
      }
    } catch {
      _ = temporary.path.withSystemPath { unlink($0) }
      throw error
    }
    guard isForcedToDisk else { return }
    // The new name itself must reach the disk too. Some file systems cannot; then it stays a
    // matter of the next seconds.
    let file = (folder ?? "./").withSystemPath {
      FileDescriptor(opening: $0, O_RDONLY | O_DIRECTORY)
    }
    if let file { fsync(file.number) }
  }

  private static func writeAll(
    _ bytes: [UInt8], to file: FileDescriptor, path: String
  ) throws(OutputError) {
    var code: Int32 = 0
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
        let count = Glibc.write(file.number, start, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          code = errno
          return
        }
      }
    }
    guard code == 0 else { throw OutputError(code: code, path: path, while: "writing") }
  }
}
