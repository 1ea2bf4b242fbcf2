import Tabular
import Testing

@Suite struct TargetTests {
  private func table(_ target: (Int) -> String, count: Int = 60) -> String {
    "x,y\n" + (0..<count).map { "\(Double($0 * 37 % 61) / 4),\(target($0))\n" }.joined()
  }

  @Test func inferredTask() throws {
    #expect(try load(table { "\($0 % 3)" }).report.task == .classification)
    #expect(try load(table { ["no", "yes"][$0 % 2] }).report.task == .classification)
    #expect(try load(table { "\($0 * $0)" }).report.task == .regression)
    #expect(try load(table { "\($0 % 3).5" }).report.task == .regression)
    // Twenty-one integers are too many to be classes, and six of ten rows are too.
    #expect(try load(table { "\($0 * 2 % 21)" }).report.task == .regression)
    #expect(try load(table({ "\($0 % 6)" }, count: 10)).report.task == .regression)
    let given = try load(table { "\($0 % 3)" }, TableOptions(task: .regression))
    #expect(given.report.task == .regression)
    #expect(given.report.taskReason == nil)
    #expect(
      try load(table { "\($0 % 3).5" }, TableOptions(task: .classification)).classNames
        == ["0.5", "1.5", "2.5"])
  }

  /// Another class would be refused after each --missing, until no row has a value.
  @Test func `classes as a regression's target name the option to leave out`() throws {
    let text = table { ["no", "yes"][$0 % 2] }
    func remedy(_ options: TableOptions) throws -> String {
      try #require(try #require(throws: DataError.self) { try load(text, options) }.remedy)
    }
    let regression = try remedy(TableOptions(task: .regression))
    #expect(regression.hasSuffix("; leave out --task regression if the target holds classes"))
    #expect(try !remedy(TableOptions(numeric: ["y"])).contains("--task"))
  }

  @Test func classOrder() throws {
    #expect(try load(table { "\([10, 9, -1][$0 % 3])" }).classNames == ["-1", "9", "10"])
    #expect(try load(table { "\(["1.0", "2"][$0 % 2])" }).classNames == ["1", "2"])
    #expect(try load(table { ["b", "B", "a", "ä"][$0 % 4] }).classNames == ["B", "a", "b", "ä"])
    #expect(
      try load(table { ["10", "9", "2"][$0 % 3] }, TableOptions(categorical: ["y"])).classNames
        == ["2", "9", "10"])
    #expect(
      try load(table { "\(1_000_000_007 + $0 % 2)" }).classNames == ["1000000007", "1000000008"])
  }

  @Test func byNameOrNumber() throws {
    let text = "a,3,c\n" + (0..<40).map { "\($0 % 2),\($0 % 3),\($0 * $0 % 7)\n" }.joined()
    #expect(try load(text).use("c") == .target)
    #expect(try load(text, TableOptions(target: "a")).use("a") == .target)
    #expect(try load(text, TableOptions(target: "1")).use("a") == .target)
    // A column that is named 3 wins over the third.
    #expect(try load(text, TableOptions(target: "3")).use("3") == .target)
  }

  @Test func rowsWithoutTargetAreLeftOut() throws {
    let data = try load(table { $0 % 4 == 0 ? "" : "\($0 % 2)" })
    #expect(data.report.rowsRead == 60)
    #expect(data.report.rowsWithoutTarget == 15)
    #expect(data.features.rowCount == 45)
  }
}
