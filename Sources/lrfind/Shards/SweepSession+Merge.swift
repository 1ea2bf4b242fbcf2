import Planning
import Reporting
import Running
import Store
import Tabular

/// `lrfind merge`: joins the parts of a sweep.
extension SweepSession {
  /// What is left when all parts that can be read were joined.
  struct Merged {
    var round: SweepRound
    /// The parts that could not be joined.
    var refused: [(shard: Shard, error: StoreError)] = []
    /// How many trials and points were new.
    var added = 0
  }

  /// Joins what is there, and decides what comes next, as far as it goes.
  ///
  /// - Parameters:
  ///   - store: The sweep's own store.
  ///   - folder: Where the parts are.
  /// - Returns: What is left to be trained.
  /// - Throws: `PlanError`; `StoreError` when the sweep's own store cannot be read or written.
  func merge(into store: SweepStore, from folder: ShardFolder) throws -> Merged {
    var merged = Merged(round: try kind.decide(in: store))
    var shards = try folder.shards()
    var verified: Set<Shard> = []
    var added = 1
    while added > 0, !merged.round.pieces.isEmpty {
      added = 0
      var merge = try ShardMerge(into: store)
      for shard in shards {
        do throws(StoreError) {
          let part = try SweepStore.read(folder: folder.path(of: shard))
          if verified.insert(shard).inserted { try part.verify() }
          let brought = try merge.take(part)
          if brought.differing > 0 { warn(of: brought, shard, folder) }
          added += brought.added + brought.addedPoints
        } catch {
          // A part that was killed before it recorded anything has no store yet.
          if case .missing = error { continue }
          if error.isAbout(store) { throw error }
          merged.refused.append((shard, error))
        }
      }
      shards.removeAll { shard in merged.refused.contains { $0.shard == shard } }
      merged.added += added
      merged.round = try kind.decide(in: store)
    }
    return merged
  }

  private func warn(of brought: SweepStore.Merge, _ shard: Shard, _ folder: ShardFolder) {
    Terminal.warn(
      "\(folder.path(of: shard)): \(Decimal.count(brought.differing, "trial")) gave other results than "
        + "those that were merged first, which stay")
  }

  /// Joins the parts, writes the result files, prints the answer, and ends the process.
  ///
  /// - Throws: `PlanError` or `StoreError`.
  func merge() throws -> Never {
    let folder = ShardFolder(of: kind.request.folder)
    let store = try kind.request.openStore(kind.provenance, journal: .rollback)
    let merged = try merge(into: store, from: folder)
    let remainder = try SweepRemainder(merged.round, merged.refused, in: folder)
    deliver(store, .finished, remainder: remainder)
  }
}

extension StoreError {
  /// Whether it is about a store itself, and not about what is merged into it.
  fileprivate func isAbout(_ store: SweepStore) -> Bool {
    switch self {
    case .cannotWrite(let path, _), .cannotRead(let path, _), .inputOutput(let path, _),
      .damaged(let path, _), .newer(let path), .lost(let path, _):
      path == store.path || path == store.folder
    case .missing(let folder), .inUse(let folder, _): folder == store.folder
    case .differs, .foreign, .otherPlan, .foreignFile: false
    }
  }
}
