import Experiment

extension Collection<TrialResult> {
  /// The validation losses of the trainings that did not diverge, by what they owe to chance.
  ///
  /// Seeds of one fold are judged by the same rows: where there are several folds, their mean counts as
  /// one, or intervals would be too narrow for other splits.
  ///
  /// - Parameter folds: The folds that trainings of the whole comparison were repeated on.
  /// - Returns: Finite losses.
  package func losses(folds: Int) -> [Replicate: Double] {
    let finished = compactMap { trial -> (replicate: Replicate, loss: Double)? in
      guard trial.status == .ok, let loss = trial.validationLoss?.ifFinite else { return nil }
      return (trial.replicate, loss)
    }
    guard folds > 1 else {
      return Dictionary(
        finished.map { ($0.replicate, $0.loss) }, uniquingKeysWith: { first, _ in first })
    }
    return Dictionary(grouping: finished) { Replicate(seed: 0, fold: $0.replicate.fold) }.mapValues
    {
      $0.sorted { $0.replicate < $1.replicate }.map(\.loss).mean
    }
  }
}

extension MeanEstimate {
  /// The mean of a configuration's losses by what they owe to chance; nil where there are none.
  package init?(_ losses: [Replicate: Double], of configuration: Configuration) {
    guard !losses.isEmpty else { return nil }
    self.init(
      losses.sorted { $0.key < $1.key }.map(\.value),
      notBelow: configuration.setting.lowestLoss)
  }
}
