import Experiment
import Tabular
import Training
import Tuning

/// A point of a plan of kind `find`: everything but the rate, which is to be found.
package struct PlannedPoint: Sendable {
  /// The hash of its content.
  package var id: String
  /// The hash without the schedule: points that have it in common share a range test.
  package var search: String
  package var setting: Setting
  package var find: FindPlan
  /// The epochs of the training that the rate is for.
  package var epochs: Double
}

extension SweepPlan {
  /// Lists the points of a plan of kind `find`.
  ///
  /// - Parameters:
  ///   - dataset: What is trained on.
  ///   - data: Its fingerprint.
  ///   - folds: The folds of the rows that full trainings may decide on.
  ///   - rangeTest: The range test for an optimizer and a budget.
  /// - Returns: The points, in plan order.
  /// - Throws: `PlanError` when a schedule does not fit the steps of a point.
  package func points(
    on dataset: Dataset, data: String, folds: AvailableFolds = .none,
    rangeTest: (Optimizer, Int) -> RangeTest = { .usual(for: $0, budgetSteps: $1) }
  ) throws(PlanError) -> [PlannedPoint] {
    var problems = batchSizeProblems(on: dataset)
    let length = TrainingLength(self, on: dataset)
    var points: [PlannedPoint] = []
    for setting in settings {
      let configuration = Configuration(setting, learningRate: 1)
      let stepsPerEpoch = configuration.stepsPerEpoch(of: dataset)
      let steps = length.steps(of: configuration)
      do throws(ScheduleSpecification.BudgetError) {
        var plan = FindPlan(
          settings: configuration.settings(seed: firstSeed, clipNorm: clipNorm),
          schedule: configuration.schedule,
          resolvedSchedule: try configuration.schedule.resolved(
            budgetSteps: steps, stepsPerEpoch: stepsPerEpoch),
          weightDecay: configuration.weightDecay, budgetSteps: steps,
          rangeTest: rangeTest(configuration.optimizer, steps),
          effort: effort,
          survey: SurveyEffort(
            trainingRows: dataset.trainingRowCount, isThorough: effort == .full))
        plan.decision = DecisionBudget(
          settings: plan.settings, steps: steps, on: dataset, survey: plan.expectedSteps,
          effort: effort, usual: plan.usualFactor, folds: folds)
        let identity = PointIdentity(data: data, configuration: configuration, plan: plan)
        points.append(
          PlannedPoint(
            id: identity.id, search: identity.search, setting: configuration.setting, find: plan,
            epochs: Double(steps) / Double(stepsPerEpoch)))
      } catch {
        let problem = problem(error.description, ofBatchSize: configuration.batchSize)
        if !problems.contains(problem) { problems.append(problem) }
      }
    }
    if !problems.isEmpty { throw PlanError(problems) }
    return points
  }
}

/// What a point and its range test are known by.
private struct PointIdentity {
  let id: String
  let search: String

  init(data: String, configuration: Configuration, plan: FindPlan) {
    // A trial's content, but for the schedule, names the rest; no rate stands in it but 1.
    var plain = configuration
    plain.setting.schedule = .constant
    let trial = TrialIdentity(
      data: data, configuration: plain, steps: plan.budgetSteps, clipNorm: plan.settings.clipNorm)
    let test = plan.rangeTest
    let usual = plan.usualFactor.map { "usual=\($0.constantDecade) \($0.authorsDecade)\n" }
    let content = """
      lrfind point 2
      training=\(trial.id(seed: plan.settings.seed))
      range-test=\(test.lowest) \(test.highest) \(test.steps) \(test.repeats) \(test.spacing)
      effort=\(plan.survey)

      """ + (usual ?? "")
    let decision = plan.decision.map {
      "decision=\($0.folds)\($0.repetitions == 1 ? "" : "x\($0.repetitions)") \($0.seeds) "
        + "\($0.trainings) cost-model \(CostModel.version)\n"
    }
    search = "s" + ContentHash.hexadecimal(of: content, digits: 20)
    id =
      "p"
      + ContentHash.hexadecimal(
        of: content + Axis.schedule.identity(configuration) + (decision ?? ""), digits: 20)
  }
}
