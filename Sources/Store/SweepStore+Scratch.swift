import GRDB

extension SweepStore {
  /// A store in memory that has all that is planned and decided in another one, but no curves: what
  /// comes next is decided in it, and nothing of that is written anywhere.
  ///
  /// - Parameters:
  ///   - store: The other store; nil to begin with nothing.
  ///   - folder: What stands for its folder in messages.
  /// - Returns: The store.
  /// - Throws: `StoreError` when the other one cannot be read.
  package static func scratch(
    of store: SweepStore?, folder: String
  ) throws(StoreError) -> SweepStore {
    do {
      let queue = try DatabaseQueue()
      try StoreSchema.migrator.migrate(queue)
      let scratch = SweepStore(inMemory: queue, folder: folder)
      guard let store else { return scratch }
      try queue.write { copy in
        try store.database.read { original in
          for table in copiedTables where try original.tableExists(table) {
            try Self.copy(table, from: original, to: copy)
          }
        }
      }
      return scratch
    } catch {
      throw StoreError(error, path: store?.path ?? folder)
    }
  }

  /// What decisions are made by.
  private static let copiedTables = [
    "provenance", "plans", "trials", "plan_trials", "plan_points", "points", "search_rounds",
  ]

  /// Copies a table whose columns may be fewer there.
  private static func copy(
    _ table: String, from original: Database, to copy: Database
  ) throws {
    let rows = try Row.fetchCursor(original, sql: "SELECT * FROM \(table)")
    while let row = try rows.next() {
      let names = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
      let places = row.columnNames.map { _ in "?" }.joined(separator: ", ")
      try copy.cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(places))")
        .execute(arguments: StatementArguments(Array(row.databaseValues)))
    }
  }
}
