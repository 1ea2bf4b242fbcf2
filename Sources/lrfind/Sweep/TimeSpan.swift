import Training

/// A length of time as people write it.
enum TimeSpan {
  private static let units: [(name: Character, seconds: Double)] = [
    ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// The longest time; beyond it one was surely mistyped.
  static let mostDays = 10_000

  /// Reads `8h`, `90m`, `1h30m`, `45s` or `1d`; nil when it is no such text, or no time at all.
  static func parse(_ text: String) -> Double? {
    var (seconds, digits, last) = (0.0, "", Double.infinity)
    for character in text {
      if let unit = units.first(where: { $0.name == character }) {
        guard let value = Double(digits: digits), unit.seconds < last else { return nil }
        seconds += value * unit.seconds
        (digits, last) = ("", unit.seconds)
      } else if character.isASCII, character.isNumber || character == "." {
        digits.append(character)
      } else {
        return nil
      }
    }
    return digits.isEmpty && seconds > 0 && seconds <= Double(mostDays) * 86_400 ? seconds : nil
  }

  /// A duration in its two largest units.
  static func text(_ seconds: Double) -> String {
    var rest = max(0, min(seconds, 1e12).rounded(.up))
    var parts: [String] = []
    for (name, length) in units where parts.count < 2 {
      let count = (rest / length).rounded(.down)
      rest -= count * length
      if count > 0 { parts.append("\(Int(count)) \(name == "m" ? "min" : String(name))") }
    }
    return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
  }
}
