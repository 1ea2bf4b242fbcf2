extension PlaneVerdict {
  init(_ seen: PlaneObserver) {
    let descent = seen.descent
    let surface = descent.surface
    let gradient = surface.gradient(at: descent.start)
    let isPulled = descent.optimizer.traits.isDecayDecoupled && descent.weightDecay != 0
    if surface.isConstant {
      self = .flat
    } else if gradient == PlanePoint(0, 0), !isPulled {
      self = .startsAtRest(surface.point(at: descent.start, size: 1))
    } else {
      self = Self.ended(seen) ?? Self.underway(seen)
    }
  }

  /// Where a step could not be computed, or led out.
  private static func ended(_ seen: PlaneObserver) -> PlaneVerdict? {
    switch seen.ending {
    case .left(let place, let gap): return .leavesDomain(step: seen.made, place: place, gap: gap)
    case .undefined: return .breaksDown(step: seen.made)
    case .overflow:
      let surface = seen.descent.surface
      // The last values may have overflowed themselves.
      let value = seen.path.reversed().lazy.map { surface.value(at: $0) }.first(where: \.isFinite)
      let isLower = (value ?? .infinity) < surface.value(at: seen.descent.start)
      return isLower ? .fallsWithoutBound(step: seen.made) : .diverges(step: seen.made)
    case .still, nil: return nil
    }
  }

  private static func underway(_ seen: PlaneObserver) -> PlaneVerdict {
    let descent = seen.descent
    let nearest = seen.stationaryPoints.min {
      $0.place.distance(to: seen.last) < $1.place.distance(to: seen.last)
    }
    let mayLeave = descent.optimizer.traits.stabilityFactor == nil
    if let point = nearest,
      mayLeave || seen.last.distance(to: point.place) <= seen.tolerance(at: point),
      let (since, leavesAfter) = seen.settling(at: point)
    {
      guard point.kind == .minimum else { return .stalls(at: point) }
      let distance = seen.tolerance(at: point)
      return since <= descent.steps
        ? .converges(to: point, steps: since, distance: distance, leavesAfter: leavesAfter)
        : .tooSlow(to: point, steps: .counted(since), distance: distance)
    }
    if let point = nearest, point.kind == .minimum, let steps = approach(point, seen) {
      return .tooSlow(to: point, steps: steps, distance: seen.tolerance(at: point))
    }
    let scale = nearest?.place.distance(to: descent.start) ?? 1
    let visible = PathObserver.visibleShare * (scale > 0 ? scale : 1)
    if seen.farthest < visible {
      let moves = quarters(seen).map { $0.distance(to: descent.start) }
      let steps =
        seen.firstStep(beyond: visible).map { Verdict.StepsNeeded.counted($0) }
        ?? StepEstimate.fromMoves(moves, to: visible, made: seen.made)
      return .hardlyMoves(steps: steps, distance: visible)
    }
    let values = seen.marks.map { descent.surface.value(at: $0.place) }
    let isFalling = zip(values, values.dropFirst()).allSatisfy { $0 >= $1 }
    let last = values[values.count - 1]
    if isFalling, last < values[values.count / 2] { return .goesOn }
    let distances = quarters(seen).map { $0.distance(to: nearest?.place ?? descent.start) }
    let grows = zip(distances, distances.dropFirst()).allSatisfy { $0 < $1 }
    if grows { return last > values[0] ? .diverges(step: nil) : .goesOn }
    return .bounces(low: seen.lateValues.low, high: seen.lateValues.high)
  }

  /// How many steps it takes to a minimum that it comes ever nearer to; nil where it does not.
  private static func approach(
    _ point: PlaneStationaryPoint, _ seen: PlaneObserver
  ) -> Verdict.StepsNeeded? {
    let distances = quarters(seen).map { $0.distance(to: point.place) }
    let start = seen.descent.start.distance(to: point.place)
    guard start > distances[0] || seen.farthest == 0,
      zip(distances, distances.dropFirst()).allSatisfy({ $0 >= $1 })
    else { return nil }
    // Adam and its kin swing about a minimum by ever the same, which is no approach.
    guard distances[3] < 0.999 * distances[1] || distances[3] > 0.5 * start else { return nil }
    return StepEstimate.fromDistances(
      Array(distances.dropFirst()), within: seen.tolerance(at: point), made: seen.made)
  }

  /// Where it was after each quarter of the steps.
  private static func quarters(_ seen: PlaneObserver) -> [PlanePoint] {
    (1...4).map { quarter in
      seen.marks.min {
        abs($0.step - seen.made * quarter / 4) < abs($1.step - seen.made * quarter / 4)
      }?
      .place ?? seen.last
    }
  }
}
