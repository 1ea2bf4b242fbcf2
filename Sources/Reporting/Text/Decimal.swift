import Glibc

/// Numbers as text for people: rounded to what they are good for.
package enum Decimal {
  /// A number rounded to significant digits, such as `0.0312`, `4.5e-05` or `12300`.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - digits: The significant digits, from 1 to 15.
  /// - Returns: The shortest text of the rounded number.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return "0" }
    var exponent = Int(log10(abs(value)).rounded(.down))
    var mantissa = roundedMantissa(value, exponent: exponent, digits: digits)
    if mantissa >= Int(pow(10, Double(digits))) {
      exponent += 1
      mantissa = roundedMantissa(value, exponent: exponent, digits: digits)
    }
    let sign = value < 0 ? "-" : ""
    let text = String(mantissa)
    if exponent < -4 || exponent > 5 {
      let fraction = text.dropFirst().trimmingZeros
      let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
      return "\(sign)\(text.prefix(1))\(fraction.isEmpty ? "" : ".")\(fraction)"
        + "e\(exponent < 0 ? "-" : "+")\(power)"
    }
    if exponent < 0 {
      let zeros = String(repeating: "0", count: -exponent - 1)
      return "\(sign)0.\(zeros)\(text[...].trimmingZeros)"
    }
    let whole = text.prefix(exponent + 1)
    let padding = String(repeating: "0", count: max(0, exponent + 1 - text.count))
    let fraction = text.dropFirst(exponent + 1).trimmingZeros
    return "\(sign)\(whole)\(padding)\(fraction.isEmpty ? "" : ".")\(fraction)"
  }

  /// The shortest text that is read as the same number, for programs; whole numbers without a point.
  static func exact(_ value: Double) -> String {
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The ends of a range, such as `0.01 to 0.1`, each rounded to significant digits.
  package static func range(_ low: Double, _ high: Double, digits: Int = 3) -> String {
    "\(significant(low, digits: digits)) to \(significant(high, digits: digits))"
  }

  /// A whole number with its thousands apart, such as `12,345`.
  package static func grouped(_ value: Int) -> String {
    let digits = String(abs(value))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits.prefix(end).suffix(3))
    }
    return (value < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// A number and its noun, such as `1 row` or `3 rows`.
  package static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  private static func roundedMantissa(_ value: Double, exponent: Int, digits: Int) -> Int {
    // Dividing by an exact power of ten rounds once; multiplying by an inexact one would twice.
    let shift = digits - 1 - exponent
    // 10³⁰⁸ is the largest power there is; numbers near the smallest need more, in two steps.
    let near = min(shift, 300)
    let scaled =
      near >= 0 ? abs(value) * pow(10, Double(near)) : abs(value) / pow(10, Double(-near))
    guard near == shift else { return Int((scaled * pow(10, Double(shift - near))).rounded()) }
    return Int(scaled.rounded())
  }
}

extension Substring {
  /// The digits without the zeros at the end.
  fileprivate var trimmingZeros: Substring {
    var rest = self
    while rest.last == "0" { rest.removeLast() }
    return rest
  }
}
