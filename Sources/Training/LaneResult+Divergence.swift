/// How a training diverged, for whoever is told of it.
///
/// Means are of training losses, beside what the rows that are trained on had before the first update.
package enum Divergence: Sendable, Hashable {
  /// A loss or parameter was not finite, or it did not reach its end.
  case brokeOff
  /// The validation loss is not finite at its end, though training stayed so.
  case validationLossNotFinite
  /// The training losses of the last half lie above the untrained one, as those of all do.
  case endedWorse(mean: Double, untrained: Double)
  /// Those of the last half do; those of all do not.
  case blewUpAtLast(mean: Double, untrained: Double)
  /// Those of all do; those of the last half came down again, but not the loss of the rows held back.
  case blewUpAndCameDown(mean: Double, untrained: Double)
}

extension LaneResult {
  /// How far a loss lies above the untrained one, as a factor, when training made things worse and not
  /// just no better.
  package static let worsening = 1.1

  /// How a training from the initial weights to its end diverged.
  ///
  /// It did where a loss or parameter was not finite, or it ended with a clearly higher validation loss
  /// than it began with and did not just overfit. What tells the two apart are the training losses,
  /// which fall while a model overfits: their mean lies above what it was untrained when a
  /// training blows up. That of the last half counts, because it may end so after it went well; and
  /// that of all, because one that has blown up may fit its batches again, with weights that are
  /// wrong by powers of ten on the rows held back.
  ///
  /// - Parameters:
  ///   - checkpoints: How many evaluations there are when it reaches its end; the first one
  ///     stands before the first update, the last one behind the last.
  ///   - untrainedTrainingLoss: The loss of the rows that are trained on before the first update, asked
  ///     for where the validation loss is not enough: of a target with a heavy tail, a few rows have
  ///     most of the loss, and they lie on one side or the other.
  /// - Returns: How it diverged, or did not reach its end; nil where it did neither.
  package func divergence(
    checkpoints: Int, untrainedTrainingLoss: () -> Double
  ) -> Divergence? {
    guard divergedAt == nil, evaluations.count == checkpoints, let start = evaluations.first,
      let end = evaluations.last
    else { return .brokeOff }
    guard end.loss.isFinite else { return .validationLossNotFinite }
    guard !trainingLosses.isEmpty else { return nil }
    let whole = trainingLosses.mean
    let lastHalf = trainingLosses.suffix((trainingLosses.count + 1) / 2).mean
    guard Self.hasBlownUp(from: start.loss, to: end.loss, trainingMeans: [whole, lastHalf]) else {
      return nil
    }
    // Which rows the batches held is chance, and a few may have most of the loss.
    let untrained = untrainedTrainingLoss()
    let bound = Self.worsening * untrained
    switch (whole <= bound, lastHalf <= bound) {
    case (true, true): return nil
    case (false, true): return .blewUpAndCameDown(mean: whole, untrained: untrained)
    case (true, false): return .blewUpAtLast(mean: lastHalf, untrained: untrained)
    case (false, false): return .endedWorse(mean: lastHalf, untrained: untrained)
    }
  }

  /// Tells a training that made things worse from one that just overfits.
  ///
  /// - Parameters:
  ///   - start: The validation loss before the first update.
  ///   - end: The one at the end.
  ///   - trainingMeans: The mean losses of the batches of parts of it.
  /// - Returns: Whether it made things worse.
  package static func hasBlownUp(
    from start: Double, to end: Double, trainingMeans: some Sequence<Double>
  ) -> Bool {
    end > worsening * start && trainingMeans.contains { !($0 <= start) }
  }
}
