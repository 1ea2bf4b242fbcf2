import GRDB
import Glibc
import Platform
import Tabular

/// The store of a sweep: one SQLite file in the sweep's folder that anyone can query.
///
/// A group is recorded in one transaction, so that after any interruption a group is there whole or
/// not at all. The file is in WAL mode, unless it is asked for another: readers never block the
/// writer. A process that is killed loses nothing that was recorded; a power cut may take the last
/// seconds, never more.
package final class SweepStore: Sendable {
  /// How SQLite keeps a transaction whole.
  package enum Journal: Sendable, Hashable {
    /// WAL: readers never block the writer. Needs memory that all processes share, which a network
    /// disk does not have.
    case writeAhead
    /// A rollback journal, written through to the disk: for a shard on a network disk.
    case rollback
  }

  package let folder: String
  let database: any DatabaseWriter
  /// That the file which is read is written by nobody; nil where somebody may.
  private let stillness: StoreStillness?
  private let lock: StoreLock?
  private let place: StorePlace?
  /// Whether the store was being written when it was copied or left, and its log is not beside it:
  /// what was recorded last is missing.
  package let isLogMissing: Bool

  package static let fileName = "sweep.sqlite"
  /// Its names with those of the files that belong to it, whether they are there or not.
  package static let fileNames =
    ["", "-wal", "-shm", "-journal"].map { fileName + $0 } + [StoreLock.fileName]

  /// The file.
  package var path: String { "\(folder)/\(Self.fileName)" }

  /// Whether it is one part of a sweep, whose records bear checksums: it is read elsewhere.
  let isShard: Bool

  private init(
    folder: String, database: any DatabaseWriter, lock: StoreLock? = nil,
    place: StorePlace? = nil, stillness: StoreStillness? = nil, isLogMissing: Bool = false,
    isShard: Bool = false
  ) {
    self.folder = folder
    self.database = database
    self.lock = lock
    self.place = place
    self.stillness = stillness
    self.isLogMissing = isLogMissing
    self.isShard = isShard
  }

  /// A store that is nowhere.
  convenience init(inMemory database: DatabaseQueue, folder: String) {
    self.init(folder: folder, database: database)
  }

  /// Opens a sweep's store for writing, creating the folder and the file where there are none.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - journal: How its transactions are kept whole.
  /// - Returns: The store, which nobody else can write to as long as it lives.
  /// - Throws: `StoreError` when it is in use, damaged, newer, or cannot be written.
  package static func open(
    folder: String, journal: Journal = .writeAhead
  ) throws(StoreError) -> SweepStore {
    // SQLite takes names as texts.
    guard SystemPath.isText(folder) else {
      throw .cannotWrite(path: folder, problem: "a sweep's folder needs a name in UTF-8")
    }
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .cannotWrite(path: folder, problem: systemMessage(errno))
    }
    let path = "\(folder)/\(fileName)"
    let isThere = try isFile(path)
    guard access(folder, W_OK) == 0, !isThere || access(path, W_OK) == 0 else {
      throw .cannotWrite(path: folder, problem: systemMessage(errno))
    }
    let lock = try StoreLock(folder: folder)
    // With the lock nobody writes here; what is there was left by a process that was killed.
    ResultFile.removeLeftovers(in: folder)
    let isWithoutLog = isWithoutLog(path)
    do {
      try inspect(path, folder: folder)
      let database = try database(path, journal: journal)
      try StoreSchema.migrator.migrate(database)
      return SweepStore(
        folder: folder, database: database, lock: lock,
        place: try StorePlace(folder: folder, files: [StoreLock.fileName, fileName]),
        isLogMissing: try isWithoutLog && database.read(isMarked), isShard: journal == .rollback)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Opens a sweep's store for reading, also while another process writes it, and in a folder that
  /// cannot be written.
  ///
  /// - Parameter folder: The folder.
  /// - Returns: The store.
  /// - Throws: `StoreError` when there is none, or it is damaged or newer.
  package static func read(folder: String) throws(StoreError) -> SweepStore {
    let path = "\(folder)/\(fileName)"
    guard try isFile(path) else { throw .missing(folder: folder) }
    let isWithoutLog = isWithoutLog(path)
    // SQLite would leave a log and its index beside a file that it only reads. What is wrong here is tried
    // again below, and told there.
    if let stillness = StoreStillness(of: path),
      let store = try? read(
        stillness.address, folder: folder, isWithoutLog: isWithoutLog, stillness: stillness)
    {
      return store
    }
    do {
      return try read(path, folder: folder, isWithoutLog: isWithoutLog)
    } catch let error as DatabaseError where error.isAboutOpening {
      // SQLite keeps an index of the log beside it, and cannot make one here.
      let copy = try StoreCopy(of: path)
      do {
        return try withExtendedLifetime(copy) {
          try read(copy.path, folder: folder, isWithoutLog: isWithoutLog)
        }
      } catch {
        throw StoreError(error, path: path)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Whether there is a file; what there is and cannot be looked at is not taken for missing.
  private static func isFile(_ path: String) throws(StoreError) -> Bool {
    try checkFiles(path)
    var status = stat()
    guard stat(path, &status) == 0 else {
      if [ENOENT, ENOTDIR].contains(errno) { return false }
      throw .cannotRead(path: path, problem: systemMessage(errno))
    }
    guard access(path, R_OK) == 0 else {
      throw .cannotRead(path: path, problem: systemMessage(errno))
    }
    return true
  }

  /// Opens a file for reading; once this returns the file need not stay where it is.
  private static func read(
    _ path: String, folder: String, isWithoutLog: Bool, stillness: StoreStillness? = nil
  ) throws -> SweepStore {
    let queue = try DatabaseQueue(
      path: path, configuration: readingConfiguration(path, folder: folder))
    let store = SweepStore(
      folder: folder, database: queue, stillness: stillness,
      isLogMissing: try isWithoutLog && queue.read(isMarked))
    try queue.read { database in try store.checkVersion(database) }
    return store
  }

  /// Who is writing to a folder, or nil.
  package static func writer(folder: String) -> String? { StoreLock.holder(folder: folder) }

  private static var configuration: GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      if !database.configuration.readonly {
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
      }
    }
    return configuration
  }

  /// A killed process may have left a rollback journal, and what it tells to undo is undone by
  /// whoever opens the file first; reading alone is refused until then. A journal whose process
  /// lives is its own affair.
  private static func readingConfiguration(_ path: String, folder: String) -> GRDB.Configuration {
    var configuration = Self.configuration
    configuration.readonly =
      access(path + "-journal", F_OK) != 0 || StoreLock.holder(folder: folder) != nil
    return configuration
  }

  private static func database(_ path: String, journal: Journal) throws -> any DatabaseWriter {
    switch journal {
    case .writeAhead: return try DatabasePool(path: path, configuration: configuration)
    case .rollback:
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.inDatabase { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
      }
      return queue
    }
  }

  /// Looks at a file before it is opened for writing, which would already change it.
  private static func inspect(_ path: String, folder: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 0 else { return }
    let queue = try DatabaseQueue(
      path: path, configuration: readingConfiguration(path, folder: folder))
    defer { try? queue.close() }
    let store = SweepStore(folder: folder, database: queue)
    try queue.read { database in
      if try isUnused(database) { return }
      try store.checkVersion(database)
      let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "unknown"
      guard verdict == "ok" else {
        let line = verdict.split(separator: "\n").last.map(String.init) ?? verdict
        throw StoreError.damaged(path: path, problem: line)
      }
    }
  }

  /// Whether there is no table of ours yet: a process that was killed while it made the file, or had
  /// no space for it, leaves one with nothing in it but GRDB's own table.
  private static func isUnused(_ database: Database) throws -> Bool {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") == 0
  }

  private func checkVersion(_ database: Database) throws {
    if try Self.isUnused(database) { throw StoreError.missing(folder: folder) }
    let mark = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard mark == StoreSchema.applicationID else {
      throw StoreError.damaged(path: path, problem: "another program wrote it")
    }
    try StoreStructure.check(database, path: path)
    if try StoreSchema.migrator.hasBeenSuperseded(database) { throw StoreError.newer(path: path) }
  }

  /// Moves what the WAL holds into the file itself, where nobody else reads it, and closes it.
  ///
  /// Nothing is lost without: whoever opens the store next does the same.
  package func close() {
    // Closing writes to the file that was opened, and removes its log by the name.
    guard (try? checkPlace()) != nil else { return }
    if lock != nil { try? end() }
    try? database.close()
    guard lock != nil else { return }
    // A pool closes its writer before its readers, and those must not move anything. Who opens the
    // file alone and closes it again does.
    guard let last = try? DatabaseQueue(path: path, configuration: Self.configuration) else {
      return
    }
    _ = try? last.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    try? last.close()
  }

  /// Looks whether the folder and the store are still those that were opened for writing.
  ///
  /// - Throws: `StoreError.lost`.
  package func checkPlace() throws(StoreError) { try place?.check() }

  /// Runs a query, with errors of the store.
  func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    // A reader of a pool may be opened only now, and by the name.
    try checkPlace()
    do {
      guard let stillness else { return try database.read(body) }
      let value = Result { try database.read(body) }
      if stillness.lasts { return try value.get() }
      // A sweep began to write meanwhile; what it wrote may have been seen by halves.
      let queue = try DatabaseQueue(
        path: path, configuration: Self.readingConfiguration(path, folder: folder))
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Runs a transaction, with errors of the store.
  func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try checkPlace()
    do {
      return try database.write(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
