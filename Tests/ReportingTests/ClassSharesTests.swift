import Reporting
import Tabular
import TestSupport
import Testing

/// What is said of classes that few rows have.
struct ClassSharesTests {
  private static func lines(_ counts: [(String, Int)]) throws -> [String] {
    let folder = try TemporaryFolder()
    let rows = counts.flatMap { name, count in (0..<count).map { "\($0 * 7 % 31).5,\(name)\n" } }
    let path = try folder.file("t.csv", "x,y\n" + rows.joined())
    return DataSummary(try Dataset.load(path: path), isTargetChosen: false)
      .lines(Style(hasColor: false))
  }

  @Test func `a rare class is told with its share`() throws {
    let lines = try Self.lines([("yes", 6), ("no", 94)])
    #expect(
      lines.contains(
        "  classes are unequal ('no' 94 %, 'yes' 6 % of the rows): an accuracy of 0.94 needs no "
          + "features"))
  }

  @Test func `what always guessing gives is said`() throws {
    let lines = try Self.lines([("yes", 30), ("no", 70)])
    #expect(lines.contains("  always guessing 'no' would be an accuracy of 0.7"))
  }

  @Test func `of many classes the ends are named`() throws {
    let lines = try Self.lines([("a", 5), ("b", 30), ("c", 20), ("d", 25), ("e", 20)])
    #expect(lines.contains { $0.contains("('b' 30 % to 'a' 5 % of the rows)") })
  }

  @Test(arguments: [
    [("a", 10), ("b", 90)], [("a", 50), ("b", 50)],
    (0..<12).map { ("\($0)x", 8 + $0 % 2) },
  ])
  func `a tenth is enough`(counts: [(String, Int)]) throws {
    let lines = try Self.lines(counts)
    #expect(!lines.contains { $0.contains("unequal") })
    #expect(lines.contains { $0.hasPrefix("  always guessing '") })
  }
}
