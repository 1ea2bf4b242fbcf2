import Planning
import Running
import Tabular

extension FindCommand {
  /// Measures the curvature on the way of a training with the recommended rate, where it is wanted.
  func measuredCurvature(
    _ outcome: FindJob.Outcome, plan: FindPlan, dataset: Dataset
  ) -> CurvatureJob.Outcome? {
    guard curvature.curvature else { return nil }
    let job = CurvatureJob(
      plan, dataset: dataset, learningRate: outcome.recommendation.learningRate)
    return ProgressLine.show(
      job.progress, of: plan.budgetSteps, isWanted: !output.quiet && !output.json
    ) { job.run() }
  }
}
