import Glibc

/// The right to write to a sweep's folder, held by one process at a time.
///
/// The system takes the lock away when the process ends, however it ends, so what a dead process
/// leaves behind is only a file that names it.
final class StoreLock: Sendable {
  private let descriptor: Int32

  static let fileName = "sweep.lock"

  /// Takes the lock.
  ///
  /// - Throws: `StoreError.inUse`, naming who holds it, or that the file cannot be written.
  init(folder: String) throws(StoreError) {
    let path = "\(folder)/\(Self.fileName)"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, problem: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      let holder = Self.read(descriptor)
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw .cannotWrite(path: path, problem: String(cString: strerror(code)))
      }
      throw .inUse(folder: folder, holder: holder)
    }
    let text = "process \(getpid()) on \(HostName.current)\n"
    // What it says only helps people; the lock itself holds without it, also on a full disk.
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.utf8.count, 0)
  }

  deinit {
    // Closing alone would leave it to a child that another thread is just starting, until the
    // child runs its program.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Who holds the lock of a folder, or nil when nobody does.
  static func holder(folder: String) -> String? {
    let descriptor = open("\(folder)/\(fileName)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Shared, and let go at once: a reader never keeps a sweep from starting for long.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
    return read(descriptor)
  }

  private static func read(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .prefix { $0 != "\n" }
    return text.isEmpty ? "process unknown" : String(text)
  }
}

/// The name of this machine.
enum HostName {
  static let current: String = {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "unknown" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()
}
