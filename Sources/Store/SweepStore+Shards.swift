import Experiment
import GRDB
import Planning

extension SweepStore {
  /// The place of each group among those of the plan in force, finished or not, from 0.
  package func groupPlaces() throws(StoreError) -> [Int: Int] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT DISTINCT group_number FROM plan_trials JOIN trials ON number = trial
          ORDER BY group_number
          """)
      var places: [Int: Int] = [:]
      while let row = try rows.next() {
        places[try StoredRow(row, path: path).whole(0, .storedNumber)] = places.count
      }
      return places
    }
  }

  /// How many pieces of work the round has that a part of a sweep was cut from; nil where it was not
  /// noted.
  package func roundSize() throws(StoreError) -> Int? {
    try reading { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT value FROM provenance WHERE name = 'round size'")
      return try row.flatMap { Int(try StoredRow($0, path: path).text(0)) }
    }
  }

  /// Notes how many pieces of work there are in all shards.
  package func note(roundSize: Int) throws(StoreError) {
    try writing { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO provenance VALUES ('round size', ?)",
        arguments: ["\(roundSize)"])
    }
  }

  /// Gives groups of this store to another one, to be trained there: whole, with the plan and what
  /// the results depend on.
  ///
  /// What the other one has finished it keeps; so it does no harm to give it the same groups again.
  /// What it was given before and is not now is no longer to be trained there.
  ///
  /// - Parameters:
  ///   - groups: Groups of this store.
  ///   - shard: The other store.
  /// - Throws: `StoreError` when the other one holds something else; nothing is given to it then.
  package func lend(_ groups: [PendingGroup], to shard: SweepStore) throws(StoreError) {
    try lend(to: shard) { database in
      try database.execute(sql: "DELETE FROM plan_trials")
      for group in groups {
        for stored in group.trials {
          let known = try Row.fetchOne(
            database, sql: "SELECT id, group_number FROM trials WHERE number = ? OR id = ?",
            arguments: [stored.number, stored.trial.id])
          if let known {
            let known = StoredRow(known, path: shard.path)
            let id = try known.text(0)
            guard id == stored.trial.id, try known.whole(1, .storedNumber) == group.number else {
              throw StoreError.otherPlan(folder: shard.folder, sweep: folder)
            }
          } else {
            try Self.insert(
              stored.trial, number: stored.number, group: group.number, into: database)
          }
          try database.execute(
            sql: "INSERT INTO plan_trials VALUES (?, ?)", arguments: [stored.number, stored.number])
        }
      }
    }
  }

  /// Gives points of this store to another one, whose rates are to be found there, with what is known
  /// of their searches.
  ///
  /// - Parameters:
  ///   - points: Points of the plan in force.
  ///   - shard: The other store.
  /// - Throws: `StoreError` when the other one holds something else; nothing is given to it then.
  package func lend(_ points: [PlannedPoint], to shard: SweepStore) throws(StoreError) {
    let searches = Set(points.map(\.search)).sorted()
    let rounds = try searches.map { (search) throws(StoreError) in
      (search, try self.rounds(of: search))
    }
    try lend(to: shard) { database in
      for (search, rounds) in rounds {
        for (round, result) in rounds {
          try database.execute(
            sql: "INSERT OR IGNORE INTO search_rounds VALUES (?, ?, ?)",
            arguments: [search, round, result])
        }
      }
    }
    try shard.adopt(points)
  }

  /// Gives the plan and what its results depend on.
  private func lend(
    to shard: SweepStore, _ body: (Database) throws -> Void
  ) throws(StoreError) {
    guard let provenance = try provenance(), let yaml = try planText() else {
      throw .missing(folder: folder)
    }
    try shard.check(provenance)
    try shard.writing { database in
      try Self.put(provenance, into: database)
      try Self.put(plan: yaml, isLastRound: true, into: database)
      try body(database)
    }
  }
}
