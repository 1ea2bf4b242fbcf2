import GRDB
import Glibc
import Platform
import Tabular

/// A copy of a store in a temporary folder, which goes with the object.
final class StoreCopy {
  private let folder: String

  var path: String { "\(folder)/\(SweepStore.fileName)" }

  /// Copies a store and its log.
  ///
  /// - Parameter path: The store.
  /// - Throws: `StoreError.cannotRead`.
  init(of path: String) throws(StoreError) {
    let parent = FileDescriptor.temporaryFolder
    var template = Array("\(parent)/lrfind-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .cannotRead(path: path, problem: "no copy in \(parent): \(Self.reason)")
    }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    try Self.copy(path, to: self.path)
    let log = path + SweepStore.logSuffix
    if access(log, F_OK) == 0 { try Self.copy(log, to: self.path + SweepStore.logSuffix) }
  }

  deinit {
    for suffix in ["", SweepStore.logSuffix, "-shm"] { unlink(path + suffix) }
    rmdir(folder)
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
