import LinearAlgebra
import Tabular

/// The mean training loss over some rows at fixed parameters: its gradient, and exact products of
/// its Hessian with vectors.
///
/// A product H·v is the derivative of the gradient along v (Pearlmutter, 1994): the forward and the
/// backward pass are differentiated line by line, so that it costs about two gradients and has no
/// step size. What the passes give at the parameters themselves is computed once and kept. In
/// double precision, since products with a trained model's Hessian cancel. Where a ReLU's input is
/// exactly 0 its derivative is 0, as in training.
///
/// Shapes: R rows, n units of a layer. Everything is kept row by row, (R, n).
package final class LossHessian {
  /// The mean loss, without weight decay.
  package private(set) var loss = 0.0
  /// Its gradient, in the order of `LaneState.parameters`.
  package private(set) var gradient: [Double] = []
  /// The products made so far.
  package private(set) var productCount = 0

  let dataset: Dataset
  let activation: Activation
  let layers: [Network.Layer]
  let rows: Range<Int>
  let parameterCount: Int
  let memory: HessianMemory

  /// The rows that go through the passes at a time.
  static let blockRows = 256

  /// Makes the passes at the parameters.
  ///
  /// - Parameters:
  ///   - dataset: What the loss is of.
  ///   - model: The model.
  ///   - parameters: In the order of `LaneState.parameters`.
  ///   - rows: The rows whose mean is the loss; not empty.
  /// - Complexity: O(rows · parameters), and memory for three numbers a unit and row.
  package init(dataset: Dataset, model: Model, parameters: [Double], rows: Range<Int>) {
    let network = Network(
      widths: [dataset.features.columnCount] + model.hidden + [dataset.outputCount])
    precondition(parameters.count == network.parameterCount && !rows.isEmpty)
    self.dataset = dataset
    self.rows = rows
    activation = model.activation
    layers = network.layers
    parameterCount = parameters.count
    memory = HessianMemory(
      layers: network.layers, rows: rows.count, blockRows: min(Self.blockRows, rows.count),
      parameterCount: parameters.count)
    memory.parameters.update(from: parameters, count: parameters.count)
    gradient = sum { start, count in loss += passes(start: start, count: count) }
  }

  /// H·v, without weight decay.
  ///
  /// - Parameter vector: In the order of the parameters.
  /// - Returns: The product, in the same order.
  /// - Complexity: O(rows · parameters), about two gradients.
  package func product(with vector: [Double]) -> [Double] {
    precondition(vector.count == parameterCount)
    productCount += 1
    memory.direction.update(from: vector, count: vector.count)
    return sum { start, count in differentiatePasses(start: start, count: count) }
  }

  /// What the blocks of rows add to `memory.sum`.
  private func sum(_ body: (_ start: Int, _ count: Int) -> Void) -> [Double] {
    memory.sum.update(repeating: 0, count: parameterCount)
    for start in stride(from: 0, to: rows.count, by: Self.blockRows) {
      body(start, min(Self.blockRows, rows.count - start))
    }
    return Array(UnsafeBufferPointer(start: memory.sum, count: parameterCount))
  }

  /// The features of a block, (count, features).
  func loadInput(start: Int, count: Int) -> DoubleMatrix {
    let width = layers[0].inputs
    let source = dataset.features.row(rows.lowerBound + start)
    for index in 0..<count * width { memory.input[index] = Double(source[index]) }
    return DoubleMatrix(memory.input, rows: count, columns: width)
  }

  /// A layer's weights, (outputs, inputs), in a tensor laid out like the parameters.
  func weights(_ layer: Network.Layer, in tensor: UnsafeMutablePointer<Double>) -> DoubleMatrix {
    DoubleMatrix(tensor + layer.weights, rows: layer.outputs, columns: layer.inputs)
  }
}
