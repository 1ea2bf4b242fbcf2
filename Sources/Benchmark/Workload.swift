import LinearAlgebra
import RandomStreams
import Tabular
import Training

/// A model whose training is timed: sixteen learning rates side by side, in float32.
final class Workload {
  let name: String
  /// The features, the hidden layers and the classes.
  let widths: [Int]
  let batchSize: Int
  /// The steps of one timing.
  let steps: Int

  init(name: String, widths: [Int], batchSize: Int, steps: Int) {
    self.name = name
    self.widths = widths
    self.batchSize = batchSize
    self.steps = steps
  }

  static var all: [Workload] {
    [
      Workload(name: "A", widths: [784, 128, 10], batchSize: 64, steps: 300),
      Workload(name: "B", widths: [30, 64, 2], batchSize: 32, steps: 4000),
      Workload(name: "C", widths: [100, 256, 256, 10], batchSize: 128, steps: 150),
      Workload(name: "D", widths: [30, 2], batchSize: 32, steps: 20_000),
    ]
  }

  static let rows = 20_000
  static let laneCount = 16
  /// The rows of an evaluation whose time is taken.
  static let evaluatedRows = 2048

  var description: String {
    let shape = widths.map(String.init).joined(separator: "-")
    return "\(name) \(widths.count == 2 ? "logistic " : "")\(shape), batch \(batchSize)"
  }

  /// The floating-point operations of the products of one lane's step: two for each weight and row
  /// forward and for the weights' gradient, and two more where a layer's input needs a gradient.
  var flops: Double {
    var total = 0.0
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      total += Double(2 * batchSize * inputs * outputs * (index == 0 ? 2 : 3))
    }
    return total
  }

  /// The steps of a timing of another library, which may be slow.
  var peerSteps: Int { max(50, steps / 20) }

  func settings(_ optimizer: Optimizer) -> TrainingSettings {
    let hidden = Array(widths[1..<widths.count - 1])
    return TrainingSettings(
      model: hidden.isEmpty ? .logistic : .mlp(hidden: hidden, activation: .relu),
      optimizer: optimizer, batchSize: batchSize)
  }

  /// Learning rates from 1e-4 to 0.3, evenly on the logarithm.
  var lanes: [Lane] {
    let ratio = 3000.0
    return (0..<Self.laneCount).map { index in
      let schedule = Schedule.exponentialRange(factor: ratio, steps: Self.laneCount)
      return Lane(learningRate: 1e-4 * schedule.multiplier(at: index))
    }
  }

  /// Random features and classes; what they are does not change the time.
  private(set) lazy var dataset = Self.table(
    widths: widths, rows: Self.rows, training: Self.rows)

  /// A table of random rows, of which the first are trained on.
  static func table(widths: [Int], rows count: Int, training: Int) -> Dataset {
    var stream = RandomStream(seed: 0, purpose: .rowSample)
    let rows = (0..<count).map { _ in
      (0..<widths[0]).map { _ in 3.4 * stream.unitFloat() - 1.7 }
    }
    let classes = widths[widths.count - 1]
    let labels = (0..<count).map { _ in Int32(stream.integer(below: UInt64(classes))) }
    return Dataset(
      features: FeatureMatrix(rows: rows), featureNames: (0..<widths[0]).map { "x\($0)" },
      targets: .classes(labels, names: (0..<classes).map { "\($0)" }),
      trainingRowCount: training,
      report: DataReport(
        source: "benchmark", delimiter: ",", decimalComma: false, hasHeader: true,
        rowsRead: count, rowsWithoutTarget: 0, task: .classification, taskReason: nil,
        columns: [], notes: []))
  }
}
