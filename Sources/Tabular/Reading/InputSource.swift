import Glibc
import Platform

/// A file or standard input, as something that can be read from its start more than once.
///
/// A regular file is opened anew. What cannot be read twice (a pipe) is copied into an unlinked
/// temporary file while it is read for the first time. A file that is written to, or replaced,
/// while it is read or between two readings is refused: what was read of it may be a mixture.
final class InputSource {
  /// The name in messages: the path, or `stdin`.
  let name: String
  /// The number of bytes, where it is known beforehand.
  private(set) var size: Int?

  private let path: String?
  /// Whether it is what is piped into the program.
  var isStandardInput: Bool { path == nil }
  private var start: off_t = 0
  private var spool: FileDescriptor?
  /// The regular file that was opened first, or is expected.
  private(set) var version: FileVersion?

  /// Standard input, of which there is one: what was read of a pipe is gone from it, and is only
  /// here. Reads of it follow one another.
  nonisolated(unsafe) private static let standardInput = InputSource(path: nil, name: "stdin")

  private init(path: String?, name: String) {
    self.path = path
    self.name = name
  }

  /// The source at a path.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Returns: The source; for standard input always the same.
  static func at(_ path: String) -> InputSource {
    path == "-" ? standardInput : InputSource(path: path, name: path)
  }

  /// Opens the source, or goes back to its start, and reads it.
  ///
  /// - Parameter body: Reads from the source.
  /// - Returns: What the body returns.
  /// - Throws: `DataError` when the source is missing, unreadable, a directory, or has changed since
  ///   it was first opened, and what the body throws otherwise: a file that is cut short while it is
  ///   read may also look malformed.
  func read<Result>(
    _ body: (ByteStream) throws(DataError) -> Result
  ) throws(DataError) -> Result {
    let (stream, file) = try open()
    do throws(DataError) {
      let result = try body(stream)
      try checkUnchanged(file)
      return result
    } catch {
      try checkUnchanged(file)
      throw error
    }
  }

  /// Refuses a regular file that is no longer what it was when it was opened.
  private func checkUnchanged(_ file: FileDescriptor) throws(DataError) {
    guard let version else { return }
    var status = stat()
    guard fstat(file.number, &status) == 0, FileVersion(status) == version else {
      throw changedError
    }
    // Another file of the same name would be read the next time.
    if let path,
      path.withSystemPath({ stat($0, &status) }) != 0
        || FileVersion(status) != version
    {
      throw changedError
    }
  }

  private var changedError: DataError {
    DataError(
      .inputOutput, source: name, "the file changed while it was read",
      remedy: "start again when nothing writes to it")
  }

  private func open() throws(DataError) -> (stream: ByteStream, file: FileDescriptor) {
    if let spool {
      lseek(spool.number, 0, SEEK_SET)
      return (try ByteStream(file: spool, name: name, spool: nil, start: 0), spool)
    }
    let file = try openFile()
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw failure(errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw DataError(
        .missingInput, source: name, "is a directory", remedy: "give a CSV file in it")
    }
    guard status.st_mode & S_IFMT != S_IFREG else {
      let found = FileVersion(status)
      if path == nil {
        if version == nil { start = lseek(file.number, 0, SEEK_CUR) }
        lseek(file.number, start, SEEK_SET)
      }
      if let version, version != found { throw changedError }
      version = found
      size = found.size - Int(start)
      return (try ByteStream(file: file, name: name, spool: nil, start: Int(start)), file)
    }
    if version != nil { throw changedError }
    let spool = try makeSpool()
    self.spool = spool
    return (try ByteStream(file: file, name: name, spool: spool, start: nil), file)
  }

  private func openFile() throws(DataError) -> FileDescriptor {
    guard let path else { return FileDescriptor(borrowing: 0) }
    let file = path.withSystemPath { FileDescriptor(opening: $0, O_RDONLY) }
    guard let file else { throw failure(errno) }
    return file
  }

  private func failure(_ code: Int32) -> DataError {
    switch code {
    case ENOENT, ENOTDIR:
      DataError(
        .missingInput, source: name, "there is no such file", remedy: "check the path")
    case EACCES, EPERM:
      DataError(
        .missingInput, source: name, "permission denied",
        remedy: "make the file readable (chmod +r)")
    default:
      DataError(
        .inputOutput, source: name, "cannot be read: \(systemMessage(code))",
        remedy: "check the file and its disk")
    }
  }

  /// Makes a file without a name, which vanishes with the process.
  private func makeSpool() throws(DataError) -> FileDescriptor {
    if let file = FileDescriptor.nameless() { return file }
    throw DataError(
      .inputOutput, source: name,
      "no temporary file can be made in \(FileDescriptor.temporaryFolder): \(systemMessage(errno))",
      remedy: "set TMPDIR to a folder that can be written, or give a file instead of a pipe")
  }
}
