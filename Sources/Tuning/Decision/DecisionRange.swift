/// The rates around the answer that lose little, by full trainings.
struct DecisionRange {
  /// How far, in decades, it keeps away from what diverged: other rows and weights may diverge a little lower than these
  /// did.
  private static let edgeMargin = 0.5

  /// log₁₀ of the rates that were trained, from low to high.
  private let decades: [Double]
  /// What each loses against the answer.
  let estimates: [RegretEstimate]
  private let diverged: [Bool]
  /// Whether a rate is out: it, or a lower one that is above the best, diverged in a run.
  private let isOut: [Bool]
  /// log₁₀ of the highest rate that is far enough from what diverged.
  private let highestClear: Double
  /// The places of the lowest and highest rate that are good.
  private let first: Int
  private let last: Int

  init(_ planner: DecisionPlanner, _ scores: DecisionScores) {
    let (decades, answer) = (planner.decades, scores.answer)
    self.decades = decades
    let estimates = planner.trainings.map { RegretEstimate(scores.differencesToAnswer($0)) }
    self.estimates = estimates
    let diverged = planner.trainings.map { $0.contains { $0.loss == nil } }
    self.diverged = diverged
    let best = scores.decades[scores.best]
    let edge = decades.indices.first { decades[$0] > best && diverged[$0] } ?? decades.count
    let isOut = decades.indices.map { diverged[$0] || $0 >= edge }
    self.isOut = isOut
    highestClear = (edge < decades.count ? decades[edge] : .infinity) - Self.edgeMargin
    let isGood = decades.indices.map {
      !isOut[$0] && estimates[$0].likelyMost <= Decision.rangeRegret
    }
    let nearest =
      decades.indices.min { abs(decades[$0] - answer) < abs(decades[$1] - answer) } ?? 0
    first = (isGood[..<nearest].lastIndex(of: false) ?? -1) + 1
    last = (isGood[(nearest + 1)...].firstIndex(of: false) ?? decades.count) - 1
  }

  var isReachedBelow: Bool { first > 0 }
  var isReachedAbove: Bool { last < decades.count - 1 }

  /// The place of the range's highest rate; nil where it and all below it are out.
  var highest: Int? {
    let highest = (first...last).last { decades[$0] <= highestClear } ?? first
    return isOut[highest] ? nil : highest
  }

  /// log₁₀ of the range's low end: where what may be lost is reached between a rate that is good and the next
  /// one, which is not, along a straight line. The loss bends upwards towards lower rates, so that the line is
  /// reached a little early. Towards higher rates it may break off between two rates, and nothing is taken for
  /// good there that was not trained.
  var lowest: Double {
    let near = estimates[first].likelyMost
    guard isReachedBelow, !isOut[first], near <= Decision.rangeRegret else { return decades[first] }
    let far = estimates[first - 1].likelyMost
    return decades[first]
      + (decades[first - 1] - decades[first]) * (Decision.rangeRegret - near) / (far - near)
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
    guard diverged.last == true else { return nil }
    return (diverged.lastIndex(of: false) ?? -1) + 1
  }

  /// The place of the highest rate that is not out.
  var highestSound: Int? { isOut.lastIndex(of: false) }
}
