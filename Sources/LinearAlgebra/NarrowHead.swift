import CKernels

/// The end of a lane's network: its last hidden layer's activation, and a layer of so few outputs that
/// one kernel takes it forward, through the loss and back.
package struct NarrowHead {
  /// The most outputs of a lane.
  package static let mostOutputs = Int(LRF_WIDEST_NARROW)

  fileprivate var kernel: lrf_head

  /// - Parameters:
  ///   - hidden: What the last hidden layer's product gave, (units, rows).
  ///   - hiddenBias: (units).
  ///   - activation: Its activation.
  ///   - weights: The outputs' weights, (outputs, units).
  ///   - bias: (outputs).
  ///   - outputs: Room for the outputs, (outputs, rows) with the stride of `hidden`.
  ///   - room: Room for (units).
  ///   - targets: What they are compared with.
  package init(
    hidden: Matrix, hiddenBias: UnsafePointer<Float>, activation: Activation, weights: Matrix,
    bias: UnsafePointer<Float>, outputs: Matrix, room: UnsafeMutablePointer<Float>,
    targets: LossTargets
  ) {
    precondition(outputs.rows <= Self.mostOutputs && outputs.stride == hidden.stride)
    kernel = lrf_head()
    kernel.rows = hidden.columns
    kernel.stride = hidden.stride
    kernel.units = hidden.rows
    kernel.output_count = outputs.rows
    kernel.activation = activation.kernel
    kernel.hidden = hidden.pointer
    kernel.hidden_bias = hiddenBias
    kernel.weights = UnsafePointer(weights.pointer)
    kernel.bias = bias
    kernel.outputs = outputs.pointer
    kernel.room = room
    (kernel.label, kernel.target) = (targets.labels, targets.numbers)
  }

  /// Says where gradients go: each destination ← beta · destination + gradient, laid out like what it
  /// is the gradient of, in the place of which it may be.
  ///
  /// - Parameters:
  ///   - scale: The factor of the loss's gradient.
  ///   - beta: The factor of what is there; with 0 it is ignored.
  ///   - hiddenBias: (units).
  ///   - weights: (outputs, units).
  ///   - bias: (outputs).
  package mutating func setDestinations(
    scale: Float, beta: Float, hiddenBias: UnsafeMutablePointer<Float>,
    weights: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>
  ) {
    kernel.scale = scale
    kernel.beta = beta
    kernel.hidden_bias_to = hiddenBias
    kernel.weights_to = weights
    kernel.bias_to = bias
  }
}

extension ElementKernels {
  /// Takes a narrow end forward and back. `hidden` becomes the gradient with respect to what it was.
  ///
  /// - Returns: The sum of the loss over rows.
  package func takeStep(of head: inout NarrowHead) -> Float {
    table.pointee.head_step(&head.kernel)
  }

  /// Takes a narrow end forward.
  ///
  /// - Returns: The sum of the loss over rows, and of classes how many rows are classified correctly.
  package func scores(of head: inout NarrowHead) -> (loss: Float, correct: Int32) {
    var correct: Int32 = 0
    let loss = table.pointee.head_scores(&head.kernel, &correct)
    return (loss, correct)
  }
}
