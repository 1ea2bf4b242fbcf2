import Training

/// Gradient descent in two variables: everything but the learning rate.
package struct PlaneDescent: Sendable {
  package let surface: Surface
  /// Where the descent begins.
  package let start: PlanePoint
  package let optimizer: Optimizer
  package let weightDecay: Double
  /// What the learning rate does over the steps, as typed and as it is meant for them.
  package let schedule: (specification: ScheduleSpecification, resolved: Schedule)
  /// How many updates are made.
  package let steps: Int

  /// How many updates are made to find out what would become of a descent in the long run.
  package static let foresight = 100_000

  /// - Parameters:
  ///   - formula: The function, of two variables.
  ///   - start: Where the descent begins; the function has a value there.
  ///   - steps: How many updates are made, from 1.
  ///   - optimizer: The optimizer; its state is one for each variable.
  ///   - weightDecay: The weight decay, from 0.
  ///   - schedule: What the learning rate does over the steps; none that goes by feedback.
  package init(
    _ formula: Formula, from start: PlanePoint, steps: Int, optimizer: Optimizer = .sgd,
    weightDecay: Double = 0,
    schedule: (specification: ScheduleSpecification, resolved: Schedule) = (
      ScheduleSpecification(.constant), .constant
    )
  ) {
    precondition(start.isFinite && steps > 0)
    surface = Surface(formula, decay: optimizer.traits.isDecayDecoupled ? 0 : weightDecay)
    self.start = start
    self.steps = steps
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    self.schedule = schedule
  }

  /// Descends.
  ///
  /// A constant rate is followed beyond `steps` to see what becomes of it.
  ///
  /// - Parameter learningRate: η, the peak where a schedule moves it; greater than 0.
  /// - Returns: The path and what is to be said about it.
  package func run(learningRate: Double) -> PlaneRun {
    let isConstant = schedule.resolved == .constant
    var observer = PlaneObserver(
      self, learningRate: learningRate, horizon: isConstant ? max(steps, Self.foresight) : steps)
    observer.follow()
    return PlaneRun(
      descent: self, learningRate: learningRate, isConstant: isConstant, path: observer.path,
      rates: (0..<min(steps, observer.made + (observer.path.count <= steps ? 1 : 0))).map {
        learningRate * schedule.resolved.multiplier(at: $0)
      },
      verdict: PlaneVerdict(observer), stationaryPoints: observer.stationaryPoints,
      stepsFollowed: observer.made)
  }
}

/// A descent in two variables with one learning rate.
package struct PlaneRun: Sendable {
  package let descent: PlaneDescent
  /// η, which a schedule multiplies.
  package let learningRate: Double
  /// Whether every step had this rate.
  package let isConstant: Bool
  /// Where it is before the first update, after it, and so on.
  package let path: [PlanePoint]
  /// The learning rate of each update that was computed.
  package let rates: [Double]
  package let verdict: PlaneVerdict
  /// The stationary points that were found around the path.
  package let stationaryPoints: [PlaneStationaryPoint]
  /// How many updates were made in all to see what becomes of it.
  package let stepsFollowed: Int

  /// The minimum that the stability limit is about: the one that is approached, or else the one
  /// nearest to the start.
  package var minimum: PlaneStationaryPoint? {
    if let target = verdict.target { return target.kind == .minimum ? target : nil }
    return stationaryPoints.filter { $0.kind == .minimum }
      .min { $0.place.distance(to: descent.start) < $1.place.distance(to: descent.start) }
  }

  /// The rate below which descent settles at `minimum`.
  package var stabilityLimit: Double? {
    guard isConstant, let minimum else { return nil }
    return descent.optimizer.stabilityLimit(curvature: minimum.curvature.high)
  }
}
