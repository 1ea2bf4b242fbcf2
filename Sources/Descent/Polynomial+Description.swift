import Glibc

extension Polynomial: CustomStringConvertible {
  /// The text that `init(parsing:)` reads back to the same coefficients, such as
  /// `x^4 - 3x^2 + x`: falling powers, like terms joined.
  package var description: String { text(number: Self.shortest) }

  /// The same for people: coefficients are rounded to 15 significant digits, which hides what
  /// binary fractions add, so that the derivative of 0.1x^3 is 0.3x^2.
  package var readable: String {
    text(number: Self.readableNumber)
  }

  /// A number rounded to 15 significant digits; whole ones, which are exact, are not.
  static func readableNumber(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return shortest(value) }
    return shortest(value.magnitude <= 0x1p53 && value == value.rounded() ? value : rounded(value))
  }

  private func text(number: (Double) -> String) -> String {
    var result = ""
    for (power, coefficient) in coefficients.enumerated().reversed() where coefficient != 0 {
      let isFirst = result.isEmpty
      if coefficient < 0 {
        result += isFirst ? "-" : " - "
      } else if !isFirst {
        result += " + "
      }
      let magnitude = number(abs(coefficient))
      if power == 0 || magnitude != "1" { result += magnitude }
      if power > 0 { result.append(variable) }
      if power > 1 { result += "^\(power)" }
    }
    return result.isEmpty ? "0" : result
  }

  /// The shortest decimals that read back as the same number, whole ones without `.0`.
  private static func shortest(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func rounded(_ value: Double) -> Double {
    let shift = 14 - Int(log10(abs(value)).rounded(.down))
    // Powers of ten up to 10²² are exact, so that one division or product rounds once.
    guard abs(shift) <= 22 else { return value }
    let power = pow(10, Double(abs(shift)))
    return shift >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power
  }
}
