import Training

/// Gradient descent on a polynomial: everything but the learning rate.
package struct Descent: Sendable {
  /// The polynomial.
  package let polynomial: Polynomial
  /// What is descended on: the polynomial, and for weight decay λ that is part of the slope
  /// also λ/2 · x², whose slope is λ·x.
  package let landscape: Landscape
  /// Where the descent begins.
  package let start: Double
  package let optimizer: Optimizer
  package let weightDecay: Double
  /// What the learning rate does over the steps, as typed and as it is meant for them.
  package let schedule: (specification: ScheduleSpecification, resolved: Schedule)
  /// How many updates are made.
  package let steps: Int

  /// How many updates are made to find out what would become of a descent in the long run.
  package static let foresight = 1_000_000

  /// - Parameters:
  ///   - polynomial: The polynomial.
  ///   - start: Where the descent begins; finite.
  ///   - steps: How many updates are made, from 1.
  ///   - optimizer: The optimizer.
  ///   - weightDecay: The weight decay, from 0.
  ///   - schedule: What the learning rate does over the steps, as typed and as it is meant for
  ///     them; none that goes by feedback.
  package init(
    _ polynomial: Polynomial, from start: Double, steps: Int, optimizer: Optimizer = .sgd,
    weightDecay: Double = 0,
    schedule: (specification: ScheduleSpecification, resolved: Schedule) = (
      ScheduleSpecification(.constant), .constant
    )
  ) {
    precondition(start.isFinite && steps > 0)
    self.polynomial = polynomial
    self.start = start
    self.steps = steps
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    self.schedule = schedule
    let isInSlope = weightDecay != 0 && !optimizer.traits.isDecayDecoupled
    landscape = Landscape(
      isInSlope ? polynomial.adding(weightDecay / 2, power: 2) : polynomial)
  }

  /// Descends.
  ///
  /// A constant rate is followed beyond `steps` to see what becomes of it.
  ///
  /// - Parameter learningRate: η, the peak where a schedule moves it; greater than 0.
  /// - Returns: The path and what is to be said about it.
  /// - Complexity: O(degree · max(steps, `foresight`)), or O(degree · steps) with a schedule
  package func run(learningRate: Double) -> DescentRun {
    let isConstant = schedule.resolved == .constant
    let momentum = optimizer.momentumCycle(under: schedule.resolved)
    var observer = PathObserver(
      descent: self, horizon: isConstant ? max(steps, Self.foresight) : steps)
    var state = ScalarOptimizer(optimizer, weightDecay: weightDecay)
    let slope = polynomial.derivative
    var x = start
    var rates: [Double] = []
    while !observer.isDone {
      let step = observer.stepsMade
      let rate = learningRate * schedule.resolved.multiplier(at: step)
      if let momentum { state.setMomentum(momentum.momentum(at: step)) }
      if step < steps { rates.append(rate) }
      let next = state.step(from: x, slope: slope.value(at: x), learningRate: rate)
      guard next.isFinite, state.isFinite else {
        observer.breakdown = next.isNaN && state.isFinite ? .undefined : .overflow
        break
      }
      observer.add(next)
      x = next
    }
    return DescentRun(
      descent: self, learningRate: learningRate, isConstant: isConstant, path: observer.path,
      rates: rates, verdict: Verdict(observer, descent: self, learningRate: learningRate),
      leaving: observer.leaving, stepsFollowed: observer.stepsMade)
  }
}
