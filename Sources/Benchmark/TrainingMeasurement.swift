import Training

/// The times of training one workload with one optimizer, here and in other libraries.
final class TrainingMeasurement {
  static let optimizers: [Optimizer] = [.sgd, .adam()]

  let workload: Workload
  let optimizer: Optimizer
  /// The lanes of a group.
  let width: Int
  /// Seconds of a step of one model, one number a run.
  private(set) var times: [Double] = []
  /// Seconds of evaluating one row for one model, one number a run.
  private(set) var evaluationTimes: [Double] = []
  /// The other libraries' seconds of a step of one model, one number a run.
  private(set) var peerTimes: [String: [Double]] = [:]

  private static let warmupSteps = 20

  init(_ workload: Workload, optimizer: Optimizer, width: Int?) {
    self.workload = workload
    self.optimizer = optimizer
    self.width =
      width
      ?? GroupWidth.lanes(
        for: workload.settings(optimizer), inputs: workload.widths[0],
        outputs: workload.widths[workload.widths.count - 1])
  }

  func add(_ time: Double, library: String) { peerTimes[library, default: []].append(time) }

  /// Trains all lanes once, group after group.
  ///
  /// - Parameter sampling: What is told when the timed steps begin and end.
  func run(sampling: Sampling? = nil) {
    let dataset = workload.dataset
    var training = 0.0
    var evaluation = 0.0
    for start in stride(from: 0, to: Workload.laneCount, by: width) {
      let lanes = Array(workload.lanes[start..<min(start + width, Workload.laneCount)])
      let trainer = GroupTrainer(
        dataset: dataset, settings: workload.settings(optimizer), lanes: lanes)
      var losses = lanes.map { _ in [Float]() }
      let end = Self.warmupSteps + workload.steps
      for index in losses.indices { losses[index].reserveCapacity(end) }
      trainer.advance(to: Self.warmupSteps, recording: &losses)
      let steps = { trainer.advance(to: end, recording: &losses) }
      training += Timing.seconds { sampling.map { $0.take(steps) } ?? steps() }
      evaluation += Timing.seconds { _ = trainer.evaluate(rows: 0..<Workload.evaluatedRows) }
    }
    times.append(training / Double(workload.steps * Workload.laneCount))
    evaluationTimes.append(evaluation / Double(Workload.evaluatedRows * Workload.laneCount))
  }
}
