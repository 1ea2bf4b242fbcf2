import Experiment

/// The axes in which configurations differ, and what all have in common.
struct SweepAxes {
  private let varying: [Axis]
  /// What does not vary, such as `sgd, batch 32`; the rate is never among it.
  let shared: String

  init(_ configurations: [Configuration]) {
    var varying: [Axis] = []
    var shared: [String] = []
    // In the order in which people look for them: the rate first.
    let axes = Axis.of(configurations)
    let rate = axes.filter { $0.column == Axis.learningRate.column }
    for axis in rate + axes.filter({ $0.column != Axis.learningRate.column }) {
      let values = Set(configurations.map(axis.value))
      if values.count > 1 || axis.column == Axis.learningRate.column {
        varying.append(axis)
      } else if let words = values.first.map(axis.words), !words.isEmpty {
        // Of what stays constant, nobody would know.
        shared.append(axis.column == Axis.schedule.column ? "\(words) schedule" : words)
      }
    }
    self.varying = varying
    self.shared = shared.joined(separator: ", ")
  }

  /// The axes that vary, the rate first.
  var columns: [Axis] { varying }

  /// The names of the axes that vary.
  var names: [String] { varying.map(\.name) }

  /// A configuration's values on them.
  func values(_ configuration: Configuration) -> [String] {
    varying.map { $0.value(configuration).shown }
  }

  /// What a configuration has besides its rate, in words, such as `cosine, adam`.
  func settingWords(_ configuration: Configuration) -> String {
    varying.filter { $0.column != Axis.learningRate.column }
      .map { $0.words($0.value(configuration)) }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// A configuration in words, such as `learning rate 0.1, cosine`.
  func words(_ configuration: Configuration) -> String {
    varying.map { $0.words($0.value(configuration)) }.filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}

extension Axis {
  /// A value where no column's name stands above it.
  fileprivate func words(_ value: Value) -> String {
    let text = value.shown
    return text.isEmpty ? absence : isPlain ? text : "\(name) \(text)"
  }
}

extension Axis.Value {
  /// The value for people.
  fileprivate var shown: String {
    if case .number(let number) = self { Decimal.significant(number) } else { text }
  }
}
