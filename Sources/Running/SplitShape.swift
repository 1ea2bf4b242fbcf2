import Experiment
import Tabular
import Training

/// What is known of a split without its rows.
package struct SplitShape: Sendable {
  package let featureCount: Int
  package let outputCount: Int
  package let trainingRowCount: Int
  package let validationRowCount: Int
  /// How many of the rows held back checkpoints are evaluated on.
  package let checkpointRowCount: Int
  /// The loss of the best prediction that looks at no feature; see `Dataset.constantLoss`.
  package let constantLoss: Double
  /// How many classes the rows held back have; nil for a number.
  package let heldBackClassCount: Int?
  /// The target's units in one of training; nil where classes are predicted.
  package let targetScale: Double?
  /// Whether some class is rare.
  let isImbalanced: Bool

  init(_ dataset: Dataset) {
    featureCount = dataset.features.columnCount
    outputCount = dataset.outputCount
    trainingRowCount = dataset.trainingRowCount
    validationRowCount = dataset.validationRowCount
    checkpointRowCount = dataset.checkpointRows.count
    constantLoss = dataset.constantLoss
    heldBackClassCount = dataset.heldBackClassCount
    targetScale = if case .values(_, _, let scale) = dataset.targets { scale } else { nil }
    isImbalanced = ClassShares(dataset)?.isImbalanced ?? false
  }
}
