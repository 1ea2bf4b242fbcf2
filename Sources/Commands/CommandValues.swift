/// What one run of a command is given.
package struct CommandValues: Sendable, Hashable {
  package var learningRate: Double
  /// The length that it is told, in the unit of the template's place.
  package var length: Int?
  package var seed: UInt64
  /// The run's folder.
  package var out: String
  /// The values of the user's own axes.
  package var parameters: [String: String]

  package init(
    learningRate: Double, length: Int?, seed: UInt64, out: String,
    parameters: [String: String] = [:]
  ) {
    self.learningRate = learningRate
    self.length = length
    self.seed = seed
    self.out = out
    self.parameters = parameters
  }

  /// A rate as programs read it in whatever language: without an exponent, which YAML takes for a text.
  static func decimal(_ rate: Double) -> String {
    let text = "\(rate)"
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...]),
      (-30...20).contains(power)
    else { return text }
    let digits = text[..<mark].filter { $0 != "." }
    let whole = text[..<mark].prefix { $0 != "." }.count
    let point = whole + power
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits.withoutZeros }
    if point >= digits.count {
      return digits + String(repeating: "0", count: point - digits.count)
    }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }
}

extension String {
  /// The digits of a fraction without the zeros at its end.
  fileprivate var withoutZeros: String {
    var text = self
    while text.last == "0", text.count > 1 { text.removeLast() }
    return text
  }
}

extension CommandTemplate {
  /// The texts that stand in the places.
  private func texts(_ values: CommandValues) -> [String: String] {
    var texts = [
      Place.learningRate.rawValue: CommandValues.decimal(values.learningRate),
      Place.seed.rawValue: "\(values.seed)", Place.out.rawValue: values.out,
    ]
    if let length = values.length {
      texts[(has(.steps) ? Place.steps : .epochs).rawValue] = "\(length)"
    }
    return texts.merging(values.parameters) { own, _ in own }
  }

  /// The arguments of a run, its program first.
  package func arguments(_ values: CommandValues) -> [String] {
    let texts = texts(values)
    return arguments.map { $0.filled(with: texts) }
  }

  /// The environment of a run.
  ///
  /// - Parameters:
  ///   - values: What it is given.
  ///   - inherited: The variables of this process.
  /// - Returns: The variables, each `NAME=value`.
  package func environment(_ values: CommandValues, inherited: [String: String]) -> [String] {
    var variables = inherited
    // What Python prints is seen when it prints it, not when its buffer is full.
    variables["PYTHONUNBUFFERED"] = variables["PYTHONUNBUFFERED"] ?? "1"
    let texts = texts(values)
    for place in Place.allCases { variables[place.variable] = texts[place.rawValue] }
    for assignment in assignments {
      variables[assignment.name] = assignment.value.filled(with: texts)
    }
    return variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
