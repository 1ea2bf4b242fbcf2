import GRDB
import Glibc
import Tabular

extension SweepStore {
  /// What SQLite keeps beside the file: the log, its index, and the journal of one without a log.
  static let logSuffix = "-wal"
  private static let companions = ["", logSuffix, "-shm", "-journal"]

  /// Refuses what is no regular file: a pipe would be waited for, and what a link points to is
  /// somebody else's.
  static func checkFiles(_ path: String) throws(StoreError) {
    for companion in companions {
      if let kind = OwnFile.kind(of: path + companion) {
        throw .damaged(path: path + companion, problem: "it is \(kind.rawValue)")
      }
    }
  }

  /// Whether there is a store without a log; to be asked before it is opened, which makes one.
  static func isWithoutLog(_ path: String) -> Bool {
    access(path, F_OK) == 0 && access(path + logSuffix, F_OK) != 0
  }

  /// Marks the store as one that is being written, in the file itself, until it is closed.
  ///
  /// A log beside the file holds what was recorded last. Who copies the file alone has a store that
  /// seems whole, and lacks that; by the mark it is known.
  ///
  /// - Throws: `StoreError`.
  package func begin() throws(StoreError) {
    guard let pool = database as? DatabasePool else { return }
    try set(mark: 1)
    // What a reader does not let go of stays in the log; then the mark does too, and only that much
    // is lost. Readers let go within moments, unless somebody's own holds on.
    for _ in 0..<Self.checkpointAttempts {
      let moved = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
      if let moved, moved.checkpointedFrameCount == moved.walFrameCount { return }
      usleep(10_000)
    }
  }

  /// A second in all.
  private static let checkpointAttempts = 100

  /// Takes the mark away.
  func end() throws(StoreError) { try set(mark: 0) }

  /// The mark is in the header of the file, where an older lrfind keeps nothing.
  private func set(mark: Int) throws(StoreError) {
    try writing { database in try database.execute(sql: "PRAGMA user_version = \(mark)") }
  }

  static func isMarked(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") == 1
  }
}
