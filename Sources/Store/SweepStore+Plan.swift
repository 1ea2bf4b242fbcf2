import Experiment
import GRDB
import Planning
import Training

extension SweepStore {
  /// What the trials here were run with, or nil before the first plan.
  package func provenance() throws(StoreError) -> Provenance? {
    try reading { database -> Provenance? in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT name, value FROM provenance WHERE name NOT IN ('identity', 'round size')
          """)
      let pairs = try rows.map { row in
        let row = StoredRow(row, path: path)
        return (try row.text(0), try row.text(1))
      }
      if pairs.isEmpty { return nil }
      let values = Dictionary(pairs, uniquingKeysWith: { $1 })
      func value(_ name: String) throws(StoreError) -> String {
        guard let value = values[name] else {
          throw .damaged(path: path, problem: "its provenance has no '\(name)'")
        }
        return value
      }
      let name = try value("metric")
      guard let metric = Metric(rawValue: name), metric == metric.loss.metric else {
        throw StoreError.damaged(
          path: path, problem: "there is no metric '\(name.singleLine)'")
      }
      return Provenance(
        data: try value("data"), source: try value("source"), numerics: try value("numerics"),
        metric: metric)
    }
  }

  /// Refuses to go on with other data or numerics than the trials here were run with.
  ///
  /// - Throws: `StoreError.differs`, naming both.
  package func check(_ present: Provenance) throws(StoreError) {
    try provenance()?.check(present, folder: folder)
  }

  @discardableResult
  package func adopt(
    _ trials: SweepPlan.Trials, yaml: String, provenance: Provenance,
    cut: ([Trial]) -> [[Int]]
  ) throws(StoreError) -> Int {
    try check(provenance)
    return try writing { database in
      try Self.put(provenance, into: database)
      try Self.put(plan: yaml, isLastRound: trials.isLastRound, into: database)
      var numbers: [String: Int] = [:]
      let cursor = try Row.fetchCursor(database, sql: "SELECT id, number FROM trials")
      while let row = try cursor.next() {
        let row = StoredRow(row, path: path)
        numbers[try row.text(0)] = try row.whole(1, .storedNumber)
      }
      let added = trials.order.map { trials.all[$0] }.filter { numbers[$0.id] == nil }
      let firstGroup = try lastNumber("group_number", database) + 1
      var number = try lastNumber("number", database) + 1
      for (index, group) in cut(added).enumerated() {
        for place in group {
          try Self.insert(added[place], number: number, group: firstGroup + index, into: database)
          numbers[added[place].id] = number
          number += 1
        }
      }
      try database.execute(sql: "DELETE FROM plan_trials")
      let statement = try database.cachedStatement(sql: "INSERT INTO plan_trials VALUES (?, ?)")
      for (position, trial) in trials.all.enumerated() {
        try statement.execute(arguments: [position, numbers[trial.id]])
      }
      return added.count
    }
  }

  /// The highest number in a column of the trials, or 0.
  private func lastNumber(_ column: String, _ database: Database) throws -> Int {
    let row = try Row.fetchOne(database, sql: "SELECT coalesce(max(\(column)), 0) FROM trials")
    return try row.map { try StoredRow($0, path: path).whole(0, .storedNumber) } ?? 0
  }

  static func put(_ provenance: Provenance, into database: Database) throws {
    for (name, value) in [
      ("data", provenance.data), ("source", provenance.source),
      ("numerics", provenance.numerics), ("metric", provenance.metric.rawValue),
    ] {
      try database.execute(
        sql: "INSERT OR IGNORE INTO provenance VALUES (?, ?)", arguments: [name, value])
    }
  }

  static func put(plan yaml: String, isLastRound: Bool, into database: Database) throws {
    let last = try String.fetchOne(
      database, sql: "SELECT yaml FROM plans ORDER BY number DESC LIMIT 1")
    if last != yaml {
      try database.execute(sql: "INSERT INTO plans (yaml) VALUES (?)", arguments: [yaml])
    }
    try database.execute(
      sql: "UPDATE plans SET is_last_round = ? WHERE number = (SELECT max(number) FROM plans)",
      arguments: [isLastRound])
  }

  static func insert(
    _ trial: Trial, number: Int, group: Int, into database: Database
  ) throws {
    let axes = trial.configuration.columns
    try database.cachedStatement(
      sql: """
        INSERT INTO trials (number, id, group_number, seed, fold, fold_count, steps, horizon,
          parameters, \(axes.names))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, \(axes.places))
        """
    ).execute(
      arguments: [
        number, trial.id, group, Int64(trial.seed), trial.fold.index, trial.fold.count, trial.steps,
        trial.horizon, trial.configuration.setting.storedParameters,
      ] + axes.arguments)
  }
}
