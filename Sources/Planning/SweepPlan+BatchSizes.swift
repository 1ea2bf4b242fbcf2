import Tabular

extension SweepPlan {
  /// What is wrong where several batch sizes are one: each that has no fewer rows than there are is
  /// all of them, and would be trained and ranked as a setting of its own.
  ///
  /// - Parameter dataset: What is trained on.
  /// - Returns: The problem, or none.
  func batchSizeProblems(on dataset: Dataset) -> [String] {
    let rows = dataset.trainingRowCount
    if axes.batchSizes.grid == nil, let high = axes.batchSizes.bounds?.upperBound, high > rows {
      return [
        "batch sizes up to \(high) are drawn, but those above \(rows), the training rows, train the "
          + "same; end the range there"
      ]
    }
    let whole = axes.batchSizes.extremes.filter { $0 >= rows }
    guard whole.count > 1 else { return [] }
    return [
      "batch sizes \(whole.map(String.init).joined(separator: ", ")) train the same, each on all "
        + "\(rows) training rows at once; give only one of them"
    ]
  }

  /// What is wrong with trainings of a batch size, which is named where there are several.
  func problem(_ text: String, ofBatchSize batchSize: Int) -> String {
    axes.hasSeveralBatchSizes ? "batch size \(batchSize): \(text)" : text
  }
}
