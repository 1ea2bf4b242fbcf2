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

    package init(added: Int = 0, known: Int = 0, differing: Int = 0, unfinished: Int = 0) {
      self.added = added
      self.known = known
      self.differing = differing
      self.unfinished = unfinished
    }
  }

  /// Takes over what another store has finished: a part of this sweep that was trained elsewhere.
  ///
  /// Trials are known by their content, so it does not matter what was merged before, or how often.
  /// A group is taken over in one transaction; a merge that was interrupted is merged again.
  ///
  /// - Parameter shard: The other store.
  /// - Returns: What it brought.
  /// - Throws: `StoreError` when the other one was run on other data or with other numerics, or has
  ///   groups that this sweep has not; nothing is merged then. Also when one cannot be read or
  ///   written.
  package func merge(_ shard: SweepStore) throws(StoreError) -> Merge {
    guard try shard.provenance() != nil else { return Merge() }
    guard let provenance = try provenance() else { throw .missing(folder: folder) }
    try shard.check(provenance)
    let (ours, theirs) = (try states(), try shard.states())
    let groups = Dictionary(grouping: theirs.values, by: \.group).sorted { $0.key < $1.key }
    let sizes = Dictionary(grouping: ours.values, by: \.group).mapValues(\.count)
    var merge = Merge()
    var wanted: [(theirs: Int, ours: Int)] = []
    for (number, trials) in groups {
      let group = try group(of: trials, among: ours, sizes: sizes, shard: shard)
      guard trials.allSatisfy({ $0.result != nil }) else {
        merge.unfinished += trials.count
        continue
      }
      let own = trials.compactMap { ours[$0.id] }
      if own.contains(where: { $0.result == nil }) {
        merge.added += trials.count
        wanted.append((theirs: number, ours: group))
      } else {
        merge.known += trials.count
        merge.differing += zip(trials, own).count { $0.result != $1.result }
      }
    }
    let numbers = ours.mapValues(\.number)
    for batch in stride(from: 0, to: wanted.count, by: Self.mergedGroups).map({
      wanted[$0..<min($0 + Self.mergedGroups, wanted.count)]
    }) {
      let finished = try batch.map { (pair) throws(StoreError) in
        try shard.finishedGroup(pair.theirs)
      }
      try writing { database in
        for (pair, group) in zip(batch, finished) {
          try take(group, as: pair.ours, numbers: numbers, into: database)
        }
      }
    }
    return merge
  }

  /// How many groups are read and written at once.
  private static let mergedGroups = 64

  /// A trial's group, and what it gave.
  private struct State {
    var id: String
    var number: Int
    var group: Int
    /// Nil where it is not finished.
    var result: [DatabaseValue]?
  }

  private func states() throws(StoreError) -> [String: State] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT id, number, group_number, \(try Self.resultColumns(database)) FROM trials")
      var states: [String: State] = [:]
      while let row = try rows.next() {
        let values = Array(row.databaseValues)
        let row = StoredRow(row, path: path)
        try row.checkResult(from: 3)
        let state = State(
          id: try row.text(0), number: try row.whole(1, .storedNumber),
          group: try row.whole(2, .storedNumber),
          result: values[3].isNull ? nil : Array(values[3...]))
        states[state.id] = state
      }
      return states
    }
  }

  /// The group here that has the same trials as one of a shard.
  private func group(
    of trials: [State], among ours: [String: State], sizes: [Int: Int], shard: SweepStore
  ) throws(StoreError) -> Int {
    let groups = Set(trials.map { ours[$0.id]?.group })
    guard let number = trials.first.flatMap({ ours[$0.id]?.group }), groups.count == 1,
      sizes[number] == trials.count
    else {
      let stray = trials.first { ours[$0.id] == nil } ?? trials[0]
      throw .foreign(folder: shard.folder, trial: stray.id, into: folder)
    }
    return number
  }

  /// A group with all that was recorded of it.
  private struct FinishedGroup {
    var trials: [(id: String, result: [DatabaseValue], curve: [[DatabaseValue]])]
    var timing: [DatabaseValue]
  }

  private func finishedGroup(_ number: Int) throws(StoreError) -> FinishedGroup {
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

  private func take(
    _ group: FinishedGroup, as number: Int, numbers: [String: Int], into database: Database
  ) throws {
    let columns = StoredRow.resultColumns
    let finish = try database.cachedStatement(
      sql: """
        UPDATE trials SET (\(columns.joined(separator: ", ")))
          = (\(columns.map { _ in "?" }.joined(separator: ", ")))
        WHERE number = ? AND status IS NULL
        """)
    for trial in group.trials {
      guard let place = numbers[trial.id]?.databaseValue else { continue }
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
