import Experiment
import Training
import Tuning

/// What `find` trains, and what it may spend.
package struct FindPlan: Sendable {
  package var settings: TrainingSettings
  /// The schedule of the training that the rate is for, as the user typed it.
  package var schedule: ScheduleSpecification
  /// What it means for that training.
  package var resolvedSchedule: Schedule
  package var weightDecay: Double
  /// The steps of the training that the rate is for.
  package var budgetSteps: Int
  package var rangeTest: RangeTest
  package var effort: Effort
  package var survey: SurveyEffort
  /// The full trainings that decide; nil where the survey does.
  package var decision: DecisionBudget?

  package init(
    settings: TrainingSettings, schedule: ScheduleSpecification, resolvedSchedule: Schedule,
    weightDecay: Double, budgetSteps: Int, rangeTest: RangeTest, effort: Effort = .quick,
    survey: SurveyEffort = .usual,
    decision: DecisionBudget? = nil
  ) {
    self.settings = settings
    self.schedule = schedule
    self.resolvedSchedule = resolvedSchedule
    self.weightDecay = weightDecay
    self.budgetSteps = budgetSteps
    self.rangeTest = rangeTest
    self.effort = effort
    self.survey = survey
    self.decision = decision
  }

  /// What the recommended rate completes to a configuration.
  package var setting: Setting {
    Setting(
      schedule: schedule, optimizer: settings.optimizer, weightDecay: weightDecay,
      batchSize: settings.batchSize, model: settings.model)
  }

  /// What is usual of the rate where it is a factor of a step size that the optimizer estimates itself; nil
  /// of other rates.
  package var usualFactor: UsualFactor? {
    UsualFactor(settings, schedule: resolvedSchedule, budgetSteps: budgetSteps)
  }

  /// The steps that the job will take, over all lanes, unless a rate stands at an edge.
  package var expectedSteps: Int {
    surveySteps + decisionSteps
  }

  /// Those of the full trainings that decide.
  package var decisionSteps: Int { (decision?.expectedTrainings ?? 0) * budgetSteps }

  /// The steps of the survey.
  private var surveySteps: Int {
    allowedSteps + max(0, rangeTest.steps * rangeTest.repeats - sharedRangeSteps)
  }

  /// What range test and confirmation may spend, over all lanes.
  package var allowedSteps: Int { Int(survey.allowance * Double(budgetSteps)) }

  /// What the range test takes of it; steps beyond, which only a user can ask for, come on top.
  package var sharedRangeSteps: Int {
    Int(RangeTest.largestShare * Double(budgetSteps))
  }
}
