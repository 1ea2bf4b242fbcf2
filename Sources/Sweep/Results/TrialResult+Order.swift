import LinearAlgebra
import Training

extension TrialResult.Configuration {
  /// The hidden layers' widths as in a result file, such as `64x32`: neither a number nor a date to
  /// a spreadsheet of whatever locale, unless there is one layer only. Empty without layers.
  package var hiddenText: String { hidden.map { "\($0)" }.joined(separator: "x") }
}

/// The texts of schedules and optimizers, each made once, as a sweep repeats few of them often.
struct AxisTexts {
  private var schedules: [ScheduleSpecification: String] = [:]
  private var optimizers: [Optimizer: String] = [:]

  mutating func text(of schedule: ScheduleSpecification) -> String {
    if let known = schedules[schedule] { return known }
    let text = schedule.description
    schedules[schedule] = text
    return text
  }

  mutating func text(of optimizer: Optimizer) -> String {
    if let known = optimizers[optimizer] { return known }
    let text = optimizer.specification
    optimizers[optimizer] = text
    return text
  }
}

/// A configuration's place in a fixed order of all: axis by axis, texts by their letters, numbers
/// by their value, the learning rate last.
struct ConfigurationOrder: Comparable {
  private let texts: [String]
  private let numbers: [Double]

  init(_ configuration: TrialResult.Configuration, _ texts: inout AxisTexts) {
    self.texts = [
      texts.text(of: configuration.schedule), texts.text(of: configuration.optimizer),
      configuration.activation?.rawValue ?? "",
    ]
    // The number of layers stands before their widths, so that no list runs into the rate.
    numbers =
      [
        configuration.weightDecay, Double(configuration.batchSize),
        Double(configuration.hidden.count),
      ] + configuration.hidden.map(Double.init) + [configuration.learningRate]
  }

  static func < (first: Self, second: Self) -> Bool {
    first.texts == second.texts
      ? first.numbers.lexicographicallyPrecedes(second.numbers)
      : first.texts.lexicographicallyPrecedes(second.texts)
  }
}
