import Synchronization
import Tabular

/// Folds of a table, each prepared when it is asked for.
///
/// Two at least are kept, and more while they are small: a fold is a copy of the rows, so that of a
/// large table all of them would not fit.
package final class FoldShelf: Sendable {
  /// Prepares a fold, always the same.
  package typealias Preparation = @Sendable (_ index: Int) throws(DataError) -> Dataset

  /// As many as are trained on while the next one is prepared.
  private static let fewest = 2

  private struct Kept {
    /// The last asked for at the end.
    var folds: [(index: Int, dataset: Dataset)] = []
    var bytes: Int { folds.reduce(0) { $0 + $1.dataset.features.bytes } }
  }

  /// What is kept beyond two folds.
  private static let mostBytes = 128 << 20

  private let mostBytes: Int
  private let prepare: Preparation
  private let kept = Mutex(Kept())

  /// - Parameters:
  ///   - mostBytes: What is kept beyond two folds; as usual unless given.
  ///   - prepare: Prepares one.
  package init(mostBytes: Int = FoldShelf.mostBytes, _ prepare: @escaping Preparation) {
    self.mostBytes = mostBytes
    self.prepare = prepare
  }

  /// The memory of the table and of the folds that are kept, about.
  static func bytes(of dataset: Dataset, folds: Int) -> Int {
    let one = dataset.features.bytes
    return one + max(min(folds, fewest) * one, min(folds * one, mostBytes))
  }

  /// - Throws: `DataError` when it cannot be had, which shows when it is asked for first.
  package func fold(_ index: Int) throws(DataError) -> Dataset {
    try kept.withLock { kept throws(DataError) in
      let place = kept.folds.firstIndex { $0.index == index }
      let found = place.map { kept.folds.remove(at: $0) }
      // Room is made before, so that there are never more than are kept.
      while found == nil, kept.folds.count >= Self.fewest, let first = kept.folds.first,
        kept.bytes + first.dataset.features.bytes > mostBytes
      { kept.folds.removeFirst() }
      let dataset = if let found { found.dataset } else { try prepare(index) }
      kept.folds.append((index, dataset))
      return dataset
    }
  }
}

extension FeatureMatrix {
  /// The memory that it takes.
  var bytes: Int { rowCount * columnCount * MemoryLayout<Float>.stride }
}
