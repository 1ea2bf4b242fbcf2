import Experiment

/// How far the training of trials is.
package struct TrialProgress: Sendable {
  /// The round that is trained, from 1.
  package private(set) var round = 0
  /// The trials that are decided, and those among them that are finished.
  package private(set) var total = 0
  package private(set) var finished = 0
  /// The trials finished by this run.
  package private(set) var done = 0
  /// The finished trial with the lowest validation loss of those that went furthest, of this run or what it was
  /// given.
  package private(set) var best: TrialResult?

  /// What this run still has to do.
  package private(set) var work = RemainingWork()

  package init(best: TrialResult? = nil) { self.best = best }

  mutating func start(_ next: TrialRound, workers: Int, cost: ([Trial]) -> Double) {
    round = next.number
    (total, finished) = (next.counts.total, next.counts.done)
    work.begin(
      costs: next.groups.map { cost($0.trials.map(\.trial)) }, laterSteps: next.laterSteps,
      workers: workers)
  }

  mutating func add(_ results: [TrialResult], cost: Double, seconds: Double) {
    done += results.count
    // Groups are whole, also where the plan in force has only some of their trials.
    finished = min(total, finished + results.count)
    work.finish(cost: cost, steps: results.reduce(0) { $0 + $1.steps }, seconds: seconds)
    for result in results where result.isBetter(than: best) { best = result }
  }
}
