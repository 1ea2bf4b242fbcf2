/// A number exactly as its digits say it, however many they are.
///
/// Cells are stored in single precision, which is enough to learn from them, but not to say whether
/// two of them are the same: codes and ids have more digits. Equal numbers are equal here however
/// they are written: `1`, `1.0` and `10e-1`.
enum ExactNumber: Hashable {
  /// An integer of at most `mostDigits` digits.
  case integer(Int128)
  /// `0.d₁d₂d₃… · 10^exponent`, without zeros at either end of the digits.
  case decimal(isNegative: Bool, digits: [UInt8], exponent: Int)

  private static let mostDigits = 38

  /// Reads a cell without surrounding spaces; nil when it is no finite number.
  init?(_ cell: UnsafeBufferPointer<UInt8>, _ syntax: NumberSyntax) {
    if let small = Self.shortInteger(cell) {
      self = .integer(Int128(small))
      return
    }
    guard case .number = syntax.value(of: cell) else { return nil }
    var digits: [UInt8] = []
    var exponent = 0
    var isBehindPoint = false
    var position = 0
    while position < cell.count {
      let byte = cell[position]
      position += 1
      if byte.isDigit {
        // A zero in front only moves the point.
        if byte != 0x30 || !digits.isEmpty {
          digits.append(byte - 0x30)
          exponent += isBehindPoint ? 0 : 1
        } else if isBehindPoint {
          exponent -= 1
        }
      } else if byte == syntax.separator {
        isBehindPoint = true
      } else if byte | 0x20 == UInt8(ascii: "e") {
        exponent += Self.exponent(cell[position...])
        break
      }
    }
    while digits.last == 0 { digits.removeLast() }
    let isNegative = cell.first == UInt8(ascii: "-")
    if digits.isEmpty {
      self = .integer(0)
    } else if digits.count <= exponent, exponent <= Self.mostDigits {
      let magnitude = (0..<exponent).reduce(Int128(0)) {
        $0 * 10 + Int128($1 < digits.count ? digits[$1] : 0)
      }
      self = .integer(isNegative ? -magnitude : magnitude)
    } else {
      self = .decimal(isNegative: isNegative, digits: digits, exponent: exponent)
    }
  }

  /// The integer of a cell of few digits and nothing else.
  private static func shortInteger(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = cell.first == UInt8(ascii: "-")
    let digits = isNegative ? cell.dropFirst() : cell[...]
    guard (1...18).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return isNegative ? -value : value
  }

  /// The exponent behind an `e`; where it is absurd, one that is absurd enough.
  private static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let magnitude = text.lazy.filter(\.isDigit).reduce(0) {
      min($0 * 10 + Int($1 - 0x30), 1_000_000_000)
    }
    return text.first == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  /// Whether the number is whole.
  var isInteger: Bool {
    switch self {
    case .integer: true
    case .decimal(_, let digits, let exponent): digits.count <= exponent
    }
  }

  /// Whether the number is the integer behind another one.
  func follows(_ other: ExactNumber) -> Bool {
    guard case .integer(let value) = self, case .integer(let before) = other else { return false }
    return value == before + 1
  }

  /// The number as a class is named: the digits of an integer, else the shortest decimals that
  /// say the same.
  var name: String {
    switch self {
    case .integer(let value): return String(value)
    case .decimal(let isNegative, let digits, let exponent):
      let written = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
      let sign = isNegative ? "-" : ""
      let scientific = "\(sign)0.\(written)e\(exponent)"
      if let value = Double(scientific) {
        let short = CSVWriter.decimals(value)
        if Array(short.utf8).exactNumber == self { return short }
      }
      guard (-8...0).contains(exponent) || (1..<digits.count).contains(exponent) else {
        return scientific
      }
      return exponent <= 0
        ? sign + "0." + String(repeating: "0", count: -exponent) + written
        : sign + written.prefix(exponent) + "." + written.dropFirst(exponent)
    }
  }

  /// Sign, digits and exponent, of an integer too.
  private var parts: (isNegative: Bool, digits: [UInt8], exponent: Int) {
    switch self {
    case .decimal(let isNegative, let digits, let exponent): return (isNegative, digits, exponent)
    case .integer(let value):
      let digits = String(value.magnitude).utf8.map { $0 - 0x30 }
      return (value < 0, digits, value == 0 ? .min : digits.count)
    }
  }
}

extension ExactNumber: Comparable {
  static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    if case .integer(let a) = left, case .integer(let b) = right { return a < b }
    let (a, b) = (left.parts, right.parts)
    guard a.isNegative == b.isNegative else { return a.isNegative }
    let (low, high) = a.isNegative ? (b, a) : (a, b)
    return low.exponent == high.exponent
      ? low.digits.lexicographicallyPrecedes(high.digits) : low.exponent < high.exponent
  }
}

extension [UInt8] {
  /// The number that a text with a decimal point says.
  fileprivate var exactNumber: ExactNumber? {
    withUnsafeBufferPointer { ExactNumber($0, .plain) }
  }
}
