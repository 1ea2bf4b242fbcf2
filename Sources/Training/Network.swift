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
  /// Whether the lanes lie side by side, number by number, as a `LinearModel` wants them: (…,
  /// `LinearModel.lanes`) in place of (lanes, …).
  let isSideBySide: Bool
  let layers: [Layer]
  /// The number of parameters of all lanes, and of places for them.
  let parameterCount: Int

  /// The layers of a model.
  ///
  /// - Parameter widths: The features, the hidden layers and the outputs.
  init(widths: [Int]) { self.init(widths: widths, lanes: 1, isSideBySide: false) }

  /// The layers of a tile.
  ///
  /// - Parameters:
  ///   - widths: The features, the hidden layers and the outputs of a lane.
  ///   - lanes: The number of lanes.
  init(widths: [Int], lanes: Int) {
    self.init(
      widths: widths, lanes: lanes,
      isSideBySide: Self.isSideBySide(widths: widths, lanes: lanes))
  }

  /// Whether lanes of these widths lie side by side.
  static func isSideBySide(widths: [Int], lanes: Int) -> Bool {
    widths.count == 2 && widths[1] <= LinearModel.mostOutputs && lanes >= LinearModel.fewestLanes
  }

  /// The layers of each tile of a group.
  ///
  /// - Parameters:
  ///   - widths: The features, the hidden layers and the outputs of a lane.
  ///   - lanes: The lanes of the group.
  ///   - width: Those of a tile; the last has what is left.
  /// - Returns: One network a tile.
  static func tiles(widths: [Int], lanes: Int, width: Int) -> [Network] {
    stride(from: 0, to: lanes, by: width).map {
      Network(widths: widths, lanes: min(width, lanes - $0))
    }
  }

  private init(widths: [Int], lanes: Int, isSideBySide: Bool) {
    let places = isSideBySide ? LinearModel.lanes : lanes
    precondition(lanes <= places)
    var offset = 0
    layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      // Side by side, an output's bias follows its weights.
      let weights = places * inputs * (isSideBySide ? 1 : outputs)
      let layer = Layer(
        inputs: inputs, outputs: outputs, weights: offset, biases: offset + weights)
      offset += places * outputs * (inputs + 1)
      return layer
    }
    self.lanes = lanes
    self.isSideBySide = isSideBySide
    parameterCount = offset
  }

  /// Whether the last two layers are one `NarrowHead`.
  var hasNarrowHead: Bool {
    layers.count > 1 && layers[layers.count - 1].outputs <= NarrowHead.mostOutputs
  }

  /// The shape of its lanes where they may be a `ShallowNetwork`.
  func shallowShape(activation: Activation) -> ShallowNetwork.Shape? {
    guard layers.count == 2, hasNarrowHead else { return nil }
    return ShallowNetwork.Shape(
      lanes: lanes, features: layers[0].inputs, units: layers[0].outputs,
      outputs: layers[1].outputs, activation: activation)
  }

  /// How many lanes are passed through at a time: one, so that what a layer leaves is in the nearest
  /// cache for the next; or all, where there is but one layer and it is small.
  var lanesAtOnce: Int { layers.count > 1 ? 1 : lanes }

  /// The lanes that there is room for.
  var places: Int { isSideBySide ? LinearModel.lanes : lanes }

  /// The number of parameters of a lane.
  var laneParameterCount: Int { parameterCount / places }

  /// A piece of the parameters of all lanes that an update goes through at once, (lanes, block) or
  /// side by side.
  struct Piece {
    var offset: Int
    var block: Int
    /// Which weight or bias tensor of the lanes it belongs to, where these are told apart; else 0.
    var tensor: Int
  }

  /// The pieces of an update, and whether it tells weight and bias tensors apart.
  func pieces(byTensor: Bool) -> [Piece] {
    if isSideBySide, !byTensor {
      return [Piece(offset: 0, block: laneParameterCount, tensor: 0)]
    }
    return layers.enumerated().flatMap { index, layer in
      let (weights, biases) = byTensor ? (2 * index, 2 * index + 1) : (0, 0)
      guard isSideBySide else {
        return [
          Piece(offset: layer.weights, block: layer.outputs * layer.inputs, tensor: weights),
          Piece(offset: layer.biases, block: layer.outputs, tensor: biases),
        ]
      }
      return (0..<layer.outputs).flatMap { output in
        let skipped = output * places * (layer.inputs + 1)
        return [
          Piece(offset: layer.weights + skipped, block: layer.inputs, tensor: weights),
          Piece(offset: layer.biases + skipped, block: 1, tensor: biases),
        ]
      }
    }
  }

  /// How many tensors an optimizer keeps numbers for.
  func numberedTensors(_ optimizer: Optimizer) -> Int {
    optimizer.traits.isTensorwise ? 2 * layers.count : 1
  }

  /// A piece of a lane's parameters: every `step`-th element from a first one on.
  struct Block {
    var first: Int
    var count: Int
    var step: Int
  }

  /// The pieces that make up one lane's parameters, in the order of a lane's state: each layer's
  /// weights, then its biases.
  func blocks(ofLane lane: Int) -> [Block] {
    layers.flatMap { layer in
      guard isSideBySide else {
        return [(layer.weights, layer.outputs * layer.inputs), (layer.biases, layer.outputs)].map {
          Block(first: $0 + lane * $1, count: $1, step: 1)
        }
      }
      return [(layer.weights, layer.inputs), (layer.biases, 1)].flatMap { start, count in
        (0..<layer.outputs).map { output in
          Block(
            first: start + output * places * (layer.inputs + 1) + lane, count: count, step: places)
        }
      }
    }
  }
}
