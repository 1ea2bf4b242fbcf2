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
  /// The trials and rates that are done in them.
  private var done: Set<String> = []

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
          done.formUnion(try part.doneWork())
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

  /// What to do about what is done in the parts and not in the sweep's own store.
  ///
  /// - Parameters:
  ///   - store: The sweep's own; nil where there is none yet.
  ///   - folder: The sweep's folder.
  /// - Returns: A sentence; nil where that has all.
  /// - Throws: `StoreError` when the store cannot be read.
  func mergeHint(for store: SweepStore?, in folder: String) throws(StoreError) -> String? {
    let missing = done.subtracting(try store?.doneWork() ?? []).count
    guard missing > 0 else { return nil }
    return "what \(Decimal.count(missing, "training")) in parts found is not merged yet: "
      + "lrfind merge \(ShellText.quoted(folder))"
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

extension SweepStore {
  /// The ids of the trials and points that are done.
  fileprivate func doneWork() throws(StoreError) -> Set<String> {
    Set(try recordedTrials().filter(\.value.isDone).keys).union(try recordedPoints())
  }

  /// Opens a sweep's store to be told of, and says what its parts have that it has not.
  ///
  /// - Parameter folder: The sweep's folder.
  /// - Returns: The store.
  /// - Throws: `StoreError`.
  static func told(in folder: String) throws(StoreError) -> SweepStore {
    let shards = try ShardStanding(of: ShardFolder(of: folder))
    let store: SweepStore
    do throws(StoreError) {
      store = try read(folder: folder)
    } catch {
      guard case .missing = error, let hint = try shards.mergeHint(for: nil, in: folder) else {
        throw error
      }
      Terminal.fail("\(folder): \(hint)", code: .missingInput)
    }
    try store.warnOfMissingLog()
    if let hint = try shards.mergeHint(for: store, in: folder) {
      Terminal.warn("\(folder): \(hint)")
    }
    return store
  }
}
