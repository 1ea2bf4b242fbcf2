/// What the rules for columns need to know of a column of numbers, judged on all their digits.
struct ExactColumn {
  /// The fewest rows that show that a column is ordered like an identifier.
  static let orderedRows = 8

  /// Whether two of the numbers differ.
  private(set) var differs = false
  /// Whether all cells that are not missing are dates such as 20240131.
  private(set) var areDates = true
  /// The first number.
  private(set) var first: ExactNumber?

  private let collectsIntegers: Bool
  private var previous: ExactNumber?
  private var isMissingSome = false
  private var rises = true
  private var areIntegers = true
  private var integers: [ExactNumber] = []

  /// - Parameter isNamedLikeIdentifier: Whether it matters that the numbers are distinct, for
  ///   which all of them are remembered.
  init(isNamedLikeIdentifier: Bool) { collectsIntegers = isNamedLikeIdentifier }

  /// Looks at the next cell.
  mutating func add(_ cell: RawTable.Cell) {
    guard let number = cell.exactNumber else {
      isMissingSome = true
      return
    }
    if let first { differs = differs || number != first } else { first = number }
    if let previous { rises = rises && number.follows(previous) }
    previous = number
    areIntegers = areIntegers && number.isInteger
    if case .integer(let value) = number {
      areDates = areDates && DateSyntax.isCompactDate(Double(value))
    } else {
      areDates = false
    }
    if collectsIntegers, areIntegers, !isMissingSome { integers.append(number) }
  }

  /// Whether the cells are integers that rise by one from row to row.
  func isOrdered(rows: Int) -> Bool {
    rows >= Self.orderedRows && rises && areIntegers && !isMissingSome
  }

  /// Whether no cell is missing and all are different integers.
  var areDistinctIntegers: Bool {
    guard collectsIntegers, areIntegers, !isMissingSome else { return false }
    let sorted = integers.sorted()
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0 < $1 }
  }
}
