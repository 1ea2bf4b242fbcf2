import Glibc

/// A recorded curve made fit for the rules, and what was done to make it so.
package struct CleanedCurve: Sendable {
  /// Something that was done to the points.
  package enum Change: Sendable, Hashable {
    /// Points without a rate above zero were dropped.
    case droppedRates(Int)
    /// The points were put in the order of the rate; so many stood behind a higher one.
    case reordered(Int)
    /// Points of the same rate were merged into their mean loss.
    case merged(Int)
    /// The end of the curve was dropped: from this rate on no loss is a finite number.
    case droppedTail(Int, from: Double)
    /// The end of the curve was dropped: from this rate on no loss was recorded.
    case droppedUnrecorded(Int, from: Double)
    /// A loss far from all around it, at this rate, was set aside.
    case setAside(Int, at: Double)
    /// Points without a finite loss were dropped from the middle.
    case droppedLosses(Int)
    /// The end of the curve was dropped: before it the loss had left all that went before.
    case cutExplosion(Int, from: Double)
    /// The bias correction of Lightning's finder was undone.
    case undidLightningBias
    /// Trainings with different rates were taken as one.
    case pooled(runs: Int)
  }

  /// How the rates are spaced.
  package enum Spacing: String, Sendable, Hashable, CaseIterable {
    case exponential, linear, irregular
  }

  /// The curve that the rules read.
  package let curve: RangeTestCurve
  /// What was done, in that order.
  package let changes: [Change]
  /// The points that are left, over all trainings.
  package let pointCount: Int
  /// The points of the longest training before divergence was cut off.
  package let stepCount: Int
  package let spacing: Spacing
  /// Whether the losses were moving averages already.
  package let wasSmoothed: Bool
  /// The width over which they were smoothed, in decades of the rate; 0 where they were smooth.
  package let smoothingDecades: Double
  /// The share of the moves from point to point that go up in rate, as the curve was recorded.
  package let risingShare: Double

  /// The least points that a rule can read.
  package static let fewestPoints = 5

  /// Orders and cleans a curve.
  ///
  /// A single loss far from all around it is set aside. Losses that are not averages are smoothed over `RangeTest.smoothingDecades`, as `find` smooths
  /// its own. Where the smoothed loss has risen above both its start and `RangeTest.stopFactor`
  /// times its lowest value, and never comes lower again, the curve ends, as a range test does
  /// that stops itself.
  ///
  /// - Throws: `CurveProblem` when too little is left.
  /// - Complexity: O(n log n) in the points.
  package init(_ recorded: RecordedCurve) throws(CurveProblem) {
    let all = recorded.runs.joined()
    guard !all.isEmpty else { throw .empty }
    guard all.contains(where: { $0.hasRate }) else { throw .noPositiveRate }
    guard all.contains(where: { $0.hasRate && $0.hasLoss }) else { throw .noLoss }
    guard all.contains(where: { $0.hasRate && $0.loss.isFinite }) else { throw .noFiniteLoss }
    risingShare = recorded.risingShare

    var log = ChangeLog()
    var runs = recorded.runs.map { log.dropGaps(log.clean($0)) }.filter { !$0.isEmpty }
    if runs.count > 1, !runs.allSatisfy({ $0.sharesRates(with: runs[0]) }) {
      log.pooledRuns = runs.count
      runs = [log.merge(runs.flatMap { $0 }.sorted { $0.learningRate < $1.learningRate })]
    }
    // Several repeats outvote a loss that stands apart.
    if runs.count == 1 { runs[0] = log.setAside(runs[0], isSmoothed: recorded.isSmoothed) }
    let longest = runs.max { $0.count < $1.count } ?? []
    let rates = longest.map(\.learningRate)
    let needed = Self.fewestPoints
    if rates.count == 1, all.count >= needed { throw .oneRate(rates[0]) }
    let finite = runs.map { log.dropTail($0) }
    let most = finite.map(\.count).max() ?? 0
    guard most >= needed else { throw .tooFewPoints(most, needed: needed) }

    stepCount = most
    spacing = Spacing(rates)
    let losses = finite.map { log.undoBias($0.map(\.loss), isSmoothed: recorded.isSmoothed) }
    wasSmoothed = recorded.isSmoothed ?? losses.allSatisfy { !$0.alternates }
    let need =
      recorded.isSmoothed.map { $0 ? 0.0 : 1.0 } ?? losses.map(\.needOfSmoothing).max() ?? 0
    let width = need * RangeTest.smoothingDecades
    smoothingDecades = width
    let smoothed = zip(finite, losses).map { run, losses in
      log.cut(run.smoothed(losses, overDecades: width)) { run[$0].learningRate }
    }
    curve = RangeTestCurve(
      learningRates: rates, losses: zip(losses, smoothed).map { Array($0.prefix($1.count)) },
      smoothedLosses: smoothed)
    pointCount = smoothed.reduce(0) { $0 + $1.count }
    changes = log.changes
  }
}

extension CleanedCurve.Spacing {
  /// How much the distances may vary, as a share of their mean, and still count as even.
  private static let tolerance = 0.25

  /// - Parameter rates: Rising.
  fileprivate init(_ rates: [Double]) {
    let byLogarithm = rates.map { log10($0) }.unevenness
    let byValue = rates.unevenness
    if min(byLogarithm, byValue) > Self.tolerance {
      self = .irregular
    } else {
      self = byLogarithm <= byValue ? .exponential : .linear
    }
  }
}

extension RecordedCurve {
  /// The share of the moves from a point to the next that go up in rate.
  fileprivate var risingShare: Double {
    var (up, down) = (0, 0)
    for run in runs {
      for (point, next) in zip(run, run.dropFirst()) {
        if next.learningRate > point.learningRate { up += 1 }
        if next.learningRate < point.learningRate { down += 1 }
      }
    }
    return up + down > 0 ? Double(up) / Double(up + down) : 1
  }
}

extension RecordedCurve.Point {
  /// Whether the rate is one that a training can have.
  var hasRate: Bool { learningRate > 0 && learningRate.isFinite }
}

extension [Double] {
  /// The standard deviation of the distances between neighbours, as a share of their mean.
  fileprivate var unevenness: Double {
    let distances = zip(dropFirst(), self).map { $0 - $1 }
    let mean = distances.reduce(0, +) / Double(Swift.max(1, distances.count))
    let variance = distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(distances.count)
    return mean > 0 ? variance.squareRoot() / mean : .infinity
  }
}
