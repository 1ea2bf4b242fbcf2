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
    return withSubnormalsFlushed {
      dataset.withLossTargets { targets in
        var sums = tiles.map { EvaluationSums(lanes: $0.lanes.count) }
        evaluate(tiles, rows: rows, targets, into: &sums)
        for (index, tile) in tiles.enumerated() where tile.network.isSideBySide {
          tile.atEvaluationPoint {
            tile.evaluateSideBySide(rows: rows, targets: targets, into: &sums[index])
          }
        }
        return zip(tiles, sums).flatMap { $0.evaluations($1, rowCount: rows.count) }
      }
    }
  }

  /// Evaluates rows a block at a time, which all tiles share that are not side by side.
  private func evaluate(
    _ tiles: [LaneTile], rows: Range<Int>, _ targets: LossTargets, into sums: inout [EvaluationSums]
  ) {
    if tiles.allSatisfy(\.network.isSideBySide) { return }
    let features = dataset.features
    let size = GatheredRows.evaluationRows
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
      let input = batch.input(rows: min(size, rows.upperBound - first))
      kernels.transpose(features.row(first), stride: features.columnCount, into: input)
      for (index, tile) in tiles.enumerated() where !tile.network.isSideBySide {
        tile.atEvaluationPoint {
          tile.evaluate(input, against: targets.from(first), into: &sums[index])
        }
      }
    }
  }
}

/// What the blocks of an evaluation have added up to, lane by lane.
struct EvaluationSums {
  var losses: [Double]
  var correct: [Int]

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
  ///   - targets: Theirs.
  ///   - sums: Receives what they add.
  fileprivate func evaluate(
    _ input: Matrix, against targets: LossTargets, into sums: inout EvaluationSums
  ) {
    score(input, against: targets)
    for lane in lanes.indices {
      sums.losses[lane] += Double(buffers.losses[lane])
      sums.correct[lane] += Int(buffers.correct[lane])
    }
  }

  /// Gives every lane its sum of the loss, and of classes the number of correct rows.
  private func score(_ input: Matrix, against targets: LossTargets) {
    let rows = input.columns
    if let shape = shallow, kernels.isShallow(shape, rows: rows) {
      return scoreShallow(shape, input, against: targets)
    }
    let last = network.layers.count - 1
    forEachPass { lanes in
      forward(input, lanes: lanes)
      let (losses, correct) = (
        buffers.losses + lanes.lowerBound, buffers.correct + lanes.lowerBound
      )
      if network.hasNarrowHead {
        var head = narrowHead(ofLane: lanes.lowerBound, rows: rows, targets: targets)
        (losses[0], correct[0]) = kernels.scores(of: &head)
        return
      }
      let outputs = outputs(of: last, lanes: lanes, rows: rows)
      let bias = biases(last, lanes: lanes, in: point)
      switch targets {
      case .classes(let labels):
        kernels.scoreClasses(
          outputs, bias: bias, labels: labels, lanes: lanes.count, losses: losses,
          correct: correct)
      case .values(let values):
        kernels.squaredError(
          outputs, bias: bias, targets: values, scale: buffers.lossScales, losses: losses)
      }
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
