import Training

/// Follows a descent in two variables: keeps the path that is asked for, and of what comes after it
/// only what a verdict needs.
struct PlaneObserver {
  let descent: PlaneDescent
  let learningRate: Double
  let horizon: Int
  private(set) var path: [PlanePoint]
  /// Where it was at even distances in steps, and last.
  private(set) var marks: [(step: Int, place: PlanePoint)]
  private(set) var made = 0
  private(set) var stationaryPoints: [PlaneStationaryPoint] = []
  /// Why it ended early.
  private(set) var ending: Ending?
  /// How far it got from the start within the steps that are asked for.
  private(set) var farthest = 0.0
  /// The lowest and highest values of the second half.
  private(set) var lateValues = (low: Double.infinity, high: -Double.infinity)

  enum Ending: Equatable {
    case overflow, undefined
    case left(PlanePoint, gap: String)
    /// Its steps change nothing any more.
    case still
  }

  private static let mostMarks = 64
  /// How far around the start stationary points are looked for at least.
  private static let reach = 1.0

  init(_ descent: PlaneDescent, learningRate: Double, horizon: Int) {
    self.descent = descent
    self.learningRate = learningRate
    self.horizon = horizon
    path = [descent.start]
    marks = [(0, descent.start)]
  }

  var last: PlanePoint { marks[marks.count - 1].place }

  /// How near to a stationary point counts as being there.
  func tolerance(at point: PlaneStationaryPoint) -> Double {
    let distance = descent.start.distance(to: point.place)
    return max(PathObserver.tolerance * distance, 4 * point.place.x.ulp, 4 * point.place.y.ulp)
  }

  mutating func follow() {
    var stepper = PlaneStepper(descent, learningRate: learningRate)
    let every = max(1, horizon / Self.mostMarks)
    while made < horizon {
      let before = stepper.place
      switch stepper.step() {
      case .overflow: ending = .overflow
      case .undefined: ending = .undefined
      case .left(let place, let gap):
        made += 1
        if path.count <= descent.steps { path.append(place) }
        ending = .left(place, gap: gap)
      case .moved:
        made += 1
        if path.count <= descent.steps {
          path.append(stepper.place)
          farthest = max(farthest, stepper.place.distance(to: descent.start))
        }
        if made * 2 > horizon {
          let value = descent.surface.value(at: stepper.place)
          lateValues = (min(lateValues.low, value), max(lateValues.high, value))
        }
        if made.isMultiple(of: every) { marks.append((made, stepper.place)) }
        if stepper.place == before, descent.optimizer == .sgd, made >= descent.steps {
          ending = .still
        }
      }
      if ending != nil { break }
    }
    if marks[marks.count - 1].step != made, stepper.place.isFinite {
      marks.append((made, stepper.place))
    }
    stationaryPoints = descent.surface.stationaryPoints(from: candidates)
  }

  /// Where the search for stationary points begins: along the way, and around the start.
  private var candidates: [PlanePoint] {
    let start = descent.start
    let reach = max(Self.reach, abs(start.x), abs(start.y))
    let near = (marks.map(\.place) + path.prefix(Self.mostMarks)).filter {
      abs($0.x) <= 10 * reach && abs($0.y) <= 10 * reach
    }
    let grid = (-2...2).flatMap { i in
      (-2...2).map { j in PlanePoint(Double(i) / 2 * reach, Double(j) / 2 * reach) }
    }
    return [start] + near.suffix(12) + near.prefix(12) + grid
  }

  /// The step from which on it stays near a place, for ever or for long, and the first after which
  /// it is away again; nil where it does not stay.
  func settling(at point: PlaneStationaryPoint) -> (since: Int, leavesAfter: Int?)? {
    let tolerance = tolerance(at: point)
    var stepper = PlaneStepper(descent, learningRate: learningRate)
    var stay: Int?
    for step in 1...max(1, made) {
      guard case .moved = stepper.step() else { break }
      let isNear = stepper.place.distance(to: point.place) <= tolerance
      if let since = stay, !isNear {
        let hasSettled =
          step > descent.steps && step - since >= max(PathObserver.shortestStay, since)
        if hasSettled { return (since, step) }
        stay = nil
      } else if isNear, stay == nil {
        stay = step
      }
    }
    return stay.map { ($0, nil) }
  }

  /// The first step after which it is farther than this from the start.
  func firstStep(beyond distance: Double) -> Int? {
    var stepper = PlaneStepper(descent, learningRate: learningRate)
    for step in 1...max(1, made) {
      guard case .moved = stepper.step() else { return nil }
      if stepper.place.distance(to: descent.start) > distance { return step }
    }
    return nil
  }
}

/// Makes the steps of a descent in two variables, one at a time.
struct PlaneStepper {
  enum Outcome {
    case moved, overflow, undefined
    case left(PlanePoint, gap: String)
  }

  private(set) var place: PlanePoint
  private let descent: PlaneDescent
  private let learningRate: Double
  private let momentum: MomentumCycle?
  private var states: (ScalarOptimizer, ScalarOptimizer)
  private var made = 0

  init(_ descent: PlaneDescent, learningRate: Double) {
    self.descent = descent
    self.learningRate = learningRate
    place = descent.start
    momentum = descent.optimizer.momentumCycle(under: descent.schedule.resolved)
    let state = ScalarOptimizer(descent.optimizer, weightDecay: descent.weightDecay)
    states = (state, state)
  }

  mutating func step() -> Outcome {
    if let momentum {
      states.0.setMomentum(momentum.momentum(at: made))
      states.1.setMomentum(momentum.momentum(at: made))
    }
    let rate = learningRate * descent.schedule.resolved.multiplier(at: made)
    let formula = descent.surface.formula
    let here = place.coordinates
    let next = PlanePoint(
      states.0.step(from: place.x, slope: formula.slope(0, at: here), learningRate: rate),
      states.1.step(from: place.y, slope: formula.slope(1, at: here), learningRate: rate))
    guard next.isFinite, states.0.isFinite, states.1.isFinite else {
      let isUndefined = (next.x.isNaN && states.0.isFinite) || (next.y.isNaN && states.1.isFinite)
      return isUndefined && formula.value(at: here).isFinite ? .undefined : .overflow
    }
    if formula.value(at: next.coordinates).isNaN {
      return formula.gap(at: next.coordinates).map { .left(next, gap: $0) } ?? .overflow
    }
    place = next
    made += 1
    return .moved
  }
}
