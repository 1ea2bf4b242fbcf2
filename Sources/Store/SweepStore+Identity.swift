import GRDB

extension SweepStore {
  /// What this store is known by, and no other one: made when it is first asked for.
  ///
  /// What was left beside an earlier store in the same folder is told from what belongs to this one.
  ///
  /// - Throws: `StoreError`.
  package func identity() throws(StoreError) -> String {
    let fresh = String(UInt64.random(in: .min ... .max), radix: 16)
    return try writing { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO provenance VALUES ('identity', ?)", arguments: [fresh])
      let row = try Row.fetchOne(
        database, sql: "SELECT value FROM provenance WHERE name = 'identity'")
      return try row.map { try StoredRow($0, path: path).text(0) } ?? fresh
    }
  }
}
