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
    /// The rate that suits a training without a schedule.
    package var constantLearningRate: Double

    package init(name: String, schedule: Schedule, constantLearningRate: Double) {
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
  /// The prepared features.
  package var features: Int
  package var task: Task
  /// Whether some columns hold categories.
  package var hasCategories: Bool
  /// Whether numbers are missing.
  package var hasMissingNumbers: Bool

  package init(
    training: TrainingSettings, weightDecay: Double, learningRate: Double, budgetSteps: Int,
    trainingRows: Int, features: Int, task: Task, hasCategories: Bool = false,
    hasMissingNumbers: Bool = false, course: Course? = nil
  ) {
    self.training = training
    self.weightDecay = weightDecay
    self.learningRate = learningRate
    self.budgetSteps = budgetSteps
    self.trainingRows = trainingRows
    self.features = features
    self.task = task
    self.hasCategories = hasCategories
    self.hasMissingNumbers = hasMissingNumbers
    self.course = course
  }

  /// The setting of a finished job.
  package init(_ plan: FindPlan, dataset: Dataset, recommendation: Recommendation) {
    let task: Task =
      switch dataset.targets {
      case .classes(_, let names): .classification(classes: names.count)
      case .values: .regression
      }
    self.init(
      training: plan.settings, weightDecay: plan.weightDecay,
      learningRate: recommendation.learningRate, budgetSteps: plan.budgetSteps,
      trainingRows: dataset.trainingRowCount,
      features: dataset.features.columnCount, task: task,
      hasCategories: dataset.report.columns.contains {
        if case .categorical = $0.use { true } else { false }
      },
      hasMissingNumbers: dataset.report.columns.contains {
        $0.use == .numeric && $0.missing > 0
      },
      course: plan.resolvedSchedule == .constant
        ? nil
        : Course(
          name: plan.schedule.shape == .constant
            ? plan.schedule.description : plan.schedule.shape.name, schedule: plan.resolvedSchedule,
          constantLearningRate: recommendation.constantLearningRate))
  }
}

extension UsageSetting {
  /// The rows of a batch; a batch larger than the data is the whole data.
  var batchRows: Int { min(training.batchSize, trainingRows) }

  /// The widths of the features, the hidden layers and the outputs.
  var widths: [Int] {
    let outputs =
      switch task {
      case .classification(let classes): classes
      case .regression: 1
      }
    return [features] + training.model.hidden + [outputs]
  }

  /// The epochs that make up the budget.
  ///
  /// - Parameter keepsPartialBatch: Whether the framework also steps on what is left of an epoch
  ///   behind its last whole batch, as Keras and scikit-learn do.
  /// - Returns: The least number of epochs with at least the budget's steps.
  func epochs(keepsPartialBatch: Bool) -> Int {
    let whole = trainingRows / batchRows
    let steps = keepsPartialBatch && trainingRows % batchRows > 0 ? whole + 1 : whole
    return (budgetSteps + steps - 1) / steps
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
