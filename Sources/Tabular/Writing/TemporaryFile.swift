import Glibc
import Platform

/// A file beside a result file, which is to take its place.
///
/// It is locked as long as it is written, and the system takes the lock away with the process. So a
/// file of such a name that nobody has locked was left by a process that was killed.
struct TemporaryFile {
  let path: String
  let file: FileDescriptor

  /// What its name begins and ends with.
  private static let (prefix, suffix) = (".lrfind-", ".tmp")

  /// Makes one.
  ///
  /// - Parameters:
  ///   - folder: Where, with a slash at its end; empty for the current folder.
  ///   - path: The result file, for messages.
  /// - Throws: `OutputError`.
  init(in folder: String, shownAs path: String) throws(OutputError) {
    var attempt = 0
    while true {
      let candidate = "\(folder)\(Self.prefix)\(getpid())-\(attempt)\(Self.suffix)"
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      let file = candidate.withSystemPath { FileDescriptor(opening: $0, flags, mode: 0o666) }
      guard file != nil || errno == EEXIST, attempt < 1000 else {
        throw OutputError(code: errno, path: path, while: "creating a file in its folder")
      }
      attempt += 1
      guard let file else { continue }
      // Where a file cannot be locked it is written all the same, and nobody takes it for left over.
      _ = flock(file.number, LOCK_EX | LOCK_NB)
      var status = stat()
      // Somebody may have cleaned it away before it was locked.
      guard fstat(file.number, &status) != 0 || status.st_nlink > 0 else { continue }
      (self.path, self.file) = (candidate, file)
      return
    }
  }

  /// The name of a file that only tries whether the folder can be written to.
  static var probeName: String { "\(prefix)\(getpid())-check\(suffix)" }

  /// Removes the files that killed processes left in a folder.
  ///
  /// - Parameter folder: The folder.
  static func removeLeftovers(in folder: String) {
    guard let listing = folder.withSystemPath({ opendir($0) }) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard isOurs(name) else { continue }
      let path = "\(folder)/\(name)"
      guard case .success(let file) = OwnFile.open(path, O_RDONLY) else { continue }
      if flock(file.number, LOCK_EX | LOCK_NB) == 0 {
        _ = path.withSystemPath { unlink($0) }
      }
    }
  }

  /// Whether a name is one that is made here: `.lrfind-PROCESS-NUMBER.tmp`.
  private static func isOurs(_ name: String) -> Bool {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
    let parts = name.dropFirst(prefix.count).dropLast(suffix.count)
      .split(separator: "-", omittingEmptySubsequences: false)
    let areDigits = parts.map { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
    return parts.count == 2 && areDigits[0] && (areDigits[1] || parts[1] == "check")
  }
}
