import Training

/// Gradient descent on a curve: everything but the learning rate.
package struct Descent: Sendable {
  /// The curve.
  package let curve: Curve
  /// What is descended on: the curve, and for weight decay λ that is part of the slope
  /// also λ/2 · x², whose slope is λ·x.
  package private(set) var landscape: Landscape
  /// Where the descent begins.
  package let start: Double
  package let optimizer: Optimizer
  package let weightDecay: Double
  /// What the learning rate does over the steps, as typed and as it is meant for them.
  package let schedule: (specification: ScheduleSpecification, resolved: Schedule)
  /// How many updates are made.
  package let steps: Int

  /// How many updates are made to find out what would become of a descent in the long run: on a
  /// polynomial, and on other curves, which are slower to compute.
  package static let foresight = 1_000_000
  package static let formulaForesight = 100_000

  /// How far a curve that is no polynomial is looked at, around 0 and as a multiple of the start.
  private static let reach = 10.0
  /// Places farther out are looked at no more.
  private static let farthest = 1e6

  package init(
    _ polynomial: Polynomial, from start: Double, steps: Int, optimizer: Optimizer = .sgd,
    weightDecay: Double = 0,
    schedule: (specification: ScheduleSpecification, resolved: Schedule) = (
      ScheduleSpecification(.constant), .constant
    )
  ) {
    self.init(
      .polynomial(polynomial), from: start, steps: steps, optimizer: optimizer,
      weightDecay: weightDecay, schedule: schedule)
  }

  /// - Parameters:
  ///   - curve: The curve.
  ///   - start: Where the descent begins; finite.
  ///   - steps: How many updates are made, from 1.
  ///   - optimizer: The optimizer.
  ///   - weightDecay: The weight decay, from 0.
  ///   - schedule: What the learning rate does over the steps, as typed and as it is meant for
  ///     them; none that goes by feedback.
  package init(
    _ curve: Curve, from start: Double, steps: Int, optimizer: Optimizer = .sgd,
    weightDecay: Double = 0,
    schedule: (specification: ScheduleSpecification, resolved: Schedule) = (
      ScheduleSpecification(.constant), .constant
    )
  ) {
    precondition(start.isFinite && steps > 0)
    self.curve = curve
    self.start = start
    self.steps = steps
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    self.schedule = schedule
    let reach = Self.reach * max(1, abs(start))
    landscape = Landscape(
      curve, decay: Self.decayInSlope(weightDecay, optimizer), window: -reach...reach,
      around: [start])
  }

  private static func decayInSlope(_ weightDecay: Double, _ optimizer: Optimizer) -> Double {
    optimizer.traits.isDecayDecoupled ? 0 : weightDecay
  }

  /// Descends.
  ///
  /// A constant rate is followed beyond `steps` to see what becomes of it.
  ///
  /// - Parameter learningRate: η, the peak where a schedule moves it; greater than 0.
  /// - Returns: The path and what is to be said about it.
  /// - Complexity: O(degree · max(steps, `foresight`)), or O(degree · steps) with a schedule
  package func run(learningRate: Double) -> DescentRun {
    var descent = self
    if landscape.window != nil { descent.widen(for: learningRate) }
    return descent.follow(learningRate)
  }

  /// Looks at a curve that is no polynomial wherever the steps lead.
  private mutating func widen(for learningRate: Double) {
    var stepper = Stepper(self, learningRate: learningRate)
    var (low, high, last) = (start, start, start)
    for _ in 0..<steps {
      guard case .moved(let x) = stepper.step(), abs(x) < Self.farthest else { break }
      (low, high, last) = (min(low, x), max(high, x), x)
    }
    guard let window = landscape.window, low < window.lowerBound || high > window.upperBound else {
      return
    }
    let room = high - low
    landscape = Landscape(
      curve, decay: Self.decayInSlope(weightDecay, optimizer),
      window: min(window.lowerBound, low - room)...max(window.upperBound, high + room),
      around: [start, last])
  }

  private func follow(_ learningRate: Double) -> DescentRun {
    let isConstant = schedule.resolved == .constant
    let foresight = curve.polynomial == nil ? Self.formulaForesight : Self.foresight
    var observer = PathObserver(
      descent: self, horizon: isConstant ? max(steps, foresight) : steps)
    var stepper = Stepper(self, learningRate: learningRate)
    var rates: [Double] = []
    while !observer.isDone {
      if observer.stepsMade < steps { rates.append(stepper.rate) }
      switch stepper.step() {
      case .moved(let x): observer.add(x)
      case .left(let x, let gap): observer.leave(to: x, gap: gap)
      case .brokeDown(let breakdown): observer.breakdown = breakdown
      }
    }
    return DescentRun(
      descent: self, learningRate: learningRate, isConstant: isConstant, path: observer.path,
      rates: rates, verdict: Verdict(observer, descent: self, learningRate: learningRate),
      leaving: observer.leaving, stepsFollowed: observer.stepsMade)
  }
}
