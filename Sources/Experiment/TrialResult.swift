import Training

/// One finished trial.
package struct TrialResult: Sendable, Hashable {
  /// Whether a trial counts as training, or went wrong.
  package enum Status: String, Sendable, Hashable, Codable, CaseIterable { case ok, diverged }

  /// What a trial was like at a checkpoint.
  package struct Checkpoint: Sendable, Hashable {
    /// The updates made.
    package var step: Int
    /// The learning rate of the last of them; before any, of the first.
    package var learningRate: Double
    /// The mean loss of the batches since the checkpoint before, or nil.
    package var trainLoss: Double?
    package var validationLoss: Double?

    package init(step: Int, learningRate: Double, trainLoss: Double?, validationLoss: Double?) {
      self.step = step
      self.learningRate = learningRate
      self.trainLoss = trainLoss
      self.validationLoss = validationLoss
    }
  }

  /// What is kept of a trial besides, where it is not written down.
  package struct Detail: Sendable, Hashable {
    /// The loss of each step's batch before its update.
    package var batchLosses: [Float]
    /// Accuracy or R² at each checkpoint.
    package var metrics: [Double?]
    /// How it does at its end on all validation rows, where checkpoints look at a part of them.
    package var allRows: Evaluation?
    /// Accuracy or R² there.
    package var allRowsMetric: Double?
    /// The training steps that were spent: those of the group's tile, which goes on while one of its
    /// lanes does.
    package var cost: Int
    /// How it diverged; nil where it did not.
    package var divergence: Divergence?

    package init(
      batchLosses: [Float], metrics: [Double?], allRows: Evaluation?, allRowsMetric: Double?,
      cost: Int, divergence: Divergence? = nil
    ) {
      self.batchLosses = batchLosses
      self.metrics = metrics
      self.allRows = allRows
      self.allRowsMetric = allRowsMetric
      self.cost = cost
      self.divergence = divergence
    }
  }

  /// Starts with a letter, so that no spreadsheet takes it for a number.
  package var id: String
  package var configuration: Configuration
  package var seed: UInt64
  /// Which split of the rows it was trained on.
  package var fold: Fold
  /// The updates that were made, or would have been without divergence.
  package var steps: Int
  /// The updates that the schedule counts by: more than `steps` at a rung before the last.
  package var horizon: Int
  package var status: Status
  /// The step, from 1, at which a loss or parameter was no longer finite, or nil.
  package var divergedAtStep: Int?
  /// The validation loss before the first step.
  package var untrainedLoss: Double
  /// The mean training loss over the last tenth of the steps, or nil where that is not finite.
  package var trainLoss: Double?
  /// The validation loss at the end; nil when diverged.
  package var validationLoss: Double?
  /// Accuracy for classes, R² for a number; nil when diverged.
  package var metric: Double?
  /// Those of `Metric.ofUnequalClasses`, where classes are unequal; empty when diverged.
  package var classMetrics: [Metric: Double]
  package var checkpoints: [Checkpoint]
  /// The name that a command of the user's own gives what stands as the validation loss; nil where
  /// training is built in.
  package var measure: String?
  /// What only memory keeps.
  package var detail: Detail?

  package init(
    id: String, configuration: Configuration, seed: UInt64, fold: Fold = .ordinary, steps: Int,
    status: Status,
    divergedAtStep: Int?, untrainedLoss: Double, trainLoss: Double?, validationLoss: Double?,
    metric: Double?, classMetrics: [Metric: Double] = [:], checkpoints: [Checkpoint],
    horizon: Int? = nil
  ) {
    self.id = id
    self.configuration = configuration
    self.seed = seed
    self.fold = fold
    self.steps = steps
    self.horizon = horizon ?? steps
    self.status = status
    self.divergedAtStep = divergedAtStep
    self.untrainedLoss = untrainedLoss
    self.trainLoss = trainLoss
    self.validationLoss = validationLoss
    self.metric = metric
    self.classMetrics = classMetrics
    self.checkpoints = checkpoints
  }
}

extension TrialResult {
  /// The mean loss of all batches; nil where it is not finite.
  package var meanTrainingLoss: Double? {
    let parts = zip(checkpoints, checkpoints.dropFirst()).map { before, after in
      after.trainLoss.map { $0 * Double(after.step - before.step) }
    }
    guard let end = checkpoints.last?.step, end > 0, !parts.contains(nil) else { return nil }
    return parts.compactMap(\.self).reduce(0, +) / Double(end)
  }

  package var replicate: Replicate { Replicate(seed: seed, fold: fold) }

  /// Two shares of a training that are nearer than that, as a factor, are the same rung of halving: rungs lie a
  /// factor of 2 or more apart, but steps are rounded.
  package static let rungSpread = 1.4

  /// Whether it stands before another where one of both is named as the best so far: it went further, or as
  /// far and ended lower. What ended lower after less of its training is no better.
  package func isBetter(than other: TrialResult?) -> Bool {
    guard let loss = validationLoss else { return false }
    guard let other, let otherLoss = other.validationLoss else { return true }
    let (length, otherLength) = (lengthCompared, other.lengthCompared)
    if length > Self.rungSpread * otherLength { return true }
    return Self.rungSpread * length > otherLength && loss < otherLoss
  }

  /// Its share of a whole training. Runs of a command are whole that are told to be short; all of them count in
  /// the same unit.
  private var lengthCompared: Double {
    configuration.setting.isOfCommand ? Double(steps) : Double(steps) / Double(max(1, horizon))
  }
}

/// What is known of a finished trial when it is decided what to train next.
package enum TrialOutcome: Sendable, Hashable {
  case diverged
  /// The validation loss at the end.
  case loss(Double)
}

extension TrialResult {
  /// What is decided by.
  package var outcome: TrialOutcome {
    status == .ok ? validationLoss.map { .loss($0) } ?? .diverged : .diverged
  }
}
