import Experiment
import Glibc
import Planning
import Tabular
import Training
import Tuning

/// The whole job of `find` on one data set: a range test, confirmation by short trainings, and a
/// decision by full ones where they are cheap.
package struct FindJob: Sendable {
  /// How a table was split for a search.
  package struct Splits: Sendable, Encodable {
    /// How many splits there were, each with other rows held back.
    package var count: Int
    /// The rows of a split that were trained on, and those that were held back.
    package var trainingRows: Int
    package var validationRows: Int
  }

  /// What the job found.
  package struct Outcome: Sendable {
    package var recommendation: Recommendation
    package var curve: RangeTestCurve
    package var confirmation: ConfirmationPlanner
    /// Every round of training, the range test first.
    package var rounds: [RoundResult]
    /// The splits of the rows that were looked at.
    package var splits: Splits
    /// The full trainings, where they decided.
    package var decision: DecisionPlanner?
    /// The training steps that they took, over all lanes.
    package var decisionCost = 0

    /// Every training step spent, over all lanes.
    package var cost: Int { rounds.reduce(decisionCost) { $0 + $1.cost } }
  }

  package let plan: FindPlan
  private let splits: [Dataset]
  private let training: TrainingSplits
  /// Counts the steps that are done, for a progress line.
  package let progress: ProgressCounter

  /// - Parameters:
  ///   - plan: What is trained.
  ///   - splits: The table, with other rows held back in each; at least one. See
  ///     `SearchedTable.splits`.
  ///   - training: The ordinary split, which the plan was made on, and the folds that full trainings
  ///     decide on, as many as the plan says; the first of `splits` unless given.
  ///   - progress: Counts the steps that are done.
  package init(
    _ plan: FindPlan, splits: [Dataset], training: TrainingSplits? = nil,
    progress: ProgressCounter = ProgressCounter()
  ) {
    self.training = training ?? TrainingSplits(splits[0])
    precondition(
      self.training.folds.count >= plan.decision?.allFolds ?? 0, "a decision has its folds")
    self.plan = plan
    self.splits = splits
    self.progress = progress
  }

  /// Trains and decides.
  ///
  /// - Parameters:
  ///   - workers: How many groups are trained at once; the outcome does not depend on it.
  ///   - memory: What jobs on the same data have trained; receives what this one trains.
  /// - Returns: The recommendation, and all that it was read from.
  package func run(workers: Int, memory: RoundMemory? = nil) -> Outcome {
    let runner = Runner(
      splits: splits, settings: plan.settings, workers: workers, progress: progress)
    var course = TrainingCourse(runner, settings: plan.settings, memory: memory)
    let rangeResult = course.run(plan.rangeTest.round(weightDecay: plan.weightDecay))
    let curve = RangeTestCurve(plan.rangeTest, result: rangeResult)
    course = TrainingCourse(runner, settings: plan.settings, memory: memory)

    // Confirmation trains under the constant schedule: its rungs end long before the budget, where
    // a warmup or a cycle has hardly begun.
    var rounds = [rangeResult]
    var confirmation = ConfirmationPlanner(
      ConfirmationPlanner.Plan(
        centre: Centre.logLearningRate(
          plan.settings, curve: curve, budgetSteps: plan.budgetSteps),
        budgetSteps: plan.budgetSteps,
        allowedSteps: plan.allowedSteps - min(rangeResult.cost, plan.sharedRangeSteps),
        schedule: .constant, weightDecay: plan.weightDecay, effort: plan.survey))
    while let round = confirmation.nextRound {
      let result = course.run(round)
      rounds.append(result)
      confirmation.absorb(result)
    }
    var recommendation = Recommendation(
      confirmation, curve: curve, loss: splits[0].loss,
      optimizer: plan.settings.optimizer, directionShare: splits[0].directionShare,
      peakShift: PeakShift.decades(for: plan.resolvedSchedule, budgetSteps: plan.budgetSteps),
      constantLoss: constantLoss(ofRepeats: confirmation.repeats),
      validationRows: splits[0].checkpointRows.count)
    if let usual = plan.usualFactor { recommendation.take(usual) }
    var outcome = Outcome(
      recommendation: recommendation, curve: curve, confirmation: confirmation, rounds: rounds,
      splits: Splits(
        count: splits.count, trainingRows: splits[0].trainingRowCount,
        validationRows: splits[0].validationRowCount))
    // Where no training could be judged, neither can longer ones, unless short ones say nothing anyway.
    if let budget = plan.decision, confirmation.best != nil || plan.usualFactor != nil {
      let job = DecisionJob(plan: plan, budget: budget, splits: training, progress: progress)
      let (decision, cost) = job.run(
        around: log10(recommendation.learningRate), workers: workers)
      (outcome.decision, outcome.decisionCost) = (decision, cost)
      if let decided = Decision(decision) {
        outcome.recommendation.take(
          decided, curve: plan.usualFactor == nil ? curve : nil, budgetSteps: plan.budgetSteps,
          constantLoss: training.folds.prefix(budget.allFolds)
            .map { training.shape(of: $0).constantLoss }.finiteMean ?? .infinity)
      }
    }
    let heldBack =
      outcome.recommendation.decision == nil
      ? splits.map(\.heldBackClassCount)
      : training.folds.prefix(plan.decision?.allFolds ?? 1).map {
        training.shape(of: $0).heldBackClassCount
      }
    if heldBack.allSatisfy({ $0 == 1 }) {
      outcome.recommendation.doubts.insert(.oneClassHeldBack, at: 0)
    }
    return outcome
  }

  /// The loss of the best prediction that looks at no feature, on the splits that repeats saw.
  private func constantLoss(ofRepeats repeats: [Int]) -> Double {
    Set(repeats.map { $0 % splits.count }).sorted().map { splits[$0].constantLoss }.finiteMean
      ?? .infinity
  }
}
