import LinearAlgebra

/// The memory of a group: one allocation, cut into pieces before the first step.
struct GroupBuffers {
  /// The rows that are evaluated at a time; a few hundred keep the activations in the cache.
  static let evaluationRows = 256

  /// The batch, (batch, features).
  let input: Matrix
  /// Each layer's outputs after its activation, (rows, lanes · outputs).
  let activations: [Matrix]
  /// The gradient with respect to each hidden layer's outputs, (batch, lanes · outputs).
  let hiddenGradients: [Matrix]
  /// The parameters of all lanes; see `Network`.
  let parameters: UnsafeMutablePointer<Float>
  /// The gradient of all parameters, or the parameters themselves where it is never formed.
  let gradient: UnsafeMutablePointer<Float>
  /// The optimizer's state, each tensor laid out like the parameters.
  let state: [UnsafeMutablePointer<Float>]
  /// The targets of the batch, (batch).
  let targets: UnsafeMutablePointer<Float>
  /// The classes of the batch, (batch).
  let labels: UnsafeMutablePointer<Int32>
  /// One number a lane, each.
  let losses: UnsafeMutablePointer<Float>
  let lossScales: UnsafeMutablePointer<Float>
  let learningRates: UnsafeMutablePointer<Float>
  let weightDecays: UnsafeMutablePointer<Float>
  let gradientScales: UnsafeMutablePointer<Float>
  let correct: UnsafeMutablePointer<Int32>
  /// Scratch of the loss, (2 · rows · lanes), and of narrow layers, (outputs · inputs).
  let scratch: UnsafeMutablePointer<Float>

  private let workspace: Workspace

  init(network: Network, batchSize: Int, stateTensors: Int, needsGradient: Bool) {
    let lanes = network.lanes
    let rows = max(batchSize, Self.evaluationRows)
    let features = network.layers[0].inputs
    let widths = network.layers.map { lanes * $0.outputs }
    let hidden = widths.dropLast()
    let narrow = network.layers.filter(\.isNarrow).map { $0.outputs * $0.inputs }.max() ?? 0
    let scratchCount = max(2 * rows * lanes, narrow)
    let parameterTensors = 1 + (needsGradient ? 1 : 0) + stateTensors
    let counts =
      [batchSize * features] + widths.map { rows * $0 } + hidden.map { batchSize * $0 }
      + Array(repeating: network.parameterCount, count: parameterTensors)
      + [batchSize, batchSize] + Array(repeating: lanes, count: 6) + [scratchCount]
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace

    input = Matrix(workspace.take(batchSize * features), rows: batchSize, columns: features)
    activations = widths.map { Matrix(workspace.take(rows * $0), rows: rows, columns: $0) }
    hiddenGradients = hidden.map {
      Matrix(workspace.take(batchSize * $0), rows: batchSize, columns: $0)
    }
    parameters = workspace.take(network.parameterCount)
    gradient = needsGradient ? workspace.take(network.parameterCount) : parameters
    state = (0..<stateTensors).map { _ in workspace.take(network.parameterCount) }
    targets = workspace.take(batchSize)
    labels = workspace.take(batchSize, as: Int32.self)
    losses = workspace.take(lanes)
    lossScales = workspace.take(lanes)
    learningRates = workspace.take(lanes)
    weightDecays = workspace.take(lanes)
    gradientScales = workspace.take(lanes)
    correct = workspace.take(lanes, as: Int32.self)
    scratch = workspace.take(scratchCount)
  }
}
