import LinearAlgebra
import Tabular

/// What a tile does whose lanes lie side by side; see `LinearModel`.
extension LaneTile {
  /// Takes all lanes forward, through the loss and back, to the gradient of every parameter or, on the
  /// fused paths, to the parameters themselves.
  func passSideBySide(_ rows: BatchRows, targets: LossTargets) {
    let (destination, beta) = updatePath.destination(in: buffers, optimizer: optimizer)
    var model = model(of: LinearModel.Rows(rows.batch, next: rows.next), targets: targets)
    model.setDestination(destination, scale: buffers.lossScales, beta: beta)
    kernels.takeStep(of: &model, losses: buffers.losses)
  }

  /// Evaluates every lane on rows of the table.
  func evaluateSideBySide(
    rows: Range<Int>, targets: LossTargets, into sums: inout EvaluationSums
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: network.places) { losses in
      guard let base = losses.baseAddress else { return }
      var model = model(of: LinearModel.Rows(rows), targets: targets)
      kernels.score(&model, losses: base, correct: buffers.correct)
      for lane in lanes.indices {
        sums.losses[lane] += losses[lane]
        sums.correct[lane] += Int(buffers.correct[lane])
      }
    }
  }

  /// Visits the outputs of every lane for every row, in the order of rows, in double precision.
  func forEachOutputSideBySide(
    rows: Range<Int>, _ body: (_ lane: Int, _ outputs: [Double]) -> Void
  ) {
    let layer = network.layers[0]
    var outputs = [Double](repeating: 0, count: layer.outputs)
    for row in rows {
      let features = dataset.features.row(row)
      for lane in lanes.indices {
        for output in 0..<layer.outputs {
          let start = point + output * (layer.inputs + 1) * network.places + lane
          outputs[output] = (0..<layer.inputs).reduce(
            Double(start[layer.inputs * network.places])
          ) { sum, input in
            sum + Double(start[input * network.places]) * Double(features[input])
          }
        }
        body(lane, outputs)
      }
    }
  }

  private func model(of rows: LinearModel.Rows, targets: LossTargets) -> LinearModel {
    LinearModel(
      table: dataset.features.row(0), features: network.layers[0].inputs, rows: rows,
      targets: targets, outputs: network.layers[0].outputs, parameters: point,
      room: buffers.shared.room)
  }
}
