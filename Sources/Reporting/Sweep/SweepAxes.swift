import Sweep

/// The axes in which configurations differ, and what all have in common.
struct SweepAxes {
  private struct Axis: Sendable {
    var name: String
    /// A word before the value where the value alone says little.
    var prefix: String
    /// What is said where there is no value.
    var absence = ""
    /// Empty where there is none.
    var value: @Sendable (TrialResult.Configuration) -> String

    /// The value where no column's name stands above it.
    func words(_ value: String) -> String { value.isEmpty ? absence : prefix + value }
  }

  /// In the order in which people look for them.
  private static let all = [
    Axis(name: "learning rate", prefix: "learning rate ") {
      Decimal.significant($0.learningRate)
    },
    Axis(name: "schedule", prefix: "") { $0.schedule.description },
    Axis(name: "optimizer", prefix: "") { $0.optimizer.specification },
    Axis(name: "weight decay", prefix: "weight decay ") { Decimal.significant($0.weightDecay) },
    Axis(name: "batch", prefix: "batch ") { "\($0.batchSize)" },
    Axis(name: "hidden", prefix: "hidden ", absence: "logistic") { $0.hiddenText },
    Axis(name: "activation", prefix: "") { $0.activation?.rawValue ?? "" },
  ]

  private let varying: [Axis]
  /// What does not vary, such as `sgd, batch 32`; the rate is never among it.
  let shared: String

  init(_ configurations: [TrialResult.Configuration]) {
    var varying: [Axis] = []
    var shared: [String] = []
    for axis in Self.all {
      let values = Set(configurations.map(axis.value))
      if values.count > 1 || axis.name == "learning rate" {
        varying.append(axis)
      } else if let words = values.first.map(axis.words), !words.isEmpty {
        shared.append(words)
      }
    }
    self.varying = varying
    self.shared = shared.joined(separator: ", ")
  }

  /// The names of the axes that vary.
  var names: [String] { varying.map(\.name) }

  /// A configuration's values on them.
  func values(_ configuration: TrialResult.Configuration) -> [String] {
    varying.map { $0.value(configuration) }
  }

  /// A configuration in words, such as `learning rate 0.1, cosine`.
  func words(_ configuration: TrialResult.Configuration) -> String {
    varying.map { $0.words($0.value(configuration)) }.filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
