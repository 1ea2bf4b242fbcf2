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
  /// Copies the rows of a matrix that `indices` names into `output`, (indices.count, width), and
  /// their transpose into `transposed`, (width, indices.count).
  package func gather(
    _ matrix: UnsafePointer<Float>, rows indices: UnsafeBufferPointer<Int32>, width: Int,
    into output: UnsafeMutablePointer<Float>, transposed: UnsafeMutablePointer<Float>
  ) {
    table.pointee.gather(matrix, indices.baseAddress, indices.count, width, output, transposed)
  }

  /// Transposes contiguous rows, (count, width), into `output`, (width, count).
  package func transpose(
    _ matrix: UnsafePointer<Float>, count: Int, width: Int, into output: UnsafeMutablePointer<Float>
  ) {
    table.pointee.transpose(matrix, count, width, output)
  }

  /// Replaces z by activation(z + bias); z is (units, rows), bias (units).
  package func activate(_ z: Matrix, bias: UnsafePointer<Float>, _ activation: Activation) {
    table.pointee.activate(z.pointer, bias, z.rows, z.columns, activation.kernel)
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
    table.pointee.activate_backward(
      gradient.pointer, activations.pointer, gradient.rows, gradient.columns, activation.kernel,
      beta, sums)
  }

  /// Adds up rows: sums ← beta · sums + the sum of each row of `matrix`, (units, rows).
  package func sumRows(
    of matrix: Matrix, into sums: UnsafeMutablePointer<Float>, beta: Float
  ) {
    table.pointee.row_sums(matrix.pointer, matrix.rows, matrix.columns, beta, sums)
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
  ///   - scratch: Room for 3 · rows floats.
  package func softmaxCrossEntropy(
    _ logits: Matrix, bias: UnsafePointer<Float>, labels: UnsafePointer<Int32>, lanes: Int,
    scale: UnsafePointer<Float>, losses: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    table.pointee.softmax_cross_entropy(
      logits.pointer, bias, labels, logits.columns, lanes, logits.rows / lanes, scale, losses,
      scratch)
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
      predictions.pointer, bias, targets, predictions.columns, predictions.rows, scale, losses)
  }

  /// The most outputs of a lane that the narrow kernels take.
  package static let widestNarrowLayer = Int(LRF_WIDEST_NARROW)

  /// The outputs of a layer with few outputs a lane: z ← w · h for each lane.
  ///
  /// - Parameters:
  ///   - outputs: z, (lanes · outputs, rows).
  ///   - inputs: h, (lanes · inputs, rows).
  ///   - weights: (lanes · outputs, inputs).
  ///   - lanes: The number of lanes.
  package func formNarrowOutputs(
    _ outputs: Matrix, inputs: Matrix, weights: Matrix, lanes: Int
  ) {
    table.pointee.narrow_forward(
      inputs.pointer, weights.pointer, inputs.columns, lanes, weights.columns,
      outputs.rows / lanes, outputs.pointer)
  }

  /// The gradients of such a layer; `destination` may be the weights themselves.
  ///
  /// - Parameters:
  ///   - gradient: With respect to the outputs, (lanes · outputs, rows).
  ///   - inputs: h, (lanes · inputs, rows).
  ///   - weights: (lanes · outputs, inputs).
  ///   - lanes: The number of lanes.
  ///   - below: Receives the gradient with respect to the inputs, (lanes · inputs, rows).
  ///   - destination: destination ← beta · destination + the weights' gradient, laid out like them.
  ///   - beta: The factor of what is there.
  package func formNarrowGradients(
    _ gradient: Matrix, inputs: Matrix, weights: Matrix, lanes: Int, below: Matrix,
    destination: UnsafeMutablePointer<Float>, beta: Float
  ) {
    table.pointee.narrow_backward(
      gradient.pointer, inputs.pointer, weights.pointer, inputs.columns, lanes, weights.columns,
      gradient.rows / lanes, beta, destination, below.pointer)
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
  ///   - scratch: Room for 4 · rows floats.
  package func scoreClasses(
    _ logits: Matrix, bias: UnsafePointer<Float>, labels: UnsafePointer<Int32>, lanes: Int,
    losses: UnsafeMutablePointer<Float>, correct: UnsafeMutablePointer<Int32>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    table.pointee.score_classes(
      logits.pointer, bias, labels, logits.columns, lanes, logits.rows / lanes, losses, correct,
      scratch)
  }

  /// Adds each lane's sum of squares of a tensor, (lanes, block), to `sums`, (lanes).
  package func addSquares(
    of tensor: UnsafePointer<Float>, lanes: Int, block: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    table.pointee.add_squares(tensor, lanes, block, sums)
  }
}
