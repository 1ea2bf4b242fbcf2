import Training

/// What a loss curve says about the training, and the way out.
package enum TrainAdvice: Sendable, Hashable {
  /// A run's loss or parameters were no longer finite.
  case diverged(step: Int)
  /// A run ended with a higher loss than it began with, and did not overfit.
  case worseThanUntrained
  /// The validation loss still falls at the end: the share of the whole fall in the last tenth.
  case stillFalling(share: Double)
  /// The validation loss has risen since a step while the training loss fell.
  case overfits(since: Int)

  /// A fall in the last tenth of at least this share of the whole counts as still falling.
  private static let leastFall = 0.02
  /// A rise above the lowest loss of at least this share of the whole fall counts as rising.
  private static let leastRise = 0.05

  /// Reads the advice off the points of a run that did not diverge, the first one before training.
  static func all(for points: [TrainReport.Point]) -> [TrainAdvice] {
    guard let first = points.first, let last = points.last, points.count > 2,
      let lowest = points.min(by: { $0.validationLoss < $1.validationLoss })
    else { return [] }
    let fall = first.validationLoss - lowest.validationLoss
    if last.validationLoss - lowest.validationLoss >= leastRise * fall {
      let atLowest = points.last { $0.step <= lowest.step && $0.trainingLoss != nil }?.trainingLoss
      let end = points.last?.trainingLoss
      let hasRisen = last.validationLoss > lowest.validationLoss
      if hasRisen, let end, end < atLowest ?? first.validationLoss {
        return [.overfits(since: lowest.step)]
      }
      return []
    }
    let tenth = points[points.count - 1 - points.count / 10]
    let share = (tenth.validationLoss - last.validationLoss) / fall
    return share >= leastFall ? [.stillFalling(share: share)] : []
  }

  /// The sentence.
  package var text: String {
    switch self {
    case .diverged(let step):
      "diverged at step \(Decimal.grouped(step + 1)): take a lower --lr, or --clip-norm"
    case .worseThanUntrained:
      "diverged: it ended with a higher loss than it began with; take a lower --lr"
    case .stillFalling(let share):
      "the validation loss still falls: the last tenth of the steps brought "
        + "\(Decimal.significant(100 * share, digits: 2)) % of the whole; give more --steps"
    case .overfits(let step):
      "the validation loss has risen since step \(Decimal.grouped(step)) while the training loss "
        + "fell: stop there, or try more --weight-decay or a lower --lr"
    }
  }
}
