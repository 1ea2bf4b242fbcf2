/// A stretch of training as a user types it: `30%` of the budget, `5ep` (epochs) or `500` (steps).
package enum TrainingDuration: Hashable, Sendable, CustomStringConvertible {
  /// A share of the budget, in per cent.
  case percent(Double)
  case epochs(Double)
  case steps(Int)

  /// The text that a user types.
  package var description: String {
    switch self {
    case .percent(let value): "\(Specification.text(value))%"
    case .epochs(let value): "\(Specification.text(value))ep"
    case .steps(let count): "\(count)"
    }
  }

  /// Reads a text, whose number may be negative; nil when it is no duration.
  init?(_ text: some StringProtocol) {
    func number(without suffix: String) -> Double? {
      text.hasSuffix(suffix) ? Double(digits: String(text.dropLast(suffix.count))) : nil
    }
    if let value = number(without: "%") {
      self = .percent(value)
    } else if let value = number(without: "ep") {
      self = .epochs(value)
    } else if let count = Int(digits: String(text)) {
      self = .steps(count)
    } else {
      return nil
    }
  }

  /// The most epochs or steps of a budget.
  fileprivate static let most = Double(NumberDomain.steps.upper)

  /// The number in front of the unit.
  var amount: Double {
    switch self {
    case .percent(let value), .epochs(let value): value
    case .steps(let count): Double(count)
    }
  }

  /// Whether two durations are written in the same unit, so that their amounts can be compared.
  func hasUnit(of other: TrainingDuration) -> Bool {
    switch (self, other) {
    case (.percent, .percent), (.epochs, .epochs), (.steps, .steps): true
    case (.percent, _), (.epochs, _), (.steps, _): false
    }
  }
}

extension Specification {
  /// Takes out a duration.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - mayBeZero: Whether it may be nothing at all.
  /// - Returns: The duration, or nil when the key is not there.
  /// - Throws: `SyntaxError` when the value is no duration, or an impossible one.
  mutating func duration(
    _ key: String, mayBeZero: Bool = false
  ) throws(SyntaxError) -> TrainingDuration? {
    guard let text = take(key) else { return nil }
    return try duration(text, key: key, mayBeZero: mayBeZero)
  }

  /// Takes out durations that are separated by `|` and ascend.
  mutating func durations(_ key: String) throws(SyntaxError) -> [TrainingDuration]? {
    guard let text = take(key) else { return nil }
    var list: [TrainingDuration] = []
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      let next = try duration(String(part), key: key, mayBeZero: false)
      if let last = list.last, last.hasUnit(of: next), last.amount >= next.amount {
        throw error("\(key)=\(text) must ascend, but \(next) does not come after \(last)")
      }
      list.append(next)
    }
    return list
  }

  private func duration(
    _ text: String, key: String, mayBeZero: Bool
  ) throws(SyntaxError) -> TrainingDuration {
    guard let duration = TrainingDuration(text) else {
      if let steps = Double(digits: text), steps > TrainingDuration.most {
        throw error("\(key)=\(text) is longer than any budget")
      }
      let share = Double(digits: text).flatMap {
        $0 > 0 && $0 < 1 ? ($0 * 1e8).rounded() / 1e6 : nil
      }
      let hint = share.map { "; did you mean \(TrainingDuration.percent($0))?" } ?? ""
      throw error(
        "\(key)=\(text) is not a duration, which is a share of the budget (30%), epochs (5ep) or "
          + "steps (500)\(hint)")
    }
    if duration.amount < 0 { throw error("\(key)=\(text) is negative") }
    if duration.amount == 0, !mayBeZero {
      throw error("\(key)=\(text) must be longer than nothing")
    }
    if case .percent(let share) = duration, share > 100 {
      throw error("\(key)=\(text) is longer than the budget")
    }
    if duration.amount > TrainingDuration.most {
      throw error("\(key)=\(text) is longer than any budget")
    }
    return duration
  }
}
