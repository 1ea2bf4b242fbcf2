import Planning
import Running
import Statistics
import Tabular

extension FindCommand {
  /// Trains the rates of `--compare` beside the recommended one, where there are any.
  func compared(
    _ outcome: FindJob.Outcome, plan: FindPlan, on splits: TrainingSplits
  ) throws -> RateComparison? {
    let rates = try compare.rates()
    guard !rates.isEmpty else { return nil }
    let job = RateComparisonJob(
      plan, on: splits, recommended: outcome.recommendation.learningRate, others: rates)
    let workers = machine.resolvedWorkers
    return ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }
  }

  /// Trains the optimizers of `--compare-free` beside the recommended rate, where that is wanted.
  func comparedUntuned(
    _ outcome: FindJob.Outcome, plan: FindPlan, on splits: TrainingSplits
  ) -> UntunedComparison? {
    guard compareFree.compareFree else { return nil }
    let job = UntunedComparisonJob(
      plan, on: splits, learningRate: outcome.recommendation.learningRate)
    let workers = machine.resolvedWorkers
    return ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }
  }
}
