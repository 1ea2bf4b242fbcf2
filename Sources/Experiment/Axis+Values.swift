extension Axis.Value {
  /// The value as in a result file. Widths read as `64x32`: neither a number nor a date to a
  /// spreadsheet of whatever locale, unless there is one layer only.
  package var text: String {
    switch self {
    case .text(let text): text ?? ""
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .widths(let widths): widths.map(String.init).joined(separator: "x")
    }
  }
}

/// The values of configurations on all axes; those of a setting are made once for the many rates and
/// seeds that a sweep trains it with.
package struct AxisValues {
  package init() {}

  private var settings: [Setting: [Axis.Value]] = [:]
  private var last: (setting: Setting, values: [Axis.Value])?

  private static let ratePlace = Axis.all.firstIndex { $0.column == Axis.learningRate.column }

  /// The values in the order of `Axis.all`.
  package mutating func callAsFunction(_ configuration: Configuration) -> [Axis.Value] {
    var values = values(of: configuration)
    if let place = Self.ratePlace { values[place] = Axis.learningRate.value(configuration) }
    return values
  }

  private mutating func values(of configuration: Configuration) -> [Axis.Value] {
    if let last, last.setting == configuration.setting { return last.values }
    let values = settings[configuration.setting] ?? Axis.all.map { $0.value(configuration) }
    settings[configuration.setting] = values
    last = (configuration.setting, values)
    return values
  }
}

/// A configuration's place in a fixed order of all: axis by axis, texts by their letters before
/// numbers by their value, the learning rate last.
package struct ConfigurationOrder: Comparable {
  private var texts: [String] = []
  private var numbers: [Double] = []

  package init(_ configuration: Configuration, _ values: inout AxisValues) {
    for value in values(configuration) {
      switch value {
      case .text(let text): texts.append(text ?? "")
      case .integer(let number): numbers.append(Double(number))
      case .number(let number): numbers.append(number)
      // The number of layers stands before their widths, so that no list runs into the rate.
      case .widths(let widths): numbers += ([widths.count] + widths).map(Double.init)
      }
    }
    for (name, value) in (configuration.setting.parameters ?? [:]).sorted(by: { $0.key < $1.key }) {
      texts += [name, value]
    }
  }

  package static func < (first: Self, second: Self) -> Bool {
    first.texts == second.texts
      ? first.numbers.lexicographicallyPrecedes(second.numbers)
      : first.texts.lexicographicallyPrecedes(second.texts)
  }
}
