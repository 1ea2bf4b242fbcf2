import Tabular
import Testing
import Training

struct DirectionShareTests {
  /// The share for columns x0, x1, …, of which those from `numbers` on are of a category.
  private func share(_ rows: [[Float]], training: Int? = nil, numbers: Int = .max) -> Double {
    let names = rows[0].indices.map { $0 < numbers ? "x\($0)" : "c=\($0)" }
    return Dataset(
      features: FeatureMatrix(rows: rows), featureNames: names,
      targets: .classes(rows.map { _ in 0 }, names: ["a", "b"]),
      trainingRowCount: training ?? rows.count,
      report: DataReport(
        source: "made", delimiter: ",", decimalComma: false, hasHeader: true,
        rowsRead: rows.count, rowsWithoutTarget: 0, task: .classification, taskReason: nil,

        columns: names.prefix(numbers).enumerated().map {
          DataReport.Column(name: $1, number: $0 + 1, use: .numeric, missing: 0)
        }, notes: [])
    ).directionShare
  }

  /// Rows of length² 2 whose products are ±2: 2² / (2 · 2²) = ½.
  @Test func `two features that say the same are one direction`() {
    #expect(share([[1, 1], [-1, -1], [1, 1]]) == 0.5)
    #expect(share([[1, 1], [-1, -1], [7, -9]], training: 2) == 0.5, "training rows alone count")
  }

  /// Rows of length² 25 with the products 0, −25 and 0, in the mean of squares 625 / 3:
  /// 25² / (2 · 208.3) = 1.5, held to 1.
  @Test func `features that vary apart are all directions`() {
    #expect(share([[3, 4], [4, -3], [-3, -4]]) == 1)
  }

  @Test func `columns of a category do not count`() {
    #expect(share([[1, 1, 1, 0], [-1, -1, 0, 1], [1, 1, 0, 1]], numbers: 2) == 0.5)
  }

  @Test func `one feature, or one row, is all there is`() {
    #expect(share([[1], [2], [3]]) == 1)
    #expect(share([[1, 2], [3, 4]], training: 1) == 1)
    #expect(share([[0, 0], [0, 0]]) == 1)
  }
}
