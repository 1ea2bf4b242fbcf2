import LinearAlgebra
import Tabular

/// Trains a group of lanes side by side on the same minibatches.
///
/// The lanes are cut into tiles, whose parameters and optimizer state fit a cache; see `GroupWidth`.
/// A batch is gathered once, then each tile in turn takes the whole step. Everything is allocated
/// by `init`; a step allocates nothing.
package final class GroupTrainer {
  /// The lanes, in the order of every result.
  package let lanes: [Lane]

  let dataset: Dataset
  let kernels: ElementKernels
  let tiles: [LaneTile]
  /// The batch of the present step.
  let batch: GatheredRows
  private let order: BatchOrder

  /// Prepares a group.
  ///
  /// - Parameters:
  ///   - dataset: What to train on.
  ///   - settings: What the lanes share.
  ///   - lanes: The lanes; at least one. Their schedules may differ as long as momentum moves
  ///     alike in all of them; see `Optimizer.momentumCycle(under:)`.
  ///   - states: Where the lanes go on from, as `state(ofLane:)` gave it, or nil to start anew.
  ///   - step: The updates that `states` have behind them.
  ///   - kernels: The element-wise kernels.
  package init(
    dataset: Dataset, settings: TrainingSettings, lanes: [Lane],
    resuming states: [LaneState]? = nil,
    at step: Int = 0, kernels: ElementKernels = KernelFamily.current.elementKernels
  ) {
    precondition(!lanes.isEmpty && states.map { $0.count == lanes.count } ?? true)
    let course = settings.optimizer.momentumCycle(under: lanes[0].schedule)
    for lane in lanes {
      precondition(
        settings.optimizer.momentumCycle(under: lane.schedule) == course,
        "the lanes of a group share the course of momentum")
    }
    self.dataset = dataset
    self.lanes = lanes
    self.kernels = kernels
    order = BatchOrder(
      rowCount: dataset.trainingRowCount, batchSize: settings.batchSize, seed: settings.seed)
    let features = dataset.features.columnCount
    let widths = [features] + settings.model.hidden + [dataset.outputCount]
    let width = GroupWidth.tile(for: settings, inputs: features, outputs: dataset.outputCount)
    let networks = Network.tiles(widths: widths, lanes: lanes.count, width: width)
    let shared = SharedBuffers(
      networks: networks, batchSize: order.batchSize,
      needsGradient: UpdatePath(settings: settings, lanes: lanes) == .throughGradient)
    tiles = networks.enumerated().map { index, network in
      LaneTile(
        places: index * width..<index * width + network.lanes, of: lanes, network: network,
        dataset: dataset, settings: settings, step: step, kernels: kernels, sharing: shared)
    }
    batch = GatheredRows(
      batchSize: networks.allSatisfy(\.isSideBySide) ? 0 : order.batchSize, features: features)
    for tile in tiles {
      // Rates are compared from the same initial weights, so few of them are drawn.
      var drawn: (repeat: Int, state: LaneState)?
      for (index, place) in tile.places.enumerated() {
        if let states {
          tile.load(states[place], intoLane: index)
          continue
        }
        let number = lanes[place].repeat
        if drawn?.repeat != number {
          // One state is held at a time: of a large model it is most of the memory.
          drawn = nil
          drawn = (number, tile.initialState(ofLane: index))
        }
        if let drawn { tile.load(drawn.state, intoLane: index) }
      }
    }
  }

  /// The number of updates made.
  package var step: Int { tiles.reduce(0) { max($0, $1.step) } }

  /// The step at which each lane's loss or parameters were no longer finite, or nil.
  package var divergedAt: [Int?] { tiles.flatMap(\.divergedAt) }

  /// What each lane's checkpoints have shown.
  package var feedback: [Feedback] { tiles.flatMap(\.feedback) }

  /// Trains until a number of updates has been made; a tile stops when all its lanes have diverged.
  ///
  /// - Parameters:
  ///   - end: The number of updates made in all when it returns.
  ///   - losses: Receives each step's training loss before the update, one array a lane; NaN once
  ///     a lane has diverged.
  package func advance(to end: Int, recording losses: inout [[Float]]) {
    advance(to: end, recording: &losses) { _ in true }
  }

  /// Trains until a number of updates has been made or a tile has shown enough.
  ///
  /// - Parameters:
  ///   - end: The number of updates made in all at most.
  ///   - losses: Receives each step's training loss.
  ///   - isWanted: Whether a tile goes on, asked after each of its steps.
  func advance(
    to end: Int, recording losses: inout [[Float]], while isWanted: (LaneTile) -> Bool
  ) {
    for tile in tiles { tile.isActive = tile.isSound && tile.step < end }
    withSubnormalsFlushed {
      dataset.withLossTargets { targets in
        while let step = tiles.first(where: \.isActive)?.step {
          let rows = order.batch(at: step)
          if batch.isGathered {
            batch.gather(rows.batch, of: dataset.features, targets, with: kernels)
          }
          for tile in tiles where tile.isActive {
            if !tile.hasRoomToLog { tile.takeLog(into: &losses) }
            tile.takeStep(on: batch, rows: rows, targets: targets)
            tile.isActive = tile.step < end && tile.isSound && isWanted(tile)
          }
        }
      }
    }
    for tile in tiles { tile.takeLog(into: &losses) }
  }

  /// The learning rate of a lane at the present step, as its schedule has it.
  package func learningRate(ofLane lane: Int) -> Double { learningRate(ofLane: lane, at: step) }

  /// The learning rate of a lane at a step, as its schedule has it with the present feedback.
  func learningRate(ofLane lane: Int, at step: Int) -> Double {
    let (tile, index) = tile(ofLane: lane)
    return tile.learningRate(ofLane: index, at: step)
  }

  /// Shows a lane the loss of a checkpoint, to which its schedule may listen.
  func absorb(_ loss: Double, ofLane lane: Int) {
    let (tile, index) = tile(ofLane: lane)
    tile.feedback[index].absorb(loss, at: tile.step, under: lanes[lane].schedule)
  }

  /// A lane's parameters, optimizer state and feedback, from which another group can go on.
  package func state(ofLane lane: Int) -> LaneState {
    let (tile, index) = tile(ofLane: lane)
    return tile.state(ofLane: index)
  }

  func tile(ofLane lane: Int) -> (LaneTile, index: Int) {
    let tile = tiles[lane / tiles[0].lanes.count]
    return (tile, lane - tile.places.lowerBound)
  }
}

extension Dataset {
  /// The number of outputs that a model of this data has: one a class, or one number.
  package var outputCount: Int {
    switch targets {
    case .classes(_, let names): names.count
    case .values: 1
    }
  }
}
