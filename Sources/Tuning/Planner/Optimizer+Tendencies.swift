import Training

/// What learning rates tend to be best with an optimizer, as was measured; those of Lion, NAdamW and the
/// schedule-free ones are estimates from what their authors say.
struct Tendencies {
  /// log₁₀ of the usual best rate of a network and of a logistic regression: medians over two dozen
  /// tabular data sets at batch size 32, with PyTorch's initialisation.
  var perceptron: Double
  var logistic: Double
  /// How far the best rate moves in decades at batch sizes of 8, 32, 128 and 512.
  var batchShifts: [Double]
  /// What is added in decades where a short training stands for a whole one.
  ///
  /// The steps of Adagrad shrink by themselves, so that a longer training does not want lower
  /// rates; those of RMSprop, without Adam's correction of the first steps, are largest at first.
  var shift: Double
  /// How far the best rate moves in decades for each decade of steps beyond 300, where it is a factor of a
  /// step size that grows while it trains; 0 of others, whose short trainings show it.
  var stepShift = 0.0
  /// The rates between which a range test looks.
  var rangeTest: (lowest: Double, highest: Double)
}

extension Optimizer {
  var tendencies: Tendencies {
    switch self {
    case .sgd:
      Tendencies(
        perceptron: -1, logistic: -1, batchShifts: [-0.38, 0, 0.5, 0.5], shift: 0.25,
        rangeTest: (1e-5, 100))
    case .momentum, .nesterov:
      Tendencies(
        perceptron: -2, logistic: -1.75, batchShifts: [-0.25, 0, 0.5, 1], shift: 0.2,
        rangeTest: (1e-5, 100))
    case .adam, .adamw:
      Tendencies(
        perceptron: -3, logistic: -1.75, batchShifts: [0, 0, 0.38, 0.75], shift: 0.2,
        rangeTest: (1e-6, 10))
    case .rmsprop:
      Tendencies(
        perceptron: -3.12, logistic: -1.87, batchShifts: [0, 0, 0.38, 0.75], shift: 0.45,
        rangeTest: (1e-6, 10))
    case .adagrad:
      Tendencies(
        perceptron: -1.75, logistic: -0.5, batchShifts: [0, 0, 0.38, 0.75], shift: 0.65,
        rangeTest: (1e-5, 100))
    case .lion:
      Tendencies(
        perceptron: -3.25, logistic: -2, batchShifts: [0, 0, 0.38, 0.75], shift: 0.2,
        rangeTest: (1e-7, 1))
    case .nadamw:
      Tendencies(
        perceptron: -3, logistic: -1.75, batchShifts: [0, 0, 0.38, 0.75], shift: 0.2,
        rangeTest: (1e-6, 10))
    case .scheduleFreeSGD:
      Tendencies(
        perceptron: -0.25, logistic: 0, batchShifts: [-0.38, 0, 0.5, 0.5], shift: 0.25,
        rangeTest: (1e-4, 1000))
    case .scheduleFreeAdamW:
      Tendencies(
        perceptron: -2.25, logistic: -1, batchShifts: [0, 0, 0.38, 0.75], shift: 0.2,
        rangeTest: (1e-5, 100))
    // Of factors of a step size that they find themselves: from grids over 43 settings of 20 tables, 200 to
    // 5,000 steps, batches of 8, 32 and 128.
    case .prodigy:
      Tendencies(
        perceptron: -1.65, logistic: -1.55, batchShifts: [0, 0, 0, 0], shift: 0, stepShift: -0.7,
        rangeTest: (1e-4, 100))
    case .dog, .ldog:
      Tendencies(
        perceptron: 0, logistic: 0.15, batchShifts: [0, 0, 0, 0], shift: 0, stepShift: -0.4,
        rangeTest: (1e-2, 10))
    case .dadaptAdam:
      Tendencies(
        perceptron: -1.25, logistic: -1.2, batchShifts: [0, 0, 0, 0], shift: 0, stepShift: -0.4,
        rangeTest: (1e-4, 100))
    }
  }
}
