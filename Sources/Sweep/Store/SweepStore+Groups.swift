import GRDB
import LinearAlgebra
import Training

extension SweepStore {
  /// A trial as the store has it.
  package struct StoredTrial: Sendable, Hashable {
    package var number: Int
    package var trial: PlannedTrial
  }

  /// A group that has not been trained yet.
  package struct PendingGroup: Sendable, Hashable {
    package var number: Int
    package var trials: [StoredTrial]
  }

  /// When, where and how long a group was trained.
  package struct Timing: Sendable, Hashable {
    package var seconds: Double
    package var worker: Int
    package var host: String

    package init(seconds: Double, worker: Int, host: String) {
      self.seconds = seconds
      self.worker = worker
      self.host = host
    }
  }

  /// The groups that hold an unfinished trial of the plan in force, in the order in which they are
  /// to be trained. They are whole, also where an earlier plan had more trials.
  package func pendingGroups() throws(StoreError) -> [PendingGroup] {
    let (data, clipNorm) = (try provenance()?.data ?? "", try clipNorm())
    return try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT number, id, schedule, optimizer, weight_decay, batch_size, hidden, activation,
            learning_rate, seed, steps, horizon, group_number
          FROM trials WHERE group_number IN (
            SELECT group_number FROM plan_trials JOIN trials ON number = trial
            WHERE status IS NULL)
          ORDER BY group_number, number
          """)
      var groups: [PendingGroup] = []
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        let horizon = try row.whole(11, .steps)
        let planned = PlannedTrial(
          id: try row.text(1), configuration: try Configuration(row, from: 2),
          seed: UInt64(try row.whole(9, .seed)),
          steps: try row.whole(10, NumberDomain.steps(through: horizon)), horizon: horizon)
        let identity = TrialIdentity(
          data: data, configuration: planned.configuration, steps: planned.steps,
          horizon: planned.horizon, clipNorm: clipNorm)
        guard planned.id == identity.id(seed: planned.seed) else {
          throw StoreError.damaged(
            path: path, problem: "the settings of trial \(planned.id) are not those it is known by")
        }
        let trial = StoredTrial(number: try row.whole(0, .storedNumber), trial: planned)
        let group = try row.whole(12, .storedNumber)
        if groups.last?.number == group {
          groups[groups.count - 1].trials.append(trial)
        } else {
          groups.append(PendingGroup(number: group, trials: [trial]))
        }
      }
      return groups
    }
  }

  /// Records a trained group, in one transaction.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - results: The result of each of its trials.
  ///   - timing: How long it took.
  /// - Throws: `StoreError`; nothing of the group is recorded then.
  package func record(
    _ group: PendingGroup, results: [TrialResult], timing: Timing
  ) throws(StoreError) {
    try writing { database in
      let finish = try database.cachedStatement(
        sql: """
          UPDATE trials SET status = ?, diverged_at_step = ?, untrained_loss = ?, train_loss = ?,
            validation_loss = ?, metric = ? WHERE number = ? AND status IS NULL
          """)
      for (stored, result) in zip(group.trials, results) {
        try finish.execute(
          arguments: [
            result.status.rawValue, result.divergedAtStep, result.untrainedLoss, result.trainLoss,
            result.validationLoss, result.metric, stored.number,
          ])
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

extension Configuration {
  /// Reads the seven columns of a configuration.
  init(_ row: StoredRow, from first: Int) throws(StoreError) {
    let hidden = try row.parsed(first + 4) { text in
      try text.split(separator: ",").map { try NumberDomain.layerWidth.read(String($0)) }
    }
    let activation: Activation? = row.isNull(first + 5) ? nil : try row.word(first + 5)
    self.init(
      Setting(
        schedule: try row.parsed(first) { try ScheduleSpecification.parse($0) },
        optimizer: try row.parsed(first + 1) { try Optimizer.parse($0).optimizer },
        weightDecay: try row.real(first + 2, .weightDecay),
        batchSize: try row.whole(first + 3, .batchSize),
        model: activation.map { .mlp(hidden: hidden, activation: $0) } ?? .logistic),
      learningRate: try row.real(first + 6, .learningRate))
  }
}
