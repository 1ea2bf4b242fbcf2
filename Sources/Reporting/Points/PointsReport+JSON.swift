import Statistics

/// What the JSON object of one of several points says besides what `find` says of one alone.
struct RankingDocument: Encodable {
  var rank: Int
  var steps: Int
  var epochs: Double
  var seeds: Int
  var divergedSeeds: Int
  var validationLoss: NullableNumber
  var standardError: NullableNumber
  /// The 95 % interval of the loss over seeds.
  var validationLossLow: NullableNumber
  var validationLossHigh: NullableNumber
  /// Accuracy for classes, R² for a number.
  var metric: NullableNumber
  /// Where classes are unequal, by name.
  var classMetrics: [String: Double]?
  var difference: NullableNumber
  var differenceLow: NullableNumber
  var differenceHigh: NullableNumber
  var distinguishable: Bool?
  /// The steps that were spent on this point and no earlier one.
  var costSteps: Int
  var comparisonSteps: Int

  init(_ row: PointComparison.Row) {
    rank = row.rank
    steps = row.point.steps
    epochs = row.point.epochs
    seeds = row.replicateCount
    divergedSeeds = row.divergedCount
    validationLoss = NullableNumber(row.loss?.mean)
    standardError = NullableNumber(row.loss?.standardError)
    validationLossLow = NullableNumber(row.loss?.low)
    validationLossHigh = NullableNumber(row.loss?.high)
    metric = NullableNumber(row.metric)
    classMetrics = row.classMetrics.byName
    difference = NullableNumber(row.comparison?.difference)
    differenceLow = NullableNumber(row.comparison?.low)
    differenceHigh = NullableNumber(row.comparison?.high)
    distinguishable = row.comparison?.isDistinguishable
    costSteps = row.cost
    comparisonSteps = row.comparisonSteps
  }
}

extension FindReport {
  /// Several answers as one JSON list: the object of each, and how it ranks among them.
  ///
  /// - Parameter ranked: The answers with their rows, best first.
  /// - Returns: The text, without a newline at its end.
  package static func json(of ranked: [(report: FindReport, row: PointComparison.Row)]) -> String {
    JSONText.encode(
      ranked.map { FindDocument($0.report, ranking: RankingDocument($0.row)) })
  }
}
