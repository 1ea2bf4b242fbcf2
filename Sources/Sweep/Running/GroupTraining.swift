import Tabular
import Training

/// Trains the groups of a sweep; what a group gives depends on the group alone.
package struct GroupTraining: Sendable {
  private let dataset: Dataset
  private let clipNorm: Double?

  /// - Parameters:
  ///   - dataset: What is trained on.
  ///   - clipNorm: The largest norm of the gradient, or nil.
  package init(dataset: Dataset, clipNorm: Double?) {
    self.dataset = dataset
    self.clipNorm = clipNorm
  }

  /// The numbers of updates after which a trial is evaluated, 0 among them.
  ///
  /// A trial that stops at a rung has those of the whole training up to there, so that a schedule
  /// that listens to evaluations hears the same, and one at its end.
  static func checkpoints(of trial: PlannedTrial) -> [Int] {
    EvaluationRule.checkpoints(steps: trial.horizon).filter { $0 < trial.steps } + [trial.steps]
  }

  /// Trains a group.
  ///
  /// - Parameter trials: Trials that differ in rate, schedule and decay alone; at least one.
  /// - Returns: The result of each.
  package func run(_ trials: [PlannedTrial]) -> [TrialResult] {
    let steps = trials[0].steps
    let trainer = trainer(of: trials)
    let checkpoints = Self.checkpoints(of: trials[0])
    let round = Round(lanes: trainer.lanes, checkpoints: checkpoints, end: steps)
    let (lanes, _) = trainer.train(through: round, evaluatingOn: dataset.checkpointRows)
    precondition(lanes.count == trials.count, "every trial has one result")
    return zip(trials, lanes).map { trial, lane in
      TrialResult(trial, lane: lane, checkpoints: checkpoints, dataset: dataset)
    }
  }

  /// How long a group takes, by training a little of it.
  ///
  /// - Parameter trials: The group.
  /// - Returns: The seconds that all its steps and evaluations would take.
  func estimate(_ trials: [PlannedTrial]) -> Double {
    let steps = trials[0].steps
    let trainer = trainer(of: trials)
    let clock = ContinuousClock()
    var losses = trials.map { _ in [Float]() }
    trainer.advance(to: min(steps, 5), recording: &losses)
    let evaluation = clock.measure { _ = trainer.evaluate(rows: dataset.checkpointRows) }
    var (elapsed, done) = (0.0, 0)
    while elapsed < 0.02, trainer.step < steps {
      let before = trainer.step
      elapsed +=
        clock.measure { trainer.advance(to: min(steps, before + 20), recording: &losses) }
        / .seconds(1)
      done += trainer.step - before
      // A group whose lanes have all diverged has nothing more to tell.
      if trainer.step == before { break }
    }
    let perStep = done > 0 ? elapsed / Double(done) : 0
    let evaluations = Double(Self.checkpoints(of: trials[0]).count)
    return perStep * Double(steps) + evaluation / .seconds(1) * evaluations
  }

  private func trainer(of trials: [PlannedTrial]) -> GroupTrainer {
    let settings = trials[0].configuration.settings(seed: trials[0].seed, clipNorm: clipNorm)
    return GroupTrainer(
      dataset: dataset, settings: settings, lanes: trials.map { $0.lane(on: dataset) })
  }
}
