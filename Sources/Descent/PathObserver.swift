/// Watches a descent step by step: keeps the path that is asked for, and of what comes after it
/// only what a verdict needs.
struct PathObserver {
  /// Why no further step can be computed.
  enum Breakdown {
    /// A number got larger than double precision holds.
    case overflow
    /// 0 was divided by 0, or the root of a negative number was drawn.
    case undefined
  }

  /// A quarter of the horizon.
  struct Quarter {
    var low = Double.infinity
    var high = -Double.infinity
    var last = 0.0
    /// How often the direction changed.
    var turns = 0
  }

  /// The stationary point that it is near to, and since which step.
  struct Stay {
    var point: StationaryPoint
    var since: Int
  }

  /// x from the start, as far as it was asked for.
  private(set) var path: [Double]
  /// The last numbers of the whole walk, the newest last.
  private(set) var recent: [Double] = []
  private(set) var quarters: [Quarter] = []
  private(set) var stay: Stay?
  /// The first stay at a minimum that lasted as long as the way to it.
  private(set) var settled: Stay?
  private(set) var stepsMade = 0
  /// The first step after which it is more than a visible move away from the start.
  private(set) var firstVisibleStep: Int?
  /// The first step after which it is no longer near the minimum at which it had settled.
  private(set) var leftAfter: Int?
  /// How far it got from the start within the steps that are asked for.
  private(set) var farthest = 0.0
  var breakdown: Breakdown?
  /// What has no value where the last step led.
  private(set) var gap: String?
  let horizon: Int

  /// What can be seen of a way, as a share of it.
  static let visibleShare = 0.01
  /// How near to a stationary point counts as being there, as a share of the distance at the start.
  static let tolerance = 1e-3
  /// The longest cycle that is recognised.
  static let longestPeriod = 64
  /// For how many steps it must at least have stayed near a minimum to be taken as settled.
  static let shortestStay = 50

  /// A move that can be seen: a share of the distance to the nearest stationary point or, where
  /// there is none, of the number itself.
  let visibleMove: Double
  private let mayLeave: Bool
  private let points: [StationaryPoint]
  private let start: Double
  private let steps: Int
  private var x: Double
  private var direction = 0.0
  private var quarter = Quarter()

  init(descent: Descent, horizon: Int) {
    points = descent.landscape.stationaryPoints
    start = descent.start
    steps = descent.steps
    mayLeave = descent.optimizer.traits.stabilityFactor == nil
    x = start
    let start = descent.start
    let distance = descent.landscape.nearest(to: start).map { abs($0.x - start) } ?? abs(start)
    visibleMove = Self.visibleShare * (distance > 0 ? distance : 1)
    path = [start]
    path.reserveCapacity(steps + 1)
    self.horizon = horizon
  }

  /// The distance from a stationary point within which it counts as reached.
  func tolerance(at point: StationaryPoint) -> Double {
    max(Self.tolerance * abs(start - point.x), 4 * point.x.ulp)
  }

  /// Whether enough was seen: all of the horizon, or that it has settled. The steps of optimizers
  /// that divide by the slope's size do not get shorter near a minimum, so that they may leave it
  /// again; those are followed on.
  var isDone: Bool {
    stepsMade >= horizon || breakdown != nil || gap != nil || (settled != nil && !mayLeave)
  }

  /// Whether it is at a minimum at the end, but came so late, and so often left before, that it
  /// cannot be said to have settled.
  var isLateVisit: Bool {
    guard settled == nil, let stay, stay.point.kind == .minimum else { return false }
    return mayLeave && quarters.count == 4 && quarters[3].turns > 1
  }

  /// What came after it had left the minimum again at which it had settled.
  var leaving: DescentRun.Leaving? {
    guard let leftAfter, quarters.count == 4 else { return nil }
    return DescentRun.Leaving(
      after: leftAfter,
      range: min(quarters[2].low, quarters[3].low)...max(quarters[2].high, quarters[3].high),
      steps: horizon * 2 / 4 + 1...stepsMade)
  }

  /// The last step, to where the function has no value.
  mutating func leave(to next: Double, gap: String) {
    stepsMade += 1
    if path.count <= steps { path.append(next) }
    recent.append(next)
    self.gap = gap
  }

  mutating func add(_ next: Double) {
    let change = next - x
    if change * direction < 0 { quarter.turns += 1 }
    if change != 0 { direction = change > 0 ? 1 : -1 }
    x = next
    stepsMade += 1
    let move = abs(next - start)
    if path.count <= steps {
      path.append(next)
      farthest = max(farthest, move)
    }
    if firstVisibleStep == nil, move > visibleMove { firstVisibleStep = stepsMade }
    recent.append(next)
    if recent.count > 4 * Self.longestPeriod { recent.removeFirst(2 * Self.longestPeriod) }

    quarter.low = min(quarter.low, next)
    quarter.high = max(quarter.high, next)
    guard stepsMade >= horizon * (quarters.count + 1) / 4 else { return updateStay() }
    quarter.last = next
    // With fewer than four steps, some quarters are the same.
    while quarters.count < 4, stepsMade >= horizon * (quarters.count + 1) / 4 {
      quarters.append(quarter)
    }
    quarter = Quarter()
    updateStay()
  }

  private mutating func updateStay() {
    if let settled, leftAfter == nil, !isNear(settled.point) { leftAfter = stepsMade }
    if stay.map({ isNear($0.point) }) != true {
      stay = points.first(where: isNear).map { Stay(point: $0, since: stepsMade) }
    }
    // At other stationary points a slow passage looks like a stay for long.
    guard settled == nil, stepsMade >= steps, let stay, stay.point.kind == .minimum else { return }
    if stepsMade - stay.since >= max(Self.shortestStay, stay.since) { settled = stay }
  }

  private func isNear(_ point: StationaryPoint) -> Bool {
    abs(x - point.x) <= tolerance(at: point)
  }
}
