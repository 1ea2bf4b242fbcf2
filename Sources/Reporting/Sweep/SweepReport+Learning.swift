import Statistics
import Training
import Tuning

extension SweepReport {
  /// Whether the best configuration learned what helps new rows.
  private enum Learning {
    /// Its loss is clearly below that of an untrained model, and of a prediction without features.
    case clear
    /// It is below, but not beyond what its seeds leave open.
    case open(bound: Double, isUntrained: Bool)
    /// It is not below.
    case none(bound: Double, isUntrained: Bool)
  }

  /// Judges as `find` does: by the untrained loss, and by that of the best constant prediction.
  ///
  /// A command tells no loss before training, but one after its first steps.
  private func learning(of best: SweepSummary.Entry) -> Learning {
    guard command == nil, let loss = best.loss else { return .clear }
    let untrained = summary.untrainedLoss.map { ($0, true) }
    let constant = constantLoss(besides: best).map { ($0, false) }
    let bounds = [untrained, constant].compactMap { $0 }
    // Not below within what `find` calls a fall.
    if let (bound, isUntrained) = bounds.first(where: {
      !(loss.mean < $0.0 * (1 - Gain.least))
    }) {
      return .none(bound: bound, isUntrained: isUntrained)
    }
    if let high = loss.high, let (bound, isUntrained) = bounds.first(where: { !(high < $0.0) }) {
      return .open(bound: bound, isUntrained: isUntrained)
    }
    return .clear
  }

  /// The loss of the best constant prediction. Where the data is not at hand that of a number is had
  /// from R² = 1 − loss / variance.
  private func constantLoss(besides best: SweepSummary.Entry) -> Double? {
    if let constantLoss { return constantLoss }
    guard let loss = best.loss?.mean, let value = best.metric, value < 1 else { return nil }
    switch metric {
    case .rSquared: return loss / (1 - value)
    case .accuracy, .balancedAccuracy, .auc: return nil
    }
  }

  /// That nothing was learned which helps new rows, or may not have been; nil where it clearly was.
  func learningDoubt(of best: SweepSummary.Entry) -> String? {
    switch learning(of: best) {
    case .clear: return nil
    case .open(let bound, let isUntrained):
      let bound = Decimal.significant(bound)
      return "the interval of its loss reaches \(bound), "
        + (isUntrained ? "that before training" : "which needs no features at all")
        + ": it may have learned nothing that helps new rows; give more --seeds"
    case .none(let bound, let isUntrained):
      let loss = best.loss?.mean ?? bound
      return "its validation loss \(Decimal.significant(loss)) is "
        + "\(loss < bound ? "hardly" : "not") below \(Decimal.significant(bound))"
        + (isUntrained ? " before training" : ", which needs no features at all")
        + ": nothing was learned that helps new rows; the features may say nothing about the target"
        + (isUntrained ? ", or other rates or more --steps are needed" : "") + "; check --target"
    }
  }

  /// What a loss of next to nothing means; nil where it is not so low.
  func perfectionNote(of best: SweepSummary.Entry) -> String? {
    if let end = best.trainLoss, let untrained = summary.untrainedLoss,
      Note.separable(endingWith: end, from: untrained, loss: metric.loss) != nil
    {
      return "the classes can be told apart almost without error (training loss "
        + "\(Decimal.significant(end, digits: 2))): judge by accuracy, or give --weight-decay"
    }
    guard best.loss?.mean == 0 else { return nil }
    return "a \(lossWords) of exactly 0 leaves nothing to choose by: check "
      + (command == nil ? "--target" : "--metric")
      + ", and that nothing it learns from gives the answer away"
  }

  /// What training clearly gained; nil where it did not, and of a command, of which nobody knows.
  func gain(of best: SweepSummary.Entry) -> Double? {
    guard case .clear = learning(of: best), let loss = best.loss?.mean,
      let untrained = summary.untrainedLoss, untrained > loss
    else { return nil }
    return untrained - loss
  }
}
