import CKernels

/// Lanes of one hidden layer and few outputs, one after the other: one kernel takes them forward, through
/// the loss and back, so that what a layer leaves is used while it is at hand.
package struct ShallowNetwork {
  /// What a lane consists of.
  package struct Shape {
    package var lanes: Int
    package var features: Int
    package var units: Int
    package var outputs: Int
    package var activation: Activation

    package init(lanes: Int, features: Int, units: Int, outputs: Int, activation: Activation) {
      (self.lanes, self.features, self.units) = (lanes, features, units)
      (self.outputs, self.activation) = (outputs, activation)
    }
  }

  /// The tensors of all lanes, or their gradients: a layer's weights are (lanes, outputs, inputs), its biases
  /// (lanes, outputs).
  package struct Tensors {
    package var weights: UnsafeMutablePointer<Float>
    package var bias: UnsafeMutablePointer<Float>
    package var headWeights: UnsafeMutablePointer<Float>
    package var headBias: UnsafeMutablePointer<Float>

    package init(
      weights: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>,
      headWeights: UnsafeMutablePointer<Float>, headBias: UnsafeMutablePointer<Float>
    ) {
      (self.weights, self.bias) = (weights, bias)
      (self.headWeights, self.headBias) = (headWeights, headBias)
    }
  }

  /// Memory that a lane leaves behind, for the next one to take.
  package struct Room {
    /// (units, rows) and (outputs, rows), with the stride of the rows that are passed forward.
    package var hidden: UnsafeMutablePointer<Float>
    package var outputs: UnsafeMutablePointer<Float>
    /// (units).
    package var units: UnsafeMutablePointer<Float>

    package init(
      hidden: UnsafeMutablePointer<Float>, outputs: UnsafeMutablePointer<Float>,
      units: UnsafeMutablePointer<Float>
    ) {
      (self.hidden, self.outputs, self.units) = (hidden, outputs, units)
    }
  }

  fileprivate var kernel: lrf_shallow

  /// - Parameters:
  ///   - shape: The lanes.
  ///   - parameters: Their tensors.
  ///   - room: What they use one after the other.
  ///   - input: Rows of the table transposed, (features, rows).
  ///   - targets: What each of them is compared with.
  package init(
    _ shape: Shape, parameters: Tensors, room: Room, input: Matrix, targets: LossTargets
  ) {
    precondition(shape.outputs <= NarrowHead.mostOutputs && input.rows == shape.features)
    kernel = lrf_shallow()
    kernel.lanes = shape.lanes
    kernel.rows = input.columns
    kernel.features = shape.features
    kernel.units = shape.units
    kernel.output_count = shape.outputs
    kernel.activation = shape.activation.kernel
    kernel.input = UnsafePointer(input.pointer)
    kernel.stride = input.stride
    kernel.weights = UnsafePointer(parameters.weights)
    kernel.bias = UnsafePointer(parameters.bias)
    kernel.head_weights = UnsafePointer(parameters.headWeights)
    kernel.head_bias = UnsafePointer(parameters.headBias)
    kernel.hidden = room.hidden
    kernel.outputs = room.outputs
    kernel.room = room.units
    (kernel.label, kernel.target) = (targets.labels, targets.numbers)
  }

  /// Says where gradients go: each destination ← beta · destination + gradient, laid out like the
  /// parameters, in the place of which it may be.
  ///
  /// - Parameters:
  ///   - destinations: The tensors.
  ///   - batch: The rows that are passed forward, (rows, features), each with a one behind its features
  ///     and anything finite from there to its padded end.
  ///   - scale: The factor of the loss's gradient, (lanes).
  ///   - beta: The factor of what is there; with 0 it is ignored.
  package mutating func setDestinations(
    _ destinations: Tensors, batch: Matrix, scale: UnsafePointer<Float>, beta: Float
  ) {
    precondition(batch.stride >= Matrix.paddedStride(columns: batch.columns))
    kernel.batch = UnsafePointer(batch.pointer)
    kernel.batch_row = batch.stride
    kernel.scale = scale
    kernel.beta = beta
    kernel.weights_to = destinations.weights
    kernel.bias_to = destinations.bias
    kernel.head_weights_to = destinations.headWeights
    kernel.head_bias_to = destinations.headBias
  }
}

extension ElementKernels {
  /// Whether lanes of this shape are faster by the one kernel than layer by layer, for so many rows: where
  /// none of their products is better left to OpenBLAS.
  package func isShallow(_ shape: ShallowNetwork.Shape, rows: Int) -> Bool {
    shape.outputs <= NarrowHead.mostOutputs
      && isOurs(rows: shape.units, columns: rows, inner: shape.features)
      && isOurs(rows: shape.units, columns: shape.features, inner: rows)
  }

  /// Takes all lanes forward, through the loss and back.
  ///
  /// - Parameters:
  ///   - network: The lanes and the rows.
  ///   - losses: Receives the sum of the loss over rows, (lanes).
  package func takeStep(of network: inout ShallowNetwork, losses: UnsafeMutablePointer<Float>) {
    table.pointee.shallow_step(&network.kernel, losses)
  }

  /// Takes all lanes forward.
  ///
  /// - Parameters:
  ///   - network: The lanes and the rows.
  ///   - losses: Receives the sum of the loss over rows, (lanes).
  ///   - correct: Receives of classes how many rows are classified correctly, (lanes).
  package func score(
    _ network: inout ShallowNetwork, losses: UnsafeMutablePointer<Float>,
    correct: UnsafeMutablePointer<Int32>
  ) {
    table.pointee.shallow_scores(&network.kernel, losses, correct)
  }
}
