/// A prepared table, ready to be trained on.
///
/// Training rows come first and validation rows last, each part in a seeded random order, so that
/// both parts are contiguous and nothing has to be copied to train or to evaluate.
package final class Dataset: Sendable {
  /// What is to be predicted.
  package enum Targets: Sendable {
    /// The class of each row, an index into `names`.
    case classes([Int32], names: [String])

    /// The standardised target of each row; the original is `value · scale + mean`. Mean and
    /// scale (the population standard deviation) come from the training rows.
    case values([Float], mean: Double, scale: Double)
  }

  /// The prepared features, (rows, features).
  package let features: FeatureMatrix

  /// The names of the prepared features, in column order; a category is `column=level`.
  package let featureNames: [String]

  /// The targets, in the rows' order.
  package let targets: Targets

  /// The number of rows that are trained on; they are the first rows.
  package let trainingRowCount: Int

  /// The number of rows that are held back for validation; they are the last rows.
  package var validationRowCount: Int { features.rowCount - trainingRowCount }

  /// What was read, dropped and imputed.
  package let report: DataReport

  package init(
    features: FeatureMatrix, featureNames: [String], targets: Targets, trainingRowCount: Int,
    report: DataReport
  ) {
    precondition(features.columnCount == featureNames.count)
    precondition((0...features.rowCount).contains(trainingRowCount))
    self.features = features
    self.featureNames = featureNames
    self.targets = targets
    self.trainingRowCount = trainingRowCount
    self.report = report
  }
}
