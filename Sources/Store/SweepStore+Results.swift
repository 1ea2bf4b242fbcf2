import Experiment
import GRDB
import Planning
import Training

extension SweepStore {
  /// How far the plan in force is.
  package func counts() throws(StoreError) -> SweepCounts {
    try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*), count(status), coalesce(sum(status = 'diverged'), 0),
            (SELECT is_last_round FROM plans ORDER BY number DESC LIMIT 1),
            (SELECT count(status) FROM trials WHERE \(Self.isBeyondPlan))
          FROM plan_trials JOIN trials ON number = trial
          """)
      guard let row = row.map({ StoredRow($0, path: path) }) else {
        return SweepCounts(total: 0, done: 0, diverged: 0, beyondPlan: 0, isLastRound: true)
      }
      return SweepCounts(
        total: try row.whole(0, .storedNumber), done: try row.whole(1, .storedNumber),
        diverged: try row.whole(2, .storedNumber), beyondPlan: try row.whole(4, .storedNumber),
        isLastRound: try row.isNull(3) || row.flag(3))
    }
  }

  /// The columns of a fold; those of the ordinary split where an older lrfind wrote the store, and
  /// nothing has since.
  static func foldColumns(_ database: Database) throws -> String {
    let names = Set(try database.columns(in: "trials").map(\.name))
    return (names.contains("fold") ? "fold" : "0") + ", "
      + (names.contains("fold_count") ? "fold_count" : "1")
  }

  /// The columns of results; NULL for those of metrics that an older lrfind's store has not.
  static func resultColumns(_ database: Database) throws -> String {
    let names = Set(try database.columns(in: "trials").map(\.name))
    return StoredRow.resultColumns.map { names.contains($0) ? $0 : "NULL" }.joined(separator: ", ")
  }

  /// The columns of commands; NULL where an older lrfind wrote the store.
  static func commandColumns(_ database: Database) throws -> String {
    let names = Set(try database.columns(in: "trials").map(\.name))
    return ["parameters", "measure"].map { names.contains($0) ? $0 : "NULL" }
      .joined(separator: ", ")
  }

  /// What is true of trials that only earlier plans had.
  private static let isBeyondPlan = "number NOT IN (SELECT trial FROM plan_trials)"

  /// The plan in force as text, or nil.
  package func planText() throws(StoreError) -> String? {
    try reading { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT yaml FROM plans ORDER BY number DESC LIMIT 1")
      return try row.map { try StoredRow($0, path: path).text(0) }
    }
  }

  /// The plan in force where it finds the rate of a command; nil where it is another one.
  package func commandPlan() throws(StoreError) -> CommandPlan? {
    guard let text = try planText() else { return nil }
    let entries = PlanFile.entries(
      of: text, name: "plan", keys: CommandPlan.keys, listKeys: CommandSource.listKeys,
      flagKeys: CommandSource.flagKeys
    ).entries
    let kind = entries.first { $0.key == "kind" }?.values
    let isFound = kind == [SweepPlan.Kind.find.rawValue]
    guard isFound, entries.contains(where: { $0.key == "command" }) else { return nil }
    do throws(PlanError) {
      return try CommandPlan(entries)
    } catch {
      throw .damaged(
        path: path, problem: "its plan cannot be read: \(error.problems.first ?? "it is empty")")
    }
  }

  /// The plan in force, or nil before the first one.
  ///
  /// - Throws: `StoreError`, also where the plan is none that can be read.
  package func plan() throws(StoreError) -> SweepPlan? {
    guard let text = try planText() else { return nil }
    // The keys of the data, which are others' to read, are told as unknown; they do not matter here.
    let entries = PlanFile.entries(
      of: text, name: "plan", keys: SweepPlan.keys, listKeys: SweepPlan.listKeys,
      flagKeys: SweepPlan.flagKeys
    ).entries
    do throws(PlanError) {
      return try SweepPlan(entries)
    } catch {
      throw .damaged(
        path: path, problem: "its plan cannot be read: \(error.problems.first ?? "it is empty")")
    }
  }

  /// The finished trials of the plan in force, in plan order.
  ///
  /// - Parameter curves: Whether the checkpoints are wanted too; without them they are empty.
  /// - Returns: Their results.
  /// - Throws: `StoreError` when the store cannot be read.
  package func results(curves: Bool = true) throws(StoreError) -> [TrialResult] {
    try results(curves: curves, where: "status IS NOT NULL", order: "position")
  }

  /// The finished trials that only earlier plans had, in the order in which they were planned,
  /// without their curves.
  package func resultsBeyondPlan() throws(StoreError) -> [TrialResult] {
    try results(
      curves: false, from: "trials", where: "status IS NOT NULL AND \(Self.isBeyondPlan)",
      order: "number")
  }

  private func results(
    curves: Bool, from tables: String = "plan_trials JOIN trials ON number = trial",
    where condition: String, order: String
  ) throws(StoreError) -> [TrialResult] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT number, id, seed, \(try Self.foldColumns(database)), steps, horizon,
            \(try Self.resultColumns(database)), \(AxisColumns.names),
            \(try Self.commandColumns(database))
          FROM \(tables) WHERE \(condition) ORDER BY \(order)
          """)
      var results: [TrialResult] = []
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        let number = try row.whole(0, .storedNumber)
        let outcome = try row.checkResult(from: 7)
        let horizon = try row.whole(6, .steps)
        let axes = 7 + StoredRow.resultColumns.count
        let command = axes + Axis.all.count
        var result = TrialResult(
          id: try row.text(1),
          configuration: try Configuration(row, from: axes, parameters: command),
          seed: UInt64(try row.whole(2, .seed)), fold: try Fold(row, from: 3),
          steps: try row.whole(5, NumberDomain.steps(through: horizon)),
          status: outcome.status ?? .diverged, divergedAtStep: outcome.divergedAtStep,
          untrainedLoss: outcome.untrainedLoss, trainLoss: outcome.trainLoss,
          validationLoss: outcome.validationLoss, metric: outcome.metric,
          classMetrics: outcome.classMetrics,
          checkpoints: curves ? try checkpoints(of: number, database) : [], horizon: horizon)
        result.measure = try row.isNull(command + 1) ? nil : row.text(command + 1)
        results.append(result)
      }
      return results
    }
  }

  /// A trial with its curve.
  ///
  /// - Parameter trial: One that was read from here.
  /// - Returns: The same with its checkpoints.
  /// - Throws: `StoreError` when the store cannot be read.
  package func withCurve(_ trial: TrialResult) throws(StoreError) -> TrialResult {
    try reading { database in
      var trial = trial
      let row = try Row.fetchOne(
        database, sql: "SELECT number FROM trials WHERE id = ?", arguments: [trial.id])
      if let row {
        trial.checkpoints = try checkpoints(
          of: try StoredRow(row, path: path).whole(0, .storedNumber), database)
      }
      return trial
    }
  }

  private func checkpoints(of trial: Int, _ database: Database) throws -> [TrialResult.Checkpoint] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT step, learning_rate, train_loss, validation_loss FROM curves WHERE trial = ?
        ORDER BY step
        """)
    let rows = try Row.fetchCursor(statement, arguments: [trial])
    var checkpoints: [TrialResult.Checkpoint] = []
    while let row = try rows.next() {
      checkpoints.append(try TrialResult.Checkpoint(StoredRow(row, path: path), from: 0))
    }
    return checkpoints
  }

  /// The finished trial of the plan in force with the lowest validation loss of those that went furthest, without
  /// its curve.
  package func best() throws(StoreError) -> TrialResult? {
    // The lowest of each length; there are few lengths.
    try results(
      curves: false,
      where: """
        number IN (SELECT number FROM (
          SELECT number, row_number() OVER (
            PARTITION BY steps, horizon ORDER BY validation_loss, position) AS place
          FROM plan_trials JOIN trials ON number = trial WHERE validation_loss IS NOT NULL)
        WHERE place = 1)
        """, order: "position"
    ).reduce(nil) { $1.isBetter(than: $0) ? $1 : $0 }
  }

  /// Visits the points of all curves, one after the other, without holding them all at once: of the
  /// finished trials of the plan in force in its order, then of those that only earlier plans had.
  ///
  /// - Parameters:
  ///   - count: Receives about how many there are.
  ///   - body: Receives a point, its trial's id, and whether the plan in force has it.
  /// - Throws: `StoreError` when the store cannot be read.
  package func visitCurves(
    count: (Int) -> Void,
    body: (_ trial: String, _ point: TrialResult.Checkpoint, _ isInPlan: Bool) -> Void
  ) throws(StoreError) {
    try reading { database in
      count(try Int.fetchOne(database, sql: "SELECT count(*) FROM curves") ?? 0)
      // The joins are in the order of the result, so that nothing has to be sorted.
      let parts = [
        (
          tables: "plan_trials CROSS JOIN trials ON number = plan_trials.trial",
          condition: "status IS NOT NULL", order: "position", isInPlan: true
        ),
        (
          tables: "trials", condition: "status IS NOT NULL AND \(Self.isBeyondPlan)",
          order: "number", isInPlan: false
        ),
      ]
      for part in parts {
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT id, step, curves.learning_rate, curves.train_loss, curves.validation_loss
            FROM \(part.tables) CROSS JOIN curves ON curves.trial = number
            WHERE \(part.condition) ORDER BY \(part.order), step
            """)
        while let row = try rows.next() {
          let row = StoredRow(row, path: path)
          body(try row.text(0), try TrialResult.Checkpoint(row, from: 1), part.isInPlan)
        }
      }
    }
  }

  /// How long each finished trial took, in plan order, then those that only earlier plans had: its
  /// share of the group's time.
  package func timings() throws(StoreError) -> [(id: String, timing: TrainingTiming)] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, seconds / (
              SELECT count(*) FROM trials AS mates WHERE mates.group_number = trials.group_number),
            worker, host
          FROM trials LEFT JOIN plan_trials ON number = trial
          JOIN timings ON timings.group_number = trials.group_number
          WHERE status IS NOT NULL ORDER BY position IS NULL, position, number
          """
      ).map { row in
        let row = StoredRow(row, path: path)
        return (id: try row.text(0), timing: try TrainingTiming(row, from: 1))
      }
    }
  }
}

extension SweepStore {
  /// What every finished trial gave, also those that only earlier plans had.
  package func outcomes() throws(StoreError) -> [String: TrialOutcome] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT id, \(try Self.resultColumns(database)) FROM trials
          WHERE status IS NOT NULL
          """)
      var outcomes: [String: TrialOutcome] = [:]
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        let outcome = try row.checkResult(from: 1)
        let loss = outcome.status == .ok ? outcome.validationLoss : nil
        outcomes[try row.text(0)] = loss.map { .loss($0) } ?? .diverged
      }
      return outcomes
    }
  }

  /// What is known of every trial that was ever planned here.
  package func recordedTrials() throws(StoreError) -> [String: (group: Int, isDone: Bool)] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, group_number, status IS NOT NULL FROM trials")
      var trials: [String: (group: Int, isDone: Bool)] = [:]
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        trials[try row.text(0)] = (
          group: try row.whole(1, .storedNumber), isDone: try row.flag(2)
        )
      }
      return trials
    }
  }
}
