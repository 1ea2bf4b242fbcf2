import Tabular
import Testing

@Suite struct SplitTests {
  /// Numbers its rows in a column that survives preparation in order.
  private func table(_ classes: [String]) -> String {
    "x,class\n" + classes.enumerated().map { "\($0 * $0),\($1)\n" }.joined()
  }

  private func counts(_ classes: some Sequence<Int32>) -> [Int32: Int] {
    classes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test func stratified() throws {
    // 60 + 30 + 10 rows, a fifth held back: 12 + 6 + 2.
    let classes = (0..<100).map { $0 % 10 == 0 ? "c" : $0 % 10 < 4 ? "b" : "a" }
    let data = try load(table(classes))
    #expect(data.trainingRowCount == 80)
    #expect(counts(data.classes[80...]) == [0: 12, 1: 6, 2: 2])
  }

  @Test func largestRemainders() throws {
    // 7 + 6 + 6 rows, a quarter held back: 1.75 + 1.5 + 1.5 of 5 in all (4.75 rounded).
    let classes = (0..<19).map { $0 < 7 ? "a" : $0 < 13 ? "b" : "c" }
    let data = try load(table(classes), TableOptions(validation: .fraction(0.25)))
    #expect(counts(data.classes[data.trainingRowCount...]) == [0: 2, 1: 2, 2: 1])
  }

  @Test func aClassOfOneRowIsTrainedOn() throws {
    let classes = ["lone"] + (0..<29).map { $0 % 2 == 0 ? "a" : "b" }
    for seed in 0..<20 as Range<UInt64> {
      let data = try load(table(classes), TableOptions(validation: .fraction(0.5), seed: seed))
      #expect(data.classes[..<data.trainingRowCount].count { $0 == 2 } == 1)
      #expect(data.report.notes == ["one class has a single row, which is trained on"])
    }
  }

  @Test func everyRowOnce() throws {
    let text = "x,y\n" + (0..<97).map { "\($0 * $0),\($0 * 3).5\n" }.joined()
    for seed in 0..<5 as Range<UInt64> {
      let data = try load(text, TableOptions(validation: .fraction(0.3), seed: seed))
      #expect(data.validationRowCount == 29)
      let values = data.originalValues.map { ($0 * 2).rounded() / 2 }
      #expect(values.sorted() == (0..<97).map { Double($0 * 3) + 0.5 })
      #expect(values != values.sorted())
    }
  }

  @Test func sample() throws {
    let classes = (0..<200).map { $0 % 2 == 0 ? "a" : "b" }
    let data = try load(table(classes), TableOptions(rows: .count(50)))
    #expect(data.features.rowCount == 50)
    #expect(data.report.rowsRead == 200)
    #expect(data.report.notes == ["50 of the 200 rows were drawn at random"])
    #expect(try load(table(classes), TableOptions(rows: .share(0.1))).features.rowCount == 20)
    let again = try load(table(classes), TableOptions(rows: .count(50)))
    #expect(again.rows == data.rows)
    let all = try load(table(classes), TableOptions(rows: .count(500)))
    #expect(all.features.rowCount == 200)
    #expect(
      all.report.notes == [
        "there are fewer than 500 rows with a target, so all 200 are used"
      ])
  }

  /// Fixed once and for all: a split must not change between versions.
  @Test func goldenSplit() throws {
    let text = "x,y\n" + (0..<10).map { "\($0 * $0),\($0).5\n" }.joined()
    let data = try load(text, TableOptions(seed: 7))
    let order = data.originalValues.map { Int($0) }
    #expect(order == [4, 0, 6, 2, 1, 3, 9, 8, 5, 7])
  }
}
