import Experiment
import Planning
import Tabular

/// The job of `train`: one configuration, trained once with each seed in each fold.
package struct TrainJob: Sendable {
  /// What is trained.
  package struct Plan: Sendable {
    package var configuration: Configuration
    /// The largest norm of the gradient, or nil.
    package var clipNorm: Double?
    /// What the runs are trained with; at least one.
    package var replicates: [Replicate]
    /// The updates of a run.
    package var steps: Int

    package init(
      configuration: Configuration, clipNorm: Double?, replicates: [Replicate], steps: Int
    ) {
      self.configuration = configuration
      self.clipNorm = clipNorm
      self.replicates = replicates
      self.steps = steps
    }

    fileprivate var trials: [Trial] {
      replicates.enumerated().map { index, replicate in
        Trial(
          id: "\(index)", configuration: configuration, seed: replicate.seed,
          fold: replicate.fold, steps: steps)
      }
    }
  }

  package let plan: Plan
  private let splits: TrainingSplits
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  package init(_ plan: Plan, on splits: TrainingSplits) {
    self.plan = plan
    self.splits = splits
  }

  /// The steps that the job takes, unless a run diverges.
  package var expectedSteps: Int { plan.steps * plan.replicates.count }

  /// Trains every run.
  ///
  /// - Parameter workers: How many are trained at once; the results do not depend on it.
  /// - Returns: The runs with their details, seed by seed.
  package func run(workers: Int) -> [TrialResult] {
    let training = GroupTraining(
      on: splits, clipNorm: plan.clipNorm, keepsDetail: true, progress: progress)
    return TrialsInMemory(plan.trials, training: training).run(workers: workers)
  }
}

extension SweepPlan {
  /// The job of a plan that has one configuration.
  ///
  /// - Parameter splits: What is trained on.
  /// - Returns: The job's plan.
  /// - Throws: `PlanError` when the schedule does not fit the steps.
  package func job(on splits: TrainingSplits) throws(PlanError) -> TrainJob.Plan {
    let points = try points()
    precondition(points.count == 1, "one configuration is trained")
    try check(points, on: splits.ordinary)
    let configuration = points[0].configuration
    return TrainJob.Plan(
      configuration: configuration, clipNorm: clipNorm, replicates: replicates(in: splits.folds),
      steps: TrainingLength(self, on: splits.ordinary).steps(of: configuration))
  }
}
