import LinearAlgebra
import Tabular

extension GroupTrainer {
  /// Evaluates every lane on rows of the data set, without changing anything.
  ///
  /// - Parameter rows: The rows, such as `dataset.validationRows`; not empty.
  /// - Returns: One evaluation a lane, with a loss of NaN where a lane has diverged.
  /// - Complexity: One forward pass over the rows for each lane.
  package func evaluate(rows: Range<Int>) -> [Evaluation] {
    precondition(!rows.isEmpty, "no rows to evaluate")
    return withSubnormalsFlushed {
      var sums = [Double](repeating: 0, count: lanes.count)
      var correct = [Int](repeating: 0, count: lanes.count)
      for start in stride(
        from: rows.lowerBound, to: rows.upperBound, by: GroupBuffers.evaluationRows)
      {
        let count = min(GroupBuffers.evaluationRows, rows.upperBound - start)
        evaluateBlock(start: start, count: count)
        for lane in lanes.indices {
          sums[lane] += Double(buffers.losses[lane])
          correct[lane] += Int(buffers.correct[lane])
        }
      }
      return lanes.indices.map { lane in
        let loss = divergedAt[lane] == nil ? sums[lane] / Double(rows.count) : .nan
        return Evaluation(
          loss: loss.isFinite ? loss : .nan,
          accuracy: dataset.isClassification ? Double(correct[lane]) / Double(rows.count) : nil)
      }
    }
  }

  private func evaluateBlock(start: Int, count: Int) {
    let features = dataset.features
    kernels.transpose(
      features.row(start), count: count, width: features.columnCount, into: buffers.input)
    forward(Matrix(buffers.input, rows: features.columnCount, columns: count))
    let last = network.layers.count - 1
    switch dataset.targets {
    case .classes(let labels, _):
      labels.withUnsafeBufferPointer { labels in
        guard let base = labels.baseAddress else { return }
        kernels.scoreClasses(
          outputs(of: last, rows: count),
          bias: buffers.parameters + network.layers[last].biases, labels: base + start,
          lanes: network.lanes, losses: buffers.losses, correct: buffers.correct,
          scratch: buffers.scratch)
      }
    case .values(let values, _, _):
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        computeLoss(
          rows: count, labels: buffers.labels, targets: base + start, scale: buffers.lossScales)
      }
    }
  }
}

extension Dataset {
  /// The rows that are held back for validation.
  package var validationRows: Range<Int> { trainingRowCount..<features.rowCount }

  /// Whether classes are predicted.
  package var isClassification: Bool {
    switch targets {
    case .classes: true
    case .values: false
    }
  }
}
