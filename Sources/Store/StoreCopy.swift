import GRDB
import Glibc
import Platform
import Tabular

/// A copy of a store in a temporary folder, which goes with the object.
final class StoreCopy {
  private let folder: ScratchFolder

  var path: String { "\(folder.path)/\(SweepStore.fileName)" }

  /// Copies a store and its log.
  ///
  /// - Parameter path: The store.
  /// - Throws: `StoreError.cannotRead`.
  init(of path: String) throws(StoreError) {
    guard let folder = ScratchFolder() else {
      throw .cannotRead(
        path: path, problem: "no copy in \(FileDescriptor.temporaryFolder): \(Self.reason)")
    }
    self.folder = folder
    try Self.copy(path, to: self.path)
    let log = path + SweepStore.logSuffix
    if access(log, F_OK) == 0 { try Self.copy(log, to: self.path + SweepStore.logSuffix) }
  }

  private static var reason: String { systemMessage(errno) }

  private static func copy(_ source: String, to destination: String) throws(StoreError) {
    let input: FileDescriptor
    switch OwnFile.open(source, O_RDONLY) {
    case .success(let file): input = file
    case .failure(let problem): throw .cannotRead(path: source, problem: "\(problem)")
    }
    let output = FileDescriptor(opening: destination, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    guard let output else { throw .cannotRead(path: source, problem: "no copy: \(reason)") }
    while true {
      let count = sendfile(output.number, input.number, nil, 1 << 30)
      if count == 0 { return }
      guard count > 0 || errno == EINTR else {
        throw .cannotRead(path: source, problem: "no copy: \(reason)")
      }
    }
  }
}

extension DatabaseError {
  /// Whether the file, or what SQLite keeps beside it, could not be opened.
  var isAboutOpening: Bool { [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(resultCode) }
}
