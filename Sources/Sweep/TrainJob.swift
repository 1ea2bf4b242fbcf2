import Tabular
import Training

/// The job of `train`: one configuration, trained once for each of several seeds.
package struct TrainJob: Sendable {
  /// What is trained.
  package struct Plan: Sendable {
    /// What every run shares; its seed is the first run's, and each further run takes the next.
    package var settings: TrainingSettings
    package var lane: Lane
    package var schedule: ScheduleSpecification
    /// The updates of a run.
    package var steps: Int
    /// The number of runs.
    package var seeds: Int

    package init(
      settings: TrainingSettings, lane: Lane, schedule: ScheduleSpecification, steps: Int,
      seeds: Int
    ) {
      self.settings = settings
      self.lane = lane
      self.schedule = schedule
      self.steps = steps
      self.seeds = seeds
    }

    /// How often a run is evaluated, at even distances, besides before its first step.
    package static let checkpointCount = 50

    /// The numbers of updates after which a run is evaluated, 0 among them.
    package var checkpoints: [Int] {
      let count = min(Self.checkpointCount, steps)
      return (0...count).map { $0 * steps / count }
    }
  }

  /// One run.
  package struct Run: Sendable {
    package var seed: UInt64
    package var result: LaneResult
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
  package var expectedSteps: Int { plan.steps * plan.seeds }

  /// Trains every seed.
  ///
  /// - Parameter workers: How many are trained at once; the results do not depend on it.
  /// - Returns: The runs, by rising seed.
  package func run(workers: Int) async -> [Run] {
    let round = Round(lanes: [plan.lane], checkpoints: plan.checkpoints, end: plan.steps)
    return await Workers.map(count: plan.seeds, workers: workers) { index in
      var settings = plan.settings
      settings.seed += UInt64(index)
      let runner = Runner(
        splits: [dataset], settings: settings, workers: 1, progress: progress,
        evaluationRowLimit: .max)
      var states: [Lane: LaneState] = [:]
      let result = await runner.run(round, states: &states)
      return Run(seed: settings.seed, result: result.lanes[0])
    }
  }
}
