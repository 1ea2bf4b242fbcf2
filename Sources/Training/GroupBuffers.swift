import LinearAlgebra

/// The memory of a group: one allocation, cut into pieces before the first step.
struct GroupBuffers {
  /// The rows that are evaluated at a time: few, so that products go without copies as a batch's do.
  static let evaluationRows = 64

  /// The batch, (batch, features).
  let batch: Matrix
  /// Its transpose, or that of rows to evaluate, (features, rows).
  let input: UnsafeMutablePointer<Float>
  /// Each layer's outputs after its activation, (lanes · outputs, rows).
  let activations: [UnsafeMutablePointer<Float>]
  /// The gradient with respect to each hidden layer's outputs, (lanes · outputs, batch).
  let hiddenGradients: [UnsafeMutablePointer<Float>]
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
  /// Scratch of the loss, (4 · rows).
  let scratch: UnsafeMutablePointer<Float>

  private let workspace: Workspace

  init(network: Network, batchSize: Int, stateTensors: Int, needsGradient: Bool) {
    let lanes = network.lanes
    let rows = max(batchSize, Self.evaluationRows)
    let features = network.layers[0].inputs
    let widths = network.layers.map { lanes * $0.outputs }
    let hidden = widths.dropLast()
    let parameterTensors = 1 + (needsGradient ? 1 : 0) + stateTensors
    let counts =
      [batchSize * features, rows * features] + widths.map { rows * $0 }
      + hidden.map { batchSize * $0 }
      + Array(repeating: network.parameterCount, count: parameterTensors)
      + [batchSize, batchSize] + Array(repeating: lanes, count: 6) + [4 * rows]
    let workspace = Workspace(capacity: Workspace.capacity(for: counts))
    self.workspace = workspace

    batch = Matrix(workspace.take(batchSize * features), rows: batchSize, columns: features)
    input = workspace.take(rows * features)
    activations = widths.map { workspace.take(rows * $0) }
    hiddenGradients = hidden.map { workspace.take(batchSize * $0) }
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
    scratch = workspace.take(4 * rows)
  }
}
