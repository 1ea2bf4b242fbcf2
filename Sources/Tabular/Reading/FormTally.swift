/// How many cells of a column of texts have each form of a number.
struct FormTally {
  /// The share of the cells that are not missing, in percent, that must have one form.
  static let fewestPercent = 95
  /// Whole numbers with this many groups of three digits, also the first, are telephone numbers.
  private static let codeGroups = 3

  /// What is counted of the cells with one affix.
  private struct Count {
    var point = 0
    var comma = 0
    /// Those that are zero: they may stand without a unit.
    var zeros = 0
  }

  /// The number of cells that are not missing.
  private(set) var total = 0
  private var counts: [NumberForm.Affix: Count] = [:]
  /// The cells whose digits are grouped as those of telephone numbers.
  private var telephoneNumbers = 0
  /// The cells with zeros in front, as codes have them.
  private var leadingZeros = 0

  /// Looks at cells with the same text.
  ///
  /// - Parameters:
  ///   - text: The text, which is not missing.
  ///   - cells: How many there are.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, cells: Int) {
    total += cells
    guard let written = WrittenNumber(text) else { return }
    var count = counts[written.affix, default: Count()]
    if written.withPoint != nil { count.point += cells }
    if written.withComma != nil { count.comma += cells }
    if let text = written.withPoint ?? written.withComma,
      !NumberSyntax.hasOtherDigitThanZero(text)
    {
      count.zeros += cells
    }
    counts[written.affix] = count
    guard written.affix == .none else { return }
    if let groups = written.groups, groups.count >= Self.codeGroups, groups.first == 3 {
      telephoneNumbers += cells
    }
    if written.hasLeadingZero { leadingZeros += cells }
  }

  /// Whether the column's numbers can only be read with a decimal comma.
  var showsDecimalComma: Bool {
    guard let best else { return false }
    return best.comma > best.point && isEnough(best.comma)
  }

  /// The form that nearly all cells have; nil when there is none.
  ///
  /// - Parameter isCommaUsual: Whether the table's other numbers have a decimal comma, for cells
  ///   such as `1,234` that may be either.
  /// - Returns: The form.
  func form(isCommaUsual: Bool) -> NumberForm? {
    guard let best, isEnough(max(best.point, best.comma)), !areCodes else { return nil }
    let isComma = best.comma > best.point || (best.comma == best.point && isCommaUsual)
    return NumberForm(mark: isComma ? .comma : .point, affix: best.affix)
  }

  /// How many cells have another form.
  func others(than form: NumberForm) -> Int {
    guard let best else { return total }
    return total - (form.mark == .point ? best.point : best.comma)
  }

  private var areCodes: Bool { leadingZeros * 100 > total || telephoneNumbers * 2 > total }

  private func isEnough(_ cells: Int) -> Bool {
    cells > 0 && cells * 100 >= Self.fewestPercent * total
  }

  /// The affix that most cells have, and how many cells fit it with a decimal point and a comma.
  private var best: (affix: NumberForm.Affix, point: Int, comma: Int)? {
    let plain = counts[.none, default: Count()]
    let fits = counts.map { affix, count in
      switch affix {
      case .none: (affix, count.point, count.comma)
      case .currency: (affix, count.point + plain.point, count.comma + plain.comma)
      case .percent, .unit: (affix, count.point + plain.zeros, count.comma + plain.zeros)
      }
    }
    // Of two that are as frequent the one whose name comes first, as a dictionary has no order.
    return fits.max { left, right in
      let (a, b) = (max(left.1, left.2), max(right.1, right.2))
      return a == b ? "\(left.0)" > "\(right.0)" : a < b
    }.map { (affix: $0.0, point: $0.1, comma: $0.2) }
  }
}
