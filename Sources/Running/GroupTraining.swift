import Experiment
import Planning
import Tabular
import Training

/// Trains trials here, those that can share a group side by side.
package struct GroupTraining: TrialRunner {
  /// When trainings are evaluated.
  package enum Evaluations: Sendable, Hashable {
    /// At every checkpoint, so that there are curves.
    case all
    /// At the start and the end alone, unless a schedule listens to what is between; what is trained
    /// is the same.
    case needed
  }

  private let splits: TrainingSplits
  /// The folds whose classes are unequal.
  private let unequalFolds: Set<Fold>
  private let clipNorm: Double?
  private let keepsDetail: Bool
  private let evaluations: Evaluations
  private let progress: ProgressCounter

  /// - Parameters:
  ///   - splits: What is trained on: a trial says which of them.
  ///   - clipNorm: The largest norm of the gradient, or nil.
  ///   - keepsDetail: Whether results have what only memory keeps; see `TrialResult.Detail`.
  ///   - evaluations: When they are evaluated.
  ///   - progress: Counts the steps that are done.
  package init(
    on splits: TrainingSplits, clipNorm: Double?, keepsDetail: Bool = false,
    evaluations: Evaluations = .all,
    progress: ProgressCounter = ProgressCounter()
  ) {
    self.splits = splits
    unequalFolds = Set(splits.folds.filter { splits.shape(of: $0).isImbalanced })
    self.clipNorm = clipNorm
    self.keepsDetail = keepsDetail
    self.evaluations = evaluations
    self.progress = progress
  }

  /// The numbers of updates after which a trial is evaluated, 0 among them.
  ///
  /// A trial that stops at a rung has those of the whole training up to there, so that a schedule
  /// that listens to evaluations hears the same, and one at its end.
  static func checkpoints(of trial: Trial) -> [Int] {
    EvaluationRule.checkpoints(steps: trial.horizon).filter { $0 < trial.steps } + [trial.steps]
  }

  /// Trials share a group that share data, seed, length, and all settings but those of lanes.
  package func groups(of trials: [Trial]) -> [[Int]] {
    struct Kind: Hashable {
      var settings: TrainingSettings
      var fold: Fold
      var steps: Int
      var horizon: Int
    }
    var places: [Kind: [Int]] = [:]
    for (place, trial) in trials.enumerated() {
      let kind = Kind(
        settings: settings(of: trial), fold: trial.fold, steps: trial.steps, horizon: trial.horizon)
      places[kind, default: []].append(place)
    }
    let groups = places.flatMap { kind, places in
      let shape = splits.shape(of: kind.fold)
      return Runner.groups(
        of: places.map { trials[$0].lane(on: splits.ordinary) }, settings: kind.settings,
        inputs: shape.featureCount, outputs: shape.outputCount
      ).map { group in group.map { places[$0] } }
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// The model-seconds of a group.
  package func cost(of trials: [Trial]) -> Double {
    let shape = splits.shape(of: trials[0].fold)
    let cost = CostModel(
      settings(of: trials[0]), rows: shape.trainingRowCount, inputs: shape.featureCount,
      outputs: shape.outputCount)
    let rows = Self.checkpoints(of: trials[0]).count * shape.checkpointRowCount
    return cost.start(lanes: trials.count)
      + Double(trials[0].steps) * cost.step(lanes: trials.count)
      + cost.evaluation(rows: rows, lanes: trials.count)
  }

  /// Trains a group.
  ///
  /// - Parameter trials: Trials that differ in rate, schedule and decay alone; at least one.
  /// - Returns: The result of each.
  package func run(_ trials: [Trial]) -> [TrialResult] {
    let dataset = splits[trials[0].fold]
    let trainer = trainer(of: trials, on: dataset)
    let needsAll = evaluations == .all || trainer.lanes.contains { $0.schedule.needsFeedback }
    let checkpoints = needsAll ? Self.checkpoints(of: trials[0]) : [0, trials[0].steps]
    let round = Round(lanes: trainer.lanes, checkpoints: checkpoints, end: trials[0].steps)
    let (lanes, cost) = trainer.train(through: round, evaluatingOn: dataset.checkpointRows)
    precondition(lanes.count == trials.count, "every trial has one result")
    progress.add(cost)
    let allRows =
      keepsDetail && dataset.hasMoreRowsThanCheckpoints
      ? trainer.evaluate(rows: dataset.validationRows) : nil
    let classMetrics =
      unequalFolds.contains(trials[0].fold)
      ? trainer.classMetrics(rows: dataset.checkpointRows) : nil
    // All lanes start from the same weights; few groups need it.
    lazy var untrainedTrainingLoss = self.trainer(of: [trials[0]], on: dataset)
      .evaluate(rows: 0..<dataset.trainingRowCount)[0].loss
    return trials.indices.map { place in
      let divergence = lanes[place].divergence(checkpoints: checkpoints.count) {
        untrainedTrainingLoss
      }
      var result = TrialResult(
        trials[place], lane: lanes[place], checkpoints: checkpoints, dataset: dataset,
        divergence: divergence)
      if let classMetrics, result.status == .ok { result.classMetrics = classMetrics[place] }
      if keepsDetail {
        result.detail = TrialResult.Detail(
          batchLosses: lanes[place].trainingLosses,
          metrics: lanes[place].evaluations.map {
            dataset.metric(of: $0, on: dataset.checkpointRows)
          },
          allRows: allRows?[place],
          allRowsMetric: allRows.flatMap {
            dataset.metric(of: $0[place], on: dataset.validationRows)
          },
          cost: trainer.stepsSpent(onLane: place), divergence: divergence)
      }
      return result
    }
  }

  package func run(_ trials: [Trial], in run: Run) -> [TrialResult]? { self.run(trials) }

  /// How long a group takes, by training a little of it.
  ///
  /// - Parameter trials: The group.
  /// - Returns: The seconds that all its steps and evaluations would take.
  func estimate(_ trials: [Trial]) -> Double {
    let steps = trials[0].steps
    let dataset = splits[trials[0].fold]
    let trainer = trainer(of: trials, on: dataset)
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

  private func settings(of trial: Trial) -> TrainingSettings {
    trial.configuration.settings(seed: trial.seed, clipNorm: clipNorm)
  }

  private func trainer(of trials: [Trial], on dataset: Dataset) -> GroupTrainer {
    GroupTrainer(
      dataset: dataset, settings: settings(of: trials[0]),
      lanes: trials.map { $0.lane(on: splits.ordinary) })
  }
}

extension SweepPlan {
  /// What trains this plan's trials on a table.
  package func training(on splits: TrainingSplits) -> GroupTraining {
    GroupTraining(on: splits, clipNorm: clipNorm)
  }
}
