/// A number as it stands in a cell: what is beside it, and its digits in plain form.
struct WrittenNumber {
  /// What stands beside it.
  private(set) var affix = NumberForm.Affix.none
  /// In plain form, where a point separates the fraction and groups have another mark; else nil.
  private(set) var withPoint: [UInt8]?
  /// In plain form, where a comma separates the fraction and groups have another mark; else nil.
  private(set) var withComma: [UInt8]?
  /// How many groups of digits a space or a point separates, each of three but the first; the
  /// length of that one.
  private(set) var groups: (count: Int, first: Int)?
  /// Whether a zero stands in front of other digits.
  private(set) var hasLeadingZero = false

  /// The most bytes of a cell that is looked at.
  private static let longest = 64

  /// Finds the number that makes up a cell; nil when there is none, or more than one.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    guard cell.count <= Self.longest, cell.contains(where: \.isDigit) else { return nil }
    let text = Self.simplified(cell)
    var rest = text[...]
    guard let sign = readFront(&rest) else { return nil }
    guard let body = Self.body(at: rest), let first = body.first(where: { $0 != 0x20 }),
      first.isDigit || Self.marks.contains(first)
    else { return nil }
    rest = rest.dropFirst(body.count).drop { $0 == 0x20 }
    if sign.isOpen {
      // The bracket closes behind the digits or behind the unit.
      guard rest.last == UInt8(ascii: ")") || rest.first == UInt8(ascii: ")") else { return nil }
      if rest.first == UInt8(ascii: ")") { rest = rest.dropFirst() } else { rest = rest.dropLast() }
    }
    guard let behind = NumberForm.Affix.behind(rest.trimmingSpaces) else { return nil }
    if affix == .none {
      affix = behind
    } else if behind != .none, behind != affix {
      return nil
    }
    if case .unit = affix, DateSyntax.isDate(cell) { return nil }
    read(body, isNegative: sign.isNegative || sign.isOpen)
    guard withPoint != nil || withComma != nil else { return nil }
  }

  private static let marks = Array(".,".utf8)

  /// Steps over signs, an opening bracket and a currency, in any order.
  ///
  /// - Returns: Whether a minus was there, or a bracket; nil when there are several of them, or
  ///   something else.
  private mutating func readFront(
    _ rest: inout ArraySlice<UInt8>
  ) -> (isNegative: Bool, isOpen: Bool)? {
    var hasSign = false
    var (isNegative, isOpen) = (false, false)
    while let byte = rest.first, !byte.isDigit, !Self.marks.contains(byte) {
      switch byte {
      case 0x20: rest = rest.dropFirst()
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard !hasSign else { return nil }
        hasSign = true
        isNegative = byte == UInt8(ascii: "-")
        rest = rest.dropFirst()
      case UInt8(ascii: "("):
        guard !isOpen, !hasSign else { return nil }
        isOpen = true
        rest = rest.dropFirst()
      default:
        guard affix == .none, let (found, count) = NumberForm.Affix.currency(at: rest) else {
          return nil
        }
        affix = found
        rest = rest.dropFirst(count)
      }
    }
    return (isNegative, isOpen)
  }

  /// The digits and what may stand between them, up to the last digit or mark; nil when none is.
  private static func body(at text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var end = text.startIndex
    var position = end
    while position < text.endIndex {
      let byte = text[position]
      if byte.isDigit || marks.contains(byte) {
        position += 1
        end = position
      } else if byte == 0x20 || byte == UInt8(ascii: "'"), position + 1 < text.endIndex,
        text[position + 1].isDigit
      {
        position += 1
      } else if byte | 0x20 == UInt8(ascii: "e"), end == position, end > text.startIndex,
        let behind = exponentEnd(text[(position + 1)...])
      {
        end = behind
        break
      } else {
        break
      }
    }
    return end > text.startIndex ? text[..<end] : nil
  }

  /// Where the digits of an exponent end; nil when there are none.
  private static func exponentEnd(_ text: ArraySlice<UInt8>) -> Int? {
    let sign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? 1 : 0
    let digits = text.dropFirst(sign).prefix(while: \.isDigit)
    return digits.isEmpty ? nil : digits.endIndex
  }

  /// Reads the digits in both ways.
  private mutating func read(_ body: ArraySlice<UInt8>, isNegative: Bool) {
    let sign: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    withPoint = plain(body, mark: UInt8(ascii: "."), other: UInt8(ascii: ",")).map { sign + $0 }
    withComma = plain(body, mark: UInt8(ascii: ","), other: UInt8(ascii: ".")).map { sign + $0 }
    hasLeadingZero = body.count > 1 && body.first == 0x30 && body.allSatisfy(\.isDigit)
  }

  /// The digits in plain form where `mark` separates the fraction; nil when it does not.
  private mutating func plain(_ body: ArraySlice<UInt8>, mark: UInt8, other: UInt8) -> [UInt8]? {
    let exponent = body.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? body.endIndex
    let parts = body[..<exponent].split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return nil }
    let fraction = parts.count == 2 ? parts[1] : []
    guard fraction.allSatisfy(\.isDigit), !whole.isEmpty || !fraction.isEmpty else { return nil }
    guard let digits = ungrouped(whole, other: other) else { return nil }
    if exponent < body.endIndex, digits.count != whole.count { return nil }
    return digits + (fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction) + body[exponent...]
  }

  /// Digits without the marks between their groups; nil when they are not grouped by three, or in
  /// the Indian way, by two but for the last three.
  private mutating func ungrouped(_ whole: ArraySlice<UInt8>, other: UInt8) -> [UInt8]? {
    guard let mark = whole.first(where: { !$0.isDigit }) else { return Array(whole) }
    guard mark == other || mark == 0x20 || mark == UInt8(ascii: "'") else { return nil }
    let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, let last = groups.last, first.first != 0x30,
      groups.allSatisfy({ $0.allSatisfy(\.isDigit) }), last.count == 3
    else { return nil }
    let middle = groups.dropFirst().dropLast()
    let byThree = (1...3).contains(first.count) && middle.allSatisfy { $0.count == 3 }
    let isIndian =
      mark == UInt8(ascii: ",") && (1...2).contains(first.count) && !middle.isEmpty
      && middle.allSatisfy { $0.count == 2 }
    guard byThree || isIndian else { return nil }
    if mark == 0x20 || mark == UInt8(ascii: ".") {
      self.groups = (count: groups.count, first: first.count)
    }
    return Array(groups.joined())
  }

  /// The cell with one kind of space, minus and apostrophe, and without what has no width.
  private static func simplified(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard cell.contains(where: { $0 >= 0x80 || $0 == 0x09 }) else { return Array(cell) }
    var bytes: [UInt8] = []
    for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x09, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: bytes.append(0x20)
      case 0x200B...0x200F, 0x2060, 0xFEFF: break
      case 0x2212, 0xFE63, 0xFF0D: bytes.append(UInt8(ascii: "-"))
      case 0x2019, 0x02BC: bytes.append(UInt8(ascii: "'"))
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return Array(bytes[...].trimmingSpaces)
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces at its ends.
  fileprivate var trimmingSpaces: ArraySlice<UInt8> {
    var text = drop { $0 == 0x20 }
    while text.last == 0x20 { text = text.dropLast() }
    return text
  }
}
