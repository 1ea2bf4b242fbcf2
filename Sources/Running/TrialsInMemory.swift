import Experiment
import Planning
import Store
import Training

/// Trials that are trained at once and kept in memory: what `train` and comparisons are made of.
struct TrialsInMemory {
  let trials: SweepPlan.Trials
  let training: GroupTraining

  /// - Parameters:
  ///   - trials: The trials, in plan order, which is also that of training.
  ///   - training: What trains them.
  init(_ trials: [Trial], training: GroupTraining) {
    self.init(
      SweepPlan.Trials(
        all: trials, order: Array(trials.indices), rounds: [trials.indices], isLastRound: true),
      training: training)
  }

  init(_ trials: SweepPlan.Trials, training: GroupTraining) {
    self.trials = trials
    self.training = training
  }

  /// Nothing here is gone on with, so nothing has to be told from what other data gave.
  private static let provenance = Provenance(data: "", source: "", numerics: "", metric: .accuracy)

  /// Trains them.
  ///
  /// - Parameter workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: The results, in plan order.
  func run(workers: Int) -> [TrialResult] {
    let store = MemoryStore()
    let planner = FixedTrials(
      trials: trials, yaml: "", provenance: Self.provenance)
    do {
      let end = try TrialRun(training, store: store).train(planner, workers: workers)
      precondition(end == .finished, "nothing stops it")
    } catch {
      preconditionFailure("memory holds what it is given: \(error)")
    }
    return store.results(curves: true)
  }
}
