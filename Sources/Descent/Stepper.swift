import Training

/// Makes the steps of a descent, one at a time.
struct Stepper {
  enum Outcome {
    case moved(Double)
    /// It led to where the function has no value, and why.
    case left(Double, gap: String)
    case brokeDown(PathObserver.Breakdown)
  }

  private let descent: Descent
  private let learningRate: Double
  private let momentum: MomentumCycle?
  private let slope: Polynomial?
  private var state: ScalarOptimizer
  private var x: Double
  private var made = 0

  init(_ descent: Descent, learningRate: Double) {
    self.descent = descent
    self.learningRate = learningRate
    momentum = descent.optimizer.momentumCycle(under: descent.schedule.resolved)
    slope = descent.curve.polynomial?.derivative
    state = ScalarOptimizer(descent.optimizer, weightDecay: descent.weightDecay)
    x = descent.start
  }

  /// The learning rate of the next step.
  var rate: Double { learningRate * descent.schedule.resolved.multiplier(at: made) }

  mutating func step() -> Outcome {
    if let momentum { state.setMomentum(momentum.momentum(at: made)) }
    let next = state.step(
      from: x, slope: slope?.value(at: x) ?? descent.curve.slope(at: x), learningRate: rate)
    guard next.isFinite, state.isFinite else {
      return .brokeDown(next.isNaN && state.isFinite ? .undefined : .overflow)
    }
    if slope == nil, descent.curve.value(at: next).isNaN {
      return descent.curve.gap(at: next).map { .left(next, gap: $0) } ?? .brokeDown(.overflow)
    }
    x = next
    made += 1
    return .moved(next)
  }
}
