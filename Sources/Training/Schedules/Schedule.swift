/// What the learning rate does over time in a run: a multiplier of the peak for each step.
///
/// A value without state, so that a rate depends on the step, and for `plateau` on what the
/// checkpoints have shown, alone.
package struct Schedule: Codable, Hashable, Sendable {
  /// The steps of a linear rise, of which the first is already at 1/`warmupSteps`.
  package var warmupSteps: Int
  /// What follows; its steps count from the end of the warmup.
  package var curve: Curve

  package init(_ curve: Curve, warmupSteps: Int = 0) {
    precondition(warmupSteps >= 0)
    self.curve = curve
    self.warmupSteps = warmupSteps
  }

  /// The shapes; durations are in steps.
  package enum Curve: Codable, Hashable, Sendable {
    case constant
    /// γ^⌊t / every⌋
    case staircase(every: Int, gamma: Double)
    /// γ to the number of milestones that are reached.
    case milestones([Int], gamma: Double)
    /// 1 / (1 + k·t)
    case inverseTime(k: Double)
    /// end + (1 − end) · (1 − t/T)^power
    case polynomial(power: Double, end: Double, steps: Int)
    /// min + (1 − min) · (1 + cos(π·t/T)) / 2
    case cosine(min: Double, steps: Int)
    /// A cosine that starts anew, each time `mult` times as long.
    case warmRestarts(period: Int, mult: Int, min: Double)
    /// Up and down again between `base` and the peak.
    case cyclic(base: Double, up: Int, height: CycleHeight)
    case onecycle(OneCycle)
    /// min(n/W, √(W/n)) for the n-th step.
    case inverseSqrt(warmup: Int)
    /// The peak, then down to 0.
    case stableDecay(stable: Int, decay: Int, shape: DecayShape)
    case plateau(Plateau)
    /// factor^(t / (T − 1)): a range test, evenly on the logarithm.
    case exponentialRange(factor: Double, steps: Int)
    /// From 1 to factor, evenly.
    case linearRange(factor: Double, steps: Int)
  }

  /// How the cycles of `CyclicLR` shrink.
  package enum CycleHeight: Codable, Hashable, Sendable {
    case same
    /// By half with every cycle.
    case halving
    /// By a factor at every step.
    case exponential(gamma: Double)
  }

  /// The same rate at every step.
  package static let constant = Schedule(.constant)

  /// From the given rate to `factor` times it over `steps`, evenly on the logarithm.
  package static func exponentialRange(factor: Double, steps: Int) -> Schedule {
    Schedule(.exponentialRange(factor: factor, steps: steps))
  }

  /// From the given rate to `factor` times it over `steps`, evenly.
  package static func linearRange(factor: Double, steps: Int) -> Schedule {
    Schedule(.linearRange(factor: factor, steps: steps))
  }

  /// Whether it goes by what checkpoints show.
  package var needsFeedback: Bool {
    if case .plateau = curve { true } else { false }
  }

  /// The momentum that goes with it, where the optimizer has one, or nil to leave it alone.
  package var momentumCycle: MomentumCycle? {
    if case .onecycle(let cycle) = curve { cycle.momentum } else { nil }
  }
}
