import LinearAlgebra

/// Memory that the tiles of a group use one after the other, and the lanes of a tile too where they go
/// one at a time: what a step makes and leaves behind.
struct SharedBuffers {
  /// Each layer's outputs after its activation, (lanes at once · outputs, rows).
  let activations: [UnsafeMutablePointer<Float>]
  /// The gradient with respect to each hidden layer's outputs, (lanes at once · outputs, batch).
  let hiddenGradients: [UnsafeMutablePointer<Float>]
  /// Room for the transpose of a lane's share of a hidden layer's outputs, (batch, outputs), or for
  /// what a `LinearModel` needs.
  let room: UnsafeMutablePointer<Float>
  /// The gradient of a tile's parameters; nil where it is never formed.
  let gradient: UnsafeMutablePointer<Float>?

  private let workspace: Workspace

  /// - Parameters:
  ///   - networks: Those of the tiles.
  ///   - batchSize: The rows of a batch.
  ///   - needsGradient: Whether the gradient of the parameters is formed.
  init(networks: [Network], batchSize: Int, needsGradient: Bool) {
    let counts = Self.counts(
      networks: networks, batchSize: batchSize, needsGradient: needsGradient)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts.all))
    self.workspace = workspace
    activations = counts.activations.map { workspace.take($0) }
    hiddenGradients = counts.hiddenGradients.map { workspace.take($0) }
    room = workspace.take(counts.room)
    gradient = counts.gradient.map { workspace.take($0) }
  }

  /// The sizes of its pieces.
  struct Counts {
    fileprivate var activations: [Int]
    fileprivate var hiddenGradients: [Int]
    fileprivate var room: Int
    fileprivate var gradient: Int?

    var all: [Int] { activations + hiddenGradients + [room] + (gradient.map { [$0] } ?? []) }
  }

  /// The sizes of its pieces, such that each tile has what it needs.
  static func counts(networks: [Network], batchSize: Int, needsGradient: Bool) -> Counts {
    // The outputs of lanes side by side are not held.
    let layered = networks.filter { !$0.isSideBySide }
    let layers = layered.first?.layers ?? []
    let widths = layers.indices.map { index in
      layered.reduce(0) { max($0, $1.lanesAtOnce * $1.layers[index].outputs) }
    }
    let batchStride = Matrix.paddedStride(columns: batchSize)
    let widest = layers.dropLast().reduce(0) { max($0, $1.outputs) }
    let besides = networks.first { $0.isSideBySide }.map {
      LinearModel.room(features: $0.layers[0].inputs)
    }
    return Counts(
      activations: widths.map { GatheredRows.capacity(batchSize: batchSize) * $0 },
      hiddenGradients: widths.dropLast().map { batchStride * $0 },
      room: max(batchSize * Matrix.paddedStride(columns: widest), besides ?? 0),
      gradient: needsGradient ? networks.reduce(0) { max($0, $1.parameterCount) } : nil)
  }
}

/// The memory of a tile, of which what stays from step to step is its own.
struct TileBuffers {
  /// What it shares with the other tiles of its group.
  let shared: SharedBuffers
  /// The parameters of all lanes; see `Network`.
  let parameters: UnsafeMutablePointer<Float>
  /// The gradient of all parameters, or the parameters themselves where it is never formed.
  let gradient: UnsafeMutablePointer<Float>
  /// The optimizer's state, each tensor laid out like the parameters.
  let state: [UnsafeMutablePointer<Float>]
  /// One number a lane, each.
  let losses: UnsafeMutablePointer<Float>
  /// The mean losses of the last steps, (steps, lanes).
  let lossLog: UnsafeMutablePointer<Float>
  let lossScales: UnsafeMutablePointer<Float>
  let learningRates: UnsafeMutablePointer<Float>
  let weightDecays: UnsafeMutablePointer<Float>
  let gradientScales: UnsafeMutablePointer<Float>
  let correct: UnsafeMutablePointer<Int32>
  /// What the optimizer's kernels are given for each lane besides; see `LaneTile.factors`.
  let factors: UnsafeMutablePointer<Float>
  /// Room for the parameters to be evaluated, where they are neither the trained ones nor kept.
  let evaluated: UnsafeMutablePointer<Float>?

  /// The steps whose losses are logged before they are taken out.
  static let loggedSteps = 64

  private let workspace: Workspace

  init(network: Network, optimizer: Optimizer, sharing shared: SharedBuffers) {
    let lanes = network.places
    let traits = optimizer.traits
    let counts = Self.counts(network: network, optimizer: optimizer)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace
    self.shared = shared
    parameters = workspace.take(network.parameterCount)
    gradient = shared.gradient ?? parameters
    state = traits.initialState.map { _ in workspace.take(network.parameterCount) }
    losses = workspace.take(lanes)
    lossLog = workspace.take(Self.loggedSteps * lanes)
    lossScales = workspace.take(lanes)
    learningRates = workspace.take(lanes)
    weightDecays = workspace.take(lanes)
    gradientScales = workspace.take(lanes)
    correct = workspace.take(lanes, as: Int32.self)
    factors = workspace.take(Self.factorCount(network: network, optimizer: optimizer))
    evaluated = traits.needsRoomToEvaluate ? workspace.take(network.parameterCount) : nil
  }

  /// The sizes of its pieces.
  static func counts(network: Network, optimizer: Optimizer) -> [Int] {
    let traits = optimizer.traits
    let tensors = 1 + traits.initialState.count + (traits.needsRoomToEvaluate ? 1 : 0)
    return Array(repeating: network.parameterCount, count: tensors)
      + Array(repeating: network.places, count: 6)
      + [loggedSteps * network.places, factorCount(network: network, optimizer: optimizer)]
  }

  private static func factorCount(network: Network, optimizer: Optimizer) -> Int {
    optimizer.factorRows * network.numberedTensors(optimizer) * network.places
  }
}

extension OptimizerTraits {
  /// Whether what is evaluated has to be worked out first.
  fileprivate var needsRoomToEvaluate: Bool {
    switch evaluationPoint {
    case .parameters, .state: false
    case .line: true
    }
  }
}
