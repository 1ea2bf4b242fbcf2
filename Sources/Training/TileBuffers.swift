import LinearAlgebra

/// Memory that the tiles of a group use one after the other, and the lanes of a tile too where they go
/// one at a time: what a step makes and leaves behind.
struct SharedBuffers {
  /// Each layer's outputs after its activation, (lanes at once · outputs, rows).
  let activations: [UnsafeMutablePointer<Float>]
  /// The gradient with respect to each hidden layer's outputs, (lanes at once · outputs, batch).
  let hiddenGradients: [UnsafeMutablePointer<Float>]
  /// Room for the transpose of a lane's share of a hidden layer's outputs, (batch, outputs).
  let transposed: UnsafeMutablePointer<Float>
  /// The gradient of a tile's parameters; nil where it is never formed.
  let gradient: UnsafeMutablePointer<Float>?

  private let workspace: Workspace

  /// - Parameters:
  ///   - network: That of the widest tile.
  ///   - batchSize: The rows of a batch.
  ///   - needsGradient: Whether the gradient of the parameters is formed.
  init(network: Network, batchSize: Int, needsGradient: Bool) {
    let rows = GatheredRows.capacity(batchSize: batchSize)
    let widths = network.layers.map { network.lanesAtOnce * $0.outputs }
    let batchStride = Matrix.paddedStride(columns: batchSize)
    let counts = Self.counts(
      network: network, batchSize: batchSize, needsGradient: needsGradient)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace
    activations = widths.map { workspace.take(rows * $0) }
    hiddenGradients = widths.dropLast().map { workspace.take(batchStride * $0) }
    transposed = workspace.take(batchSize * Self.widestHidden(network))
    gradient = needsGradient ? workspace.take(network.parameterCount) : nil
  }

  /// The sizes of its pieces.
  static func counts(network: Network, batchSize: Int, needsGradient: Bool) -> [Int] {
    let rows = GatheredRows.capacity(batchSize: batchSize)
    let widths = network.layers.map { network.lanesAtOnce * $0.outputs }
    let batchStride = Matrix.paddedStride(columns: batchSize)
    return widths.map { rows * $0 } + widths.dropLast().map { batchStride * $0 }
      + [batchSize * widestHidden(network)] + (needsGradient ? [network.parameterCount] : [])
  }

  /// The padded stride of the widest hidden layer's outputs, transposed.
  private static func widestHidden(_ network: Network) -> Int {
    Matrix.paddedStride(columns: network.layers.dropLast().reduce(0) { max($0, $1.outputs) })
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
  let lossScales: UnsafeMutablePointer<Float>
  let learningRates: UnsafeMutablePointer<Float>
  let weightDecays: UnsafeMutablePointer<Float>
  let gradientScales: UnsafeMutablePointer<Float>
  let correct: UnsafeMutablePointer<Int32>

  private let workspace: Workspace

  init(network: Network, stateTensors: Int, sharing shared: SharedBuffers) {
    let lanes = network.lanes
    let counts = Self.counts(network: network, stateTensors: stateTensors)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace
    self.shared = shared
    parameters = workspace.take(network.parameterCount)
    gradient = shared.gradient ?? parameters
    state = (0..<stateTensors).map { _ in workspace.take(network.parameterCount) }
    losses = workspace.take(lanes)
    lossScales = workspace.take(lanes)
    learningRates = workspace.take(lanes)
    weightDecays = workspace.take(lanes)
    gradientScales = workspace.take(lanes)
    correct = workspace.take(lanes, as: Int32.self)
  }

  /// The sizes of its pieces.
  static func counts(network: Network, stateTensors: Int) -> [Int] {
    Array(repeating: network.parameterCount, count: 1 + stateTensors)
      + Array(repeating: network.lanes, count: 6)
  }
}
