import LinearAlgebra
import Tabular

extension LaneTile {
  /// Calls a function with the lanes that are passed through the network at a time, until all are.
  func forEachPass(_ body: (Range<Int>) -> Void) {
    let width = network.lanesAtOnce
    var first = 0
    while first < network.lanes {
      body(first..<first + width)
      first += width
    }
  }

  /// Takes lanes forward, through the loss and back, to the gradient of every parameter or, on the
  /// fused paths, to the parameters themselves.
  ///
  /// - Parameters:
  ///   - batch: The batch of the step.
  ///   - lanes: The lanes; each gets its sum of the loss over rows.
  func pass(_ batch: GatheredRows, lanes: Range<Int>) {
    let rows = batch.batch.rows
    let (destination, beta) = updatePath.destination(in: buffers, optimizer: optimizer)
    let last = network.layers.count - 1
    forward(batch.input(rows: rows), lanes: lanes)
    if network.hasNarrowHead {
      let (lane, layer, below) = (lanes.lowerBound, network.layers[last], network.layers[last - 1])
      var head = narrowHead(ofLane: lane, rows: rows, targets: batch.lossTargets(of: dataset))
      head.setDestinations(
        scale: buffers.lossScales[lane], beta: beta,
        hiddenBias: destination + below.biases + lane * below.outputs,
        weights: destination + layer.weights + lane * layer.outputs * layer.inputs,
        bias: destination + layer.biases + lane * layer.outputs)
      buffers.losses[lane] = kernels.takeStep(of: &head)
      backward(
        outputs(of: last - 1, lanes: lanes, rows: rows), from: last - 1, batch: batch.batch,
        lanes: lanes, to: destination, beta: beta)
    } else {
      let outputs = outputs(of: last, lanes: lanes, rows: rows)
      computeLoss(of: batch, outputs: outputs, lanes: lanes)
      kernels.sumRows(
        of: outputs, into: biases(last, lanes: lanes, in: destination), beta: beta)
      backward(
        outputs, from: last, batch: batch.batch, lanes: lanes, to: destination, beta: beta)
    }
  }

  /// Computes the layers' outputs; the last layer's are left without their bias, which the loss adds,
  /// and where there is a narrow head, what belongs to it is left to it.
  ///
  /// - Parameters:
  ///   - input: (features, rows), with no more rows than the buffers have.
  ///   - lanes: The lanes.
  func forward(_ input: Matrix, lanes: Range<Int>) {
    let rows = input.columns
    let last = network.layers.count - 1
    let end = network.hasNarrowHead ? last - 1 : last
    var inputs = input
    for index in 0...end {
      let output = outputs(of: index, lanes: lanes, rows: rows)
      kernels.formProduct(
        output, weights(index, lanes: lanes, in: point), times: inputs)
      if index < end {
        kernels.activate(
          output, bias: biases(index, lanes: lanes, in: point),
          settings.model.activation)
      }
      inputs = output
    }
  }

  /// The end of a lane's network, for a number of rows.
  func narrowHead(ofLane lane: Int, rows: Int, targets: LossTargets) -> NarrowHead {
    let last = network.layers.count - 1
    let own = lane..<lane + 1
    return NarrowHead(
      hidden: outputs(of: last - 1, lanes: own, rows: rows),
      hiddenBias: biases(last - 1, lanes: own, in: point),
      activation: settings.model.activation,
      weights: weights(last, lanes: own, in: point),
      bias: biases(last, lanes: own, in: point),
      outputs: outputs(of: last, lanes: own, rows: rows), room: buffers.shared.room,
      targets: targets)
  }

  /// Turns the last layer's outputs into the scaled gradient of the loss, and sums each lane's loss.
  private func computeLoss(of batch: GatheredRows, outputs: Matrix, lanes: Range<Int>) {
    let bias = biases(network.layers.count - 1, lanes: lanes, in: point)
    let (scale, losses) = (
      buffers.lossScales + lanes.lowerBound, buffers.losses + lanes.lowerBound
    )
    switch batch.lossTargets(of: dataset) {
    case .classes(let labels):
      kernels.softmaxCrossEntropy(
        outputs, bias: bias, labels: labels, lanes: lanes.count, scale: scale, losses: losses)
    case .values(let targets):
      kernels.squaredError(outputs, bias: bias, targets: targets, scale: scale, losses: losses)
    }
  }

  /// Carries the gradient from a layer's outputs to its weights and all below.
  ///
  /// A layer's inputs get their gradient before its weights change, because on the fused paths the
  /// product that forms the weights' gradient already updates them.
  ///
  /// - Parameters:
  ///   - gradient: With respect to the layer's outputs before its activation.
  ///   - top: The layer; above the first, there is one lane.
  ///   - batch: The rows that were passed forward, (rows, features).
  ///   - lanes: The lanes.
  ///   - destination: Where the gradient of the parameters goes.
  ///   - beta: The factor of what is there.
  private func backward(
    _ gradient: Matrix, from top: Int, batch: Matrix, lanes: Range<Int>,
    to destination: UnsafeMutablePointer<Float>, beta: Float
  ) {
    var gradient = gradient
    var index = top
    while index > 0 {
      let inputs = outputs(of: index - 1, lanes: lanes, rows: batch.rows)
      let below = Matrix(
        buffers.shared.hiddenGradients[index - 1], rows: inputs.rows, columns: inputs.columns,
        stride: inputs.stride)
      kernels.formProduct(
        below, transposed: weights(index, lanes: lanes, in: point), times: gradient)
      kernels.formProduct(
        weights(index, lanes: lanes, in: destination), gradient, timesTransposed: inputs,
        beta: beta, room: buffers.shared.room)
      kernels.activateBackward(
        below, activations: inputs, settings.model.activation,
        sums: biases(index - 1, lanes: lanes, in: destination), beta: beta)
      gradient = below
      index -= 1
    }
    kernels.formProduct(
      weights(0, lanes: lanes, in: destination), gradient, times: batch, beta: beta)
  }

  /// A layer's weights of some lanes, (lanes · out, in).
  func weights(
    _ index: Int, lanes: Range<Int>, in tensor: UnsafeMutablePointer<Float>
  ) -> Matrix {
    let layer = network.layers[index]
    return Matrix(
      tensor + layer.weights + lanes.lowerBound * layer.outputs * layer.inputs,
      rows: lanes.count * layer.outputs, columns: layer.inputs)
  }

  /// A layer's biases of some lanes, (lanes · out).
  func biases(
    _ index: Int, lanes: Range<Int>, in tensor: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    tensor + network.layers[index].biases + lanes.lowerBound * network.layers[index].outputs
  }

  /// A layer's outputs of the lanes that are passed through, for a number of rows, (lanes · outputs,
  /// rows).
  func outputs(of index: Int, lanes: Range<Int>, rows: Int) -> Matrix {
    Matrix(
      buffers.shared.activations[index], rows: lanes.count * network.layers[index].outputs,
      columns: rows, stride: Matrix.paddedStride(columns: rows))
  }
}
