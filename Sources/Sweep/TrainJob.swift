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

    /// The numbers of updates after which a run is evaluated, 0 among them.
    package var checkpoints: [Int] { EvaluationRule.checkpoints(steps: steps) }
  }

  /// One run.
  package struct Run: Sendable {
    package var seed: UInt64
    package var result: LaneResult
    /// How it does at its end on all validation rows, where checkpoints look at a part of them.
    package var allRows: Evaluation?
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
        splits: [dataset], settings: settings, workers: 1, progress: progress)
      var states: [Lane: LaneState] = [:]
      let result = await runner.run(round, states: &states)
      return Run(
        seed: settings.seed, result: result.lanes[0],
        allRows: states[plan.lane].flatMap { evaluationOfAllRows(settings, $0) })
    }
  }

  /// How a finished run does on all validation rows; nil where its checkpoints looked at them all.
  private func evaluationOfAllRows(_ settings: TrainingSettings, _ state: LaneState) -> Evaluation?
  {
    guard dataset.hasMoreRowsThanCheckpoints else { return nil }
    let trainer = GroupTrainer(
      dataset: dataset, settings: settings, lanes: [plan.lane], resuming: [state], at: plan.steps)
    return trainer.evaluate(rows: dataset.validationRows)[0]
  }
}
