import Glibc

/// A published rule that reads a learning rate off the curve of a range test.
///
/// The curve is first put on a fixed grid of the logarithm of the rate, so that no rule depends on
/// how many steps the test took.
package enum PublishedRule: String, Sendable, Hashable, CaseIterable {
  /// The middle of the longest valley (fastai's default): the middle element of the longest
  /// decreasing subsequence of the losses. Its elements need not be neighbours in the curve, so
  /// neither the middle between its ends will do (a plateau before the descent would pull it
  /// down), nor counting its length back from its end (which may leave the curve). Each element
  /// lies clearly lower than the one before: a smooth curve falls along its flat beginning too, by
  /// next to nothing at each point, and would be read the lower the lower it begins.
  case valley
  /// Slides an interval down from the highest rate until the slopes at its ends agree (Novetta's
  /// rule, as in fastai), and takes its lower end.
  case slide
  /// Where the loss falls most steeply over the logarithm of the rate.
  case steepest
  /// A tenth of the rate with the lowest loss.
  case minimumOverTen = "minimum_over_10"

  /// What the rule reads off a curve.
  ///
  /// - Returns: A rate, or nil where the curve never falls, or holds too little to tell.
  package func learningRate(for curve: RangeTestCurve) -> Double? {
    guard let grid = DecadeGrid(curve) else { return nil }
    let position: Double? =
      switch self {
      case .valley: grid.valley
      case .slide: grid.slide
      case .steepest: grid.steepest
      case .minimumOverTen: grid.minimum.map { Double($0) - 1 / DecadeGrid.spacing }
      }
    return position.map { LearningRate.atDecade(grid.origin + $0 * DecadeGrid.spacing) }
  }
}

/// A curve's mean losses, interpolated at even distances of log₁₀ of the rate.
struct DecadeGrid {
  /// The distance of two points in decades: what a hundred steps over eight decades have.
  static let spacing = 0.08
  /// The slide rule's interval in points: fastai's 15, which is 1.2 decades.
  static let slideInterval = 15
  /// The slide rule's tolerance, as a share of the curve's first loss: fastai's 0.005 of a loss.
  static let slideTolerance = 0.005
  /// The share of the curve at its start in which neither a minimum nor a slope counts: there the
  /// average is over a few losses and its noise the largest of all. fastai's share.
  static let unsettledShare = 0.1
  /// The height of a curve, as a share of its losses, that is nothing but rounding.
  static let rounding = 1e-9
  /// The least points that a rule can read.
  static let fewestPoints = 5
  /// How much lower an element of the valley has to lie at least than the one before, as a share of
  /// the curve's fall.
  static let leastFall = 0.005
  /// How much lower is always enough.
  static let clearFall = 0.1
  /// Between recorded rates further apart than so many decades nothing is known.
  static let widestStep = 0.5

  /// log₁₀ of the first point's rate.
  let origin: Double
  let losses: [Double]
  /// Whether a point lies at a recorded rate, or between two that are close together.
  let isRecorded: [Bool]

  init?(_ curve: RangeTestCurve) {
    let decades = curve.learningRates.prefix(curve.meanLosses.count).map { log10($0) }
    guard let first = decades.first, let last = decades.last, last > first else { return nil }
    origin = first
    var segment = 0
    var isRecorded: [Bool] = []
    // A curve over a whole number of spacings reaches its last point, whatever the last bits are.
    losses = (0...Int((last - first) / Self.spacing + 1e-6)).map { point in
      let x = first + Double(point) * Self.spacing
      while segment + 2 < decades.count, decades[segment + 1] < x { segment += 1 }
      let step = decades[segment + 1] - decades[segment]
      let share = (x - decades[segment]) / step
      let nearest = min(x - decades[segment], decades[segment + 1] - x)
      isRecorded.append(step <= Self.widestStep || nearest <= Self.spacing / 2)
      let (left, right) = (curve.meanLosses[segment], curve.meanLosses[segment + 1])
      return left + (right - left) * min(1, share)
    }
    self.isRecorded = isRecorded
    guard losses.count >= Self.fewestPoints,
      let low = losses.min(), let high = losses.max(),
      high - low > Self.rounding * max(abs(low), abs(high))
    else { return nil }
  }

  /// The first point at which the average has settled.
  private var settled: Int { Int(Double(losses.count) * Self.unsettledShare) }

  /// The lowest settled point, unless that is the first: then the loss never fell.
  var minimum: Int? {
    let lowest = losses.indices[settled...].min { losses[$0] < losses[$1] }
    return lowest.flatMap { $0 == settled ? nil : $0 }
  }

  /// The middle of the longest decreasing subsequence; among equally long ones, of the deepest.
  ///
  /// Of an even number of elements it is the middle between the two in the middle.
  var valley: Double? {
    let fall = max(0, CurveShape(losses).fall)
    let leastFall = min(max(Self.leastFall * fall, roughness), Self.clearFall * fall)
    var length = losses.map { _ in 1 }
    var start = Array(losses.indices)
    var previous = Array(losses.indices)
    for end in losses.indices where isRecorded[end] {
      for before in 0..<end
      where isRecorded[before] && losses[before] - losses[end] > leastFall {
        let isLonger = length[before] + 1 > length[end]
        let isDeeper =
          length[before] + 1 == length[end] && losses[start[before]] > losses[start[end]]
        guard isLonger || isDeeper else { continue }
        length[end] = length[before] + 1
        start[end] = start[before]
        previous[end] = before
      }
    }
    let best = losses.indices.max {
      (length[$0], losses[start[$0]] - losses[$0]) < (length[$1], losses[start[$1]] - losses[$1])
    }
    guard var element = best, length[element] > 1 else { return nil }
    let count = length[element]
    for _ in 0..<(count - 1) / 2 { element = previous[element] }
    let lower = count.isMultiple(of: 2) ? previous[element] : element
    return Double(lower + element) / 2
  }

  /// By how much a point typically lies off the line through its neighbours, on the way to the
  /// minimum or in the first half, doubled: less than that is no descent.
  private var roughness: Double {
    let lowest = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    let way = losses.prefix(max(lowest + 1, losses.count / 2))
    let bends = zip(way, zip(way.dropFirst(), way.dropFirst(2))).map { left, others in
      abs(left - 2 * others.0 + others.1)
    }
    return bends.isEmpty ? 0 : bends.sorted()[bends.count / 2]
  }

  /// The slope at a point, per point: central differences, one-sided at the ends.
  private func slope(at point: Int) -> Double {
    let (left, right) = (max(0, point - 1), min(losses.count - 1, point + 1))
    return (losses[right] - losses[left]) / Double(right - left)
  }

  /// The steepest settled descent before the minimum.
  var steepest: Double? {
    minimum.flatMap { minimum in
      (settled...minimum).min { slope(at: $0) < slope(at: $1) }.map(Double.init)
    }
  }

  /// The lower end of the highest interval whose ends' slopes agree.
  var slide: Double? {
    guard minimum != nil, losses.count > Self.slideInterval else { return nil }
    let tolerance = Self.slideTolerance * abs(losses[0])
    var right = losses.count - 1
    var left = right - Self.slideInterval
    while left > 0, abs(slope(at: right) - slope(at: left)) > tolerance {
      right -= 1
      left -= 1
    }
    return Double(left)
  }
}
