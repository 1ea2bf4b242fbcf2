import Foundation
import Tabular
import TestSupport
import Testing

@Suite struct FarCellTests {
  private func notes(
    _ options: TableOptions = TableOptions(), count: Int = 400, _ cell: (Int) -> String
  ) throws -> [String] {
    let rows = (0..<count).map { "\(cell($0)),\($0 * 37 % 101),\($0 % 2)\n" }
    return try load("w,x,y\n\n" + rows.joined(), options).report.notes
  }

  @Test func isNamedWithItsLine() throws {
    #expect(
      try notes { $0 == 250 ? "58408920" : "\(50 + $0 * 7 % 61).5" } == [
        "column 1 'w' holds 58408920 (line 253), absurdly far from all others (the next "
          + "largest is 110.5): correct it, say --missing 58408920 if it means missing, or leave the "
          + "column out with --drop"
      ])
  }

  @Test func belowAndAbove() throws {
    let found = try notes { $0 % 200 == 0 ? "-\($0 + 1)e9" : "\($0 * 7 % 61).5" }
    #expect(found.count == 1)
    #expect(found.first?.contains("-201e9 (line 203)") == true)
    #expect(found.first?.contains("the others (one of them is as absurd)") == true)
    let below = try notes { $0 == 7 ? "-3e8" : "\($0 * 7 % 61).5" }
    #expect(below.first?.contains("-3e8 (line 10)") == true)
    #expect(below.first?.contains("all others (the next smallest is 0.5)") == true)
  }

  /// Counts that are mostly zero, and indicators, have a scale too.
  @Test func mostlyTheSame() throws {
    func cell(_ row: Int) -> String { row % 10 == 3 ? "\(row % 30 + 1)" : "0" }
    #expect(try notes { cell($0) }.isEmpty)
    #expect(try notes { $0 == 42 ? "1e6" : cell($0) }.count == 1)
    #expect(try notes { "\($0 % 2)" }.isEmpty)
    #expect(try notes { $0 % 97 == 0 ? "1" : "0" }.isEmpty)
    #expect(try notes { $0 == 42 ? "58408920" : "\($0 % 2)" }.count == 1)
  }

  /// Money has a long tail.
  @Test func longTails() throws {
    #expect(try notes { "\(exp(Double($0 * 149 % 400) / 400 * 9))" }.isEmpty)
  }

  @Test func target() throws {
    let rows = (0..<400).map { "\($0 * 37 % 101),\($0 == 99 ? "1e20" : "\($0 * 13 % 89).25")\n" }
    let data = try load("x,y\n" + rows.joined())
    #expect(
      data.report.notes == [
        "column 2 'y', the target, holds 1e20 (line 101), absurdly far from all others (the next "
          + "largest is 88.25): correct it, say --missing 1e20 if it means missing, or leave the row "
          + "out"
      ])
  }

  @Test func validationFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "t.csv", "w,y\n" + (0..<40).map { "\($0 * 7 % 31).5,\($0 % 2)\n" }.joined())
    let other = try folder.file(
      "v.csv", "y,w\n" + (0..<9).map { "\($0 % 2),\($0 == 6 ? "7e9" : "\($0 * 5).5")\n" }.joined())
    let data = try Dataset.load(path: path, options: TableOptions(validation: .file(other)))
    #expect(data.report.notes.contains { $0.contains("holds 7e9 (line 8 of \(other))") })
  }
}
