import Experiment
import Training
import Tuning

/// What a loss curve says about the training, and the way out.
package enum TrainAdvice: Sendable, Hashable {
  /// A run's loss or parameters were no longer finite at a step, from 1.
  case diverged(step: Int)
  /// The validation loss is not finite, before training and after.
  case validationLossNotFinite
  /// A run made things worse, in this way, though its losses stayed finite.
  case worseThanUntrained(Divergence)
  /// A run ended with a loss that is hardly below what needs no features.
  case noBetterThanConstant(loss: Double, constant: Double)
  /// The validation loss still falls at the end: the share of the whole fall in the last tenth.
  case stillFalling(share: Double)
  /// The validation loss has risen since a step while the training loss fell.
  case overfits(since: Int)

  /// A fall in the last tenth of at least this share of the whole counts as still falling.
  private static let leastFall = 0.02

  /// Reads the advice off the points of a run that did not diverge, the first one before training.
  static func all(for points: [TrialResult.Checkpoint]) -> [TrainAdvice] {
    let losses = points.compactMap { point in
      point.validationLoss.map { (step: point.step, loss: $0) }
    }
    guard let first = losses.first, let last = losses.last, losses.count > 2,
      let lowest = losses.min(by: { $0.loss < $1.loss })
    else { return [] }
    let since = Note.overfitting(since: losses, endingWith: points.last?.trainLoss) { step in
      points.last { $0.step <= step && $0.trainLoss != nil }?.trainLoss
    }
    if let since { return [.overfits(since: since)] }
    let fall = first.loss - lowest.loss
    guard last.loss - lowest.loss < Note.leastRise * fall else { return [] }
    let tenth = losses[losses.count - 1 - losses.count / 10]
    let share = (tenth.loss - last.loss) / fall
    return share >= leastFall ? [.stillFalling(share: share)] : []
  }

  /// The sentence.
  package var text: String {
    switch self {
    case .diverged(let step):
      "diverged at step \(Decimal.grouped(step)): take a lower --lr, or --clip-norm"
    case .validationLossNotFinite:
      "the validation loss is not finite, even before training: a value among the rows held back is "
        + "too large; correct it, or --drop its column"
    case .worseThanUntrained(let divergence):
      "diverged: \(divergence.words); take a lower --lr"
    case .noBetterThanConstant(let loss, let constant):
      "the validation loss \(Decimal.significant(loss)) is \(loss < constant ? "hardly" : "not") below "
        + "\(Decimal.significant(constant)), which needs no features at all; check --target and --lr"
    case .stillFalling(let share):
      "the validation loss still falls: the last tenth of the steps brought "
        + "\(Decimal.significant(100 * share, digits: 2)) % of the whole; give more --steps"
    case .overfits(let step):
      "the validation loss has risen since step \(Decimal.grouped(step)) while the training loss "
        + "fell: stop there, or try more --weight-decay or a lower --lr"
    }
  }
}

extension Divergence {
  /// What happened.
  fileprivate var words: String {
    func means(_ mean: Double, _ untrained: Double) -> String {
      guard mean.isFinite, untrained.isFinite else { return "not finite" }
      return "\(Decimal.significant(mean, digits: 3)) in the mean, "
        + "\(Decimal.significant(untrained, digits: 3)) untrained"
    }
    return switch self {
    case .brokeOff: "a loss was no longer finite"
    case .validationLossNotFinite: "the validation loss is not finite at the end"
    case .endedWorse(let mean, let untrained):
      "it ended with a higher loss than it began with (training loss of the last half: "
        + "\(means(mean, untrained)))"
    case .blewUpAtLast(let mean, let untrained):
      "after it went well its loss rose above the untrained model's (training loss of the last half: "
        + "\(means(mean, untrained)))"
    case .blewUpAndCameDown(let mean, let untrained):
      "its training loss rose above the untrained model's (\(means(mean, untrained))); it came down again, "
        + "but on the rows held back it did not recover"
    }
  }
}
