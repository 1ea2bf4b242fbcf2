import CKernels

/// The non-linear function of a hidden layer.
package enum Activation: String, Codable, Hashable, Sendable, CaseIterable {
  case relu, tanh, sigmoid

  var kernel: lrf_activation {
    switch self {
    case .relu: LRF_RELU
    case .tanh: LRF_TANH
    case .sigmoid: LRF_SIGMOID
    }
  }
}

extension ElementKernels {
  /// Copies the rows of a matrix without gaps that `indices` names into `output`, (indices.count,
  /// width), and their transpose into `transposed`, (width, indices.count).
  package func gather(
    _ matrix: UnsafePointer<Float>, rows indices: UnsafeBufferPointer<Int32>, into output: Matrix,
    transposed: Matrix
  ) {
    assert(output.rows == indices.count && transposed.columns == indices.count)
    table.pointee.gather(
      matrix, indices.baseAddress, indices.count, output.columns, output.pointer, output.stride,
      transposed.pointer, transposed.stride)
  }

  /// Transposes a matrix, (rows, columns), into `output`, (columns, rows).
  package func transpose(_ matrix: Matrix, into output: Matrix) {
    assert(output.rows == matrix.columns && output.columns == matrix.rows)
    transpose(matrix.pointer, stride: matrix.stride, into: output)
  }

  /// Transposes the rows that start at a pointer, so many and so wide as `output`, (width, count),
  /// says.
  package func transpose(_ rows: UnsafePointer<Float>, stride: Int, into output: Matrix) {
    table.pointee.transpose(
      rows, stride, output.columns, output.rows, output.pointer, output.stride)
  }

  /// Replaces z by activation(z + bias); z is (units, rows), bias (units).
  package func activate(_ z: Matrix, bias: UnsafePointer<Float>, _ activation: Activation) {
    table.pointee.activate(z.pointer, bias, z.rows, z.columns, z.stride, activation.kernel)
  }

  /// Multiplies a gradient by the activation's derivative, and sums its rows.
  ///
  /// - Parameters:
  ///   - gradient: With respect to the activations, (units, rows); becomes the one with respect
  ///     to what entered the activation.
  ///   - activations: What the activation gave, (units, rows).
  ///   - activation: The activation.
  ///   - sums: sums ← beta · sums + sums over rows, (units).
  ///   - beta: The factor of the old sums; with 0 they are ignored.
  package func activateBackward(
    _ gradient: Matrix, activations: Matrix, _ activation: Activation,
    sums: UnsafeMutablePointer<Float>, beta: Float
  ) {
    assert(gradient.stride == activations.stride)
    table.pointee.activate_backward(
      gradient.pointer, activations.pointer, gradient.rows, gradient.columns, gradient.stride,
      activation.kernel, beta, sums)
  }

  /// Adds up rows: sums ← beta · sums + the sum of each row of `matrix`, (units, rows).
  package func sumRows(
    of matrix: Matrix, into sums: UnsafeMutablePointer<Float>, beta: Float
  ) {
    table.pointee.row_sums(
      matrix.pointer, matrix.rows, matrix.columns, matrix.stride, beta, sums)
  }

  /// The softmax cross-entropy of logits, and its gradient in their place.
  ///
  /// - Parameters:
  ///   - logits: Without bias, (lanes · classes, rows); becomes the gradient times `scale`.
  ///   - bias: (lanes · classes).
  ///   - labels: The class of each row, (rows).
  ///   - lanes: The number of lanes.
  ///   - scale: The factor of each lane's gradient, (lanes).
  ///   - losses: Receives the sum over rows, (lanes).
  package func softmaxCrossEntropy(
    _ logits: Matrix, bias: UnsafePointer<Float>, labels: UnsafePointer<Int32>, lanes: Int,
    scale: UnsafePointer<Float>, losses: UnsafeMutablePointer<Float>
  ) {
    table.pointee.softmax_cross_entropy(
      logits.pointer, bias, labels, logits.columns, logits.stride, lanes, logits.rows / lanes,
      scale,
      losses)
  }

  /// The squared error of predictions, and its gradient in their place.
  ///
  /// - Parameters:
  ///   - predictions: Without bias, (lanes, rows); becomes the gradient times `scale`.
  ///   - bias: (lanes).
  ///   - targets: (rows).
  ///   - scale: The factor of each lane's gradient, (lanes).
  ///   - losses: Receives the sum over rows, (lanes).
  package func squaredError(
    _ predictions: Matrix, bias: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, losses: UnsafeMutablePointer<Float>
  ) {
    table.pointee.squared_error(
      predictions.pointer, bias, targets, predictions.columns, predictions.stride, predictions.rows,
      scale, losses)
  }

  /// The softmax cross-entropy of logits without a gradient, and the rows whose largest logit is
  /// their label's.
  ///
  /// - Parameters:
  ///   - logits: Without bias, (lanes · classes, rows).
  ///   - bias: (lanes · classes).
  ///   - labels: The class of each row, (rows).
  ///   - lanes: The number of lanes.
  ///   - losses: Receives the sum over rows, (lanes).
  ///   - correct: Receives the number of rows, (lanes).
  package func scoreClasses(
    _ logits: Matrix, bias: UnsafePointer<Float>, labels: UnsafePointer<Int32>, lanes: Int,
    losses: UnsafeMutablePointer<Float>, correct: UnsafeMutablePointer<Int32>
  ) {
    table.pointee.score_classes(
      logits.pointer, bias, labels, logits.columns, logits.stride, lanes, logits.rows / lanes,
      losses, correct)
  }

  /// Adds each lane's sum of squares of a tensor, (lanes, block), to `sums`, (lanes).
  package func addSquares(
    of tensor: UnsafePointer<Float>, lanes: Int, block: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    table.pointee.add_squares(tensor, lanes, block, sums)
  }

  /// The same of a tensor whose lanes lie side by side, (block, `LinearModel.lanes`).
  package func addSquares(
    sideBySide tensor: UnsafePointer<Float>, block: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    table.pointee.add_squares_side_by_side(tensor, block, sums)
  }
}
