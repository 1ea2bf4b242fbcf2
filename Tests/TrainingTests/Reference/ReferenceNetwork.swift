import Glibc
import LinearAlgebra

/// The layers of one lane in double precision, written to be read and not to be fast.
///
/// Parameters lie as in a lane's state: each layer's weights, (out, in) by rows, then its biases.
struct ReferenceNetwork: Sendable {
  /// One linear layer, and where its parameters lie.
  struct Layer: Sendable {
    var inputs: Int
    var outputs: Int
    var weights: Range<Int>
    var biases: Range<Int>
  }

  let layers: [Layer]
  let activation: Activation

  /// - Parameters:
  ///   - widths: The features, the hidden layers and the outputs.
  ///   - activation: What follows each layer but the last.
  init(widths: [Int], activation: Activation) {
    var end = 0
    layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      let weights = end..<end + outputs * inputs
      let biases = weights.upperBound..<weights.upperBound + outputs
      end = biases.upperBound
      return Layer(inputs: inputs, outputs: outputs, weights: weights, biases: biases)
    }
    self.activation = activation
  }

  var parameterCount: Int { layers.last?.biases.upperBound ?? 0 }

  /// The values between layers for one row: the row, each hidden layer's activations, the outputs.
  func values(at row: [Double], parameters: [Double]) -> [[Double]] {
    var values = [row]
    for (index, layer) in layers.enumerated() {
      let input = values[index]
      values.append(
        (0..<layer.outputs).map { output in
          var sum = parameters[layer.biases.lowerBound + output]
          for i in 0..<layer.inputs {
            sum += parameters[layer.weights.lowerBound + output * layer.inputs + i] * input[i]
          }
          return index == layers.count - 1 ? sum : activate(sum)
        })
    }
    return values
  }

  /// Adds the gradient of one row's loss with respect to the parameters to `total`.
  ///
  /// - Parameters:
  ///   - outputGradient: The gradient with respect to the outputs.
  ///   - values: What `values(at:parameters:)` gave for the row.
  ///   - parameters: The parameters.
  ///   - total: Receives the sum.
  func addGradient(
    ofOutputs outputGradient: [Double], values: [[Double]], parameters: [Double],
    to total: inout [Double]
  ) {
    var gradient = outputGradient
    for (index, layer) in layers.enumerated().reversed() {
      let input = values[index]
      var below = [Double](repeating: 0, count: layer.inputs)
      for output in 0..<layer.outputs {
        total[layer.biases.lowerBound + output] += gradient[output]
        for i in 0..<layer.inputs {
          let weight = layer.weights.lowerBound + output * layer.inputs + i
          total[weight] += gradient[output] * input[i]
          below[i] += gradient[output] * parameters[weight]
        }
      }
      // The input of every layer but the first came out of an activation.
      if index > 0 { gradient = zip(below, input).map { $0 * derivative(ofActivated: $1) } }
    }
  }

  private func activate(_ z: Double) -> Double {
    switch activation {
    case .relu: z > 0 ? z : 0
    case .tanh: Glibc.tanh(z)
    case .sigmoid: 1 / (1 + exp(-z))
    }
  }

  /// The activation's derivative by what it gave: tanh' = 1 − h², sigmoid' = h (1 − h).
  private func derivative(ofActivated h: Double) -> Double {
    switch activation {
    case .relu: h > 0 ? 1 : 0
    case .tanh: 1 - h * h
    case .sigmoid: h * (1 - h)
    }
  }
}
