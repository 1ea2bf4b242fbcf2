import LinearAlgebra

/// Memory that the tiles of a group use one after the other: what a step makes and leaves behind.
struct SharedBuffers {
  /// Each layer's outputs after its activation, (lanes · outputs, rows).
  let activations: [UnsafeMutablePointer<Float>]
  /// The gradient with respect to each hidden layer's outputs, (lanes · outputs, batch).
  let hiddenGradients: [UnsafeMutablePointer<Float>]
  /// Room for the transpose of a lane's share of a hidden layer's outputs, (batch, outputs).
  let transposed: UnsafeMutablePointer<Float>
  /// The gradient of a tile's parameters; nil where it is never formed.
  let gradient: UnsafeMutablePointer<Float>?
  /// Scratch of the loss, (4 · rows).
  let scratch: UnsafeMutablePointer<Float>

  private let workspace: Workspace

  /// - Parameters:
  ///   - network: That of the widest tile.
  ///   - batchSize: The rows of a batch.
  ///   - needsGradient: Whether the gradient of the parameters is formed.
  init(network: Network, batchSize: Int, needsGradient: Bool) {
    let rows = GatheredRows.capacity(batchSize: batchSize)
    let widths = network.layers.map { network.lanes * $0.outputs }
    let hidden = widths.dropLast()
    let widestHidden = Self.widestHidden(network)
    let counts = Self.counts(
      network: network, batchSize: batchSize, needsGradient: needsGradient)
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace
    activations = widths.map { workspace.take(rows * $0) }
    hiddenGradients = hidden.map { workspace.take(batchSize * $0) }
    transposed = workspace.take(batchSize * widestHidden)
    gradient = needsGradient ? workspace.take(network.parameterCount) : nil
    scratch = workspace.take(4 * rows)
  }

  /// The sizes of its pieces.
  static func counts(network: Network, batchSize: Int, needsGradient: Bool) -> [Int] {
    let rows = GatheredRows.capacity(batchSize: batchSize)
    let widths = network.layers.map { network.lanes * $0.outputs }
    return widths.map { rows * $0 } + widths.dropLast().map { batchSize * $0 }
      + [batchSize * widestHidden(network)] + (needsGradient ? [network.parameterCount] : [])
      + [4 * rows]
  }

  private static func widestHidden(_ network: Network) -> Int {
    network.layers.dropLast().reduce(0) { max($0, $1.outputs) }
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
