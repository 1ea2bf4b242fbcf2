import Glibc
import Training

/// A learning-rate range test (Smith, 2017): one short training during which the rate rises at
/// every step, from one that is too small to one that diverges.
package struct RangeTest: Sendable, Hashable {
  /// How the rate rises.
  package enum Spacing: String, Sendable, Hashable, CaseIterable {
    /// Evenly on the logarithm.
    case exponential
    /// Evenly.
    case linear
  }

  package var lowest: Double
  package var highest: Double
  package var steps: Int
  /// The number of trainings, each from other initial weights, on the same batches.
  package var repeats: Int
  package var spacing: Spacing

  package init(
    lowest: Double, highest: Double, steps: Int, repeats: Int, spacing: Spacing = .exponential
  ) {
    precondition(lowest > 0 && highest > lowest && steps >= 2 && repeats >= 1)
    self.lowest = lowest
    self.highest = highest
    self.steps = steps
    self.repeats = repeats
    self.spacing = spacing
  }

  /// How far the smoothed loss rises above its lowest value before a repeat is stopped.
  static let stopFactor = 4.0

  /// The width of the smoothing in decades of the rate. It is a width and not a count of steps, so
  /// that the curve, and what is read off it, does not depend on the number of steps.
  static let smoothingDecades = 0.3

  /// The schedule that every repeat follows from the lowest rate.
  private var schedule: Schedule {
    switch spacing {
    case .exponential: .exponentialRange(factor: highest / lowest, steps: steps)
    case .linear: .linearRange(factor: highest / lowest, steps: steps)
    }
  }

  /// The rate of each step.
  package var learningRates: [Double] {
    (0..<steps).map { LearningRate.canonical(lowest * schedule.multiplier(at: $0)) }
  }

  /// The share of the past in the smoothing of the losses. A linear test has no fixed step in
  /// decades; its mean one is used.
  package var smoothingBeta: Double {
    let decadesPerStep = log10(highest / lowest) / Double(steps - 1)
    return exp(-decadesPerStep / Self.smoothingDecades)
  }

  /// The training to do.
  ///
  /// - Parameter weightDecay: The weight decay of every repeat.
  /// - Returns: One round that trains all repeats side by side.
  package func round(weightDecay: Double) -> Round {
    Round(
      lanes: (0..<repeats).map {
        Lane(
          learningRate: lowest, schedule: schedule, weightDecay: weightDecay, repeat: $0)
      },
      end: steps, stopRule: StopRule(factor: Self.stopFactor, beta: smoothingBeta))
  }
}
