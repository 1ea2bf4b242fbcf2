import LinearAlgebra
import Tabular
import Training

/// A trial that a plan asks for.
package struct PlannedTrial: Sendable, Hashable {
  /// The hash of its content; see `TrialIdentity`.
  package var id: String
  package var configuration: TrialResult.Configuration
  package var seed: UInt64
  package var steps: Int
}

extension TrialResult.Configuration {
  /// The model that is trained.
  package var model: Model {
    activation.map { .mlp(hidden: hidden, activation: $0) } ?? .logistic
  }

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
  /// The trials of the plan on a data set.
  package struct Trials: Sendable {
    /// In plan order.
    package var all: [PlannedTrial]
    /// The places of the trials among `all`, in the order in which they are tried: seed by seed,
    /// coarse to fine.
    package var order: [Int]
  }

  /// Lists the trials.
  ///
  /// - Parameters:
  ///   - dataset: What is trained on.
  ///   - data: Its fingerprint.
  /// - Returns: The trials and their order.
  /// - Throws: `PlanError` when a schedule does not fit the steps of a trial, or the number of
  ///   trials is out of reach.
  package func trials(on dataset: Dataset, data: String) throws(PlanError) -> Trials {
    let points = try points()
    var problems: [String] = []
    var checked: Set<String> = []
    var all: [PlannedTrial] = []
    var ranks: [(seed: Int, level: Int)] = []
    all.reserveCapacity(points.count * seedCount)
    for point in points {
      let configuration = point.configuration
      let steps = steps(stepsPerEpoch: configuration.stepsPerEpoch(of: dataset))
      if checked.insert("\(configuration.schedule) \(configuration.batchSize)").inserted {
        do throws(ScheduleSpecification.BudgetError) {
          _ = try configuration.lane(steps: steps, on: dataset)
        } catch {
          problems.append("batch size \(configuration.batchSize): \(error.description)")
        }
      }
      let identity = TrialIdentity(
        data: data, configuration: configuration, steps: steps, clipNorm: clipNorm)
      for seed in 0..<seedCount {
        let seedValue = firstSeed + UInt64(seed)
        all.append(
          PlannedTrial(
            id: identity.id(seed: seedValue), configuration: configuration, seed: seedValue,
            steps: steps))
        ranks.append((seed, point.level))
      }
    }
    if !problems.isEmpty { throw PlanError(problems) }
    let order = all.indices.sorted {
      (ranks[$0].seed, ranks[$0].level, $0) < (ranks[$1].seed, ranks[$1].level, $1)
    }
    return Trials(all: all, order: order)
  }

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
    }
    var places: [Kind: [Int]] = [:]
    for (place, trial) in trials.enumerated() {
      let settings = trial.configuration.settings(seed: trial.seed, clipNorm: clipNorm)
      places[Kind(settings: settings, steps: trial.steps), default: []].append(place)
    }
    let groups = places.flatMap { kind, places in
      // Schedules were checked with the trials.
      let lanes = places.compactMap { place in
        try? trials[place].configuration.lane(steps: kind.steps, on: dataset)
      }
      return Runner.groups(
        of: lanes, settings: kind.settings, inputs: dataset.features.columnCount,
        outputs: dataset.outputCount
      ).map { group in group.map { places[$0] } }
    }
    return groups.sorted { $0[0] < $1[0] }
  }
}
