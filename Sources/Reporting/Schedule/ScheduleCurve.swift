import Training

/// The values of a schedule over a run.
package struct ScheduleCurve: Sendable {
  /// The schedule as it was typed.
  package let specification: ScheduleSpecification
  /// The learning rate of each step.
  package let learningRates: [Double]
  /// The momentum of each step where the schedule cycles it, or nil.
  package let momentum: [Double]?
  /// Whether the rate is to go by validation losses, which there are none of here.
  package let needsFeedback: Bool

  /// - Parameters:
  ///   - specification: The schedule as it was typed.
  ///   - schedule: What it means for the run.
  ///   - learningRate: The peak.
  ///   - steps: The steps of the run.
  ///   - optimizer: Whose momentum is cycled, where it has one.
  package init(
    _ specification: ScheduleSpecification, schedule: Schedule, learningRate: Double, steps: Int,
    optimizer: Optimizer
  ) {
    self.specification = specification
    needsFeedback = schedule.needsFeedback
    learningRates = (0..<steps).map {
      Self.readable(learningRate * schedule.multiplier(at: $0))
    }
    momentum = optimizer.momentumCycle(under: schedule).map { cycle in
      (0..<steps).map { Self.readable(cycle.momentum(at: $0)) }
    }
  }

  /// Whether the rate is the same at every step although the schedule is to move it.
  package var staysAtPeak: Bool {
    specification.shape != .constant && !needsFeedback
      && learningRates.allSatisfy { $0 == learningRates[0] }
  }

  /// A value without the last bits, in which 0.1 · 0.1 is not 0.01.
  private static func readable(_ value: Double) -> Double {
    Double(Decimal.significant(value, digits: 12)) ?? value
  }
}
