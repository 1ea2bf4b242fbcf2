import LinearAlgebra
import Tabular

/// Lanes of a group that take each step together.
///
/// Its width decides the last bits of a result; how many tiles share a group does not. A lane whose
/// loss is no longer finite is marked with its step, and does not touch its neighbours: no kernel
/// mixes lanes.
final class LaneTile {
  /// The places of its lanes in the group.
  let places: Range<Int>
  let lanes: [Lane]
  /// The number of updates made.
  private(set) var step: Int
  /// The step at which each lane's loss or parameters were no longer finite, or nil.
  private(set) var divergedAt: [Int?]
  /// How many lanes have not diverged yet.
  private var soundCount: Int
  /// What each lane's checkpoints have shown.
  var feedback: [Feedback]
  /// Whether it still has steps to take in the present stretch of training.
  var isActive = false

  let dataset: Dataset
  let settings: TrainingSettings
  let network: Network
  let kernels: ElementKernels
  let buffers: TileBuffers
  let updatePath: UpdatePath
  /// Whether of two classes side by side the update of one is that of the other with the other sign:
  /// so it is with their gradients and the state that comes from them, unless decay enters either.
  let hasMirroredUpdates: Bool
  /// The optimizer with its momentum at the present step.
  private(set) var optimizer: Optimizer
  private let momentumCycle: MomentumCycle?
  /// The pieces that an update goes through one after the other.
  let pieces: [Network.Piece]
  /// How many tensors have numbers of their own: 1 where a lane has them as a whole.
  let numberedTensors: Int
  /// What the optimizer keeps besides tensors; see `numberIndex`.
  var numbers: [Double]
  /// What NAdam's step has of the gradient and of its mean.
  var nadamShares = (gradient: 0.0, mean: 0.0)
  /// The shape of its lanes where they take their steps as a `ShallowNetwork`.
  let shallow: ShallowNetwork.Shape?
  /// The steps whose losses are in the buffers' log and not yet taken out.
  private var logged = 0
  /// The parameters that a pass goes forward with: the trained ones, or those to be evaluated.
  var point: UnsafeMutablePointer<Float>
  /// Whether every step has the learning rates of the first, so that they are set once.
  private let hasFixedRates: Bool
  /// Whether all lanes have the same multiplier at a step, so that it is worked out once.
  private let sharesMultiplier: Bool
  private var hasRates = false

  /// - Parameters:
  ///   - places: The places of its lanes among those of the group.
  ///   - group: All lanes of the group.
  ///   - network: The layers.
  ///   - dataset: What is trained on.
  ///   - settings: What the lanes share.
  ///   - step: The updates that the lanes have behind them.
  ///   - kernels: The element-wise kernels.
  ///   - shared: What the tiles of the group use one after the other.
  init(
    places: Range<Int>, of group: [Lane], network: Network, dataset: Dataset,
    settings: TrainingSettings, step: Int, kernels: ElementKernels, sharing shared: SharedBuffers
  ) {
    self.places = places
    lanes = Array(group[places])
    self.network = network
    self.dataset = dataset
    self.settings = settings
    self.step = step
    self.kernels = kernels
    optimizer = settings.optimizer
    momentumCycle = settings.optimizer.momentumCycle(under: group[0].schedule)
    hasFixedRates =
      momentumCycle == nil
      && settings.optimizer.rateDivisor(at: 1) == settings.optimizer.rateDivisor(at: 2)
      && lanes.allSatisfy { $0.schedule == .constant }
    sharesMultiplier =
      !lanes[0].schedule.needsFeedback
      && lanes.allSatisfy { $0.schedule == group[places.lowerBound].schedule }
    updatePath = UpdatePath(settings: settings, lanes: lanes)
    hasMirroredUpdates =
      network.isSideBySide && dataset.outputCount == 2
      && settings.optimizer.isAdam(withoutCoupled: lanes.map(\.weightDecay))
    let traits = settings.optimizer.traits
    pieces = network.pieces(byTensor: traits.isTensorwise)
    numberedTensors = network.numberedTensors(settings.optimizer)
    numbers = traits.initialNumbers.flatMap {
      Array(repeating: $0, count: network.numberedTensors(settings.optimizer) * network.lanes)
    }
    buffers = TileBuffers(network: network, optimizer: settings.optimizer, sharing: shared)
    point = buffers.parameters
    shallow = network.shallowShape(activation: settings.model.activation).flatMap {
      kernels.isShallow($0, rows: min(settings.batchSize, dataset.trainingRowCount)) ? $0 : nil
    }
    divergedAt = lanes.map { _ in nil }
    soundCount = lanes.count
    feedback = lanes.map { _ in Feedback() }
    for (index, lane) in lanes.enumerated() {
      buffers.weightDecays[index] = Float(lane.weightDecay)
      buffers.gradientScales[index] = 1
    }
  }

  /// Whether a lane has not diverged yet.
  var isSound: Bool { soundCount > 0 }

  /// Marks a lane as diverged at a step, unless it is already.
  func markDiverged(_ lane: Int, at step: Int) {
    guard divergedAt[lane] == nil else { return }
    divergedAt[lane] = step
    soundCount -= 1
  }

  /// Lets a lane go on from where it was.
  func resume(_ lane: Int, divergedAt step: Int?) {
    soundCount += (step == nil ? 1 : 0) - (divergedAt[lane] == nil ? 1 : 0)
    divergedAt[lane] = step
  }

  /// Takes a step, and logs each lane's mean training loss before the update.
  ///
  /// - Parameters:
  ///   - batch: The batch of the step.
  ///   - rows: The rows of the batch, and those of the next where they are known.
  ///   - targets: Those of the whole table.
  func takeStep(on batch: GatheredRows, rows: BatchRows, targets: LossTargets) {
    let count = rows.batch.count
    setRates(batchSize: count)
    if network.isSideBySide {
      passSideBySide(rows, targets: targets)
    } else if let shallow {
      passShallow(shallow, batch)
    } else {
      forEachPass { pass(batch, lanes: $0) }
    }
    update()
    logLosses(rows: count)
    step += 1
  }

  /// The losses that were logged last, (lanes); NaN where a lane has diverged.
  var latestLosses: UnsafePointer<Float> {
    UnsafePointer(buffers.lossLog + (logged - 1) * network.lanes)
  }

  /// Whether there is room for the losses of another step.
  var hasRoomToLog: Bool { logged < TileBuffers.loggedSteps }

  private func logLosses(rows: Int) {
    let latest = buffers.lossLog + logged * network.lanes
    logged += 1
    var areFinite = soundCount == network.lanes
    for lane in 0..<network.lanes {
      latest[lane] = buffers.losses[lane] / Float(rows)
      areFinite = areFinite && latest[lane].isFinite
    }
    if areFinite { return }
    for lane in lanes.indices {
      if !latest[lane].isFinite { markDiverged(lane, at: step) }
      if divergedAt[lane] != nil { latest[lane] = .nan }
    }
  }

  /// Appends what was logged to each lane's losses, at the lane's place in the group.
  func takeLog(into losses: inout [[Float]]) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: TileBuffers.loggedSteps) { taken in
      for lane in 0..<network.lanes {
        for entry in 0..<logged { taken[entry] = buffers.lossLog[entry * network.lanes + lane] }
        losses[places.lowerBound + lane].append(contentsOf: taken[..<logged])
      }
    }
    logged = 0
  }

  /// The learning rate of a lane at a step, as its schedule has it with the present feedback.
  func learningRate(ofLane lane: Int, at step: Int) -> Double {
    let schedule = lanes[lane].schedule
    return lanes[lane].learningRate * schedule.multiplier(at: step, feedback: feedback[lane])
  }

  /// Sets the momentum, the learning rate of each lane, and the factor of its gradient.
  private func setRates(batchSize: Int) {
    if hasFixedRates, hasRates { return }
    hasRates = true
    if let momentumCycle {
      optimizer = settings.optimizer.withMomentum(momentumCycle.momentum(at: step))
    }
    let decay = settings.optimizer.rateDivisor(at: step + 1)
    let shared = sharesMultiplier ? lanes[0].schedule.multiplier(at: step) : nil
    for index in lanes.indices {
      let whole =
        shared.map { lanes[index].learningRate * $0 } ?? learningRate(ofLane: index, at: step)
      let rate = Float(whole / decay)
      buffers.learningRates[index] = rate
      buffers.lossScales[index] =
        (updatePath == .intoParameters ? -rate : 1) / Float(batchSize)
    }
  }
}
