import Experiment
import Planning
import Tabular

/// What a plan of kind `find` will take, guessed from training a little of it.
package struct PointEstimate: Sendable {
  /// The searches and points whose rates are still to be found.
  package var searches: Int
  package var missingPoints: Int
  /// The training steps to find them, and to compare all points with all seeds.
  package var searchSteps: Int
  package var comparisonSteps: Int
  package var seconds: Double
  package var bytes: Int

  /// A rate at which nothing diverges, so that all steps are made.
  private static let mildRate = 1e-4

  /// - Parameters:
  ///   - plan: The plan.
  ///   - points: Its points.
  ///   - known: The points whose rates were found.
  ///   - doneTrials: The number of trials of the comparison that are finished.
  ///   - splits: What is trained on.
  ///   - workers: How many groups are trained at once.
  package init(
    _ plan: SweepPlan, points: [PlannedPoint], known: Set<String>, doneTrials: Int,
    splits: TrainingSplits, workers: Int
  ) {
    let missing = points.filter { !known.contains($0.id) }
    let searching = PointSearch.searches(
      of: missing, on: [splits.ordinary], training: splits, progress: ProgressCounter())
    missingPoints = missing.count
    searches = searching.count
    searchSteps = searching.reduce(0) { $0 + $1.expectedSteps }
    let replicates = Replicate.all(
      seeds: (1...plan.seedCount).map { plan.firstSeed + UInt64($0) },
      folds: points.comparedFolds(among: splits.folds))
    let trials = points.flatMap { point in
      replicates.map { replicate in
        Trial(
          id: "\(point.id) \(replicate)",
          configuration: Configuration(point.setting, learningRate: Self.mildRate),
          seed: replicate.seed, fold: replicate.fold, steps: point.find.budgetSteps)
      }
    }
    let training = plan.training(on: splits)
    let groups = training.groups(of: trials).map { $0.map { trials[$0] } }
    let estimate = SweepEstimate(of: groups, training: training, workers: workers)
    let all = trials.reduce(0) { $0 + $1.steps }
    let left = Double(trials.count - doneTrials) / Double(max(1, trials.count))
    comparisonSteps = Int((Double(all) * left).rounded())
    seconds = estimate.seconds * (left + Double(searchSteps) / Double(max(1, all)))
    bytes = Int(Double(estimate.bytes) * left)
  }
}
