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
  /// budget with the same seeds, none of which found a rate.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - data: The data's fingerprint.
  /// - Returns: The trials, point by point, and their order, seed by seed.
  package func trials(comparing points: [FoundPoint], data: String) -> Trials {
    var trials = Trials(all: [], order: [], rounds: [], isLastRound: true)
    for point in points {
      let identity = TrialIdentity(
        data: data, configuration: point.configuration, steps: point.steps, clipNorm: clipNorm)
      for seed in 1...seedCount {
        let value = firstSeed + UInt64(seed)
        trials.all.append(
          Trial(
            id: identity.id(seed: value), configuration: point.configuration, seed: value,
            steps: point.steps))
      }
    }
    trials.order = (0..<seedCount).flatMap { seed in
      points.indices.map { $0 * seedCount + seed }
    }
    return trials
  }
}
