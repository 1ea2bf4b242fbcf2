import Experiment
import Planning
import Tabular

/// The job of `train`: one configuration, trained once for each of several seeds.
package struct TrainJob: Sendable {
  /// What is trained.
  package struct Plan: Sendable {
    package var configuration: Configuration
    /// The largest norm of the gradient, or nil.
    package var clipNorm: Double?
    /// The first run's seed; each further run takes the next.
    package var firstSeed: UInt64
    /// The number of runs.
    package var seedCount: Int
    /// The updates of a run.
    package var steps: Int

    package init(
      configuration: Configuration, clipNorm: Double?, firstSeed: UInt64, seedCount: Int,
      steps: Int
    ) {
      self.configuration = configuration
      self.clipNorm = clipNorm
      self.firstSeed = firstSeed
      self.seedCount = seedCount
      self.steps = steps
    }

    fileprivate var trials: [Trial] {
      (0..<seedCount).map { index in
        Trial(
          id: "\(index)", configuration: configuration, seed: firstSeed + UInt64(index),
          steps: steps)
      }
    }
  }

  package let plan: Plan
  package let dataset: Dataset
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  package init(_ plan: Plan, dataset: Dataset) {
    self.plan = plan
    self.dataset = dataset
  }

  /// The steps that the job takes, unless a run diverges.
  package var expectedSteps: Int { plan.steps * plan.seedCount }

  /// Trains every seed.
  ///
  /// - Parameter workers: How many are trained at once; the results do not depend on it.
  /// - Returns: The runs with their details, by rising seed.
  package func run(workers: Int) -> [TrialResult] {
    let training = GroupTraining(
      folds: [dataset], clipNorm: plan.clipNorm, keepsDetail: true, progress: progress)
    return TrialsInMemory(plan.trials, training: training).run(workers: workers)
  }
}

extension SweepPlan {
  /// The job of a plan that has one configuration.
  ///
  /// - Parameter dataset: What is trained on.
  /// - Returns: The job's plan.
  /// - Throws: `PlanError` when the schedule does not fit the steps.
  package func job(on dataset: Dataset) throws(PlanError) -> TrainJob.Plan {
    let points = try points()
    precondition(points.count == 1, "one configuration is trained")
    try check(points, on: dataset)
    let configuration = points[0].configuration
    return TrainJob.Plan(
      configuration: configuration, clipNorm: clipNorm, firstSeed: firstSeed,
      seedCount: seedCount,
      steps: TrainingLength(self, on: dataset).steps(of: configuration))
  }
}
