import Tuning

extension CleanedCurve.Change {
  /// A short name, as it stands in JSON.
  var name: String {
    switch self {
    case .droppedRates: "dropped_rates"
    case .reordered: "reordered"
    case .merged: "merged_duplicates"
    case .droppedTail: "dropped_tail"
    case .droppedUnrecorded: "dropped_unrecorded"
    case .setAside: "set_aside"
    case .droppedLosses: "dropped_losses"
    case .cutExplosion: "cut_explosion"
    case .undidLightningBias: "undid_lightning_bias"
    case .pooled: "pooled_runs"
    }
  }

  /// The points, or trainings, that it is about; nil where it is about all.
  var points: Int? {
    switch self {
    case .undidLightningBias: nil
    case .droppedRates(let count), .reordered(let count), .merged(let count),
      .droppedTail(let count, _), .droppedUnrecorded(let count, _), .setAside(let count, _),
      .droppedLosses(let count), .cutExplosion(let count, _),
      .pooled(let count):
      count
    }
  }

  /// What was done, for people.
  var sentence: String {
    let count = Decimal.count(points ?? 0, "point")
    return switch self {
    case .droppedRates: "\(count) without a learning rate above 0 left out"
    case .reordered: "put in order of the learning rate: \(count) stood behind a higher one"
    case .merged: "\(count) with a learning rate that was there before merged with it (mean loss)"
    case .droppedTail(_, let rate):
      "diverged: from \(Decimal.significant(rate)) on no loss is a finite number (\(count) left out)"
    case .droppedUnrecorded(_, let rate):
      "from \(Decimal.significant(rate)) on no loss was recorded (\(count) left out)"
    case .setAside(1, let rate):
      "the loss at \(Decimal.significant(rate)) lies far from all around it: set aside"
    case .setAside(_, let rate):
      "\(count) with a loss far from all around it set aside, the first at "
        + Decimal.significant(rate)
    case .droppedLosses: "\(count) without a finite loss left out of the middle"
    case .cutExplosion(_, let rate):
      "diverged: the curve ends at \(Decimal.significant(rate)), where the loss has left all that "
        + "was before (\(count) left out)"
    case .undidLightningBias:
      "the first losses are too low, as Lightning's finder makes them (its bias correction is one "
        + "step off): corrected"
    case .pooled(let runs): "\(runs) repeats with different learning rates taken as one"
    }
  }
}
