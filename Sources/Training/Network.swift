import LinearAlgebra

/// The layers of a group of lanes, and where their tensors lie in one block of parameters.
///
/// Weights are (out, in) as in `torch.nn.Linear`, and the lanes are stacked by rows, so that the
/// first layer of all lanes is one product, and each lane's share of a tensor is contiguous.
struct Network: Sendable {
  /// One linear layer.
  struct Layer: Sendable {
    /// The number of inputs of a lane.
    var inputs: Int
    /// The number of outputs of a lane.
    var outputs: Int
    /// Where the weights, (lanes · outputs, inputs), start.
    var weights: Int
    /// Where the biases, (lanes · outputs), start.
    var biases: Int
  }

  let lanes: Int
  let layers: [Layer]
  /// The number of parameters of all lanes.
  let parameterCount: Int

  /// - Parameters:
  ///   - widths: The features, the hidden layers and the outputs of a lane.
  ///   - lanes: The number of lanes.
  init(widths: [Int], lanes: Int) {
    var offset = 0
    layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      let layer = Layer(
        inputs: inputs, outputs: outputs, weights: offset,
        biases: offset + lanes * outputs * inputs)
      offset += lanes * outputs * (inputs + 1)
      return layer
    }
    self.lanes = lanes
    parameterCount = offset
  }

  /// Whether the last two layers are one `NarrowHead`.
  var hasNarrowHead: Bool {
    layers.count > 1 && layers[layers.count - 1].outputs <= NarrowHead.mostOutputs
  }

  /// How many lanes are passed through at a time: one, so that what a layer leaves is in the nearest
  /// cache for the next; or all, where there is but one layer and it is small.
  var lanesAtOnce: Int { layers.count > 1 ? 1 : lanes }

  /// The pieces that make up one lane's parameters, in the order of a lane's state: each layer's
  /// weights, then its biases.
  func blocks(ofLane lane: Int) -> [Range<Int>] {
    layers.flatMap { layer in
      let weights = layer.weights + lane * layer.outputs * layer.inputs
      let biases = layer.biases + lane * layer.outputs
      return [
        weights..<weights + layer.outputs * layer.inputs, biases..<biases + layer.outputs,
      ]
    }
  }
}
