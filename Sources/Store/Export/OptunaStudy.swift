import Experiment
import FoundationEssentials
import GRDB

/// A study of Optuna's relational storage, of which optuna and optuna-dashboard read trials, parameters,
/// values and curves.
package struct OptunaStudy: Sendable {
  private let set: TrialSet

  package init(_ set: TrialSet) { self.set = set }

  private static let database = ExportedDatabase(mark: "lrfo", schema: schema)

  /// Whether a file that begins with these bytes is one of these.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool { database.isOurs(start) }

  /// The file.
  ///
  /// - Returns: Its bytes; the same trials give the same.
  /// - Throws: `StoreError` when the machine lets no such file be made.
  package func bytes() throws(StoreError) -> [UInt8] { try Self.database.bytes(write) }

  private func write(_ database: Database) throws {
    try database.execute(sql: "INSERT INTO studies VALUES (1, ?)", arguments: [set.name])
    try database.execute(
      sql: "INSERT INTO study_directions VALUES (1, ?, 1, 0)",
      arguments: [set.isMaximized ? "MAXIMIZE" : "MINIMIZE"])
    try database.execute(
      sql: "INSERT INTO study_system_attributes VALUES (1, 1, 'study:metric_names', ?)",
      arguments: [try Self.json([set.measure])])
    let distributions = try set.axes.map(distribution)
    for (number, trial) in set.trials.enumerated() {
      try write(trial, number: number, distributions, to: database)
    }
  }

  private func write(
    _ trial: TrialResult, number: Int, _ distributions: [Distribution], to database: Database
  ) throws {
    let id = number + 1
    let value = trial.status == .ok ? set.figure(trial.validationLoss) : nil
    // As where Optuna's own pruner stopped it, whose last value is kept too.
    let isPruned = set.stopped.contains(trial.id)
    // Nobody wrote down when a trial ran; Optuna wants to know.
    try database.cachedStatement(
      sql: "INSERT INTO trials VALUES (?, ?, 1, ?, '\(Self.noTime)', '\(Self.noTime)')"
    ).execute(arguments: [id, number, value == nil ? "FAIL" : isPruned ? "PRUNED" : "COMPLETE"])
    if let value {
      try database.cachedStatement(
        sql: "INSERT INTO trial_values (trial_id, objective, value, value_type) "
          + "VALUES (?, 0, ?, 'FINITE')"
      ).execute(arguments: [id, value])
    }
    let parameter = try database.cachedStatement(
      sql: "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) "
        + "VALUES (?, ?, ?, ?)")
    for (axis, distribution) in zip(set.axes, distributions) {
      guard let place = distribution.place(of: axis.value(trial.configuration)) else { continue }
      try parameter.execute(arguments: [id, axis.column, place, distribution.json])
    }
    let attribute = try database.cachedStatement(
      sql: "INSERT INTO trial_user_attributes (trial_id, key, value_json) VALUES (?, ?, ?)")
    for (key, json) in try attributes(of: trial) {
      try attribute.execute(arguments: [id, key, json])
    }
    let point = try database.cachedStatement(
      sql: "INSERT INTO trial_intermediate_values "
        + "(trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ?, ?)")
    for checkpoint in trial.checkpoints {
      let value = set.figure(checkpoint.validationLoss)
      try point.execute(
        arguments: [id, checkpoint.step, value, value == nil ? "NAN" : "FINITE"])
    }
  }

  private func attributes(of trial: TrialResult) throws -> [(key: String, json: String)] {
    let figures: [(String, Double?)] = [
      ("untrained_loss", set.figure(trial.untrainedLoss)), ("train_loss", trial.trainLoss),
      ("metric", trial.metric),
    ]
    return [
      ("trial", try Self.json(trial.id)), ("status", try Self.json(trial.status.rawValue)),
      ("seed", "\(trial.seed)"), ("fold", "\(trial.fold.index)"), ("steps", "\(trial.steps)"),
      ("horizon", "\(trial.horizon)"),
    ] + figures.compactMap { name, value in value?.ifFinite.map { (name, "\($0)") } }
  }

  private static let noTime = "2000-01-01 00:00:00.000000"

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension OptunaStudy {
  /// From what a parameter was drawn, as Optuna writes it.
  private struct Distribution {
    var json: String
    /// The choices, whose places stand for them; empty for numbers.
    var choices: [Axis.Value]

    /// What stands for a value.
    func place(of value: Axis.Value) -> Double? {
      switch value {
      case .number(let number): number
      case .integer(let number): Double(number)
      case .text, .widths: choices.firstIndex(of: value).map(Double.init)
      }
    }
  }

  private struct Form<Attributes: Encodable>: Encodable {
    var name: String
    var attributes: Attributes
  }

  private struct FloatAttributes: Encodable {
    var step: Double? = nil
    var low: Double
    var high: Double
    var log: Bool

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encodeNil(forKey: .step)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
      try container.encode(log, forKey: .log)
    }

    private enum Keys: String, CodingKey { case step, low, high, log }
  }

  private struct IntegerAttributes: Encodable {
    var step = 1
    var low: Int
    var high: Int
    var log = false
  }

  private struct ChoiceAttributes: Encodable { var choices: [String] }

  /// The values of an axis that occur, as Optuna's distribution of it.
  private func distribution(of axis: Axis) throws -> Distribution {
    let values = set.trials.map { axis.value($0.configuration) }
    switch axis.domain {
    case .number:
      let numbers = values.compactMap { value -> Double? in
        if case .number(let number) = value { number } else { nil }
      }
      let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
      let form = Form(
        name: "FloatDistribution",
        attributes: FloatAttributes(low: low, high: high, log: low > 0 && high / low > 10))
      return Distribution(json: try Self.json(form), choices: [])
    case .integer:
      let numbers = values.compactMap { value -> Int? in
        if case .integer(let number) = value { number } else { nil }
      }
      let form = Form(
        name: "IntDistribution",
        attributes: IntegerAttributes(low: numbers.min() ?? 0, high: numbers.max() ?? 0))
      return Distribution(json: try Self.json(form), choices: [])
    case .text, .widths:
      var seen: Set<Axis.Value> = []
      let choices = values.filter { seen.insert($0).inserted }
      let form = Form(
        name: "CategoricalDistribution",
        attributes: ChoiceAttributes(choices: choices.map(\.text)))
      return Distribution(json: try Self.json(form), choices: choices)
    }
  }

  /// The tables of version 12, which optuna 3.2 to 5.0 read and write.
  private static let schema = """
    CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
    INSERT INTO alembic_version VALUES ('v3.2.0.a');
    CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER,
      library_version VARCHAR(256), PRIMARY KEY (version_info_id), CHECK (version_info_id=1));
    INSERT INTO version_info VALUES (1, 12, '3.2.0');
    CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL,
      PRIMARY KEY (study_id));
    CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
    CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL,
      direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL,
      PRIMARY KEY (study_direction_id), UNIQUE (study_id, objective),
      FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL,
      study_id INTEGER, "key" VARCHAR(512), value_json TEXT,
      PRIMARY KEY (study_system_attribute_id), UNIQUE (study_id, "key"),
      FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL, study_id INTEGER,
      "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (study_user_attribute_id),
      UNIQUE (study_id, "key"), FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER,
      state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME,
      PRIMARY KEY (trial_id), FOREIGN KEY(study_id) REFERENCES studies (study_id));
    CREATE INDEX ix_trials_study_id ON trials (study_id);
    CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
      heartbeat DATETIME NOT NULL, PRIMARY KEY (trial_heartbeat_id), UNIQUE (trial_id),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL,
      trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT,
      intermediate_value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_intermediate_value_id),
      UNIQUE (trial_id, step), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER,
      param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id),
      UNIQUE (trial_id, param_name), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL,
      trial_id INTEGER, "key" VARCHAR(512), value_json TEXT,
      PRIMARY KEY (trial_system_attribute_id), UNIQUE (trial_id, "key"),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL, trial_id INTEGER,
      "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_user_attribute_id),
      UNIQUE (trial_id, "key"), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
      objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL,
      PRIMARY KEY (trial_value_id), UNIQUE (trial_id, objective),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
    """
}
