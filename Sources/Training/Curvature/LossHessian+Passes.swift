import Glibc
import LinearAlgebra
import Tabular

/// The passes of a block of rows at the parameters.
extension LossHessian {
  /// Keeps what the passes give and adds the block's part of the gradient to `memory.sum`.
  ///
  /// - Returns: The block's part of the mean loss.
  func passes(start: Int, count: Int) -> Double {
    let block = start..<start + count
    let input = loadInput(start: start, count: count)
    var below = input
    for (index, layer) in layers.enumerated() {
      let outputs = memory.kept[index].outputs.block(rows: block)
      outputs.formProduct(below, timesTransposed: weights(layer, in: memory.parameters))
      let bias = memory.parameters + layer.biases
      let isHidden = index < layers.count - 1
      for row in 0..<count {
        let values = outputs.pointer + row * layer.outputs
        for unit in 0..<layer.outputs {
          let z = values[unit] + bias[unit]
          values[unit] = isHidden ? activation.value(at: z) : z
        }
      }
      below = outputs
    }
    let loss = lossOfBlock(start: start, count: count)
    backward(block: block, input: input)
    return loss
  }

  /// Replaces the outputs by their softmax where classes are predicted, and writes the gradient.
  private func lossOfBlock(start: Int, count: Int) -> Double {
    let kept = memory.kept[layers.count - 1]
    let width = kept.outputs.columns
    let share = 1 / Double(rows.count)
    var loss = 0.0
    for row in start..<start + count {
      let outputs = kept.outputs.pointer + row * width
      let gradient = kept.gradient.pointer + row * width
      switch dataset.targets {
      case .classes(let labels, _):
        let label = Int(labels[rows.lowerBound + row])
        var maximum = -Double.infinity
        for unit in 0..<width { maximum = max(maximum, outputs[unit]) }
        let logit = outputs[label] - maximum
        var sum = 0.0
        for unit in 0..<width {
          outputs[unit] = exp(outputs[unit] - maximum)
          sum += outputs[unit]
        }
        loss += (log(sum) - logit) * share
        for unit in 0..<width {
          outputs[unit] /= sum
          gradient[unit] = (outputs[unit] - (unit == label ? 1 : 0)) * share
        }
      case .values(let values, _, _):
        let error = outputs[0] - Double(values[rows.lowerBound + row])
        loss += error * error * share
        gradient[0] = 2 * error * share
      }
    }
    return loss
  }

  private func backward(block: Range<Int>, input: DoubleMatrix) {
    for index in layers.indices.reversed() {
      let layer = layers[index]
      let gradient = memory.kept[index].gradient.block(rows: block)
      let below = index > 0 ? memory.kept[index - 1].outputs.block(rows: block) : input
      weights(layer, in: memory.sum).formProduct(transposed: gradient, times: below, beta: 1)
      addColumnSums(of: gradient, to: memory.sum + layer.biases)
      guard index > 0 else { break }
      let target = memory.kept[index - 1].gradient.block(rows: block)
      let bend = memory.kept[index - 1].bend.block(rows: block)
      target.formProduct(gradient, times: weights(layer, in: memory.parameters))
      for place in 0..<target.count {
        let (slope, curvature) = activation.derivatives(ofActivated: below.pointer[place])
        bend.pointer[place] = curvature * target.pointer[place]
        target.pointer[place] *= slope
      }
    }
  }

  func addColumnSums(of matrix: DoubleMatrix, to sums: UnsafeMutablePointer<Double>) {
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        sums[column] += matrix.pointer[row * matrix.columns + column]
      }
    }
  }
}

extension Activation {
  fileprivate func value(at z: Double) -> Double {
    switch self {
    // Written so that NaN stays.
    case .relu: z < 0 ? 0 : z
    case .tanh: Glibc.tanh(z)
    case .sigmoid: 1 / (1 + exp(-z))
    }
  }

  /// σ′ and σ″ by what σ gave: tanh′ = 1 − h², tanh″ = −2h·tanh′; σ′ = h(1 − h), σ″ = (1 − 2h)σ′.
  func derivatives(ofActivated h: Double) -> (first: Double, second: Double) {
    switch self {
    case .relu: return (h > 0 ? 1 : 0, 0)
    case .tanh: return (1 - h * h, -2 * h * (1 - h * h))
    case .sigmoid: return (h * (1 - h), (1 - 2 * h) * h * (1 - h))
    }
  }
}
