import Tabular
import Training

/// One training: a configuration, a seed and a fold, for some steps.
package struct Trial: Sendable, Hashable {
  /// The hash of its content; see `TrialIdentity`.
  package var id: String
  package var configuration: Configuration
  /// Where initial weights and batch order derive from.
  package var seed: UInt64
  /// Which split of the rows it is trained on.
  package var fold: Fold
  /// The updates that are made.
  package var steps: Int
  /// The updates that the schedule counts by: more than `steps` at a rung before the last.
  package var horizon: Int

  package init(
    id: String, configuration: Configuration, seed: UInt64, fold: Fold = .ordinary, steps: Int,
    horizon: Int? = nil
  ) {
    self.id = id
    self.configuration = configuration
    self.seed = seed
    self.fold = fold
    self.steps = steps
    self.horizon = horizon ?? steps
  }

  package var replicate: Replicate { Replicate(seed: seed, fold: fold) }

  /// The lane that is trained. Its schedule was checked when the trial was planned; a lane that is
  /// left out would give its neighbours' results to other trials.
  package func lane(on dataset: Dataset) -> Lane {
    do {
      return try configuration.lane(steps: horizon, on: dataset)
    } catch {
      preconditionFailure("trial \(id) was planned without a check of its schedule: \(error)")
    }
  }
}
