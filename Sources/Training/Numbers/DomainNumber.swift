/// A kind of number that is read from a text: whole ones as `Int`, all others as `Double`.
package protocol DomainNumber: Comparable, Sendable, Hashable {
  /// What it is called, with its article.
  static var name: String { get }

  /// Reads a text of digits, or nil where it is none or cannot be held.
  init?(digits text: String)

  /// How a bound is written.
  var shortText: String { get }

  /// What else there is to say about a text that was refused.
  static func hint(for text: String) -> String?
}

extension Int: DomainNumber {
  package static let name = "a whole number"

  package init?(digits text: String) {
    guard NumberForm(text) == .whole else { return nil }
    self.init(text)
  }

  package var shortText: String { "\(self)" }

  package static func hint(for text: String) -> String? {
    guard NumberForm(text) == .real, let number = Double(text), let whole = Int(exactly: number)
    else { return nil }
    return "write \(whole) in digits"
  }
}

extension Double: DomainNumber {
  package static let name = "a number"

  package init?(digits text: String) {
    guard NumberForm(text) != nil, let value = Double(text), value.isFinite,
      !Self.vanishes(text, as: value)
    else { return nil }
    // Zero has one sign: it is a part of a trial's identity.
    self = value == 0 ? 0 : value
  }

  package var shortText: String {
    let text = "\(self)"
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    return text.replacing("e+", with: "e")
  }

  package static func hint(for text: String) -> String? {
    guard NumberForm(text) != nil, let value = Double(text), vanishes(text, as: value) else {
      return nil
    }
    return "it is too small to be told from 0"
  }

  /// Whether a number is read as zero that is not written as zero.
  private static func vanishes(_ text: String, as value: Double) -> Bool {
    value == 0
      && text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { (0x31...0x39).contains($0) }
  }
}

/// How a number is written.
private enum NumberForm {
  /// Digits alone, behind an optional sign.
  case whole
  /// With a point or an exponent.
  case real

  /// Nil for what is no number.
  init?(_ text: String) {
    var rest = Substring(text).utf8
    func skip(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    func skipDigits() -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest.removeFirst(digits)
      return digits
    }
    _ = skip("+-")
    var count = skipDigits()
    let hasPoint = skip(".")
    if hasPoint { count += skipDigits() }
    guard count > 0 else { return nil }
    let hasExponent = skip("eE")
    if hasExponent {
      _ = skip("+-")
      guard skipDigits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    self = hasPoint || hasExponent ? .real : .whole
  }
}
