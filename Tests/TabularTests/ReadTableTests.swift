import Tabular
import TestSupport
import Testing

/// Splits of a table that was read once.
@Suite struct ReadTableTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.file("t.csv", "x,y\n" + (0..<100).map { "\($0 * $0),\($0).5\n" }.joined())
  }

  @Test func `each split holds back other rows, as many as are wanted`() throws {
    let table = try ReadTable(path: path, options: TableOptions())
    #expect(table.rowCount == 100 && table.isShareOpen && table.heldBackShare == 0.2)
    let usual = try table.dataset()
    let splits = try (0..<3).map { try table.dataset(split: $0, share: 0.4) }
    #expect(usual.validationRowCount == 20)
    #expect(splits.map(\.validationRowCount) == [40, 40, 40])
    #expect(Set(splits.map(\.rows)).count == 3)
    #expect(splits.allSatisfy { $0.rows.count == 100 })
  }

  @Test func `a split is what reading the table for it gives`() throws {
    let table = try ReadTable(path: path, options: TableOptions())
    for split in [2, 0, 1] {
      var options = TableOptions(validation: .fraction(0.3))
      options.split = split
      let alone = try Dataset.load(path: path, options: options)
      let made = try table.dataset(split: split, share: 0.3, isLast: split == 1)
      #expect(made.rows == alone.rows && made.report.notes == alone.report.notes)
      #expect(made.trainingRowCount == alone.trainingRowCount)
    }
  }

  @Test func `the user's own share is known, and a file's rows have none`() throws {
    let own = try ReadTable(path: path, options: TableOptions(validation: .fraction(0.25)))
    #expect(own.heldBackShare == 0.25 && !own.isShareOpen)
    let held = try folder.file("held.csv", "x,y\n1,2.5\n")
    let file = try ReadTable(path: path, options: TableOptions(validation: .file(held)))
    #expect(file.heldBackShare == nil && !file.isShareOpen)
    #expect(try file.dataset(isLast: true).validationRowCount == 1)
  }
}
