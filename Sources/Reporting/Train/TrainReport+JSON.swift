import Experiment
import Running
import Tabular
import Training

extension TrainReport {
  /// The outcome as one JSON object.
  package var json: String { JSONText.encode(TrainDocument(self)) }
}

/// The fields of the JSON object.
private struct TrainDocument: Encodable {
  struct Run: Encodable {
    var seed: UInt64
    /// Which fold of the rows it was trained on; 0 without folds.
    var fold: Int
    var status: String
    var divergedAtStep: Int?
    var validationLoss: Double?
    var metric: Double?
    /// Where classes are unequal, by name.
    var classMetrics: [String: Double]?
    /// The same on all validation rows, where the others are of a part of them.
    var allRowsValidationLoss: Double?
    var allRowsMetric: Double?
    var advice: [String]
  }

  var learningRate: Double
  var schedule: String
  var optimizer: String
  var weightDecay: Double
  var steps: Int
  var metric: String
  /// The validation rows that losses and metrics are of.
  var evaluatedRows: Int
  var runs: [Run]
  var data: DataDocument

  init(_ report: TrainReport) {
    let configuration = report.plan.configuration
    learningRate = configuration.learningRate
    schedule = configuration.schedule.description
    optimizer = configuration.optimizer.specification
    weightDecay = configuration.weightDecay
    steps = report.plan.steps
    metric = report.dataset.loss.metric.rawValue
    data = DataDocument(report.dataset)
    evaluatedRows = report.dataset.checkpointRows.count
    runs = report.runs.map { run in
      let (end, allRows) = (run.end, run.detail?.allRows)
      return Run(
        seed: run.seed, fold: run.fold.index, status: run.status.rawValue,
        divergedAtStep: run.divergedAtStep,
        validationLoss: end?.loss, metric: end?.metric,
        classMetrics: run.classMetrics.byName,
        allRowsValidationLoss: allRows?.loss.ifFinite,
        allRowsMetric: run.detail?.allRowsMetric, advice: report.advice(on: run).map(\.text))
    }
  }
}
