/// The groups of a table's rows, read cell by cell.
///
/// Equal numbers name one group however they are written: `7`, `7.0` and `007`.
struct GroupColumn {
  private enum Name: Hashable {
    case number(ExactNumber)
    case text(String)
  }

  /// The line of the first row that is used and has none.
  private(set) var missingLine: Int?

  private var known: [Name: Int32] = [:]
  private var codes: [Int32]
  private var sizes: [Int] = []
  private let isUsed: [Bool]

  /// - Parameter isUsed: Whether each row of the table is used.
  init(isUsed: [Bool]) {
    self.isUsed = isUsed
    codes = Array(repeating: -1, count: isUsed.count)
  }

  /// Looks at the next cell.
  mutating func add(_ cell: RawTable.Cell) {
    guard missingLine == nil, isUsed[cell.row] else { return }
    let name: Name
    if cell.value == .missing {
      missingLine = cell.line
      return
    } else if let number = cell.exactNumber {
      name = .number(number)
    } else {
      name = .text(String(decoding: cell.text, as: UTF8.self))
    }
    let code = known[name] ?? Int32(sizes.count)
    if Int(code) == sizes.count {
      known[name] = code
      sizes.append(0)
    }
    codes[cell.row] = code
    sizes[Int(code)] += 1
  }

  /// The groups in order of appearance.
  var groups: RowGroups { RowGroups(codes: codes, sizes: sizes) }
}
