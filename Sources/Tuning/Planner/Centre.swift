import Glibc
import Training

/// Where confirmation looks first.
///
/// Two guesses are averaged, because their errors differ: what short trainings of standardised
/// data tend to like best, and what the range test saw. Over a dozen data sets either alone
/// strays from the final answer by a standard deviation of about 0.5 decades, their mean by 0.4.
package enum Centre {
  /// How far below the range test's lowest loss the answer tends to lie, in decades.
  private static let belowMinimum = 1.2

  /// log₁₀ of the middle of the rates that confirmation starts with.
  package static func logLearningRate(
    _ settings: TrainingSettings, curve: RangeTestCurve
  ) -> Double {
    let usual = usual(settings)
    guard let minimum = curve.minimum, minimum > 0 else { return usual }
    return (usual + log10(curve.learningRates[minimum]) - belowMinimum) / 2
  }

  /// log₁₀ of the rate that is usual for a model and optimizer.
  ///
  /// The figures are medians over two dozen tabular data sets at batch size 32, with PyTorch's
  /// initialisation.
  private static func usual(_ settings: TrainingSettings) -> Double {
    let base =
      switch settings.model {
      case .mlp: forPerceptron(settings.optimizer)
      case .logistic: forLogistic(settings.optimizer)
      }
    return base + batchShift(settings)
  }

  private static func forPerceptron(_ optimizer: Optimizer) -> Double {
    switch optimizer {
    case .sgd: -1
    case .momentum, .nesterov: -2
    case .adam, .adamw: -3
    case .rmsprop: -3.12
    case .adagrad: -1.75
    }
  }

  private static func forLogistic(_ optimizer: Optimizer) -> Double {
    switch optimizer {
    case .sgd: -1
    case .momentum, .nesterov: -1.75
    case .adam, .adamw: -1.75
    case .rmsprop: -1.87
    case .adagrad: -0.5
    }
  }

  /// How far the best rate moves when the batch is not 32, interpolated on the logarithm of the
  /// batch size between measured shifts at 8, 128 and 512.
  private static func batchShift(_ settings: TrainingSettings) -> Double {
    let shifts: [Double] =
      switch settings.optimizer {
      case .sgd: [-0.38, 0, 0.5, 0.5]
      case .momentum, .nesterov: [-0.25, 0, 0.5, 1]
      case .adam, .adamw, .rmsprop, .adagrad: [0, 0, 0.38, 0.75]
      }
    let sizes = [8.0, 32, 128, 512].map { log2($0) }
    let size = min(max(log2(Double(settings.batchSize)), sizes[0]), sizes[3])
    let segment = size < sizes[1] ? 0 : size < sizes[2] ? 1 : 2
    let share = (size - sizes[segment]) / (sizes[segment + 1] - sizes[segment])
    return shifts[segment] + share * (shifts[segment + 1] - shifts[segment])
  }
}
