import Glibc
import Platform
import Tabular

/// The right to write to a sweep's folder, held by one process at a time.
///
/// The system takes the lock away when the process ends, however it ends, so what a dead process
/// leaves behind is only a file that names it.
final class StoreLock: Sendable {
  private let file: FileDescriptor

  static let fileName = "sweep.lock"

  /// Takes the lock.
  ///
  /// - Throws: `StoreError.inUse`, naming who holds it, or that the file cannot be written.
  init(folder: String) throws(StoreError) {
    let path = "\(folder)/\(Self.fileName)"
    switch OwnFile.open(path, O_RDWR | O_CREAT) {
    case .success(let opened): file = opened
    case .failure(.isNoFile(let kind)): throw .foreignFile(path: path, what: kind.rawValue)
    case .failure(let problem): throw .cannotWrite(path: path, problem: "\(problem)")
    }
    guard Self.isOurs(file) else {
      throw .foreignFile(path: path, what: "a file that lrfind did not write")
    }
    guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      let holder = Self.read(file)
      guard code == EWOULDBLOCK else {
        throw .cannotWrite(path: path, problem: systemMessage(code))
      }
      throw .inUse(folder: folder, holder: holder)
    }
    let text = "\(Self.mark)\(getpid()) on \(HostName.current)\n"
    // What it says only helps people; the lock itself holds without it, also on a full disk.
    _ = ftruncate(file.number, 0)
    _ = pwrite(file.number, text, text.utf8.count, 0)
  }

  deinit {
    // Closing alone would leave it to a child that another thread is just starting, until the
    // child runs its program.
    _ = flock(file.number, LOCK_UN)
  }

  /// Who holds the lock of a folder, or nil when nobody does.
  static func holder(folder: String) -> String? {
    // What is no lock of ours is held by nobody: no sweep begins beside it.
    guard case .success(let file) = OwnFile.open("\(folder)/\(fileName)", O_RDONLY) else {
      return nil
    }
    // Shared, and let go at once: a reader never keeps a sweep from starting for long.
    guard flock(file.number, LOCK_SH | LOCK_NB) != 0 else { return nil }
    return read(file)
  }

  /// What the file begins with.
  private static let mark = "process "

  /// Whether a file is empty or names a process, as ours does: another one would be written over.
  private static func isOurs(_ file: FileDescriptor) -> Bool {
    var bytes = [UInt8](repeating: 0, count: mark.utf8.count)
    let count = pread(file.number, &bytes, bytes.count, 0)
    return count == 0 || count == bytes.count && bytes.elementsEqual(mark.utf8)
  }

  private static func read(_ file: FileDescriptor) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = pread(file.number, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .prefix { $0 != "\n" }
    return text.isEmpty ? "process unknown" : String(text)
  }
}
