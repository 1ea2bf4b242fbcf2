import GRDB

extension SweepStore {
  /// Takes over the points whose rates another store has found, search by search.
  ///
  /// - Parameter shard: The other store.
  /// - Returns: How many were new here.
  /// - Throws: `StoreError.foreign` when it has a point that the plan in force here has not; nothing
  ///   is taken over then.
  func takePoints(of shard: SweepStore) throws(StoreError) -> Int {
    let known = try recordedPoints()
    let fresh = try shard.recordedPoints().subtracting(known)
    guard !fresh.isEmpty else { return 0 }
    let planned = try plannedPoints()
    if let stray = fresh.subtracting(planned).min() {
      throw .foreign(folder: shard.folder, trial: stray, into: folder)
    }
    // Reading them looks at each value.
    _ = try shard.foundPoints()
    let tables = try shard.reading { database in
      try Self.pointTables.map { table in
        (name: table, rows: try Row.fetchAll(database, sql: "SELECT * FROM \(table)"))
      }
    }
    try writing { database in
      for (table, rows) in tables {
        for row in rows {
          // A point comes with its own rounds and time, and those of known ones stay.
          if table == "points" || table == "point_timings" {
            let id = try StoredRow(row, path: shard.path).text(0)
            guard fresh.contains(id) else { continue }
          }
          let names = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
          let places = row.columnNames.map { _ in "?" }.joined(separator: ", ")
          try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO \(table) (\(names)) VALUES (\(places))"
          ).execute(arguments: StatementArguments(Array(row.databaseValues)))
        }
      }
    }
    return fresh.count
  }

  private static let pointTables = ["search_rounds", "points", "point_timings"]

  private func plannedPoints() throws(StoreError) -> Set<String> {
    try reading { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id FROM plan_points")
      return Set(try rows.map { try StoredRow($0, path: path).text(0) })
    }
  }
}
