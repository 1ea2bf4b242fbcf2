import Sweep
import Tuning

extension PointsReport {
  /// The answer of a sweep of kind `find` as one JSON object. Fields are only ever added from version
  /// to version; those of a point are named and meant as the columns of `recommendations.csv`.
  ///
  /// - Parameters:
  ///   - standing: Where the sweep stands.
  ///   - dataName: The file that the data was read from.
  ///   - version: The program's.
  /// - Returns: The text, without a newline at its end.
  package func json(
    _ standing: SweepReport.Standing, dataName: String, version: String
  ) -> String {
    JSONText.encode(
      PointsDocument(self, standing: standing, dataName: dataName, version: version))
  }
}

/// The fields of the JSON object.
private struct PointsDocument: Encodable {
  var folder: String
  var state: SweepReport.Standing.State
  var writer: Nullable<String>
  var found: Int
  var planned: Int
  var done: Int
  var total: Int
  var diverged: Int
  var beyondPlan: Int
  var pointsBeyondPlan: Int
  var data: String
  var loss: String
  var metric: String
  /// The best first.
  var points: [PointDocument]
  var files: [String]
  var version: String

  init(
    _ report: PointsReport, standing: SweepReport.Standing, dataName: String, version: String
  ) {
    folder = standing.folder
    state = standing.state
    writer = Nullable(standing.writer)
    (found, planned) = (report.comparison.rows.count, report.plannedPoints)
    (done, total) = (standing.counts.done, standing.counts.total)
    diverged = standing.counts.diverged
    beyondPlan = standing.counts.beyondPlan
    pointsBeyondPlan = report.pointsBeyondPlan.count
    data = dataName
    loss = report.isClassification ? "cross_entropy" : "mse_standardised"
    metric = report.isClassification ? "accuracy" : "r2"
    points = report.comparison.rows.map { PointDocument($0, advice: report.advice) }
    files = standing.files
    self.version = version
  }
}

/// A point, what was found for it, and how it compares.
private struct PointDocument: Encodable {
  var point: String
  var search: String
  var schedule: String
  var optimizer: String
  var weightDecay: Double
  var batchSize: Int
  var hidden: [Int]
  var activation: Nullable<String>
  var learningRate: Double
  var steps: Int
  var epochs: Double
  var low: Double
  var high: Double
  var confident: Bool
  var divergenceLearningRate: NullableNumber
  var constantLearningRate: Double
  var doubts: [String]
  var advice: [String]
  var rank: Int
  var n: Int
  var divergedShare: NullableNumber
  var mean: NullableNumber
  var standardError: NullableNumber
  var meanLow: NullableNumber
  var meanHigh: NullableNumber
  var meanMetric: NullableNumber
  var difference: NullableNumber
  var differenceLow: NullableNumber
  var differenceHigh: NullableNumber
  var distinguishable: Nullable<Bool>
  var searchSteps: Int
  var costSteps: Int

  init(_ row: PointComparison.Row, advice words: (Doubt) -> String) {
    let (setting, recommendation) = (row.point.setting, row.point.recommendation)
    point = row.point.id
    search = row.point.search
    schedule = setting.schedule.description
    optimizer = setting.optimizer.specification
    weightDecay = setting.weightDecay
    batchSize = setting.batchSize
    hidden = setting.model.hidden
    activation = Nullable(setting.model.hiddenActivation?.rawValue)
    learningRate = recommendation.learningRate
    steps = row.point.steps
    epochs = row.point.epochs
    low = recommendation.low
    high = recommendation.high
    confident = recommendation.isConfident
    divergenceLearningRate = NullableNumber(recommendation.divergenceLearningRate)
    constantLearningRate = recommendation.constantLearningRate
    doubts = recommendation.doubts.map(\.name)
    advice = recommendation.doubts.map(words)
    rank = row.rank
    n = row.seedCount
    divergedShare = NullableNumber(
      row.seedCount > 0 ? Double(row.divergedCount) / Double(row.seedCount) : nil)
    mean = NullableNumber(row.loss?.mean)
    standardError = NullableNumber(row.loss?.standardError)
    meanLow = NullableNumber(row.loss?.low)
    meanHigh = NullableNumber(row.loss?.high)
    meanMetric = NullableNumber(row.metric)
    difference = NullableNumber(row.comparison?.difference)
    differenceLow = NullableNumber(row.comparison?.low)
    differenceHigh = NullableNumber(row.comparison?.high)
    distinguishable = Nullable(row.comparison?.isDistinguishable)
    searchSteps = row.point.searchSteps
    costSteps = row.cost
  }
}
