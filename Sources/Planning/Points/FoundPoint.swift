import Experiment
import Tuning

/// A point whose rate was found.
package struct FoundPoint: Sendable, Hashable {
  /// As of its `PlannedPoint`.
  package var id: String
  package var search: String
  package var setting: Setting
  /// The updates, and epochs, of the training that the rate is for.
  package var steps: Int
  package var epochs: Double
  package var recommendation: Recommendation
  /// The training steps that the recommendation rests on, over all lanes.
  package var searchSteps: Int
  /// Those of them that were trained for this point; the others were trained for an earlier one.
  package var ownSteps: Int

  package init(
    id: String, search: String, setting: Setting, steps: Int, epochs: Double,
    recommendation: Recommendation, searchSteps: Int, ownSteps: Int
  ) {
    self.id = id
    self.search = search
    self.setting = setting
    self.steps = steps
    self.epochs = epochs
    self.recommendation = recommendation
    self.searchSteps = searchSteps
    self.ownSteps = ownSteps
  }

  /// The point with its recommended rate.
  package var configuration: Configuration {
    Configuration(setting, learningRate: recommendation.learningRate)
  }
}

extension SweepPlan {
  /// The trials that compare points: each point's recommended rate, trained to the end of its
  /// budget with the same seeds, none of which found a rate, in the same folds.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - folds: The folds of the rows that each is trained on.
  ///   - data: The data's fingerprint.
  /// - Returns: The trials, point by point, and their order, replicate by replicate.
  package func trials(comparing points: [FoundPoint], in folds: [Fold], data: String) -> Trials {
    let replicates = Replicate.all(
      seeds: (1...seedCount).map { firstSeed + UInt64($0) }, folds: folds)
    var trials = Trials(all: [], order: [], rounds: [], isLastRound: true)
    for point in points {
      let identity = TrialIdentity(
        data: data, configuration: point.configuration, steps: point.steps, clipNorm: clipNorm)
      for replicate in replicates {
        trials.all.append(
          Trial(
            id: identity.id(of: replicate), configuration: point.configuration,
            seed: replicate.seed, fold: replicate.fold, steps: point.steps))
      }
    }
    trials.order = replicates.indices.flatMap { replicate in
      points.indices.map { $0 * replicates.count + replicate }
    }
    return trials
  }
}
