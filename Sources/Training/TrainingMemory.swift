import LinearAlgebra
import Tabular

/// The memory that training takes, worked out from its shapes before any of it is taken.
///
/// What is small beside parameters, batches and curves is left out. The figures are those of the
/// places that take the memory, and are tested against what they take: within a tenth.
package struct TrainingMemory: Sendable {
  private let settings: TrainingSettings
  private let inputs: Int
  private let outputs: Int
  private let trainingRows: Int

  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - dataset: What is trained on; its own memory is not counted.
  package init(_ settings: TrainingSettings, on dataset: Dataset) {
    self.settings = settings
    inputs = dataset.features.columnCount
    outputs = dataset.outputCount
    trainingRows = dataset.trainingRowCount
  }

  private static let float = MemoryLayout<Float>.stride

  private var widths: [Int] { [inputs] + settings.model.hidden + [outputs] }

  /// The parameters of a lane.
  package var parameterCount: Int { Network(widths: widths).parameterCount }

  /// The bytes of what a lane carries from one stretch of training to the next.
  package var stateBytes: Int {
    (1 + settings.optimizer.traits.initialState.count) * parameterCount * Self.float
  }

  /// The most lanes of a group.
  package var widestGroup: Int {
    GroupWidth.lanes(for: settings, inputs: inputs, outputs: outputs)
  }

  /// The bytes at the height of a group's training.
  ///
  /// - Parameters:
  ///   - lanes: Its lanes.
  ///   - steps: The steps that it takes.
  ///   - keepsStates: Whether the lanes' states are taken from it at its end.
  /// - Returns: The bytes.
  package func groupBytes(of lanes: [Lane], steps: Int, keepsStates: Bool) -> Int {
    let batchSize = min(settings.batchSize, trainingRows)
    let width = min(lanes.count, GroupWidth.tile(for: settings, inputs: inputs, outputs: outputs))
    let networks = Network.tiles(widths: widths, lanes: lanes.count, width: width)
    let counts =
      SharedBuffers.counts(
        networks: networks, batchSize: batchSize,
        needsGradient: UpdatePath(settings: settings, lanes: lanes) == .throughGradient
      ).all
      + GatheredRows.counts(
        batchSize: networks.allSatisfy(\.isSideBySide) ? 0 : batchSize, features: inputs)
    let tiles = networks.flatMap {
      TileBuffers.counts(network: $0, optimizer: settings.optimizer)
    }
    let buffers = Workspace.capacity(for: counts + tiles)
    // A lane's first state is drawn before it is loaded into its tile, one lane at a time.
    let states = (keepsStates ? lanes.count : 1) * stateBytes
    let rows = trainingRows * MemoryLayout<Int32>.stride
    return buffers * Self.float + rows + lanes.count * steps * Self.float + states
  }
}
