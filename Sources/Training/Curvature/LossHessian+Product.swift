import LinearAlgebra

/// The passes of a block of rows, differentiated along `memory.direction`.
///
/// With R{x} the derivative of x along v = (V, c), W the weights, h the activations, and δ the
/// gradient with respect to z = W·h + b: R{z} = V·h + W·R{h} + c, R{h} = σ′R{z}; from above,
/// R{∂h} = Vᵀδ + WᵀR{δ}, R{δ below} = σ′R{∂h} + σ″∂h·R{z}; and the weights' part of H·v is
/// R{δ}hᵀ + δR{h}ᵀ.
extension LossHessian {
  /// Adds the block's part of H·v to `memory.sum`.
  func differentiatePasses(start: Int, count: Int) {
    let block = start..<start + count
    let input = loadInput(start: start, count: count)
    forward(block: block, input: input)
    differentiateLoss(block: block)
    for index in layers.indices.reversed() {
      let layer = layers[index]
      let change = matrix(memory.changing[index].gradient, index, count)
      let sums = weights(layer, in: memory.sum)
      addColumnSums(of: change, to: memory.sum + layer.biases)
      guard index > 0 else {
        // The features do not change.
        sums.formProduct(transposed: change, times: input, beta: 1)
        break
      }
      let gradient = memory.kept[index].gradient.block(rows: block)
      let below = memory.kept[index - 1].outputs.block(rows: block)
      sums.formProduct(transposed: change, times: below, beta: 1)
      sums.formProduct(
        transposed: gradient, times: matrix(memory.changing[index - 1].outputs, index - 1, count),
        beta: 1)
      let target = matrix(memory.changing[index - 1].gradient, index - 1, count)
      target.formProduct(gradient, times: weights(layer, in: memory.direction))
      target.formProduct(change, times: weights(layer, in: memory.parameters), beta: 1)
      let bend = memory.kept[index - 1].bend.block(rows: block)
      let inputs = memory.changing[index - 1].inputs
      for place in 0..<target.count {
        let slope = activation.derivatives(ofActivated: below.pointer[place]).first
        target.pointer[place] =
          slope * target.pointer[place] + bend.pointer[place] * inputs[place]
      }
    }
  }

  /// R{z} and R{h} of every layer.
  private func forward(block: Range<Int>, input: DoubleMatrix) {
    let count = block.count
    for (index, layer) in layers.enumerated() {
      let inputs = matrix(memory.changing[index].inputs, index, count)
      let direction = weights(layer, in: memory.direction)
      if index == 0 {
        inputs.formProduct(input, timesTransposed: direction)
      } else {
        inputs.formProduct(
          memory.kept[index - 1].outputs.block(rows: block), timesTransposed: direction)
        inputs.formProduct(
          matrix(memory.changing[index - 1].outputs, index - 1, count),
          timesTransposed: weights(layer, in: memory.parameters), beta: 1)
      }
      let bias = memory.direction + layer.biases
      let kept = memory.kept[index].outputs.block(rows: block)
      let outputs = memory.changing[index].outputs
      let isHidden = index < layers.count - 1
      for row in 0..<count {
        for unit in 0..<layer.outputs {
          let place = row * layer.outputs + unit
          inputs.pointer[place] += bias[unit]
          guard isHidden else { continue }
          let slope = activation.derivatives(ofActivated: kept.pointer[place]).first
          outputs[place] = slope * inputs.pointer[place]
        }
      }
    }
  }

  /// R{δ} of the last layer: (diag p − p·pᵀ)·R{z} for the softmax p, 2·R{z} for squared errors.
  private func differentiateLoss(block: Range<Int>) {
    let last = layers.count - 1
    let width = layers[last].outputs
    let (loss, share) = (dataset.loss, 1 / Double(rows.count))
    let softmax = memory.kept[last].outputs.block(rows: block)
    for row in 0..<block.count {
      let inputs = memory.changing[last].inputs + row * width
      let change = memory.changing[last].gradient + row * width
      switch loss {
      case .squaredError:
        change[0] = 2 * inputs[0] * share
      case .crossEntropy:
        let p = softmax.pointer + row * width
        var mean = 0.0
        for unit in 0..<width { mean += p[unit] * inputs[unit] }
        for unit in 0..<width { change[unit] = p[unit] * (inputs[unit] - mean) * share }
      }
    }
  }

  /// A layer's piece of a block, (count, n).
  private func matrix(_ pointer: UnsafeMutablePointer<Double>, _ index: Int, _ count: Int)
    -> DoubleMatrix
  {
    DoubleMatrix(pointer, rows: count, columns: layers[index].outputs)
  }
}
