import Sweep
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
    var status: String
    var divergedAtStep: Int?
    var validationLoss: Double?
    var metric: Double?
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

  init(_ report: TrainReport) {
    learningRate = report.plan.lane.learningRate
    schedule = report.plan.schedule.description
    optimizer = report.plan.settings.optimizer.specification
    weightDecay = report.plan.lane.weightDecay
    steps = report.plan.steps
    metric = report.dataset.isClassification ? "accuracy" : "r2"
    evaluatedRows = report.dataset.checkpointRows.count
    runs = report.runs.map { run in
      let points = report.points(of: run)
      let end = run.result.divergedAt == nil ? points.last : nil
      return Run(
        seed: run.seed, status: report.hasDiverged(run) ? "diverged" : "ok",
        divergedAtStep: run.result.divergedAt.map { $0 + 1 },
        validationLoss: end?.validationLoss, metric: end?.metric,
        allRowsValidationLoss: run.allRows?.loss.ifFinite,
        allRowsMetric: run.allRows.flatMap {
          report.dataset.metric(of: $0, on: report.dataset.validationRows)
        }, advice: report.advice(on: run).map(\.text))
    }
  }
}
