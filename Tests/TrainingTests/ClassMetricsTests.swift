import Foundation
import LinearAlgebra
import Tabular
import TestSupport
import Testing
import Training

/// Balanced accuracy and AUC against scikit-learn; see scripts/reference/class_metrics.py.
@Suite struct ClassMetricsTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var name: String
    var labels: [Int32]
    /// Before the softmax, row by row.
    var outputs: [[Double]]
    var balanced_accuracy: Double
    var auc: Double

    var testDescription: String { name }
    var classes: Int { outputs[0].count }
  }

  static let cases: [Case] = {
    let url = Bundle.module.url(forResource: "Golden/class_metrics", withExtension: "json")
    guard let url, let data = try? Data(contentsOf: url) else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  @Test func `there are cases`() { #expect(Self.cases.count == 7) }

  @Test(arguments: cases) func `as scikit-learn has them`(_ golden: Case) {
    let metrics = ClassMetrics(labels: golden.labels, classes: golden.classes)
    let predicted = golden.outputs.map { row in
      Int32(row.firstIndex(of: row.max() ?? 0) ?? 0)
    }
    let balanced = metrics.balancedAccuracy(predicted)
    #expect(balanced.map { abs($0 - golden.balanced_accuracy) < 1e-12 } == true)
    let areas = metrics.rankedClasses.compactMap { index in
      metrics.auc(
        golden.outputs.map { row in
          exp(row[index] - (row.max() ?? 0)) / row.reduce(0) { $0 + exp($1 - (row.max() ?? 0)) }
        }, of: index)
    }
    #expect(areas.count == (golden.classes == 2 ? 1 : golden.classes))
    #expect(abs(areas.reduce(0, +) / Double(areas.count) - golden.auc) < 1e-12)
  }

  /// A logistic regression whose weights are the identity gives the features as outputs.
  @Test(arguments: cases) func `the trainer's lanes are judged by their own outputs`(
    _ golden: Case
  ) throws {
    let rows = golden.labels.count
    let dataset = Dataset(
      features: FeatureMatrix(rows: golden.outputs.map { $0.map { Float($0) } }),
      featureNames: (0..<golden.classes).map { "f\($0)" },
      targets: .classes(golden.labels, names: (0..<golden.classes).map { "c\($0)" }),
      trainingRowCount: 2,
      report: DataReport(
        source: "golden", delimiter: ",", decimalComma: false, hasHeader: true, rowsRead: rows,
        rowsWithoutTarget: 0, task: .classification, taskReason: nil, columns: [], notes: []))
    let settings = TrainingSettings(
      model: .logistic, optimizer: .sgd, batchSize: 2, seed: 0)
    let lanes = [Lane(learningRate: 0.1), Lane(learningRate: 0.2)]
    let start = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
    // Weights row by row, then biases.
    var right = start.state(ofLane: 0)
    for place in right.parameters.indices {
      let (row, column) = place.quotientAndRemainder(dividingBy: golden.classes)
      right.parameters[place] = row < golden.classes && row == column ? 1 : 0
    }
    var none = right
    for place in none.parameters.indices { none.parameters[place] = 0 }
    let trainer = GroupTrainer(
      dataset: dataset, settings: settings, lanes: lanes, resuming: [none, right], at: 0)
    let found = trainer.classMetrics(rows: 0..<rows)
    #expect(found[0][.auc] == 0.5)
    #expect(found[0][.balancedAccuracy] == 1 / Double(golden.classes))
    let balanced = try #require(found[1][.balancedAccuracy])
    #expect(abs(balanced - golden.balanced_accuracy) < 1e-12)
    let auc = try #require(found[1][.auc])
    // Outputs in single precision may fall on one another.
    #expect(abs(auc - golden.auc) < 1e-4)
    #expect(trainer.evaluate(rows: 0..<rows).count == 2)
  }

  @Test func `what cannot be told is not`() {
    let one = ClassMetrics(labels: [1, 1, 1], classes: 3)
    #expect(one.rankedClasses.isEmpty && one.auc([0.1, 0.2, 0.3], of: 1) == nil)
    #expect(one.balancedAccuracy([1, 0, 1]) == 2.0 / 3)
    #expect(ClassMetrics(labels: [Int32](), classes: 2).balancedAccuracy([]) == nil)
    // A class that no row has is left out.
    let two = ClassMetrics(labels: [0, 0, 2], classes: 3)
    #expect(two.rankedClasses == [0, 2] && two.auc([0.1, 0.4, 0.4], of: 2) == 0.75)
    #expect(two.balancedAccuracy([0, 1, 2]) == 0.75)
  }

  /// A new one is a case of `Metric`, and goes with a loss.
  @Test func `the table of metrics`() {
    #expect(Metric.ofUnequalClasses == [.balancedAccuracy, .auc])
    for loss in Loss.allCases { #expect(loss.metric.loss == loss) }
    #expect(Set(Metric.allCases.map(\.words)).count == Metric.allCases.count)
  }
}
