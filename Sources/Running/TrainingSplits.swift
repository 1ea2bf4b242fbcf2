import Experiment
import Tabular

/// What trials are trained on: the ordinary split of a table, or folds of its rows.
package struct TrainingSplits: Sendable {
  /// The split that plans are made on, whose epochs schedules count by in every fold.
  package let ordinary: Dataset
  /// The folds that trainings are repeated on, in order; the ordinary split alone where none are wanted.
  package let folds: [Fold]
  private let datasets: [Fold: Dataset]

  /// How often the folds were drawn.
  package var repetitions: Int { folds.last.map { $0.index / $0.count + 1 } ?? 1 }

  /// The ordinary split alone.
  package init(_ ordinary: Dataset) {
    self.init(ordinary, folds: [])
  }

  /// - Parameters:
  ///   - ordinary: The ordinary split.
  ///   - prepared: All folds of the rows, in order; none for the ordinary split alone.
  ///   - count: How many folds there are, where these are the first of them.
  package init(_ ordinary: Dataset, folds prepared: [Dataset], of count: Int? = nil) {
    self.ordinary = ordinary
    folds =
      prepared.isEmpty
      ? [.ordinary]
      : prepared.indices.map { index in
        // What is trained on the first is known already where it is the ordinary split.
        index == 0 && prepared[index].hasRows(of: ordinary)
          ? .ordinary : Fold(index, of: count ?? prepared.count)
      }
    datasets = Dictionary(
      zip(folds, prepared.isEmpty ? [ordinary] : prepared), uniquingKeysWith: { first, _ in first })
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
    let folds = try table.folds(count)
    self.init(try table.dataset(isLast: true), folds: folds)
  }

  /// What a trial is trained on.
  package subscript(fold: Fold) -> Dataset {
    guard let dataset = datasets[fold] else {
      preconditionFailure("fold \(fold.index) of \(fold.count) was not planned")
    }
    return dataset
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

extension FeatureMatrix {
  /// The memory that it takes.
  var bytes: Int { rowCount * columnCount * MemoryLayout<Float>.stride }
}
