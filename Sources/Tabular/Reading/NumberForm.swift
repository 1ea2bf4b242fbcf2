/// How people write the numbers of one column, beyond the plain numbers that are read at once.
///
/// `$1,234.50`, `12,5 %`, `1 234`, `(245)`, `74 bhp`: a sign or brackets, a currency in front or
/// behind, digits in groups, and one unit throughout. What a cell says is brought into the plain
/// form, `-1234.5`, so that all else needs to know only that one.
package struct NumberForm: Hashable, Sendable {
  /// What separates the fraction; the groups of digits have another mark.
  package enum Mark: Sendable {
    case point, comma
  }

  /// What stands beside the number.
  package enum Affix: Hashable, Sendable {
    case none
    /// A currency, in front or behind.
    case currency(String)
    case percent
    /// Any other text behind the number.
    case unit(String)
  }

  package var mark: Mark
  package var affix: Affix

  /// The number in a cell, in plain form; nil when the cell has another form.
  func plainText(of cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let written = WrittenNumber(cell) else { return nil }
    return plainText(of: written)
  }

  /// The number that was found in a cell, in plain form; nil when it has another form.
  ///
  /// A currency may be left out, and any unit of a zero.
  func plainText(of written: WrittenNumber) -> [UInt8]? {
    guard let text = mark == .point ? written.withPoint : written.withComma else { return nil }
    if written.affix == affix { return text }
    guard written.affix == .none else { return nil }
    if case .currency = affix { return text }
    return NumberSyntax.hasOtherDigitThanZero(text) ? nil : text
  }

  /// What a cell says.
  ///
  /// - Parameters:
  ///   - cell: The cell without surrounding spaces.
  ///   - missing: What stands for a missing value.
  /// - Returns: The number, or that there is none.
  func value(
    of cell: UnsafeBufferPointer<UInt8>, missing: MissingWords
  ) -> CellValue {
    if missing.isMissing(cell) { return .missing }
    let value = plainText(of: cell)?.value(in: .plain) ?? .text
    if case .number(let number) = value, missing.numbers.contains(number) { return .missing }
    return value
  }
}

extension NumberForm.Affix {
  /// Currencies that may stand in front of a number, or directly behind it; the longer of two that
  /// begin alike comes first.
  static let currencySigns: [[UInt8]] = [
    "US$", "AU$", "CA$", "HK$", "NZ$", "NT$", "MX$", "A$", "C$", "R$", "S$", "$", "€", "£", "¥",
    "￥", "₹", "₽", "₩", "₺", "₫", "฿", "₴", "₪", "₦", "₱", "₡", "₲", "₵", "₸", "₼", "₾", "Rs.",
    "Rs", "kr.", "kr", "zł", "Kč", "Fr.",
  ].map { Array($0.utf8) }

  /// The codes of ISO 4217 that are met in tables.
  static let currencyCodes: Set<String> = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "RMB", "HKD", "SGD", "TWD",
    "INR", "PKR", "LKR", "BDT", "KRW", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON",
    "BGN", "RUB", "UAH", "TRY", "ILS", "ZAR", "NGN", "KES", "EGP", "AED", "SAR", "BRL", "MXN",
    "ARS", "CLP", "COP", "PEN", "THB", "IDR", "MYR", "PHP", "VND",
  ]

  /// The currency at the start of a text, and its bytes; nil where there is none.
  static func currency(at text: ArraySlice<UInt8>) -> (affix: NumberForm.Affix, count: Int)? {
    if let sign = currencySigns.first(where: { text.starts(with: $0) }) {
      return (.currency(String(decoding: sign, as: UTF8.self)), sign.count)
    }
    guard text.count >= 3, text.prefix(3).allSatisfy(\.isLetter),
      text.dropFirst(3).first?.isLetter != true
    else { return nil }
    let code = String(decoding: text.prefix(3), as: UTF8.self)
    return currencyCodes.contains(code) ? (.currency(code), 3) : nil
  }

  /// The most bytes of a unit.
  private static let longestUnit = 24

  /// What a text behind a number is; nil when a number does not go before it.
  ///
  /// A unit begins with a letter or a sign of degrees, minutes, micro or the like, and has no digit
  /// but a raised one. Case and a plural's `s` do not make another unit.
  static func behind(_ text: ArraySlice<UInt8>) -> NumberForm.Affix? {
    guard let first = text.first else { return NumberForm.Affix.none }
    if text.elementsEqual("%".utf8) { return .percent }
    if let (affix, count) = currency(at: text), count == text.count { return affix }
    if text.elementsEqual("+".utf8) { return .unit("+") }
    guard text.count <= longestUnit, first.isLetter || first >= 0x80,
      !text.contains(where: \.isDigit)
    else { return nil }
    var unit = String(decoding: text, as: UTF8.self)
    guard !clockWords.contains(unit.lowercased()) else { return nil }
    if unit.count > 1 { unit = unit.lowercased() }
    if unit.count > 2, unit.hasSuffix("s") { unit.removeLast() }
    return .unit(unit)
  }

  /// What makes a time of day, not a quantity, of a number.
  private static let clockWords: Set<String> = ["am", "pm", "a.m.", "p.m.", "uhr"]
}
