import Planning
import Reporting
import Store
import Tabular

/// How far the parts of a sweep are, as their stores say.
struct ShardStanding {
  /// Parts of one number of parts.
  struct Kind {
    var count: Int
    var finished = 0
    var running: [String] = []
    var stopped = 0
    /// Those with something to do that were not begun.
    var missing = 0
    var unreadable = 0
    var doneTrials = 0
  }

  private(set) var kinds: [Kind] = []

  /// Somebody who trains a part, or nil.
  var writer: String? { kinds.flatMap(\.running).first }

  /// - Parameter folder: Where the parts are; there may be none.
  /// - Throws: `StoreError` when they cannot be listed.
  init(of folder: ShardFolder) throws(StoreError) {
    for (count, shards) in Dictionary(grouping: try folder.shards(), by: \.count)
      .sorted(by: { $0.key < $1.key })
    {
      var kind = Kind(count: count)
      var begun = 0
      var size: Int?
      for shard in shards {
        let path = folder.path(of: shard)
        do throws(StoreError) {
          let part = try SweepStore.read(folder: path)
          let counts = try part.counts()
          let found = try part.foundPoints().count
          let planned = try part.plannedPointCount()
          let isDone = counts.done == counts.total && found == planned
          begun += 1
          size = try part.roundSize() ?? size
          kind.doneTrials += counts.done
          if let writer = SweepStore.writer(folder: path) {
            kind.running.append(writer)
          } else if isDone {
            kind.finished += 1
          } else {
            kind.stopped += 1
          }
        } catch {
          // What was killed before it recorded anything was not begun.
          if case .missing = error { continue }
          begun += 1
          kind.unreadable += 1
        }
      }
      kind.missing = max(0, min(count, size ?? count) - begun)
      kinds.append(kind)
    }
  }

  /// A line for each number of parts.
  var lines: [String] {
    kinds.map { kind in
      let parts = [
        (kind.finished, "finished", nil), (kind.running.count, "running", kind.running.first),
        (kind.stopped, "stopped", nil), (kind.missing, "not begun", nil),
        (kind.unreadable, "damaged or not readable", nil),
      ].filter { $0.0 > 0 }.map { count, words, example in
        "\(Decimal.grouped(count)) \(words)" + (example.map { " (such as \($0.shown))" } ?? "")
      }
      return "  shards of \(Decimal.grouped(kind.count)): \(parts.joined(separator: ", ")); "
        + "\(Decimal.count(kind.doneTrials, "trial")) done in them"
    }
  }

  /// Parts alone, where nothing was merged yet, as one JSON object.
  func json(folder: String) -> String {
    SweepReport.ShardCounts.json(counts, folder: folder)
  }

  /// The counts that JSON has.
  var counts: [SweepReport.ShardCounts] {
    kinds.map {
      SweepReport.ShardCounts(
        of: $0.count, finished: $0.finished, running: $0.running.count, stopped: $0.stopped,
        missing: $0.missing, unreadable: $0.unreadable, trials: $0.doneTrials)
    }
  }
}
