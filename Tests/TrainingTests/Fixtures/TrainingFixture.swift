import Glibc
import LinearAlgebra
import Tabular
import Training

/// What a fixture's data set predicts.
enum Task: CaseIterable, Sendable {
  case twoClasses, fourClasses, regression
}

/// Small data sets made by a rule, and the settings that tests share.
enum TrainingFixture {
  /// A data set whose rows are all trained on, unless some are held back for validation.
  static func dataset(
    _ task: Task, rows: Int = 70, features: Int = 6, validationRows: Int = 0
  ) -> Dataset {
    let table = (0..<rows).map { row in
      (0..<features).map { Float(1.5 * wave(row * 31 + $0 * 7 + row * $0, salt: $0)) }
    }
    return Dataset(
      features: FeatureMatrix(rows: table), featureNames: (0..<features).map { "x\($0)" },
      targets: targets(task, of: table), trainingRowCount: rows - validationRows,
      report: report(task, rows: rows))
  }

  /// Rows that are all alike: one feature of 1, and the target 1.
  static func constantDataset(rows: Int) -> Dataset {
    Dataset(
      features: FeatureMatrix(rows: Array(repeating: [1], count: rows)), featureNames: ["x"],
      targets: .values(Array(repeating: 1, count: rows), mean: 0, scale: 1),
      trainingRowCount: rows, report: report(.regression, rows: rows))
  }

  private static func targets(_ task: Task, of table: [[Float]]) -> Dataset.Targets {
    // Four scores that each row gives, linear and not, so that models have something to learn.
    func scores(_ x: [Float]) -> [Float] {
      [x[0] - x[1], x[1] * x[2], 0.8 * x[2] - 0.3 * x[0], 0.5 * x[3] + 0.4]
    }
    func largest(_ values: ArraySlice<Float>) -> Int32 {
      Int32(values.indices.max { values[$0] < values[$1] } ?? 0)
    }
    switch task {
    case .twoClasses:
      return .classes(table.map { largest(scores($0)[..<2]) }, names: ["a", "b"])
    case .fourClasses:
      return .classes(table.map { largest(scores($0)[...]) }, names: ["a", "b", "c", "d"])
    case .regression:
      let values = table.map { x in
        let score = scores(x)
        return 0.5 * score[0] - 0.4 * score[1] + 0.2 * score[3]
      }
      return .values(values, mean: 0, scale: 1)
    }
  }

  private static func report(_ task: Task, rows: Int) -> DataReport {
    DataReport(
      source: "fixture", delimiter: ",", decimalComma: false, hasHeader: true, rowsRead: rows,
      rowsWithoutTarget: 0, task: task == .regression ? .regression : .classification,
      taskReason: nil, columns: [], notes: [])
  }
}

/// An irregular number in −1 ... 1 for an index, the same on every machine.
func wave(_ index: Int, salt: Int) -> Double {
  let mixed = (index &* 7919 &+ salt &* 104_729 &+ (index &* index % 4093) &* 31 &+ 17) % 20011
  return Double(2 * mixed) / 20010 - 1
}

extension ReferenceProblem {
  /// The same data in double precision, with the layers that a trainer of it would have.
  init(_ dataset: Dataset, hidden: [Int], activation: Activation) {
    let columns = dataset.features.columnCount
    let rows = (0..<dataset.features.rowCount).map { row in
      UnsafeBufferPointer(start: dataset.features.row(row), count: columns).map(Double.init)
    }
    let targets: ReferenceTargets =
      switch dataset.targets {
      case .classes(let labels, _): .classes(labels.map(Int.init))
      case .values(let values, _, _): .values(values.map(Double.init))
      }
    self.init(
      network: ReferenceNetwork(
        widths: [columns] + hidden + [dataset.outputCount], activation: activation),
      rows: rows, targets: targets)
  }

  init(_ dataset: Dataset, model: Model) {
    self.init(dataset, hidden: model.hidden, activation: model.activation)
  }
}
