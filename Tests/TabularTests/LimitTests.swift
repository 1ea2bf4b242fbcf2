import Tabular
import Testing

@Suite struct LimitTests {
  private func wide(_ count: Int, name: (Int) -> String) -> String {
    (0..<count).map(name).joined(separator: ",") + "\n"
      + (0..<4).map { row in
        (0..<count).map { "\($0 == count - 1 ? row % 2 : row * ($0 + 3) % 7)" }
          .joined(separator: ",") + "\n"
      }.joined()
  }

  @Test func manyColumns() throws {
    let data = try load(wide(100_000) { "c\($0)" }, TableOptions(validation: .fraction(0.5)))
    #expect(data.report.columns.count == 100_000)
  }

  @Test func tooManyColumns() throws {
    let error = try #require(throws: DataError.self) { try load(wide(100_001) { "c\($0)" }) }
    #expect(error.kind == .unusableData)
    #expect(
      error.problem == "the row has more than 100,000 fields, the most columns a table may have")
  }

  /// Each name is found without trying all that were given before, and the notes stay few.
  @Test func equalNames() throws {
    let data = try load(
      wide(30_000) { $0 % 2 == 0 ? "a" : "b" }, TableOptions(validation: .fraction(0.5)))
    #expect(Set(data.report.columns.map(\.name)).count == 30_000)
    #expect(data.report.notes.count < 20)
  }
}
