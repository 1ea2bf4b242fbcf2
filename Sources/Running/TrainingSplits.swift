import Experiment
import Tabular

/// What trials are trained on: the ordinary split of a table, or folds of its rows.
package struct TrainingSplits: Sendable {
  /// The split that plans are made on, whose epochs schedules count by in every fold.
  package let ordinary: Dataset
  /// The folds that trainings are repeated on, in order; the ordinary split alone where none are wanted.
  package private(set) var folds: [Fold] = []
  private var shapes: [Fold: SplitShape] = [:]
  private let shelf: FoldShelf

  /// How often the folds were drawn.
  package var repetitions: Int { folds.last.map { $0.index / $0.count + 1 } ?? 1 }

  /// The ordinary split alone.
  package init(_ ordinary: Dataset) {
    self.init(ordinary, FoldShelf { _ in ordinary })
    folds = [.ordinary]
  }

  /// - Parameters:
  ///   - ordinary: The ordinary split.
  ///   - count: How many folds hold back each row once.
  ///   - prepared: How many of them are wanted, from the first; all unless given.
  ///   - repetitions: How often they are drawn at most.
  ///   - fold: Prepares one, always the same.
  /// - Throws: `DataError` when one of them cannot be had; of further repetitions those that come
  ///   before it stand.
  package init(
    _ ordinary: Dataset, folds count: Int, prepared: Int? = nil, repetitions: Int = 1,
    fold: @escaping @Sendable (_ index: Int) throws(DataError) -> Dataset
  ) throws(DataError) {
    self.init(ordinary, FoldShelf(fold))
    try add(0..<min(prepared ?? count, count), of: count)
    for repetition in 1..<max(1, repetitions) {
      let complete = self
      do throws(DataError) {
        try add(repetition * count..<(repetition + 1) * count, of: count)
      } catch {
        // A further drawing may leave a group or class no row to learn from; then those before decide.
        guard error.kind == .unusableData else { throw error }
        self = complete
        return
      }
    }
  }

  /// Reads a table, with the folds that its options ask for.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read.
  /// - Throws: `DataError`, when the table or one of its folds cannot be used.
  package init(path: String, options: TableOptions) throws(DataError) {
    let table = try ReadTable(path: path, options: options)
    guard let count = options.folds else {
      self.init(try table.dataset(isLast: true))
      return
    }
    try self.init(try table.dataset(), folds: count) { index throws(DataError) in
      try table.fold(index, of: count)
    }
  }

  private init(_ ordinary: Dataset, _ shelf: FoldShelf) {
    self.ordinary = ordinary
    self.shelf = shelf
    shapes[.ordinary] = SplitShape(ordinary)
  }

  private mutating func add(_ indices: Range<Int>, of count: Int) throws(DataError) {
    for index in indices {
      let dataset = try shelf.fold(index)
      // What is trained on the first is known already where it is the ordinary split.
      let fold: Fold =
        index == 0 && dataset.hasRows(of: ordinary) ? .ordinary : Fold(index, of: count)
      folds.append(fold)
      shapes[fold] = SplitShape(dataset)
    }
  }

  /// What a trial is trained on; prepared anew where it is not at hand, so ask once.
  package subscript(fold: Fold) -> Dataset {
    if fold == .ordinary { return ordinary }
    do throws(DataError) {
      return try shelf.fold(fold.index)
    } catch {
      preconditionFailure("fold \(fold.index) of \(fold.count) could be prepared before: \(error)")
    }
  }

  /// What is known of what a trial is trained on, without its rows.
  package func shape(of fold: Fold) -> SplitShape {
    guard let shape = shapes[fold] else {
      preconditionFailure("fold \(fold.index) of \(fold.count) was not planned")
    }
    return shape
  }
}

extension Dataset {
  /// Whether both train on and hold back the same rows, prepared alike.
  fileprivate func hasRows(of other: Dataset) -> Bool {
    self === other
      || trainingRowCount == other.trainingRowCount && featureNames == other.featureNames
        && DataFingerprint.of(self) == DataFingerprint.of(other)
  }
}
