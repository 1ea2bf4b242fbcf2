extension Verdict {
  /// Two sizes that differ by less than this share are taken as the same swing.
  private static let sameSwing = 1e-9
  /// How much, as a share, the range of an irregular walk must change to be taken as a trend.
  private static let irregularTrend = 1e-3
  /// The speed of an approach to a minimum falls with at most this power of the distance (a step is
  /// η·f′, and f′ has degree 49 at most); what falls faster is an approach to a cycle.
  private static let steepestApproach = Double(Polynomial.highestDegree)
  /// A first step this near to the minimum, as a share of the distance, has landed on it.
  private static let landing = 1e-12

  init(_ seen: PathObserver, descent: Descent, learningRate: Double) {
    if let rest = Self.atRest(descent) {
      self = rest
    } else if let gap = seen.gap {
      self = .leavesDomain(step: seen.stepsMade, x: seen.recent.last ?? descent.start, gap: gap)
    } else if let breakdown = seen.breakdown {
      self = Self.afterBreakdown(breakdown, seen, descent)
    } else if let verdict = Self.hardlyMoving(seen, descent) {
      self = verdict
    } else if let stay = seen.settled ?? seen.stay, !seen.isLateVisit {
      self = Self.settled(stay, seen, descent)
    } else if Self.escapes(seen, descent) {
      self = .fallsWithoutBound(step: nil)
    } else {
      self = Self.underway(seen, descent, learningRate)
    }
  }

  /// It goes one way, but not a visible part of it, and no minimum lies ahead, to which a way that
  /// is too long is another matter.
  private static func hardlyMoving(_ seen: PathObserver, _ descent: Descent) -> Verdict? {
    guard seen.farthest < seen.visibleMove, seen.quarters.count == 4, let last = seen.recent.last,
      seen.quarters.allSatisfy({ $0.turns == 0 })
    else { return nil }
    let isPulled = descent.weightDecay != 0 && descent.optimizer.traits.isDecayDecoupled
    let direction =
      last != descent.start ? last - descent.start : -descent.landscape.slope(at: last)
    let ahead = descent.landscape.next(from: descent.start, side: direction > 0 ? 1 : -1)
    guard !isPulled, ahead?.kind != .minimum else { return nil }
    guard last != descent.start else { return .stuck(x: last) }
    let steps =
      seen.firstVisibleStep.map { StepsNeeded.counted($0) }
      ?? StepEstimate.fromMoves(
        seen.quarters.map { abs($0.last - descent.start) }, to: seen.visibleMove,
        made: seen.stepsMade)
    return .hardlyMoves(towards: ahead, steps: steps, distance: seen.visibleMove)
  }

  /// There is nothing to descend.
  private static func atRest(_ descent: Descent) -> Verdict? {
    let landscape = descent.landscape
    let isPulled =
      descent.optimizer.traits.isDecayDecoupled && descent.weightDecay != 0 && descent.start != 0
    if landscape.isConstant { return .flat }
    guard !isPulled else { return nil }
    guard let point = landscape.nearest(to: descent.start) else { return nil }
    // Those of a curve that is no polynomial are never found to the last bit.
    let isMinimum =
      (point.kind == .minimum || landscape.window != nil)
      && abs(point.x - descent.start) <= 4 * descent.start.ulp
    guard isMinimum || landscape.slope(at: descent.start) == 0 else { return nil }
    return .startsAtRest(point)
  }

  private static func afterBreakdown(
    _ breakdown: PathObserver.Breakdown, _ seen: PathObserver, _ descent: Descent
  ) -> Verdict {
    if breakdown == .undefined { return .breaksDown(step: seen.stepsMade, .undefined) }
    if escapes(seen, descent) { return .fallsWithoutBound(step: seen.stepsMade) }
    let reference = descent.landscape.nearest(to: descent.start)?.x ?? 0
    let last = seen.recent.last ?? descent.start
    let isFarther = abs(last - reference) > 2 * abs(descent.start - reference)
    // Where the very first update overflows, its size tells nothing else.
    let isSlopeTooSteep = descent.optimizer.traits.stabilityFactor != nil
    return isFarther || isSlopeTooSteep
      ? .diverges(step: seen.stepsMade) : .breaksDown(step: seen.stepsMade, .overflow)
  }

  /// Whether it is beyond all stationary points, on a side without a lowest value, going outwards.
  private static func escapes(_ seen: PathObserver, _ descent: Descent) -> Bool {
    let points = descent.landscape.stationaryPoints
    let last = seen.recent.last ?? descent.start
    let before = seen.recent.dropLast().last ?? descent.start
    // A very first step that overflows goes where the slope falls.
    let direction =
      seen.recent.isEmpty ? -descent.landscape.slope(at: last) : last - before
    guard direction != 0 else { return false }
    let side = direction > 0 ? 1 : -1
    let isOutside =
      points.isEmpty || (side > 0 ? last > (points.last?.x ?? 0) : last < (points.first?.x ?? 0))
    return isOutside && descent.landscape.fallsWithoutBound(side: side)
  }

  private static func settled(
    _ stay: PathObserver.Stay, _ seen: PathObserver, _ descent: Descent
  ) -> Verdict {
    let point = stay.point
    guard point.kind == .minimum else { return .stalls(at: point) }
    let tolerance = seen.tolerance(at: point)
    let crossings = seen.path.prefix(stay.since + 1).crossings(of: point.x)
    guard stay.since <= descent.steps else {
      return .tooSlow(
        to: point, steps: .counted(stay.since), distance: tolerance, crossings: crossings)
    }
    let hasLanded =
      stay.since == 1
      && abs(seen.path[1] - point.x) <= max(landing * abs(descent.start - point.x), 4 * point.x.ulp)
    return .converges(
      to: point, steps: stay.since, distance: hasLanded ? 0 : tolerance, crossings: crossings)
  }

  /// What is going on at the end, when it has neither settled nor left.
  private static func underway(
    _ seen: PathObserver, _ descent: Descent, _ learningRate: Double
  ) -> Verdict {
    let quarters = seen.quarters
    guard let last = seen.recent.last else { return .stuck(x: descent.start) }
    let isOneWay = quarters[2].turns + quarters[3].turns <= 1
    return isOneWay
      ? creeping(to: last, seen, descent, learningRate) : swinging(seen, descent)
  }

  /// It goes one way, ever slower or too slowly.
  private static func creeping(
    to last: Double, _ seen: PathObserver, _ descent: Descent, _ learningRate: Double
  ) -> Verdict {
    let quarters = seen.quarters
    let landscape = descent.landscape
    if landscape.window != nil, landscape.slope(at: last) == 0 { return .restsOnPlateau(x: last) }
    // With no movement in sight, the slope says where it would go.
    let earlier = last != quarters[2].last ? quarters[2].last : quarters[0].last
    let moved = last == earlier ? -landscape.slope(at: last) : last - earlier
    let side = moved > 0 ? 1 : -1
    let isPulled = descent.weightDecay != 0 && descent.optimizer.traits.isDecayDecoupled
    guard let point = landscape.next(from: last, side: side) else {
      if isPulled, last != descent.start { return .restsElsewhere(x: last) }
      if last == earlier { return .stuck(x: last) }
      switch landscape.outlook(side: side) {
      case .fallsWithoutBound: return .fallsWithoutBound(step: nil)
      case .levelsOff(let level): return .goesOn(level: level)
      case .other: return landscape.window == nil ? .diverges(step: nil) : .goesOn(level: nil)
      }
    }
    let distances = quarters.map { abs($0.last - point.x) }
    let speeds = (2...3).map { distances[$0 - 1] - distances[$0] }
    if isPulled, last != descent.start, speeds[1] <= 0.9 * speeds[0],
      distances[3] > 0.99 * distances[2]
    {
      return .restsElsewhere(x: last)
    }
    guard point.kind == .minimum else { return .stalls(at: point) }
    let tolerance = seen.tolerance(at: point)
    let needed: StepsNeeded
    if let factor = descent.optimizer.traits.longRunFactor {
      needed = StepEstimate.alongSlope(
        landscape.slope(at:), from: last, to: point.x, within: tolerance,
        rate: learningRate * factor, made: seen.stepsMade)
    } else {
      needed = StepEstimate.fromProgress(
        start: abs(descent.start - point.x), distances: distances, within: tolerance,
        made: seen.stepsMade)
    }
    return .tooSlow(to: point, steps: needed, distance: tolerance, crossings: 0)
  }

  /// It goes to and fro.
  private static func swinging(_ seen: PathObserver, _ descent: Descent) -> Verdict {
    let quarters = seen.quarters
    let low = min(quarters[2].low, quarters[3].low)
    let high = max(quarters[2].high, quarters[3].high)
    let swings = quarters.map { $0.high - $0.low }
    let trend = swings[3] / swings[2] - 1
    let period = seen.recent.period(swing: swings[3])
    let threshold = period == nil ? irregularTrend : sameSwing
    // An optimizer that divides by the slope's size neither lets a swing grow for ever nor shrinks
    // it more slowly than was looked at.
    let isLinear = descent.optimizer.traits.stabilityFactor != nil
    // A curve that is no parabola stops a swing from growing.
    let isParabola = descent.landscape.curve.polynomial?.degree == 2
    if trend > threshold, isParabola, isLinear { return .diverges(step: nil) }
    let sizes = swings.dropFirst().map { $0 / 2 }
    let isShrinking =
      trend < -threshold && isLinear && StepEstimate.exponent(of: sizes) < steepestApproach
    let minima = descent.landscape.stationaryPoints.filter { $0.kind == .minimum }
    let inside = minima.filter { (low...high).contains($0.x) }
    guard isShrinking, inside.count == 1, let point = inside.first else {
      return .bounces(low: low, high: high, period: period)
    }
    let tolerance = seen.tolerance(at: point)
    return .tooSlow(
      to: point,
      steps: StepEstimate.fromDistances(
        sizes, within: tolerance, made: seen.stepsMade),
      distance: tolerance, crossings: seen.path[...].crossings(of: point.x))
  }
}

extension ArraySlice<Double> {
  /// How often the numbers change from one side of a place to the other.
  fileprivate func crossings(of place: Double) -> Int {
    var (count, side) = (0, 0.0)
    for x in self where x != place {
      let current = x > place ? 1.0 : -1
      if current * side < 0 { count += 1 }
      side = current
    }
    return count
  }
}

extension [Double] {
  /// The number of steps after which the last numbers come again.
  ///
  /// - Parameter swing: The size of the swing; numbers that differ by a millionth of it are the
  ///   same.
  /// - Returns: The smallest such number from 2, or nil.
  fileprivate func period(swing: Double) -> Int? {
    let longest = Swift.min(PathObserver.longestPeriod, count / 2)
    guard longest > 1 else { return nil }
    return (2...longest).first { period in
      suffix(longest).indices.allSatisfy { abs(self[$0] - self[$0 - period]) <= 1e-6 * swing }
    }
  }
}
