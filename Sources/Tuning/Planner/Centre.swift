import Glibc
import Training

/// Where confirmation looks first.
///
/// Of a factor of a step size that the optimizer estimates itself, what is usual alone. Else
/// two guesses are averaged, because their errors differ: what short trainings of standardised
/// data tend to like best, and what the range test saw. Over a dozen data sets either alone
/// strays from the final answer by a standard deviation of about 0.5 decades, their mean by 0.4.
package enum Centre {
  /// How far below the range test's lowest loss the answer tends to lie, in decades.
  private static let belowMinimum = 1.2

  /// The steps that `Tendencies` are of, where they differ with them.
  private static let usualSteps = 300.0

  /// log₁₀ of the middle of the rates that confirmation starts with.
  package static func logLearningRate(
    _ settings: TrainingSettings, curve: RangeTestCurve, budgetSteps: Int
  ) -> Double {
    let usual = usual(settings, budgetSteps: budgetSteps)
    guard !settings.optimizer.traits.estimatesStepSize, let minimum = curve.minimum, minimum > 0
    else { return usual }
    return (usual + log10(curve.learningRates[minimum]) - belowMinimum) / 2
  }

  /// log₁₀ of the rate that is usual for a model and optimizer.
  ///
  /// See `Tendencies`.
  static func usual(_ settings: TrainingSettings, budgetSteps: Int) -> Double {
    let tendencies = settings.optimizer.tendencies
    let base =
      switch settings.model {
      case .mlp: tendencies.perceptron
      case .logistic: tendencies.logistic
      }
    let decades = log10(Double(max(budgetSteps, 1)) / usualSteps)
    return base + batchShift(settings) + tendencies.stepShift * decades
  }

  /// How far the best rate moves when the batch is not 32, interpolated on the logarithm of the
  /// batch size between those that are known.
  private static func batchShift(_ settings: TrainingSettings) -> Double {
    let shifts = settings.optimizer.tendencies.batchShifts
    let sizes = [8.0, 32, 128, 512].map { log2($0) }
    let size = min(max(log2(Double(settings.batchSize)), sizes[0]), sizes[3])
    let segment = size < sizes[1] ? 0 : size < sizes[2] ? 1 : 2
    let share = (size - sizes[segment]) / (sizes[segment + 1] - sizes[segment])
    return shifts[segment] + share * (shifts[segment + 1] - shifts[segment])
  }
}
