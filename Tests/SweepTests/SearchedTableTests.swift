import Foundation
import Running
import Tabular
import Testing
import Tuning

/// A table as a search looks at it.
@Suite struct SearchedTableTests {
  private static func table(
    rows: Int, _ validation: TableOptions.Validation = .usual, isThorough: Bool = false
  ) throws -> SearchedTable {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("lrfind-table-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = "x,y\n" + (0..<rows).map { "\($0 % 97 * 3),\($0 % 89).5\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return try SearchedTable(
      path: path, options: TableOptions(validation: validation), effort: isThorough ? .full : .quick
    )
  }

  @Test func `of few rows it looks at several splits, with more held back`() throws {
    let table = try Self.table(rows: 200)
    #expect(table.survey == .fewRows && table.dataset.validationRowCount == 40)
    #expect(table.splits.map(\.validationRowCount) == [80, 80, 80])
    #expect(!table.splits.contains { $0 === table.dataset })
  }

  @Test func `the user's own share stands, and the first split is the table itself`() throws {
    let table = try Self.table(rows: 200, .fraction(0.2))
    #expect(table.splits.map(\.validationRowCount) == [40, 40, 40])
    #expect(table.splits[0] === table.dataset && table.splits[1] !== table.dataset)
  }

  /// At every number of rows around those where a search begins to look at one split alone.
  @Test(arguments: [700, 749, 750, 751, 1000, 1249, 1250, 1499, 1500, 1501, 1600, 3000])
  func `many rows are looked at as they are`(rows: Int) throws {
    let table = try Self.table(rows: rows)
    #expect(table.splits.count == (rows <= 750 ? 3 : 1))
    #expect((table.splits[0] === table.dataset) == (rows >= 1250))
    let thorough = try Self.table(rows: rows, isThorough: true)
    #expect(thorough.survey == .thorough && thorough.splits.count == 3)
  }

  @Test(arguments: [0.04, 0.5, 0.9]) func `most of many rows may be held back`(share: Double) throws
  {
    let table = try Self.table(rows: 2000, .fraction(share))
    #expect(table.splits.count == (share == 0.9 ? 3 : 1) && table.splits[0] === table.dataset)
  }
}
