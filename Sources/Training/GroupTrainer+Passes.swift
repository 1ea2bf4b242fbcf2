import LinearAlgebra

extension GroupTrainer {
  /// The lane's share of a layer's outputs among the columns of its matrix.
  private func part(_ matrix: Matrix, lane: Int, rows: Int) -> Matrix {
    let width = matrix.columns / network.lanes
    return matrix.block(column: lane * width, rows: rows, columns: width)
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
  /// - Parameter input: (rows, features), with no more rows than the buffers have.
  func forward(_ input: Matrix) {
    let rows = input.rows
    for (index, layer) in network.layers.enumerated() {
      let output = buffers.activations[index].block(
        rows: rows, columns: buffers.activations[index].columns)
      if index > 0, layer.isNarrow {
        kernels.formNarrowOutputs(
          output, inputs: hidden(index - 1, rows: rows),
          weights: weights(layer, in: buffers.parameters), lanes: network.lanes)
      } else if index == 0 {
        output.formProduct(input, timesTransposed: weights(layer, in: buffers.parameters))
      } else {
        for lane in 0..<network.lanes {
          part(output, lane: lane, rows: rows).formProduct(
            part(buffers.activations[index - 1], lane: lane, rows: rows),
            timesTransposed: weights(layer, lane: lane, in: buffers.parameters))
        }
      }
      if index < network.layers.count - 1 {
        kernels.activate(output, bias: buffers.parameters + layer.biases, settings.model.activation)
      }
    }
  }

  /// Turns the last layer's outputs into their gradient times `scale`, and sums each lane's loss.
  func computeLoss(
    rows: Int, labels: UnsafePointer<Int32>, targets: UnsafePointer<Float>,
    scale: UnsafePointer<Float>
  ) {
    let last = network.layers.count - 1
    let outputs = buffers.activations[last].block(
      rows: rows, columns: buffers.activations[last].columns)
    let bias = buffers.parameters + network.layers[last].biases
    switch dataset.targets {
    case .classes:
      kernels.softmaxCrossEntropy(
        outputs, bias: bias, labels: labels, lanes: network.lanes, scale: scale,
        losses: buffers.losses, scratch: buffers.scratch)
    case .values:
      kernels.squaredError(
        outputs, bias: bias, targets: targets, scale: scale, losses: buffers.losses)
    }
  }

  /// Carries the gradient from the outputs to every layer's weights and biases.
  ///
  /// A layer's inputs get their gradient before its weights change, because on the fused paths the
  /// product that forms the weights' gradient already updates them.
  func backward(rows: Int) {
    let (destination, beta) = updatePath.destination(in: buffers, optimizer: optimizer)
    for index in network.layers.indices.reversed() {
      let layer = network.layers[index]
      let isLast = index == network.layers.count - 1
      let gradient =
        isLast
        ? buffers.activations[index].block(rows: rows, columns: buffers.activations[index].columns)
        : buffers.hiddenGradients[index]
      if isLast {
        kernels.sumColumns(of: gradient, into: destination + layer.biases, beta: beta)
      }
      guard index > 0 else {
        weights(layer, in: destination).formProduct(
          transposed: gradient, times: buffers.input, beta: beta)
        return
      }
      let below = buffers.hiddenGradients[index - 1]
      let inputs = hidden(index - 1, rows: rows)
      if layer.isNarrow {
        kernels.formNarrowGradients(
          gradient, inputs: inputs, weights: weights(layer, in: buffers.parameters),
          lanes: network.lanes, below: below, destination: destination + layer.weights, beta: beta,
          scratch: buffers.scratch)
      } else {
        for lane in 0..<network.lanes {
          let laneGradient = part(gradient, lane: lane, rows: rows)
          part(below, lane: lane, rows: rows).formProduct(
            laneGradient, times: weights(layer, lane: lane, in: buffers.parameters))
          weights(layer, lane: lane, in: destination).formProduct(
            transposed: laneGradient, times: part(inputs, lane: lane, rows: rows), beta: beta)
        }
      }
      kernels.activateBackward(
        below, activations: inputs, settings.model.activation,
        sums: destination + network.layers[index - 1].biases, beta: beta)
    }
  }

  /// The first rows of a hidden layer's outputs.
  private func hidden(_ index: Int, rows: Int) -> Matrix {
    buffers.activations[index].block(rows: rows, columns: buffers.activations[index].columns)
  }
}
