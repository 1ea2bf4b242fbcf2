import Training

/// The rates around the answer that lose little, by full trainings.
struct DecisionRange {
  /// How far, in decades, it keeps away from what diverged: other rows and weights may diverge a little lower than these
  /// did.
  private static let edgeMargin = 0.5
  /// How far it keeps away from what got out of hand.
  private static let steepMargin = DecisionPlanner.spacing
  /// A rate got out of hand where the mean loss of a run's batches is so many times that of the run's calmest rate: it
  /// may have come down in time, but with other rows it may not.
  private static let steepRise = 32.0
  /// So did one that may lose so much of what training gains.
  private static let steepRegret = DecisionScores.cap

  /// log₁₀ of the rates that were trained, from low to high.
  private let decades: [Double]
  /// log₁₀ of the answer.
  private let answer: Double
  /// What each loses against the answer.
  let estimates: [RegretEstimate]
  private let rates: SoundRates
  /// log₁₀ of the highest rate that is far enough from what diverged or got out of hand.
  private let highestClear: Double
  /// Whether a rate loses so little that the range may hold it.
  private let isGood: [Bool]
  /// The places of the lowest and highest rate that are good, or are the nearest to the answer.
  private let first: Int
  private let last: Int

  init(_ planner: DecisionPlanner, _ scores: DecisionScores) {
    let (decades, answer) = (planner.decades, scores.answer)
    let trainings = planner.usableTrainings
    self.decades = decades
    self.answer = answer
    let estimates = trainings.map { RegretEstimate(scores.differencesToAnswer($0)) }
    self.estimates = estimates
    let best = scores.decades[scores.best]
    let rates = SoundRates(diverged: SoundRates.diverged(trainings)) { decades[$0] > best }
    self.rates = rates
    let isGood = decades.indices.map {
      !rates.isOut($0) && estimates[$0].likelyMost <= Gain.tolerance
    }
    self.isGood = isGood
    let nearest =
      decades.indices.min { abs(decades[$0] - answer) < abs(decades[$1] - answer) } ?? 0
    first = (isGood[..<nearest].lastIndex(of: false) ?? -1) + 1
    last = (isGood[(nearest + 1)...].firstIndex(of: false) ?? decades.count) - 1

    // What was not trained may diverge.
    let unsound =
      last == decades.count - 1
      ? decades[last] + DecisionPlanner.spacing
      : rates.edge < decades.count ? decades[rates.edge] : .infinity
    let rises = Self.rises(trainings)
    let steep = decades.indices.first {
      decades[$0] > answer
        && (rises[$0] > Self.steepRise || estimates[$0].likelyMost > Self.steepRegret)
    }
    highestClear = min(
      unsound - Self.edgeMargin, (steep.map { decades[$0] } ?? .infinity) - Self.steepMargin)
  }

  /// How far, as a factor, the mean loss of a rate's batches lies above that of the rate with the lowest one: the
  /// largest of all runs.
  private static func rises(_ trainings: [[FullTraining]]) -> [Double] {
    let means = trainings.map { $0.map { $0.meanTrainingLoss ?? .infinity } }
    let lowest = means[0].indices.map { run in means.map { $0[run] }.min() ?? .infinity }
    return means.map { means in
      zip(means, lowest).map { $1.isFinite ? $0 / max($1, .leastNormalMagnitude) : 1 }.max() ?? 1
    }
  }

  var isReachedBelow: Bool { first > 0 }
  var isReachedAbove: Bool { last < decades.count - 1 }

  /// The place of the range's highest rate; nil where none is good, or it is too near to what diverged.
  var highest: Int? {
    (first...last).last { decades[$0] <= highestClear && isGood[$0] }
  }

  /// log₁₀ of the range's low end: where what may be lost is reached between a rate that is good and the next
  /// one, which is not, along a straight line. The loss bends upwards towards lower rates, so that the line is
  /// reached a little early. Towards higher rates it may break off between two rates, and nothing is taken for
  /// good there that was not trained.
  var lowest: Double {
    let near = estimates[first].likelyMost
    guard !rates.isOut(first) else { return answer }
    guard isReachedBelow, near <= Gain.tolerance else {
      return decades[first]
    }
    let far = estimates[first - 1].likelyMost
    return decades[first]
      + (decades[first - 1] - decades[first]) * (Gain.tolerance - near) / (far - near)
  }

  /// log₁₀ of the rates halfway between the range and the next ones, above first, where those lie so far apart: they
  /// say where the range ends to that alone. None that is too near to what diverged.
  func between(apart spacing: Double) -> [Double] {
    func middle(_ lower: Int, _ upper: Int) -> [Double] {
      let (low, high) = (decades[lower], decades[upper])
      return high - low >= spacing ? [(low + high) / 2] : []
    }
    return (isReachedAbove ? middle(last, last + 1).filter { $0 <= highestClear } : [])
      + (isReachedBelow ? middle(first - 1, first) : [])
  }

  /// The place of the lowest rate from which all higher ones diverged in a run; nil where the
  /// highest did not.
  var edge: Int? {
    guard rates.diverged.last == true else { return nil }
    return (rates.diverged.lastIndex(of: false) ?? -1) + 1
  }

  /// The place of the highest rate that is not out.
  var highestSound: Int? { decades.indices.last { !rates.isOut($0) } }
}
