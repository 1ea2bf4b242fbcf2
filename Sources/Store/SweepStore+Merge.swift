import Experiment
import GRDB

extension SweepStore {
  /// What a merge brought.
  package struct Merge: Sendable, Hashable {
    /// The trials that were new here, and those that were here already.
    package var added = 0
    package var known = 0
    /// Those among the known ones whose results were not the same; what was here first stays.
    package var differing = 0
    /// The trials that the shard has not finished.
    package var unfinished = 0
    /// The points whose rates were new here.
    package var addedPoints = 0

    package init(added: Int = 0, known: Int = 0, differing: Int = 0, unfinished: Int = 0) {
      self.added = added
      self.known = known
      self.differing = differing
      self.unfinished = unfinished
    }
  }

  /// Takes over what another store has finished; see `ShardMerge`.
  ///
  /// - Parameter shard: The other store.
  /// - Returns: What it brought.
  /// - Throws: `StoreError`; nothing is merged where the other one is another sweep's.
  package func merge(_ shard: SweepStore) throws(StoreError) -> Merge {
    var merge = try ShardMerge(into: self)
    return try merge.take(shard)
  }
}

/// Takes over what parts of a sweep have finished that were trained elsewhere.
///
/// Trials and points are known by their content, so it does not matter what was merged before, or how
/// often. A group is taken over in one transaction; a merge that was interrupted is merged again.
package struct ShardMerge {
  /// A trial's place and group.
  fileprivate struct State {
    var number: Int
    var group: Int
    var isDone: Bool
  }

  private let store: SweepStore
  private var ours: [String: State]
  /// How many trials each of our groups has.
  private let sizes: [Int: Int]

  /// - Parameter store: Where they are merged into.
  /// - Throws: `StoreError` when it cannot be read.
  package init(into store: SweepStore) throws(StoreError) {
    self.store = store
    ours = try store.states()
    sizes = ours.values.reduce(into: [:]) { $0[$1.group, default: 0] += 1 }
  }

  /// Takes over what one has finished.
  ///
  /// - Parameter shard: The other store.
  /// - Returns: What it brought.
  /// - Throws: `StoreError` when the other one was run on other data or with other numerics, or has
  ///   groups that this sweep has not; nothing is merged then. Also when one cannot be read or
  ///   written.
  package mutating func take(_ shard: SweepStore) throws(StoreError) -> SweepStore.Merge {
    guard try shard.provenance() != nil else { return SweepStore.Merge() }
    guard let provenance = try store.provenance() else { throw .missing(folder: store.folder) }
    try shard.check(provenance)
    let groups = Dictionary(grouping: try shard.states()) { $0.value.group }
      .sorted { $0.key < $1.key }
    var merge = SweepStore.Merge()
    var wanted: [(theirs: Int, ours: Int)] = []
    var known: [(theirs: Int, ours: Int)] = []
    for (number, trials) in groups {
      let group = try group(of: trials.map(\.key), shard: shard)
      guard trials.allSatisfy(\.value.isDone) else {
        merge.unfinished += trials.count
        continue
      }
      if trials.contains(where: { ours[$0.key]?.isDone == false }) {
        merge.added += trials.count
        wanted.append((theirs: number, ours: group))
      } else {
        merge.known += trials.count
        known.append((theirs: number, ours: group))
      }
    }
    for batch in Self.batches(known) {
      let theirs = try shard.results(ofGroups: batch.map(\.theirs))
      let ours = try store.results(ofGroups: batch.map(\.ours))
      merge.differing += theirs.count { ours[$0.key] != $0.value }
    }
    for batch in Self.batches(wanted) {
      let finished = try batch.map { (pair) throws(StoreError) in
        try shard.finishedGroup(pair.theirs)
      }
      try store.writing { database in
        for (pair, group) in zip(batch, finished) {
          try store.take(group, as: pair.ours, into: database) { ours[$0]?.number }
        }
      }
      for group in finished { for trial in group.trials { ours[trial.id]?.isDone = true } }
    }
    merge.addedPoints = try store.takePoints(of: shard)
    return merge
  }

  /// How many groups are read and written at once.
  private static let mergedGroups = 64

  private static func batches<Pair>(_ pairs: [Pair]) -> [ArraySlice<Pair>] {
    stride(from: 0, to: pairs.count, by: mergedGroups).map {
      pairs[$0..<min($0 + mergedGroups, pairs.count)]
    }
  }

  /// The group here that has the same trials as one of a shard.
  private func group(of trials: [String], shard: SweepStore) throws(StoreError) -> Int {
    let groups = Set(trials.map { ours[$0]?.group })
    guard let number = trials.first.flatMap({ ours[$0]?.group }), groups.count == 1,
      sizes[number] == trials.count
    else {
      let stray = trials.first { ours[$0] == nil } ?? trials[0]
      throw .foreign(folder: shard.folder, trial: stray, into: store.folder)
    }
    return number
  }
}

extension SweepStore {
  /// Every trial's place and group, and whether it is finished.
  fileprivate func states() throws(StoreError) -> [String: ShardMerge.State] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, number, group_number, status IS NOT NULL FROM trials")
      var states: [String: ShardMerge.State] = [:]
      while let row = try rows.next() {
        let row = StoredRow(row, path: path)
        states[try row.text(0)] = ShardMerge.State(
          number: try row.whole(1, .storedNumber), group: try row.whole(2, .storedNumber),
          isDone: try row.flag(3))
      }
      return states
    }
  }

  /// What the trials of groups gave, without their curves.
  fileprivate func results(
    ofGroups numbers: [Int]
  ) throws(StoreError) -> [String: [DatabaseValue]] {
    try reading { database in
      var results: [String: [DatabaseValue]] = [:]
      let statement = try database.cachedStatement(
        sql: "SELECT id, \(try Self.resultColumns(database)) FROM trials WHERE group_number = ?")
      for number in numbers {
        for row in try Row.fetchAll(statement, arguments: [number]) {
          let stored = StoredRow(row, path: path)
          try stored.checkResult(from: 1)
          results[try stored.text(0)] = Array(Array(row.databaseValues)[1...])
        }
      }
      return results
    }
  }

  /// A group with all that was recorded of it.
  fileprivate struct FinishedGroup {
    var trials: [(id: String, result: [DatabaseValue], curve: [[DatabaseValue]])]
    var timing: [DatabaseValue]
  }

  fileprivate func finishedGroup(_ number: Int) throws(StoreError) -> FinishedGroup {
    try reading { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, number, \(try Self.resultColumns(database)) FROM trials WHERE group_number = ?
          ORDER BY number
          """, arguments: [number])
      let curves = try database.cachedStatement(
        sql: """
          SELECT step, learning_rate, train_loss, validation_loss FROM curves WHERE trial = ?
          ORDER BY step
          """)
      let trials = try rows.map { row in
        let stored = StoredRow(row, path: path)
        try stored.checkResult(from: 2)
        let points = try Row.fetchAll(curves, arguments: [try stored.whole(1, .storedNumber)])
        return (
          id: try stored.text(0), result: Array(Array(row.databaseValues)[2...]),
          curve: try points.map { point in
            _ = try TrialResult.Checkpoint(StoredRow(point, path: path), from: 0)
            return Array(point.databaseValues)
          }
        )
      }
      let timing = try Row.fetchOne(
        database, sql: "SELECT seconds, worker, host FROM timings WHERE group_number = ?",
        arguments: [number])
      guard let timing else {
        throw StoreError.damaged(path: path, problem: "the time of group \(number) is gone")
      }
      _ = try TrainingTiming(StoredRow(timing, path: path), from: 0)
      return FinishedGroup(trials: trials, timing: Array(timing.databaseValues))
    }
  }

  fileprivate func take(
    _ group: FinishedGroup, as number: Int, into database: Database,
    place: (String) -> Int?
  ) throws {
    let columns = StoredRow.resultColumns
    let finish = try database.cachedStatement(
      sql: """
        UPDATE trials SET (\(columns.joined(separator: ", ")))
          = (\(columns.map { _ in "?" }.joined(separator: ", ")))
        WHERE number = ? AND status IS NULL
        """)
    for trial in group.trials {
      guard let place = place(trial.id)?.databaseValue else { continue }
      try finish.execute(arguments: StatementArguments(trial.result + [place]))
      guard database.changesCount == 1 else {
        throw StoreError.damaged(path: path, problem: "trial \(trial.id) is there already")
      }
      try Self.insertPoints(trial.curve.flatMap { [place] + $0 }, into: database)
    }
    try database.cachedStatement(sql: "INSERT INTO timings VALUES (?, ?, ?, ?)").execute(
      arguments: StatementArguments([number.databaseValue] + group.timing))
  }
}
