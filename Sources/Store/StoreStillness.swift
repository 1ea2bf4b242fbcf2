import Glibc
import Platform

/// That nobody writes to a store: it has neither a log nor a journal, and stays as it is.
///
/// Then SQLite may be told that the file does not change, and leaves nothing beside it. A sweep that begins
/// to write makes a log at once, and one that has come and gone has written the file anew: so whoever looks
/// before and after knows whether what was read in between is whole.
struct StoreStillness: Sendable {
  private let path: String
  private let file: FileIdentity
  private let size: Int
  private let (seconds, nanoseconds): (Int, Int)

  /// Nil where somebody writes, or was killed while writing.
  init?(of path: String) {
    var status = stat()
    guard Self.isAlone(path), stat(path, &status) == 0, Self.isAlone(path) else { return nil }
    self.path = path
    file = FileIdentity(status)
    size = Int(status.st_size)
    (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
  }

  private static func isAlone(_ path: String) -> Bool {
    [SweepStore.logSuffix, "-journal"].allSatisfy { access(path + $0, F_OK) != 0 }
  }

  /// Whether it is as it was.
  var lasts: Bool {
    guard let now = Self(of: path) else { return false }
    return now.file == file && now.size == size && now.seconds == seconds
      && now.nanoseconds == nanoseconds
  }

  /// The name by which SQLite takes the file for one that does not change.
  var address: String {
    let escaped = path.utf8.map { byte -> String in
      "%?#".utf8.contains(byte) || byte >= 0x80
        ? "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        : String(decoding: CollectionOfOne(byte), as: UTF8.self)
    }
    return "file:" + escaped.joined() + "?immutable=1"
  }
}
