import Experiment
import GRDB
import Planning
import Training

extension SweepStore: ResultStore {
  package func pendingGroups() throws(StoreError) -> [PendingGroup] {
    let data = try provenance()?.data ?? ""
    let clipNorm = CommandIdentity.isCommand(data) ? nil : try plan()?.clipNorm
    return try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT number, group_number, id, seed, \(try Self.foldColumns(database)), steps, horizon,
            \(AxisColumns.names), parameters
          FROM trials WHERE group_number IN (
            SELECT group_number FROM plan_trials JOIN trials ON number = trial
            WHERE status IS NULL)
          ORDER BY group_number, number
          """)
      var groups: [PendingGroup] = []
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        let horizon = try row.whole(7, .steps)
        let planned = Trial(
          id: try row.text(2),
          configuration: try Configuration(row, from: 8, parameters: 8 + Axis.all.count),
          seed: UInt64(try row.whole(3, .seed)), fold: try Fold(row, from: 4),
          steps: try row.whole(6, NumberDomain.steps(through: horizon)), horizon: horizon)
        guard planned.id == Self.identity(of: planned, data: data, clipNorm: clipNorm) else {
          throw StoreError.damaged(
            path: path, problem: "the settings of trial \(planned.id) are not those it is known by")
        }
        let trial = StoredTrial(number: try row.whole(0, .storedNumber), trial: planned)
        let group = try row.whole(1, .storedNumber)
        if groups.last?.number == group {
          groups[groups.count - 1].trials.append(trial)
        } else {
          groups.append(PendingGroup(number: group, trials: [trial]))
        }
      }
      return groups
    }
  }

  /// What a trial has to be known by.
  private static func identity(of trial: Trial, data: String, clipNorm: Double?) -> String {
    if trial.configuration.setting.parameters != nil {
      return CommandIdentity(
        fingerprint: data, configuration: trial.configuration, steps: trial.steps,
        horizon: trial.horizon
      ).id(seed: trial.seed)
    }
    return TrialIdentity(
      data: data, configuration: trial.configuration, steps: trial.steps, horizon: trial.horizon,
      clipNorm: clipNorm
    ).id(of: trial.replicate)
  }

  /// In one transaction.
  package func record(
    _ group: PendingGroup, results: [TrialResult], timing: TrainingTiming
  ) throws(StoreError) {
    try writing { database in
      let finish = try database.cachedStatement(
        sql: """
          UPDATE trials SET \(StoredRow.resultColumns.map { "\($0) = ?" }.joined(separator: ", ")),
            measure = ?
          WHERE number = ? AND status IS NULL
          """)
      for (stored, result) in zip(group.trials, results) {
        var arguments: StatementArguments = [
          result.status.rawValue, result.divergedAtStep, result.untrainedLoss, result.trainLoss,
          result.validationLoss, result.metric,
        ]
        arguments += StatementArguments(
          Metric.ofUnequalClasses.map { result.classMetrics[$0] })
        arguments += [result.measure, stored.number]
        try finish.execute(arguments: arguments)
        guard database.changesCount == 1 else {
          throw StoreError.damaged(path: path, problem: "trial \(stored.trial.id) is there already")
        }
        let number = stored.number.databaseValue
        var values: [DatabaseValue] = []
        values.reserveCapacity(5 * result.checkpoints.count)
        for point in result.checkpoints {
          values += [
            number, point.step.databaseValue, point.learningRate.databaseValue,
            point.trainLoss?.databaseValue ?? .null, point.validationLoss?.databaseValue ?? .null,
          ]
        }
        try Self.insertPoints(values, into: database)
      }
      try database.cachedStatement(sql: "INSERT INTO timings VALUES (?, ?, ?, ?)").execute(
        arguments: [group.number, timing.seconds, timing.worker, timing.host])
      if isShard { try Self.seal(.group(group.number), in: database) }
    }
  }
}

extension SweepStore {
  /// Adds rows of `curves`, all with one statement, which costs much less than one for each.
  ///
  /// - Parameters:
  ///   - values: Trial, step, learning rate, training and validation loss of each point.
  ///   - database: Where they go.
  /// - Throws: What SQLite reports.
  static func insertPoints(_ values: [DatabaseValue], into database: Database) throws {
    guard !values.isEmpty else { return }
    let rows = [String](repeating: "(?, ?, ?, ?, ?)", count: values.count / 5)
    let statement = try database.cachedStatement(
      sql: "INSERT INTO curves VALUES " + rows.joined(separator: ", "))
    statement.setUncheckedArguments(StatementArguments(values))
    try statement.execute()
  }
}
