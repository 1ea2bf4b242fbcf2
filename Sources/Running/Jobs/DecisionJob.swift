import Experiment
import Planning
import Tabular
import Training
import Tuning

/// Trains rates through the whole budget, under the user's own schedule, until they decide.
///
/// Each is the trial that `train` makes of it: with the rows of a fold and the weights and batches of
/// a seed.
struct DecisionJob {
  let plan: FindPlan
  let budget: DecisionBudget
  /// What is trained on, with at least as many folds as the budget says.
  let splits: TrainingSplits
  let progress: ProgressCounter

  /// - Parameters:
  ///   - centre: log₁₀ of the survey's answer.
  ///   - workers: How many groups are trained at once; the outcome does not depend on it.
  /// - Returns: What the rates ended with, and the steps that were spent, over all lanes.
  func run(around centre: Double, workers: Int) -> (planner: DecisionPlanner, cost: Int) {
    let runs = budget.runs(firstSeed: plan.settings.seed)
    var planner = DecisionPlanner(
      DecisionPlanner.Plan(
        centre: centre, alsoTried: plan.usualFactor?.authorsDecade, runs: runs,
        foldsOfRepetition: budget.folds, trainings: budget.trainings))
    var cost = 0
    let training = GroupTraining(
      on: splits, clipNorm: plan.settings.clipNorm, evaluations: .needed, progress: progress)
    while true {
      let rates = planner.nextRound
      guard !rates.isEmpty else { return (planner, cost) }
      let trials = runs.flatMap { run in rates.map { trial(run, learningRate: $0) } }
      let results = TrialsInMemory(trials, training: training).run(workers: workers)
      cost += results.reduce(0) { $0 + $1.steps }
      planner.absorb(
        rates.indices.map { rate in
          runs.indices.map {
            FullTraining(
              results[$0 * rates.count + rate],
              targetScale: splits.shape(of: splits.folds[runs[$0].fold]).targetScale)
          }
        })
    }
  }

  private func trial(_ run: DecisionRun, learningRate: Double) -> Trial {
    Trial(
      id: "\(run.fold) \(run.seed) \(learningRate)",
      configuration: Configuration(plan.setting, learningRate: learningRate), seed: run.seed,
      fold: splits.folds[run.fold], steps: plan.budgetSteps)
  }
}

extension FullTraining {
  fileprivate init(_ result: TrialResult, targetScale: Double?) {
    self.init(
      untrainedLoss: result.untrainedLoss, loss: result.validationLoss,
      meanTrainingLoss: result.meanTrainingLoss, metric: result.metric, targetScale: targetScale)
  }
}
