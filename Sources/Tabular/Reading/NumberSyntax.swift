import CFastFloat

/// What the text of one cell means, in a table with a given decimal separator.
enum CellValue: Equatable {
  case missing
  case number(Double)
  /// Spelled as infinity, or too large for a float.
  case infinite
  case text
}

/// How numbers are written in a table.
///
/// With a decimal comma, points that group digits by three (`1.234,5`) are accepted: nothing else
/// could be meant. With a decimal point, grouping commas are not: `1,234` could mean either.
struct NumberSyntax: Equatable {
  /// Whether the decimal separator is a comma.
  var decimalComma: Bool
  /// What stands for a missing value.
  var missing = MissingWords.standard

  /// Numbers with a decimal point, where no word is missing.
  static var plain: NumberSyntax {
    NumberSyntax(decimalComma: false, missing: .none)
  }

  /// The decimal separator as a byte.
  var separator: UInt8 { decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  /// Reads a cell whose surrounding spaces are removed.
  func value(of cell: UnsafeBufferPointer<UInt8>) -> CellValue {
    if missing.isMissing(cell) { return .missing }
    guard let number = number(cell), !number.isNaN else { return .text }
    if missing.numbers.contains(number) { return .missing }
    return Float(number).isFinite ? .number(number) : .infinite
  }

  /// Whether a cell that is infinite is spelled as a word, not as digits.
  static func isSpelledInfinite(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    !cell.contains(where: \.isDigit)
  }

  /// Whether a number has another digit than zero in front of its exponent.
  static func hasOtherDigitThanZero(_ cell: some Sequence<UInt8>) -> Bool {
    cell.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { $0 != 0x30 && $0.isDigit }
  }

  /// Whether the cell is a number whose points group its digits by three.
  func isGrouped(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    decimalComma && ungrouped(cell) != nil
  }

  /// The number that makes up the whole cell; nil when the cell is something else.
  private func number(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
    var cell = cell
    if cell.first == UInt8(ascii: "+") {
      cell = UnsafeBufferPointer(rebasing: cell.dropFirst())
      guard let first = cell.first, first.isDigit || first == separator else { return nil }
    }
    if let number = parse(cell) { return number }
    guard decimalComma, let digits = ungrouped(cell) else { return nil }
    return digits.withUnsafeBufferPointer(parse)
  }

  private func parse(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let base = cell.baseAddress, !cell.isEmpty else { return nil }
    return base.withMemoryRebound(to: CChar.self, capacity: cell.count) { first in
      var value = 0.0
      let last = first + cell.count
      let end = lrfind_parse_number(first, last, CChar(bitPattern: separator), &value)
      return end == last ? value : nil
    }
  }

  /// Removes the grouping points of `1.234.567,8`; nil when they do not group by three.
  private func ungrouped(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let point = UInt8(ascii: ".")
    let unsigned = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
    let whole = unsigned.prefix { $0 != separator }
    let groups = whole.split(separator: point, omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.joined().allSatisfy(\.isDigit)
    else { return nil }
    return cell.filter { $0 != point }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The cell without spaces and tabs at its ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var first = 0
    var last = count
    while first < last, self[first] == 0x20 || self[first] == 0x09 { first += 1 }
    while last > first, self[last - 1] == 0x20 || self[last - 1] == 0x09 { last -= 1 }
    return UnsafeBufferPointer(rebasing: self[first..<last])
  }
}
