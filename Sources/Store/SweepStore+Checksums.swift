import Experiment
import GRDB

/// Checksums of what a part of a sweep has recorded: SQLite keeps its pages in order, but does not
/// notice a digit that changed on the way.
extension SweepStore {
  /// A record that bears a checksum.
  enum Record {
    case group(Int)
    case point(String)

    fileprivate var name: String {
      switch self {
      case .group(let number): "group \(number)"
      case .point(let id): "point \(id)"
      }
    }

    /// The queries that give all that was recorded.
    fileprivate var queries: [String] {
      switch self {
      case .group:
        [
          "SELECT * FROM trials WHERE group_number = ? ORDER BY number",
          """
          SELECT curves.* FROM curves JOIN trials ON trial = number WHERE group_number = ?
          ORDER BY trial, step
          """, "SELECT * FROM timings WHERE group_number = ?",
        ]
      case .point:
        [
          "SELECT * FROM points WHERE id = ?",
          """
          SELECT * FROM search_rounds WHERE search = (SELECT search FROM points WHERE id = ?)
          ORDER BY round
          """, "SELECT * FROM point_timings WHERE point = ?",
        ]
      }
    }

    fileprivate var key: DatabaseValue {
      switch self {
      case .group(let number): number.databaseValue
      case .point(let id): id.databaseValue
      }
    }
  }

  /// Notes what a record is, as it stands in the tables now.
  static func seal(_ record: Record, in database: Database) throws {
    try database.cachedStatement(sql: "INSERT OR REPLACE INTO checksums VALUES (?, ?)").execute(
      arguments: [record.name, try checksum(of: record, in: database)])
  }

  /// Notes what all points of a search are: a later one may have added rounds that they share.
  func seal(search: String?, in database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT id FROM points WHERE search = ?", arguments: [search])
    for row in rows {
      try Self.seal(.point(try StoredRow(row, path: path).text(0)), in: database)
    }
  }

  private static func checksum(of record: Record, in database: Database) throws -> String {
    var hash = ContentHash()
    for query in record.queries {
      let rows = try Row.fetchCursor(
        try database.cachedStatement(sql: query), arguments: [record.key])
      var count = 0
      while let row = try rows.next() {
        count += 1
        for value in row.databaseValues { hash.add(value) }
      }
      hash.add(count)
    }
    return hash.hexadecimal(digits: 20)
  }

  /// Looks at all that a part of a sweep has recorded, before any of it is taken.
  ///
  /// - Throws: `StoreError.damaged` that names what is not as it was recorded; other errors where it
  ///   cannot be read.
  package func verify() throws(StoreError) {
    try reading { database in
      func damaged(_ problem: String) -> StoreError { .damaged(path: path, problem: problem) }
      let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "unknown"
      guard verdict == "ok" else {
        throw damaged(verdict.split(separator: "\n").last.map(String.init) ?? verdict)
      }
      var sums: [String: String] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT name, value FROM checksums")
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        sums[try row.text(0)] = try row.text(1)
      }
      let groups = try Row.fetchAll(
        database,
        sql: "SELECT DISTINCT group_number FROM trials WHERE status IS NOT NULL")
      let points = try Row.fetchAll(database, sql: "SELECT id FROM points")
      let records =
        try groups.map { Record.group(try StoredRow($0, path: path).whole(0, .storedNumber)) }
        + points.map { Record.point(try StoredRow($0, path: path).text(0)) }
      for record in records
      where try sums.removeValue(forKey: record.name) != Self.checksum(of: record, in: database) {
        throw damaged("\(record.name) is not what was recorded")
      }
      if let name = sums.keys.min() { throw damaged("\(name.singleLine) is gone") }
    }
  }
}

extension ContentHash {
  fileprivate mutating func add(_ value: DatabaseValue) {
    switch value.storage {
    case .null: add("null")
    case .int64(let number):
      add("integer")
      add(Int(number))
    case .double(let number):
      add("real")
      add(Int(Int64(bitPattern: number.bitPattern)))
    case .string(let text):
      add("text")
      add(text)
    case .blob(let data):
      add("blob")
      add(data.count)
      add([UInt8](data))
    }
  }
}
