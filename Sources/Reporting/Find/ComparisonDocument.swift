import Statistics
import Training

/// The comparison of the user's rates as it stands in JSON.
struct ComparisonDocument: Encodable {
  struct Rate: Encodable {
    var learningRate: Double
    var isRecommended: Bool
    var divergedSeeds: Int
    var validationLoss: NullableNumber
    var metric: NullableNumber
    /// Where classes are unequal, by name.
    var classMetrics: [String: NullableNumber]?
    var difference: Difference?
  }

  /// The rate's loss less the recommended one's, over the trainings with which neither diverged.
  struct Difference: Encodable {
    var seeds: Int
    var mean: Double
    var low: NullableNumber
    var high: NullableNumber
    var verdict: String
    var reachedAtStep: Int?
  }

  /// Of each training; equal where they are of different folds.
  var seeds: [UInt64]
  /// Which fold of the rows each is of; nil without folds.
  var folds: [Int]?
  var metric: String
  var costSteps: Int
  var rates: [Rate]

  init(_ comparison: RateComparison, metric: Metric) {
    seeds = comparison.replicates.map(\.seed)
    folds = comparison.foldCount > 1 ? comparison.replicates.map(\.fold.index) : nil
    self.metric = metric.rawValue
    costSteps = comparison.cost
    rates = comparison.rates.enumerated().map { index, rate in
      Rate(
        learningRate: rate.learningRate, isRecommended: index == 0,
        divergedSeeds: rate.divergedCount, validationLoss: NullableNumber(rate.loss),
        metric: NullableNumber(rate.metric),
        classMetrics: comparison.classMetrics.isEmpty
          ? nil
          : Dictionary(
            uniqueKeysWithValues: comparison.classMetrics.map {
              ($0.rawValue, NullableNumber(rate.mean(of: $0)))
            }),
        difference: index == 0 ? nil : comparison.pair(of: rate).map(Difference.init))
    }
  }
}

extension ComparisonDocument.Difference {
  init(_ pair: RatePair) {
    self.init(
      seeds: pair.replicateCount, mean: pair.difference.mean,
      low: NullableNumber(pair.difference.low),
      high: NullableNumber(pair.difference.high), verdict: pair.verdict.rawValue,
      reachedAtStep: pair.reachedAt)
  }
}
