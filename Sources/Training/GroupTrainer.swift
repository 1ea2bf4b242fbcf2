import LinearAlgebra
import Tabular

/// Trains a group of lanes side by side on the same minibatches.
///
/// The first layer of all lanes is one matrix product; later layers are one small product a lane.
/// Everything is allocated by `init`; a step allocates nothing. A lane whose loss is no longer
/// finite is marked with its step, and does not touch its neighbours: no kernel mixes lanes.
package final class GroupTrainer {
  /// The lanes, in the order of every result.
  package let lanes: [Lane]
  /// The number of updates made.
  package private(set) var step = 0
  /// The step at which each lane's loss or parameters were no longer finite, or nil.
  package internal(set) var divergedAt: [Int?]

  /// What each lane's checkpoints have shown.
  package internal(set) var feedback: [Feedback]

  let dataset: Dataset
  let settings: TrainingSettings
  let network: Network
  let kernels: ElementKernels
  let buffers: GroupBuffers
  let updatePath: UpdatePath
  /// The optimizer with its momentum at the present step.
  private(set) var optimizer: Optimizer
  private let momentumCycle: MomentumCycle?
  private var order: BatchOrder

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
    momentumCycle = settings.optimizer.momentumCycle(under: lanes[0].schedule)
    for lane in lanes {
      precondition(
        settings.optimizer.momentumCycle(under: lane.schedule) == momentumCycle,
        "the lanes of a group share the course of momentum")
    }
    optimizer = settings.optimizer
    self.dataset = dataset
    self.settings = settings
    self.lanes = lanes
    self.step = step
    self.kernels = kernels
    network = Network(
      widths: [dataset.features.columnCount] + settings.model.hidden + [dataset.outputCount],
      lanes: lanes.count)
    order = BatchOrder(
      rowCount: dataset.trainingRowCount, batchSize: settings.batchSize, seed: settings.seed)
    updatePath = UpdatePath(settings: settings, lanes: lanes)
    buffers = GroupBuffers(
      network: network, batchSize: order.batchSize,
      stateTensors: settings.optimizer.initialState.count,
      needsGradient: updatePath == .throughGradient)
    divergedAt = states?.map(\.divergedAt) ?? lanes.map { _ in nil }
    feedback = states?.map(\.feedback) ?? lanes.map { _ in Feedback() }
    for (index, lane) in lanes.enumerated() {
      load(states?[index] ?? initialState(of: lane), intoLane: index)
      buffers.weightDecays[index] = Float(lane.weightDecay)
      buffers.gradientScales[index] = 1
    }
  }

  /// Trains until a number of updates has been made, or until every lane has diverged.
  ///
  /// - Parameters:
  ///   - end: The number of updates made in all when it returns.
  ///   - losses: Receives each step's training loss before the update, one array a lane; NaN once
  ///     a lane has diverged.
  package func advance(to end: Int, recording losses: inout [[Float]]) {
    withSubnormalsFlushed {
      while step < end, divergedAt.contains(where: { $0 == nil }) {
        takeStep()
        for lane in lanes.indices {
          let loss = divergedAt[lane] == nil ? buffers.losses[lane] : Float.nan
          if !loss.isFinite, divergedAt[lane] == nil { divergedAt[lane] = step }
          losses[lane].append(loss.isFinite ? loss : .nan)
        }
        step += 1
      }
    }
  }

  private func takeStep() {
    let batchSize = order.batchSize
    order.withBatch(at: step) { rows in
      kernels.gather(
        dataset.features.row(0), rows: rows, width: dataset.features.columnCount,
        into: buffers.batch.pointer, transposed: buffers.input)
      switch dataset.targets {
      case .classes(let labels, _):
        for (index, row) in rows.enumerated() { buffers.labels[index] = labels[Int(row)] }
      case .values(let values, _, _):
        for (index, row) in rows.enumerated() { buffers.targets[index] = values[Int(row)] }
      }
    }
    setRates(batchSize: batchSize)
    forward(
      Matrix(buffers.input, rows: dataset.features.columnCount, columns: batchSize))
    computeLoss(
      rows: batchSize, labels: buffers.labels, targets: buffers.targets,
      scale: buffers.lossScales)
    for lane in lanes.indices { buffers.losses[lane] /= Float(batchSize) }
    backward(rows: batchSize)
    update()
  }

  /// The learning rate of a lane at the present step, as its schedule has it.
  package func learningRate(ofLane lane: Int) -> Double { learningRate(ofLane: lane, at: step) }

  /// The learning rate of a lane at a step, as its schedule has it with the present feedback.
  func learningRate(ofLane lane: Int, at step: Int) -> Double {
    let schedule = lanes[lane].schedule
    return lanes[lane].learningRate * schedule.multiplier(at: step, feedback: feedback[lane])
  }

  /// Sets the momentum, the learning rate of each lane, and the factor of its gradient.
  private func setRates(batchSize: Int) {
    if let momentumCycle {
      optimizer = settings.optimizer.withMomentum(momentumCycle.momentum(at: step))
    }
    let decay = settings.optimizer.rateDivisor(at: step + 1)
    for index in lanes.indices {
      let rate = Float(learningRate(ofLane: index) / decay)
      buffers.learningRates[index] = rate
      buffers.lossScales[index] =
        (updatePath == .intoParameters ? -rate : 1) / Float(batchSize)
    }
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
