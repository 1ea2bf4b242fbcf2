import Experiment
import GRDB

/// An experiment of MLflow's tracking store in SQLite, a run a trial: its parameters, its curves and what
/// it ended with.
package struct MLflowRuns: Sendable {
  private let set: TrialSet

  package init(_ set: TrialSet) { self.set = set }

  private static let database = ExportedDatabase(mark: "lrfm", schema: schema)

  /// Whether a file that begins with these bytes is one of these.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool { database.isOurs(start) }

  /// The file.
  ///
  /// - Returns: Its bytes; the same trials give the same.
  /// - Throws: `StoreError` when the machine lets no such file be made.
  package func bytes() throws(StoreError) -> [UInt8] { try Self.database.bytes(write) }

  /// Nobody wrote down when a trial ran; MLflow wants to know, in milliseconds: 2000-01-01.
  private static let noTime = 946_684_800_000

  private func write(_ database: Database) throws {
    // MLflow takes 0 for an experiment of its own, and makes it where it is missing.
    try database.execute(
      sql: "INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active'), "
        + "(1, ?, 'mlflow-artifacts:/1', 'active')",
      arguments: [set.name == "Default" ? "Default (lrfind)" : set.name])
    for trial in set.trials { try write(trial, to: database) }
  }

  private func write(_ trial: TrialResult, to database: Database) throws {
    let id = trial.id
    try database.cachedStatement(
      sql: "INSERT INTO runs VALUES (?, ?, 'UNKNOWN', '', '', 'lrfind', ?, \(Self.noTime), "
        + "\(Self.noTime), '', 'active', ?, 1)"
    ).execute(arguments: [
      id, id, trial.status == .ok ? "FINISHED" : "FAILED", "mlflow-artifacts:/1/\(id)/artifacts",
    ])
    let tag = try database.cachedStatement(sql: "INSERT INTO tags VALUES (?, ?, ?)")
    for (key, value) in [
      ("mlflow.runName", id), ("mlflow.source.name", "lrfind"), ("mlflow.user", "lrfind"),
      ("status", trial.status.rawValue),
    ] {
      try tag.execute(arguments: [key, value, id])
    }
    let parameter = try database.cachedStatement(sql: "INSERT INTO params VALUES (?, ?, ?)")
    for (name, value) in set.settings(of: trial) {
      try parameter.execute(arguments: [name, value.text, id])
    }
    try writeFigures(of: trial, to: database)
  }
}

extension MLflowRuns {
  /// A figure at a step; nil is what is no number, which MLflow has a flag for.
  private struct Point: Hashable {
    var key: String
    var step: Int
    var value: Double?
  }

  /// The figures of a trial, of each name by rising steps.
  ///
  /// A run that diverged ends with a loss that is no number, as MLflow would show and sort any other.
  private func points(of trial: TrialResult) -> [Point] {
    var points: [Point] = []
    for checkpoint in trial.checkpoints {
      let step = checkpoint.step
      points.append(
        Point(key: set.measure, step: step, value: set.figure(checkpoint.validationLoss)))
      for (key, value) in [
        ("train_loss", checkpoint.trainLoss), ("learning_rate", checkpoint.learningRate),
      ] {
        guard let value else { continue }
        points.append(Point(key: key, step: step, value: value.ifFinite))
      }
    }
    let end = Point(
      key: set.measure, step: trial.steps,
      value: trial.status == .ok ? set.figure(trial.validationLoss) : nil)
    if points.last(where: { $0.key == end.key }) != end { points.append(end) }
    let ends: [(String, Double?)] =
      [
        ("untrained_loss", set.figure(trial.untrainedLoss)), ("final_train_loss", trial.trainLoss),
        ("metric", trial.metric),
      ] + trial.classMetrics.map { ($0.rawValue, $1) }.sorted { $0.0 < $1.0 }
    // A measure of a command's may have one of these names.
    let taken = Set(points.map(\.key))
    for (key, value) in ends where !taken.contains(key) {
      guard let value = value?.ifFinite else { continue }
      points.append(Point(key: key, step: trial.steps, value: value))
    }
    return points
  }

  private func writeFigures(of trial: TrialResult, to database: Database) throws {
    let history = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO metrics (\"key\", value, timestamp, run_uuid, step, is_nan) "
        + "VALUES (?, ?, ?, ?, ?, ?)")
    let latest = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO latest_metrics "
        + "(\"key\", value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)")
    for point in points(of: trial) {
      let values: StatementArguments = [
        point.key, point.value ?? 0, Self.noTime, trial.id, point.step, point.value == nil,
      ]
      try history.execute(arguments: values)
      try latest.execute(arguments: values)
    }
  }

  /// The tables that runs need, of MLflow 1.3: any later version finds that others are missing, makes
  /// them, and brings these up to date, when it opens the file for the first time.
  private static let schema = """
    CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
    INSERT INTO alembic_version VALUES ('89d4b8295536');
    CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL,
      artifact_location VARCHAR(256), lifecycle_stage VARCHAR(32),
      CONSTRAINT experiment_pk PRIMARY KEY (experiment_id),
      CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
      UNIQUE (name));
    CREATE TABLE experiment_tags ("key" VARCHAR(250) NOT NULL, value VARCHAR(5000),
      experiment_id INTEGER NOT NULL,
      CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id),
      FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id));
    CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20),
      source_name VARCHAR(500), entry_point_name VARCHAR(50), user_id VARCHAR(256),
      status VARCHAR(20), start_time BIGINT, end_time BIGINT, source_version VARCHAR(50),
      lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER,
      CONSTRAINT run_pk PRIMARY KEY (run_uuid),
      CONSTRAINT source_type
        CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')),
      CONSTRAINT status CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING')),
      CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
      FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id));
    CREATE TABLE params ("key" VARCHAR(250) NOT NULL, value VARCHAR(250) NOT NULL,
      run_uuid VARCHAR(32) NOT NULL, CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE tags ("key" VARCHAR(250) NOT NULL, value VARCHAR(5000),
      run_uuid VARCHAR(32) NOT NULL, CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE metrics ("key" VARCHAR(250) NOT NULL, value FLOAT NOT NULL,
      timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL,
      is_nan BOOLEAN DEFAULT '0' NOT NULL,
      CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    CREATE TABLE latest_metrics ("key" VARCHAR(250) NOT NULL, value FLOAT NOT NULL,
      timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL,
      run_uuid VARCHAR(32) NOT NULL, CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid),
      FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
    """
}
