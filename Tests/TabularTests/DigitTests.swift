import Tabular
import TestSupport
import Testing

/// Numbers that single precision, or double precision, does not tell apart.
@Suite struct DigitTests {
  /// A table whose target column holds the cells in turn, each three times.
  private func classNames(_ cells: [String], _ options: TableOptions = TableOptions()) throws
    -> [String]
  {
    let rows = (0..<3 * cells.count).map { "\($0 * $0 % 23),\(cells[$0 % cells.count])\n" }
    return try load("x,code\n" + rows.joined(), options).classNames
  }

  @Test(arguments: [
    ["1001", "200000001", "200000002"],
    ["16777216", "16777217"],
    ["-33554433", "-33554432", "7"],
    ["200000000", "400000000"],
    ["1", "9007199254740992", "9007199254740993"],
    ["1", "9223372036854775806", "9223372036854775807"],
    ["1", "18446744073709551614", "18446744073709551615"],
    ["3", "123456789012345678901234567890", "123456789012345678901234567891"],
  ])
  func classCodes(_ codes: [String]) throws {
    #expect(try classNames(codes) == codes)
  }

  @Test func decimals() throws {
    let options = TableOptions(task: .classification)
    #expect(
      try classNames(["0.1234567891", "0.1234567892", "5.5"], options)
        == ["0.1234567891", "0.1234567892", "5.5"])
    #expect(
      try classNames(["1.00000000000000000001", "1.0", "1", "10e-1"], options)
        == ["1", "1.00000000000000000001"])
  }

  /// Spellings of the same number are one class.
  @Test func spellings() throws {
    #expect(
      try classNames(["200000001", "200000001.0", "+200000001", "5", "2.00000001e8"])
        == ["5", "200000001"])
  }

  @Test func declaredCategories() throws {
    let options = TableOptions(categorical: ["code"])
    let codes = ["9007199254740992", "9007199254740993"]
    #expect(try classNames(codes, options) == codes)
    let rows = (0..<60).map { "\(codes[$0 % 2]),\($0 * 37 % 61).5,\($0 % 3)\n" }
    let data = try load("code,x,y\n" + rows.joined(), options)
    #expect(data.use("code") == .categorical(levels: 2))
  }

  @Test func unseenInTheValidationFile() throws {
    let folder = try TemporaryFolder()
    func rows(_ codes: [Int]) -> String {
      "x,code\n" + (0..<30).map { "\($0 * $0 % 23),\(codes[$0 % codes.count])\n" }.joined()
    }
    let path = try folder.file("t.csv", rows([1001, 200_000_001]))
    let other = try folder.file("v.csv", rows([1001, 200_000_000]))
    let error = try #require(throws: DataError.self) {
      try Dataset.load(path: path, options: TableOptions(validation: .file(other)))
    }
    #expect(error.problem.contains("'200000000'"))
    let same = try folder.file("w.csv", rows([1001, 200_000_001]))
    let data = try Dataset.load(path: path, options: TableOptions(validation: .file(same)))
    #expect(data.classNames == ["1001", "200000001"])
  }

  private func table(_ name: String, count: Int = 40, _ cell: (Int) -> String) -> String {
    "\(name),x,y\n"
      + (0..<count).map { "\(cell($0)),\(($0 * 37) % 41)\($0 % 2).5,\($0 % 2)\n" }.joined()
  }

  @Test(arguments: [100_000_000, 9_007_199_254_740_992, 9_223_372_036_854_000_000])
  func identifiers(_ base: Int) throws {
    // One far smaller, so that no origin helps.
    let ids = table("id") { "\($0 == 0 ? 7 : base + $0 * 7 % 41)" }
    #expect(try load(ids).use("id") == .dropped(.identifier))
    let repeated = table("id") { "\($0 == 0 ? 7 : base + $0 % 20)" }
    // Of the largest, single precision may leave one value to those that are trained on.
    #expect([.numeric, .dropped(.belowPrecision)].contains(try load(repeated).use("id")))
    let ordered = table("n") { "\(base + $0)" }
    #expect(try load(ordered).use("n") == .dropped(.identifier))
    // Every second one: what single or double precision makes of it rises evenly too.
    let even = table("n") { "\(base + 2 * $0)" }
    #expect(try load(even).use("n") != .dropped(.identifier))
  }

  /// The differences from a decimal are integers, the numbers are none.
  @Test func decimalsAreNotIdentifiers() throws {
    #expect(try load(table("n") { "\(2000 + $0).5" }).use("n") == .numeric)
    let target = "x,y\n" + (0..<60).map { "\($0 * $0 % 23),\(2000 + $0 % 3).5\n" }.joined()
    #expect(try load(target).report.task == .regression)
  }

  @Test func lateDigitsAreKept() throws {
    let data = try load(table("w") { "5.00000000\($0 * 7 % 9)" })
    #expect(data.use("w") == .numeric)
    #expect(Set(data.rows.map { $0[0] }).count == 9)
    let target = "x,y\n" + (0..<60).map { "\($0 * $0 % 23),5.00000000\($0 * 7 % 9)\n" }.joined()
    #expect(Set(try load(target).originalValues.map { ($0 * 1e9).rounded() }).count == 9)
    #expect(try load(table("w") { _ in "0.1" }).use("w") == .dropped(.constant))
  }

  @Test(arguments: ["e-300", "e-43", "e-400"])
  func belowPrecision(_ exponent: String) throws {
    let feature = table("w") { "\($0 * 7 % 9 + 1)\(exponent)" }
    #expect(try load(feature).use("w") == .dropped(.belowPrecision))
    let target =
      "x,y\n" + (0..<60).map { "\($0 * $0 % 23),\($0 * 7 % 31 + 1)\(exponent)\n" }.joined()
    let error = try #require(throws: DataError.self) { try load(target) }
    #expect(error.kind == .unusableData)
    #expect(error.problem == "its values differ by less than single precision holds")
    let constant = "x,y\n" + (0..<60).map { "\($0 * $0 % 23),5\(exponent)\n" }.joined()
    let same = try #require(throws: DataError.self) { try load(constant) }
    let name = exponent == "e-400" ? "0.5e-399" : "5\(exponent)"
    #expect(same.problem.hasPrefix("all rows have the same value '\(name)'"))
  }

  /// The digits are read for the rows that are used, from a second look at the file.
  @Test func sampledRows() throws {
    let ids = table("id", count: 400) { "\($0 % 5 == 0 ? 7 : 100_000_000 + $0)" }
    // All the sevens are in rows without a target.
    let lines = ids.split(separator: "\n").map { $0.hasPrefix("7,") ? $0.dropLast() : $0 }
    #expect(try load(lines.joined(separator: "\n")).use("id") == .dropped(.identifier))
  }
}
