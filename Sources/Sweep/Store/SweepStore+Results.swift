import GRDB
import Tabular

extension SweepStore {
  /// How far a sweep is.
  package struct Counts: Sendable, Hashable {
    /// The trials of the plan in force.
    package var total: Int
    /// Those that are finished.
    package var done: Int
    /// Those of them that diverged.
    package var diverged: Int
    /// The finished trials that are recorded besides, which only earlier plans had.
    package var beyondPlan: Int
    /// Whether nothing more is to be decided when all are finished.
    package var isLastRound: Bool

    /// Whether the sweep is over.
    package var isFinished: Bool { done == total && isLastRound }
  }

  /// How far the plan in force is.
  package func counts() throws(StoreError) -> Counts {
    try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*), count(status), coalesce(sum(status = 'diverged'), 0),
            (SELECT is_last_round FROM plans ORDER BY number DESC LIMIT 1),
            (SELECT count(status) FROM trials WHERE \(Self.isBeyondPlan))
          FROM plan_trials JOIN trials ON number = trial
          """)
      return Counts(
        total: row?[0] ?? 0, done: row?[1] ?? 0, diverged: row?[2] ?? 0,
        beyondPlan: row?[4] ?? 0, isLastRound: row?[3] ?? true)
    }
  }

  /// What is true of trials that only earlier plans had.
  private static let isBeyondPlan = "number NOT IN (SELECT trial FROM plan_trials)"

  /// The plan in force as text, or nil.
  package func planText() throws(StoreError) -> String? {
    try reading { database in
      try String.fetchOne(database, sql: "SELECT yaml FROM plans ORDER BY number DESC LIMIT 1")
    }
  }

  /// The plan in force, or nil where there is none that this program can read.
  package func plan() throws(StoreError) -> SweepPlan? {
    guard let text = try planText() else { return nil }
    // The keys of the data, which are others' to read, are told as unknown; they do not matter here.
    let read = PlanFile.entries(
      of: text, name: "", keys: SweepPlan.keys, listKeys: SweepPlan.listKeys,
      flagKeys: SweepPlan.flagKeys)
    return try? SweepPlan(read.entries)
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
          SELECT number, id, schedule, optimizer, weight_decay, batch_size, hidden, activation,
            learning_rate, seed, steps, status, diverged_at_step, untrained_loss, train_loss,
            validation_loss, metric, horizon
          FROM \(tables) WHERE \(condition) ORDER BY \(order)
          """)
      var results: [TrialResult] = []
      while let row = try rows.next() {
        results.append(
          TrialResult(
            id: row[1], configuration: try Configuration(row, from: 2, path: path),
            seed: UInt64(row[9] as Int64), steps: row[10],
            status: row[11] == "ok" ? .ok : .diverged, divergedAtStep: row[12],
            untrainedLoss: row[13] ?? .nan, trainLoss: row[14], validationLoss: row[15],
            metric: row[16], checkpoints: curves ? try checkpoints(of: row[0], database) : [],
            horizon: row[17]))
      }
      return results
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
      checkpoints.append(
        TrialResult.Checkpoint(
          step: row[0], learningRate: row[1], trainLoss: row[2], validationLoss: row[3]))
    }
    return checkpoints
  }

  /// The finished trial of the plan in force with the lowest validation loss, without its curve.
  package func best() throws(StoreError) -> TrialResult? {
    try results(
      curves: false, where: "validation_loss IS NOT NULL",
      order: "validation_loss, position LIMIT 1"
    ).first
  }

  /// `curves.csv` of the finished trials, those of the plan in force first: what
  /// `SweepFile.curvesCSV` makes of them, without holding all points at once.
  package func curvesCSV(options: CSVWriter.Options = .init()) throws(StoreError) -> [UInt8] {
    try reading { database in
      var writer = SweepFile.curves.writer(options)
      let points = try Int.fetchOne(database, sql: "SELECT count(*) FROM curves") ?? 0
      writer.reserve(rows: points, bytesOfRow: SweepFile.bytesOfPoint)
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
          writer.text(row[0] as String)
          writer.integer(row[1] as Int)
          writer.number(row[2] as Double)
          writer.number(row[3] as Double?)
          writer.number(row[4] as Double?)
          writer.flag(part.isInPlan)
          writer.endRow()
        }
      }
      return writer.bytes
    }
  }

  /// How long each finished trial took, in plan order, then those that only earlier plans had: its
  /// share of the group's time.
  package func timings() throws(StoreError) -> [(id: String, timing: Timing)] {
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
      ).map { (id: $0[0], timing: Timing(seconds: $0[1], worker: $0[2], host: $0[3])) }
    }
  }
}

extension SweepStore {
  /// What every finished trial gave, also those that only earlier plans had.
  package func outcomes() throws(StoreError) -> [String: TrialOutcome] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT id, status = 'ok', validation_loss FROM trials WHERE status IS NOT NULL")
      var outcomes: [String: TrialOutcome] = [:]
      while let row = try rows.next() {
        let loss: Double? = row[1] ? row[2] : nil
        outcomes[row[0]] = loss.map { .loss($0) } ?? .diverged
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
      while let row = try rows.next() { trials[row[0]] = (group: row[1], isDone: row[2]) }
      return trials
    }
  }
}
