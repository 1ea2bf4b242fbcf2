import LinearAlgebra
import Tabular
import Training

/// A trial that a plan asks for.
package struct PlannedTrial: Sendable, Hashable {
  /// The hash of its content; see `TrialIdentity`.
  package var id: String
  package var configuration: Configuration
  package var seed: UInt64
  /// The updates that are made.
  package var steps: Int
  /// The updates that the schedule counts by: more than `steps` at a rung before the last.
  package var horizon: Int

  /// The lane that is trained. Its schedule was checked when the trial was planned; a lane that is
  /// left out would give its neighbours' results to other trials.
  func lane(on dataset: Dataset) -> Lane {
    do {
      return try configuration.lane(steps: horizon, on: dataset)
    } catch {
      preconditionFailure("trial \(id) was planned without a check of its schedule: \(error)")
    }
  }
}

extension Configuration {
  /// What the lanes of a group share.
  func settings(seed: UInt64, clipNorm: Double?) -> TrainingSettings {
    TrainingSettings(
      model: model, optimizer: optimizer, batchSize: batchSize, clipNorm: clipNorm, seed: seed)
  }

  /// The updates of an epoch.
  func stepsPerEpoch(of dataset: Dataset) -> Int {
    dataset.stepsPerEpoch(batchSize: batchSize)
  }

  /// The lane that is trained.
  ///
  /// - Parameters:
  ///   - steps: What the schedule counts by.
  ///   - dataset: What is trained on.
  /// - Returns: The lane.
  /// - Throws: `ScheduleSpecification.BudgetError` when the schedule does not fit the steps.
  func lane(steps: Int, on dataset: Dataset) throws(ScheduleSpecification.BudgetError) -> Lane {
    Lane(
      learningRate: learningRate,
      schedule: try schedule.resolved(
        budgetSteps: steps, stepsPerEpoch: stepsPerEpoch(of: dataset)),
      weightDecay: weightDecay)
  }
}

extension SweepPlan {
  /// Cuts trials into groups that are trained side by side; they follow from the trials and their
  /// order alone.
  ///
  /// - Parameters:
  ///   - trials: The trials, in the order in which they are tried.
  ///   - dataset: What is trained on.
  /// - Returns: The places of each group's trials, groups in the order of their first trial.
  package func groups(of trials: [PlannedTrial], on dataset: Dataset) -> [[Int]] {
    struct Kind: Hashable {
      var settings: TrainingSettings
      var steps: Int
      var horizon: Int
    }
    var places: [Kind: [Int]] = [:]
    for (place, trial) in trials.enumerated() {
      let settings = trial.configuration.settings(seed: trial.seed, clipNorm: clipNorm)
      let kind = Kind(settings: settings, steps: trial.steps, horizon: trial.horizon)
      places[kind, default: []].append(place)
    }
    let groups = places.flatMap { kind, places in
      Runner.groups(
        of: places.map { trials[$0].lane(on: dataset) }, settings: kind.settings,
        inputs: dataset.features.columnCount,
        outputs: dataset.outputCount
      ).map { group in group.map { places[$0] } }
    }
    return groups.sorted { $0[0] < $1[0] }
  }
}
