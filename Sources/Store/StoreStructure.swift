import GRDB

/// What stands in a store besides rows: its tables have to be those that we made.
///
/// A view or a virtual table by the name of a table of ours can give rows without end, and a trigger
/// changes what is recorded; no check of rows would notice. Tables, views and indices by other names
/// are somebody's own, and nothing here looks at them.
enum StoreStructure {
  /// Checks a store before anything is read from its tables.
  ///
  /// - Parameters:
  ///   - database: The store.
  ///   - path: The file, for messages.
  /// - Throws: `StoreError.damaged` that names what is not ours.
  static func check(_ database: Database, path: String) throws {
    func damaged(_ problem: String) -> StoreError { .damaged(path: path, problem: problem) }
    let versions = try expected.get()
    let names = versions.reduce(into: Set([migrationsTable])) { $0.formUnion($1.tables.keys) }
    var present: [String: String] = [:]
    let rows = try Row.fetchCursor(
      database, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master")
    while let row = try rows.next() {
      let stored = StoredRow(row, path: path)
      let (type, name) = (try stored.text(0), try stored.text(1))
      let table = try stored.text(2).lowercased()
      if type == "trigger", names.contains(table) {
        throw damaged("a trigger '\(name.singleLine)' changes its table '\(table)'")
      }
      guard names.contains(name.lowercased()) else { continue }
      guard type == "table" else { throw damaged("'\(name)' is a \(type.singleLine), not a table") }
      present[name.lowercased()] = try stored.text(3)
    }
    guard present[migrationsTable] == migrationsSQL else {
      throw damaged("its table '\(migrationsTable)' is not as it was made")
    }
    let applied = try StoreSchema.migrator.appliedIdentifiers(database)
    // A store that a newer program wrote is told as that, and may have other tables.
    guard applied.isSubset(of: versions.map(\.identifier)) else { return }
    let tables = versions.last { applied.contains($0.identifier) }?.tables ?? [:]
    for (name, sql) in tables.sorted(by: { $0.key < $1.key }) where present[name] != sql {
      throw damaged(
        "its table '\(name)' is \(present[name] == nil ? "gone" : "not as it was made")")
    }
    if let early = present.keys.sorted().first(where: { $0 != migrationsTable && tables[$0] == nil }
    ) {
      throw damaged("its table '\(early)' is not as it was made")
    }
  }

  private static let migrationsTable = "grdb_migrations"
  private static let migrationsSQL =
    "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"

  /// Our tables after each migration, and the statements that make them.
  private static let expected: Result<[(identifier: String, tables: [String: String])], any Error> =
    Result {
      let queue = try DatabaseQueue()
      return try StoreSchema.migrator.migrations.map { identifier in
        try StoreSchema.migrator.migrate(queue, upTo: identifier)
        let rows = try queue.read { database in
          try Row.fetchAll(
            database,
            sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> ?",
            arguments: [migrationsTable])
        }
        let tables: [String: String] = Dictionary(
          rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        return (identifier, tables)
      }
    }
}
