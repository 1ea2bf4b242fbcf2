import Experiment
import Planning
import Tabular
import Training

/// Trains with a recommended rate and measures how sharply the loss is curved on the way.
package struct CurvatureJob: Sendable {
  /// What the job found.
  package struct Outcome: Sendable {
    /// The measurements, by rising step; fewer where training diverged.
    package var points: [Sharpness]
    /// The rows that the loss is the mean of.
    package var rowCount: Int
    /// The training steps of the run.
    package var trainingSteps: Int
    /// Whether the training diverged before it was measured to the end.
    package var hasDiverged: Bool
    /// The limit times λ, or nil where no limit is known for the optimizer.
    package var factor: Double?

    /// The lowest limit: that of the sharpest place on the way.
    package var lowestLimit: Double? { points.compactMap(\.limit).min() }

    /// Every training step spent, and what the measurements are worth in steps.
    package var cost: Int { trainingSteps + points.reduce(0) { $0 + $1.costSteps } }
  }

  /// When it is measured, as shares of the budget: before the first step, where every rate starts;
  /// where confirmation ends; and at the end.
  package static let shares = [0, 0.3, 1]

  package let plan: FindPlan
  package let dataset: Dataset
  package let learningRate: Double
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// - Parameters:
  ///   - plan: What the recommendation is for.
  ///   - dataset: What is trained on.
  ///   - learningRate: The recommended rate.
  package init(_ plan: FindPlan, dataset: Dataset, learningRate: Double) {
    self.plan = plan
    self.dataset = dataset
    self.learningRate = learningRate
  }

  /// Trains and measures.
  package func run() -> Outcome {
    let lane = Lane(
      learningRate: learningRate, schedule: plan.resolvedSchedule, weightDecay: plan.weightDecay)
    let trainer = GroupTrainer(dataset: dataset, settings: plan.settings, lanes: [lane])
    let checkpoints = EvaluationRule.checkpoints(steps: plan.budgetSteps)
    let moments = Self.shares.map { Int(($0 * Double(plan.budgetSteps)).rounded()) }
    var points: [Sharpness] = []
    for (index, moment) in moments.enumerated() where index == 0 || moment > moments[index - 1] {
      let start = trainer.step
      _ = trainer.train(
        through: Round(
          lanes: [lane], start: start, checkpoints: checkpoints.filter { start..<moment ~= $0 },
          end: moment),
        evaluatingOn: dataset.checkpointRows)
      progress.add(trainer.step - start)
      guard trainer.divergedAt[0] == nil else { break }
      let point = Sharpness.measure(
        dataset, settings: plan.settings, weightDecay: plan.weightDecay,
        state: trainer.state(ofLane: 0), step: moment)
      if let point { points.append(point) }
    }
    let optimizer = plan.settings.optimizer
    return Outcome(
      points: points, rowCount: Sharpness.rowCount(dataset, model: plan.settings.model),
      trainingSteps: trainer.step, hasDiverged: trainer.divergedAt[0] != nil,
      factor: optimizer.traits.preconditionedStabilityFactor ?? optimizer.traits.stabilityFactor)
  }
}
