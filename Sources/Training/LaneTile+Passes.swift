import LinearAlgebra

extension LaneTile {
  /// The lane's share of a layer's outputs among the rows of its matrix.
  private func part(_ matrix: Matrix, lane: Int) -> Matrix {
    let height = matrix.rows / network.lanes
    return matrix.block(row: lane * height, rows: height, columns: matrix.columns)
  }

  /// A layer's weights of one lane, (out, in).
  private func weights(_ layer: Network.Layer, lane: Int, in tensor: UnsafeMutablePointer<Float>)
    -> Matrix
  {
    Matrix(
      tensor + layer.weights + lane * layer.outputs * layer.inputs, rows: layer.outputs,
      columns: layer.inputs)
  }

  /// A layer's weights of all lanes, (lanes · out, in).
  private func weights(_ layer: Network.Layer, in tensor: UnsafeMutablePointer<Float>) -> Matrix {
    Matrix(
      tensor + layer.weights, rows: network.lanes * layer.outputs, columns: layer.inputs)
  }

  /// Computes every layer's outputs; the last layer's are left without their bias, which the loss
  /// adds.
  ///
  /// - Parameter input: (features, rows), with no more rows than the buffers have.
  func forward(_ input: Matrix) {
    let rows = input.columns
    for (index, layer) in network.layers.enumerated() {
      let output = outputs(of: index, rows: rows)
      if index == 0 {
        output.formProduct(weights(layer, in: buffers.parameters), times: input)
      } else if layer.isNarrow {
        kernels.formNarrowOutputs(
          output, inputs: outputs(of: index - 1, rows: rows),
          weights: weights(layer, in: buffers.parameters), lanes: network.lanes)
      } else {
        let inputs = outputs(of: index - 1, rows: rows)
        for lane in 0..<network.lanes {
          part(output, lane: lane).formProduct(
            weights(layer, lane: lane, in: buffers.parameters), times: part(inputs, lane: lane))
        }
      }
      if index < network.layers.count - 1 {
        kernels.activate(output, bias: buffers.parameters + layer.biases, settings.model.activation)
      }
    }
  }

  /// Turns the last layer's outputs into the scaled gradient of the loss, and sums each lane's loss.
  func computeLoss(of batch: GatheredRows) {
    let last = network.layers.count - 1
    let outputs = outputs(of: last, rows: batch.batch.rows)
    let bias = buffers.parameters + network.layers[last].biases
    switch dataset.targets {
    case .classes:
      kernels.softmaxCrossEntropy(
        outputs, bias: bias, labels: batch.labels, lanes: network.lanes,
        scale: buffers.lossScales, losses: buffers.losses, scratch: buffers.shared.scratch)
    case .values:
      kernels.squaredError(
        outputs, bias: bias, targets: batch.targets, scale: buffers.lossScales,
        losses: buffers.losses)
    }
  }

  /// Carries the gradient from the outputs to every layer's weights and biases.
  ///
  /// A layer's inputs get their gradient before its weights change, because on the fused paths the
  /// product that forms the weights' gradient already updates them.
  ///
  /// - Parameter batch: The rows that were passed forward, (rows, features).
  func backward(_ batch: Matrix) {
    let rows = batch.rows
    let (destination, beta) = updatePath.destination(in: buffers, optimizer: optimizer)
    let last = network.layers.count - 1
    var gradient = outputs(of: last, rows: rows)
    kernels.sumRows(of: gradient, into: destination + network.layers[last].biases, beta: beta)
    for index in network.layers.indices.dropFirst().reversed() {
      let layer = network.layers[index]
      let inputs = outputs(of: index - 1, rows: rows)
      let below = Matrix(
        buffers.shared.hiddenGradients[index - 1], rows: network.lanes * layer.inputs, columns: rows
      )
      if layer.isNarrow {
        kernels.formNarrowGradients(
          gradient, inputs: inputs, weights: weights(layer, in: buffers.parameters),
          lanes: network.lanes, below: below, destination: destination + layer.weights, beta: beta)
      } else {
        for lane in 0..<network.lanes {
          let laneGradient = part(gradient, lane: lane)
          part(below, lane: lane).formProduct(
            transposed: weights(layer, lane: lane, in: buffers.parameters), times: laneGradient)
          weights(layer, lane: lane, in: destination).formProduct(
            laneGradient, timesTransposed: part(inputs, lane: lane), beta: beta,
            room: buffers.shared.transposed, kernels: kernels)
        }
      }
      kernels.activateBackward(
        below, activations: inputs, settings.model.activation,
        sums: destination + network.layers[index - 1].biases, beta: beta)
      gradient = below
    }
    weights(network.layers[0], in: destination).formProduct(
      gradient, times: batch, beta: beta)
  }

  /// A layer's outputs for a number of rows, (lanes · outputs, rows).
  func outputs(of index: Int, rows: Int) -> Matrix {
    Matrix(
      buffers.shared.activations[index], rows: network.lanes * network.layers[index].outputs,
      columns: rows)
  }
}
