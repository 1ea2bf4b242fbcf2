extension LaneResult {
  /// How far a validation loss lies above the first one, as a factor, when training made things
  /// worse and not just no better.
  package static let worsening = 1.1

  /// Whether a training from the initial weights to its end diverged.
  ///
  /// That is: a loss or parameter was not finite, or it ended with a clearly higher validation loss
  /// than it began with and did not just overfit. What tells the two apart are the training losses,
  /// which fall while a model overfits: their mean lies above the first validation loss when a
  /// training blows up. That of the last half counts, because it may end so after it went well; and
  /// that of all, because one that has blown up may fit its batches again, with weights that are
  /// wrong by powers of ten on the rows held back.
  ///
  /// - Parameter checkpoints: How many evaluations there are when it reaches its end; the first one
  ///   stands before the first update, the last one behind the last.
  /// - Returns: Whether it diverged, or did not reach its end.
  package func hasDiverged(checkpoints: Int) -> Bool {
    guard divergedAt == nil, evaluations.count == checkpoints, let start = evaluations.first,
      let end = evaluations.last, end.loss.isFinite
    else { return true }
    let parts = [trainingLosses[...], trainingLosses.suffix((trainingLosses.count + 1) / 2)]
    return Self.hasBlownUp(
      from: start.loss, to: end.loss,
      trainingMeans: parts.lazy.filter { !$0.isEmpty }.map(\.mean))
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
