import LinearAlgebra
import Tabular
import Training
import Tuning

/// Trains learning rates that a user names beside a recommended one, for the whole budget.
///
/// All rates of a seed are lanes of one round: they start from the same weights and see the same
/// batches. Each seed is what `TrainJob` makes of it, so that `lrfind train` shows the same
/// training.
package struct RateComparisonJob: Sendable {
  /// The seeds, the job's own first. The interval of a mean difference over five seeds is 2.8
  /// standard errors wide on either side, over three 4.3; more cost more than they tell.
  package static let seedCount = 5

  package let plan: FindJob.Plan
  package let dataset: Dataset
  /// The recommended rate, then the user's, each once.
  package let learningRates: [Double]
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// - Parameters:
  ///   - plan: What the recommendation is for.
  ///   - dataset: What is trained on.
  ///   - recommended: The recommended rate.
  ///   - others: The rates to compare with it.
  package init(
    _ plan: FindJob.Plan, dataset: Dataset, recommended: Double, others: [Double]
  ) {
    self.plan = plan
    self.dataset = dataset
    learningRates = [recommended] + others.filter { $0 != recommended }
  }

  /// The steps that the job takes, over all lanes, unless all rates diverge.
  package var expectedSteps: Int {
    learningRates.count > 1 ? plan.budgetSteps * learningRates.count * Self.seedCount : 0
  }

  /// Trains every rate with every seed.
  ///
  /// - Parameter workers: How many seeds are trained at once; the outcome does not depend on it.
  /// - Returns: What the rates ended with; without a training where there is one rate alone.
  package func run(workers: Int) async -> RateComparison {
    guard learningRates.count > 1 else {
      let rate = RateComparison.Rate(learningRate: learningRates[0], trials: [])
      return RateComparison(rates: [rate], rounds: [])
    }
    let checkpoints = EvaluationRule.checkpoints(steps: plan.budgetSteps)
    let round = Round(
      lanes: learningRates.map {
        Lane(
          learningRate: $0, schedule: plan.resolvedSchedule, weightDecay: plan.weightDecay)
      }, checkpoints: checkpoints, end: plan.budgetSteps)
    let rounds = await Workers.map(count: Self.seedCount, workers: workers) { index in
      var settings = plan.settings
      settings.seed += UInt64(index)
      let runner = Runner(
        splits: [dataset], settings: settings, workers: 1, progress: progress)
      var states: [Lane: LaneState] = [:]
      return await runner.run(round, states: &states)
    }
    let rates = learningRates.indices.map { place in
      RateComparison.Rate(
        learningRate: learningRates[place],
        trials: rounds.enumerated().map { index, round in
          TrialResult(
            trial(learningRates[place], seed: plan.settings.seed + UInt64(index)),
            lane: round.lanes[place], checkpoints: checkpoints, dataset: dataset)
        })
    }
    return RateComparison(rates: rates, rounds: rounds)
  }

  private func trial(_ learningRate: Double, seed: UInt64) -> PlannedTrial {
    let settings = plan.settings
    return PlannedTrial(
      id: "",
      configuration: Configuration(
        Setting(
          schedule: plan.schedule, optimizer: settings.optimizer, weightDecay: plan.weightDecay,
          batchSize: settings.batchSize, model: settings.model), learningRate: learningRate),
      seed: seed, steps: plan.budgetSteps,
      horizon: plan.budgetSteps)
  }
}
