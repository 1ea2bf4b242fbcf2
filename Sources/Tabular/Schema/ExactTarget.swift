/// The numbers of a target that may be classes, with all their digits.
struct ExactTarget {
  /// The most different numbers that are told apart: more than there may be classes.
  private static let limit = TextDictionary.textLimit

  /// The number of each row of the table, an index into `numbers`; -1 where it is missing, or not
  /// told apart any more.
  private(set) var codes: [Int32]
  /// The different numbers, in order of appearance.
  private(set) var numbers: [ExactNumber] = []

  private var known: [ExactNumber: Int32] = [:]

  init(rowCount: Int) { codes = Array(repeating: -1, count: rowCount) }

  /// Looks at a cell.
  mutating func add(_ cell: RawTable.Cell) {
    guard let number = cell.exactNumber else { return }
    if let code = known[number] {
      codes[cell.row] = code
    } else if numbers.count < Self.limit {
      codes[cell.row] = Int32(numbers.count)
      known[number] = Int32(numbers.count)
      numbers.append(number)
    }
  }
}
