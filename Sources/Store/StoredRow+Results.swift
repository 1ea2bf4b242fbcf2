import Experiment
import Training

extension StoredRow {
  /// What a trial gave; the status is nil where it is not finished.
  struct Outcome {
    var status: TrialResult.Status?
    var divergedAtStep: Int?
    var untrainedLoss: Double
    var trainLoss: Double?
    var validationLoss: Double?
    var metric: Double?
    var classMetrics: [Metric: Double] = [:]
  }

  /// The columns of a trial's result.
  static let resultColumns =
    ["status", "diverged_at_step", "untrained_loss", "train_loss", "validation_loss", "metric"]
    + Metric.ofUnequalClasses.map(\.rawValue)

  /// Reads the columns of a trial's result, `resultColumns`.
  ///
  /// - Parameter first: The first of them.
  /// - Returns: The values.
  /// - Throws: `StoreError.damaged`.
  @discardableResult
  func checkResult(from first: Int) throws(StoreError) -> Outcome {
    let status: TrialResult.Status? = isNull(first) ? nil : try word(first)
    var classMetrics: [Metric: Double] = [:]
    for (place, metric) in Metric.ofUnequalClasses.enumerated() {
      classMetrics[metric] = try realIfAny(first + 6 + place, .loss)
    }
    return Outcome(
      status: status, divergedAtStep: try wholeIfAny(first + 1, .steps),
      untrainedLoss: try anyRealIfAny(first + 2) ?? .nan,
      trainLoss: try realIfAny(first + 3, .loss),
      validationLoss: try realIfAny(first + 4, .loss), metric: try realIfAny(first + 5, .loss),
      classMetrics: classMetrics)
  }
}

extension Fold {
  /// Reads the two columns of a fold.
  init(_ row: StoredRow, from first: Int) throws(StoreError) {
    let count = try row.whole(first + 1, .foldCount)
    self.init(try row.whole(first, .fold(of: count)), of: count)
  }
}

extension TrialResult.Checkpoint {
  /// Reads the four columns of a point of a curve.
  init(_ row: StoredRow, from first: Int) throws(StoreError) {
    self.init(
      step: try row.whole(first, .updates), learningRate: try row.real(first + 1, .movedRate),
      trainLoss: try row.realIfAny(first + 2, .loss),
      validationLoss: try row.realIfAny(first + 3, .loss))
  }
}

extension TrainingTiming {
  /// Reads the three columns of a time.
  init(_ row: StoredRow, from first: Int) throws(StoreError) {
    self.init(
      seconds: try row.real(first, .seconds), worker: try row.whole(first + 1, .worker),
      host: try row.text(first + 2))
  }
}
