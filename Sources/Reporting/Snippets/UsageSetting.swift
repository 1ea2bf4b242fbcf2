import Experiment
import Planning
import Tabular
import Training
import Tuning

/// Everything that a found learning rate depends on, as the lines to paste have to say it.
package struct UsageSetting: Sendable, Hashable {
  /// What is predicted.
  package enum Task: Sendable, Hashable {
    /// One of at least two classes.
    case classification(classes: Int)
    /// A number.
    case regression
  }

  /// What the rate does over time in the training that it is for.
  package struct Course: Sendable, Hashable {
    /// How comments name the schedule.
    package var name: String
    /// What it means for the training.
    package var schedule: Schedule
    /// The rate that suits a training without a schedule; nil where nobody looked for it.
    package var constantLearningRate: Double?

    package init(name: String, schedule: Schedule, constantLearningRate: Double?) {
      self.name = name
      self.schedule = schedule
      self.constantLearningRate = constantLearningRate
    }
  }

  /// Model, optimizer, batch size and clipping.
  package var training: TrainingSettings
  package var weightDecay: Double
  /// The recommended rate, for our losses; of a schedule the peak.
  package var learningRate: Double
  /// The schedule; nil where the rate is constant.
  package var course: Course?
  /// The updates of the training that the rate is for.
  package var budgetSteps: Int
  /// The rows that are trained on.
  package var trainingRows: Int
  package var task: Task

  package init(
    training: TrainingSettings, weightDecay: Double, learningRate: Double, budgetSteps: Int,
    trainingRows: Int, task: Task, course: Course? = nil
  ) {
    self.training = training
    self.weightDecay = weightDecay
    self.learningRate = learningRate
    self.budgetSteps = budgetSteps
    self.trainingRows = trainingRows
    self.task = task
    self.course = course
  }

  /// The setting of a finished job.
  package init(_ plan: FindPlan, dataset: Dataset, recommendation: Recommendation) {
    self.init(
      training: plan.settings, weightDecay: plan.weightDecay,
      learningRate: recommendation.learningRate, budgetSteps: plan.budgetSteps,
      trainingRows: dataset.trainingRowCount, task: Task(dataset),
      course: Course(
        plan.schedule, resolved: plan.resolvedSchedule,
        constantLearningRate: recommendation.constantLearningRate))
  }

  /// The setting of a training with a given rate.
  ///
  /// - Parameters:
  ///   - configuration: What is trained.
  ///   - steps: Its updates.
  ///   - clipNorm: The norm that gradients are clipped to.
  ///   - constantLearningRate: The rate that suits it without a schedule, where that is known.
  ///   - dataset: What is trained on.
  /// - Throws: `ScheduleSpecification.BudgetError` when the schedule does not fit the steps.
  package init(
    _ configuration: Configuration, steps: Int, clipNorm: Double?, constantLearningRate: Double?,
    on dataset: Dataset
  ) throws(ScheduleSpecification.BudgetError) {
    let schedule = try configuration.lane(steps: steps, on: dataset).schedule
    self.init(
      training: configuration.settings(seed: 0, clipNorm: clipNorm),
      weightDecay: configuration.weightDecay, learningRate: configuration.learningRate,
      budgetSteps: steps, trainingRows: dataset.trainingRowCount, task: Task(dataset),
      course: Course(
        configuration.schedule, resolved: schedule, constantLearningRate: constantLearningRate))
  }
}

extension UsageSetting.Task {
  fileprivate init(_ dataset: Dataset) {
    self =
      switch dataset.targets {
      case .classes(_, let names): .classification(classes: names.count)
      case .values: .regression
      }
  }
}

extension UsageSetting.Course {
  /// Nil where the rate is constant.
  fileprivate init?(
    _ specification: ScheduleSpecification, resolved: Schedule, constantLearningRate: Double?
  ) {
    guard resolved != .constant else { return nil }
    self.init(
      name: specification.shape == .constant
        ? specification.description : specification.shape.name,
      schedule: resolved, constantLearningRate: constantLearningRate)
  }
}

extension UsageSetting {
  /// The rows of a batch; a batch larger than the data is the whole data.
  var batchRows: Int { min(training.batchSize, trainingRows) }

  /// The widths of the features, the hidden layers and the outputs, as Python has them.
  var widths: [String] {
    let outputs =
      switch task {
      case .classification: "classes"
      case .regression: "1"
      }
    return ["X_train.shape[1]"] + training.model.hidden.map(String.init) + [outputs]
  }

  /// The rows of a batch, as Python has them: a script may train on some rows more or less.
  var batchSize: String {
    2 * training.batchSize <= trainingRows
      ? "\(training.batchSize)" : "min(\(training.batchSize), len(X_train))"
  }

  /// Whether a framework whose `fit` also steps on what is left of an epoch behind its last whole batch is
  /// to leave those rows out. A step on a few rows is a noisy one, at a rate that was found for whole
  /// batches; of many rows, few are missed.
  private var leavesOutPartialBatch: Bool {
    2 * (trainingRows % batchRows) < batchRows && trainingRows >= 4 * batchRows
      && trainingRows % batchRows > 0
  }

  /// The rows that such a framework is given, as Python has them, and the lines before.
  var fitted: (lines: [String], inputs: String, targets: String) {
    guard leavesOutPartialBatch else { return ([], "X_train", "y_train") }
    let batch = training.batchSize
    return (
      PythonLines.comment("Whole batches alone: a step on the few rows behind them would be noisy.")
        + ["rows = len(X_train) // \(batch) * \(batch)"],
      "X_train[-rows:]", "y_train[-rows:]"
    )
  }

  /// The least number of epochs with at least the budget's steps, in such a framework.
  var fittedEpochs: Int {
    let whole = trainingRows / batchRows
    let isPartial = trainingRows % batchRows > 0 && !leavesOutPartialBatch
    let steps = isPartial ? whole + 1 : whole
    return (budgetSteps + steps - 1) / steps
  }

  /// The line that prints how good the training is.
  func printing(for framework: Framework) -> String {
    let (name, variable) = task == .regression ? ("R²", "r2") : ("accuracy", "accuracy")
    return "print(f\"\(framework.rawValue): validation loss {val_loss:.4g}, "
      + "\(name) {\(variable):.4g}\")"
  }

  /// The epsilon of an Adam that adds it before the bias correction, as Keras and scikit-learn do.
  ///
  /// PyTorch divides by √v / √(1 − β₂ᵗ) + ε, they by √v + ε with the correction multiplied outside,
  /// so that their ε acts as ε / √(1 − β₂ᵗ): 32 times PyTorch's at the first step. What is returned
  /// acts as PyTorch's at the first step, and as less later, when only gradients near 1e-8 notice.
  static func uncorrectedEpsilon(_ epsilon: Double, beta2: Double) -> Double {
    epsilon * (1 - beta2).squareRoot()
  }
}
