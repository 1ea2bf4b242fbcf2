import GRDB

/// The tables of a sweep's store, and how older ones become the present ones.
enum StoreSchema {
  /// Marks the file as a store of ours: the bytes of `lrfs`.
  static let applicationID = 0x6C72_6673

  /// A migration is never changed once it was released; another one is added instead.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: version1)
    }
    migrator.registerMigration("points") { database in try database.execute(sql: points) }
    migrator.registerMigration("folds") { database in try database.execute(sql: folds) }
    migrator.registerMigration("class metrics") { database in
      try database.execute(sql: classMetrics)
    }
    migrator.registerMigration("fold counts") { database in
      try database.execute(sql: foldCounts)
    }
    migrator.registerMigration("commands") { database in try database.execute(sql: commands) }
    migrator.registerMigration("checksums") { database in
      try database.execute(sql: checksums)
    }
    return migrator
  }

  private static let checksums = """
    -- In a part of a sweep, the hash of what each finished group or found point left.
    CREATE TABLE checksums (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """

  private static let folds = """
    -- Which split of the rows a trial is trained on; 0 is the ordinary one.
    ALTER TABLE trials ADD COLUMN fold INTEGER NOT NULL DEFAULT 0;
    """

  private static let foldCounts = """
    -- How many folds there were; 1 for the ordinary split.
    ALTER TABLE trials ADD COLUMN fold_count INTEGER NOT NULL DEFAULT 1;
    """

  private static let commands = """
    -- What a run of a command is given besides the rate, NAME=VALUE a line; NULL where training is
    -- built in.
    ALTER TABLE trials ADD COLUMN parameters TEXT;
    -- What a command calls what stands as its validation loss.
    ALTER TABLE trials ADD COLUMN measure TEXT;
    """

  private static let classMetrics = """
    -- What trainings on unequal classes are judged by besides.
    ALTER TABLE trials ADD COLUMN balanced_accuracy REAL;
    ALTER TABLE trials ADD COLUMN auc REAL;
    """

  private static let points = """
    -- The points of the plan in force, of kind find, in plan order.
    CREATE TABLE plan_points (position INTEGER PRIMARY KEY, id TEXT NOT NULL);
    -- Every point whose rate was found; the recommendation is JSON, whose main figures stand apart.
    CREATE TABLE points (
      id TEXT PRIMARY KEY,
      search TEXT NOT NULL,
      schedule TEXT NOT NULL,
      optimizer TEXT NOT NULL,
      weight_decay REAL NOT NULL,
      batch_size INTEGER NOT NULL,
      hidden TEXT NOT NULL,
      activation TEXT,
      learning_rate REAL NOT NULL,
      steps INTEGER NOT NULL,
      epochs REAL NOT NULL,
      low REAL NOT NULL,
      high REAL NOT NULL,
      confident INTEGER NOT NULL,
      recommendation TEXT NOT NULL,
      search_steps INTEGER NOT NULL,
      own_steps INTEGER NOT NULL
    ) WITHOUT ROWID;
    -- What the rounds of searches gave, so that a schedule that is added shares them; by the hash of
    -- what was trained. A line with the steps spent, then one a lane: the step at which it diverged,
    -- training losses, validation losses, accuracies, learning rates.
    CREATE TABLE search_rounds (
      search TEXT NOT NULL, round TEXT NOT NULL, result TEXT NOT NULL, PRIMARY KEY (search, round)
    ) WITHOUT ROWID;
    CREATE TABLE point_timings (
      point TEXT PRIMARY KEY, seconds REAL NOT NULL, worker INTEGER NOT NULL, host TEXT NOT NULL
    ) WITHOUT ROWID;
    """

  private static let version1 = """
    -- What the results depend on besides the plan: data, numerics; and where they came from.
    CREATE TABLE provenance (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    -- Every plan that was run here, the last one in force. Unless its last round has come, more
    -- trials follow when those that are planned are finished.
    CREATE TABLE plans (
      number INTEGER PRIMARY KEY, yaml TEXT NOT NULL, is_last_round INTEGER NOT NULL DEFAULT 1
    );
    -- Every trial that was ever planned; its status is NULL until it is finished. Its schedule
    -- counts by the horizon, of which only the first steps are made where it stops at a rung.
    CREATE TABLE trials (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      group_number INTEGER NOT NULL,
      schedule TEXT NOT NULL,
      optimizer TEXT NOT NULL,
      weight_decay REAL NOT NULL,
      batch_size INTEGER NOT NULL,
      hidden TEXT NOT NULL,
      activation TEXT,
      learning_rate REAL NOT NULL,
      seed INTEGER NOT NULL,
      steps INTEGER NOT NULL,
      horizon INTEGER NOT NULL,
      status TEXT CHECK (status IN ('ok', 'diverged')),
      diverged_at_step INTEGER,
      untrained_loss REAL,
      train_loss REAL,
      validation_loss REAL,
      metric REAL
    );
    CREATE INDEX trials_group ON trials (group_number);
    -- The trials of the plan in force, in plan order.
    CREATE TABLE plan_trials (position INTEGER PRIMARY KEY, trial INTEGER NOT NULL);
    CREATE TABLE curves (
      trial INTEGER NOT NULL,
      step INTEGER NOT NULL,
      learning_rate REAL NOT NULL,
      train_loss REAL,
      validation_loss REAL,
      PRIMARY KEY (trial, step)
    ) WITHOUT ROWID;
    -- One row a finished group; what may differ between two equal runs stands here alone.
    CREATE TABLE timings (
      group_number INTEGER PRIMARY KEY, seconds REAL NOT NULL, worker INTEGER NOT NULL,
      host TEXT NOT NULL
    );
    """
}
