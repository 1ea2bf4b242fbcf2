import GRDB

extension SweepStore {
  /// Spreads groups over shards: one by one in turn, so that each has early and late ones, and the
  /// same kinds.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - count: How many shards there are, at least 1.
  /// - Returns: The groups of each; fewer shards where there are fewer groups.
  package static func shards(of groups: [PendingGroup], count: Int) -> [[PendingGroup]] {
    (0..<min(count, groups.count)).map { first in
      stride(from: first, to: groups.count, by: count).map { groups[$0] }
    }
  }

  /// Gives groups of this store to another one, to be trained there: whole, with the plan and what
  /// the results depend on.
  ///
  /// What the other one was given before it keeps, finished or not; so it does no harm to give it
  /// the same groups again.
  ///
  /// - Parameters:
  ///   - groups: Groups of this store.
  ///   - shard: The other store.
  /// - Throws: `StoreError` when the other one holds something else; nothing is given to it then.
  package func lend(_ groups: [PendingGroup], to shard: SweepStore) throws(StoreError) {
    guard let provenance = try provenance(), let yaml = try planText() else {
      throw .missing(folder: folder)
    }
    try shard.check(provenance)
    try shard.writing { database in
      try Self.put(provenance, into: database)
      try Self.put(plan: yaml, isLastRound: true, into: database)
      for group in groups {
        for stored in group.trials {
          let known = try Row.fetchOne(
            database, sql: "SELECT id, group_number FROM trials WHERE number = ? OR id = ?",
            arguments: [stored.number, stored.trial.id])
          if let known {
            let known = StoredRow(known, path: shard.path)
            let id = try known.text(0)
            guard id == stored.trial.id, try known.whole(1, .storedNumber) == group.number else {
              throw StoreError.foreign(folder: shard.folder, trial: id, into: folder)
            }
            continue
          }
          try Self.insert(stored.trial, number: stored.number, group: group.number, into: database)
          try database.execute(
            sql: "INSERT INTO plan_trials VALUES (?, ?)", arguments: [stored.number, stored.number])
        }
      }
    }
  }
}
