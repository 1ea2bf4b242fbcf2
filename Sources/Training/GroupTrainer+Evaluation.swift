import LinearAlgebra
import Tabular

extension GroupTrainer {
  /// Evaluates every lane on rows of the data set, without changing anything.
  ///
  /// - Parameter rows: The rows, such as `dataset.validationRows`; not empty.
  /// - Returns: One evaluation a lane, with a loss of NaN where a lane has diverged.
  /// - Complexity: One forward pass over the rows for each lane.
  package func evaluate(rows: Range<Int>) -> [Evaluation] {
    evaluate(tiles, rows: rows)
  }

  /// Evaluates the lanes of some tiles.
  func evaluate(_ tiles: [LaneTile], rows: Range<Int>) -> [Evaluation] {
    precondition(!rows.isEmpty, "no rows to evaluate")
    let features = dataset.features
    return withSubnormalsFlushed {
      var sums = tiles.map { EvaluationSums(lanes: $0.lanes.count) }
      let size = GatheredRows.evaluationRows
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
        let block = first..<min(first + size, rows.upperBound)
        kernels.transpose(
          features.row(first), count: block.count, width: features.columnCount, into: batch.input)
        for (index, tile) in tiles.enumerated() {
          tile.evaluate(batch.input, rows: block, into: &sums[index])
        }
      }
      return zip(tiles, sums).flatMap { $0.evaluations($1, rowCount: rows.count) }
    }
  }
}

/// What the blocks of an evaluation have added up to, lane by lane.
struct EvaluationSums {
  fileprivate var losses: [Double]
  fileprivate var correct: [Int]

  init(lanes: Int) {
    losses = Array(repeating: 0, count: lanes)
    correct = Array(repeating: 0, count: lanes)
  }
}

extension LaneTile {
  /// Evaluates every lane on a block of rows.
  ///
  /// - Parameters:
  ///   - input: The rows transposed, (features, rows).
  ///   - rows: Which rows they are.
  ///   - sums: Receives what they add.
  fileprivate func evaluate(
    _ input: UnsafeMutablePointer<Float>, rows: Range<Int>, into sums: inout EvaluationSums
  ) {
    forward(Matrix(input, rows: dataset.features.columnCount, columns: rows.count))
    let last = network.layers.count - 1
    let bias = buffers.parameters + network.layers[last].biases
    switch dataset.targets {
    case .classes(let labels, _):
      labels.withUnsafeBufferPointer { labels in
        guard let base = labels.baseAddress else { return }
        kernels.scoreClasses(
          outputs(of: last, rows: rows.count), bias: bias, labels: base + rows.lowerBound,
          lanes: network.lanes, losses: buffers.losses, correct: buffers.correct,
          scratch: buffers.shared.scratch)
      }
    case .values(let values, _, _):
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        kernels.squaredError(
          outputs(of: last, rows: rows.count), bias: bias, targets: base + rows.lowerBound,
          scale: buffers.lossScales, losses: buffers.losses)
      }
    }
    for lane in lanes.indices {
      sums.losses[lane] += Double(buffers.losses[lane])
      sums.correct[lane] += Int(buffers.correct[lane])
    }
  }

  fileprivate func evaluations(_ sums: EvaluationSums, rowCount: Int) -> [Evaluation] {
    lanes.indices.map { lane in
      let loss = divergedAt[lane] == nil ? sums.losses[lane] / Double(rowCount) : .nan
      let accuracy: Double? =
        switch dataset.loss {
        case .crossEntropy: Double(sums.correct[lane]) / Double(rowCount)
        case .squaredError: nil
        }
      return Evaluation(loss: loss.isFinite ? loss : .nan, accuracy: accuracy)
    }
  }
}

extension Dataset {
  /// The rows that are held back for validation.
  package var validationRows: Range<Int> { trainingRowCount..<features.rowCount }
}
