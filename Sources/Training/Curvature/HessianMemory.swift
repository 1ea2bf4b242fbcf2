import Glibc
import LinearAlgebra

/// The memory of a `LossHessian`: one allocation, cut into pieces.
final class HessianMemory {
  /// What one layer keeps of the passes, for all rows.
  struct Kept {
    /// What the layer gave: a hidden layer's activations, or the last one's softmax, (R, n).
    var outputs: DoubleMatrix
    /// The gradient with respect to what entered the activation, (R, n).
    var gradient: DoubleMatrix
    /// σ″ times the gradient with respect to the activations, (R, n); unused in the last layer.
    var bend: DoubleMatrix
  }

  /// What one layer has of the differentiated passes, for a block of rows.
  struct Changing {
    /// The derivative of what enters the activation, (block, n).
    var inputs: UnsafeMutablePointer<Double>
    /// That of the activations, (block, n).
    var outputs: UnsafeMutablePointer<Double>
    /// That of the gradient with respect to what entered the activation, (block, n).
    var gradient: UnsafeMutablePointer<Double>
  }

  let parameters: UnsafeMutablePointer<Double>
  /// The vector v of a product.
  let direction: UnsafeMutablePointer<Double>
  /// Where gradients and products add up.
  let sum: UnsafeMutablePointer<Double>
  /// A block of features, (block, features).
  let input: UnsafeMutablePointer<Double>
  let kept: [Kept]
  let changing: [Changing]

  private let start: UnsafeMutablePointer<Double>

  init(layers: [Network.Layer], rows: Int, blockRows: Int, parameterCount: Int) {
    let units = layers.reduce(0) { $0 + $1.outputs }
    let capacity =
      3 * parameterCount + blockRows * layers[0].inputs + 3 * units * (rows + blockRows)
    let memory = Allocation.takeOrEnd(bytes: capacity * MemoryLayout<Double>.stride)
      .bindMemory(to: Double.self, capacity: capacity)
    var next = memory
    func take(_ count: Int) -> UnsafeMutablePointer<Double> {
      defer { next += count }
      return next
    }
    parameters = take(parameterCount)
    direction = take(parameterCount)
    sum = take(parameterCount)
    input = take(blockRows * layers[0].inputs)
    kept = layers.map { layer in
      func piece() -> DoubleMatrix {
        DoubleMatrix(take(rows * layer.outputs), rows: rows, columns: layer.outputs)
      }
      return Kept(outputs: piece(), gradient: piece(), bend: piece())
    }
    changing = layers.map { layer in
      func piece() -> UnsafeMutablePointer<Double> { take(blockRows * layer.outputs) }
      return Changing(inputs: piece(), outputs: piece(), gradient: piece())
    }
    start = memory
    assert(next == memory + capacity)
  }

  deinit { free(start) }
}
