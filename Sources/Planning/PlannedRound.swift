import Experiment

/// Trials that can be run at once: some points of the search space, each with all replicates.
struct PlannedRound: Sendable {
  let points: [SweepPlan.Point]
  /// All replicates of the first point, then of the second, and so on.
  let trials: [Trial]

  /// What each point gave.
  ///
  /// - Parameter finished: What finished trials gave, by their ids.
  /// - Returns: The mean loss of each point, nil where one diverged; nothing at all unless every
  ///   trial is finished.
  func scores(_ finished: [String: TrialOutcome]) -> [Double?]? {
    guard !points.isEmpty else { return [] }
    let count = trials.count / points.count
    var scores: [Double?] = []
    scores.reserveCapacity(points.count)
    for first in stride(from: 0, to: trials.count, by: count) {
      var (sum, isSound) = (0.0, true)
      for trial in trials[first..<first + count] {
        switch finished[trial.id] {
        case .loss(let loss): sum += loss
        case .diverged: isSound = false
        case nil: return nil
        }
      }
      scores.append(isSound && sum.isFinite ? sum / Double(count) : nil)
    }
    return scores
  }
}
