import Foundation
import Tabular
import Testing
import Training

struct ConstantLossTests {
  private func dataset(_ targets: Dataset.Targets, rows: Int, training: Int) -> Dataset {
    Dataset(
      features: FeatureMatrix(rows: (0..<rows).map { [Float($0)] }), featureNames: ["x"],
      targets: targets, trainingRowCount: training,
      report: DataReport(
        source: "made", delimiter: ",", decimalComma: false, hasHeader: true, rowsRead: rows,
        rowsWithoutTarget: 0, task: .classification, taskReason: nil, columns: [], notes: []))
  }

  /// Three of four training rows are of class 0: (−ln ¾ − ln ¼) / 2 for one row of each.
  @Test func `of classes it is the cross-entropy of their shares`() {
    let loss = dataset(.classes([0, 0, 1, 0, 0, 1], names: ["a", "b"]), rows: 6, training: 4)
      .constantLoss
    #expect(abs(loss - (-log(0.75) - log(0.25)) / 2) < 1e-12)
  }

  /// The mean is 0 after standardising: (½² + 1½²) / 2 = 1.25.
  @Test func `of a number it is the mean square`() {
    let loss = dataset(.values([-1, 1, 0.5, -1.5], mean: 0, scale: 1), rows: 4, training: 2)
      .constantLoss
    #expect(loss == 1.25)
  }
}
