/// How long what is left to be trained will take.
///
/// How fast a worker is follows from what it has finished: what workers are at would count for nothing
/// until its end, and the time left would jump whenever a large group ends.
package struct RemainingWork: Sendable {
  /// What is done and what is left of the round, in the unit of `TrialRunner.cost`.
  private var cost = (done: 0.0, left: 0.0)
  private var stepsDone = 0
  private var laterSteps = 0
  /// The seconds that workers spent on what they finished.
  private var seconds = 0.0
  private var workers = 1

  package init() {}

  /// Begins a round.
  ///
  /// - Parameters:
  ///   - costs: Of its groups.
  ///   - laterSteps: The steps of later rounds, whose costs are not known yet.
  ///   - workers: How many groups are trained at once.
  package mutating func begin(costs: [Double], laterSteps: Int, workers: Int) {
    cost.left = costs.reduce(0, +)
    self.laterSteps = laterSteps
    self.workers = max(1, min(workers, costs.count))
  }

  /// Takes in a finished group.
  ///
  /// - Parameters:
  ///   - cost: What it was expected to cost.
  ///   - steps: The steps of its trials.
  ///   - seconds: How long a worker took.
  package mutating func finish(cost: Double, steps: Int, seconds: Double) {
    self.cost = (self.cost.done + cost, max(0, self.cost.left - cost))
    stepsDone += steps
    self.seconds += seconds
  }

  /// The seconds until everything is done.
  ///
  /// - Parameter elapsed: The seconds since the first round began.
  /// - Returns: An estimate, at least 0; nil before anything is finished.
  package func secondsLeft(after elapsed: Double) -> Double? {
    guard cost.done > 0, seconds > 0 else { return nil }
    // A step of later rounds costs what a step did so far.
    let later = cost.done * Double(laterSteps) / Double(max(1, stepsDone))
    let whole = (cost.done + cost.left + later) * seconds / cost.done / Double(workers)
    return max(0, whole - elapsed)
  }
}
