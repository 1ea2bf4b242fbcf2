import Planning
import Statistics
import Tabular
import Training
import Tuning

/// Everything that the answer for several points is made of: each at its own recommended rate.
package struct PointsReport: Sendable {
  package var comparison: PointComparison
  package var metric: Metric
  /// The points of the plan, and the trials that compare them; more than there are rows and trials
  /// where the work is not finished.
  package var plannedPoints: Int
  package var plannedTrials: Int
  /// What is recorded besides, which only earlier plans had: finished trials, and points.
  package var trialsBeyondPlan = 0
  package var pointsBeyondPlan: [FoundPoint] = []
  /// What was spent on finding the rates.
  package var effort: Effort
  /// The file that holds every row.
  package var fileName: String?
  /// The accuracy of who always guesses the same class; nil where the data is not at hand, and for a
  /// number.
  var chance: Double?

  package init(
    comparison: PointComparison, metric: Metric, plannedPoints: Int, plannedTrials: Int,
    effort: Effort, fileName: String? = nil, dataset: Dataset? = nil
  ) {
    self.comparison = comparison
    self.metric = metric
    self.plannedPoints = plannedPoints
    self.plannedTrials = plannedTrials
    self.effort = effort
    self.fileName = fileName
    chance = dataset.flatMap(ClassShares.init)?.chance
  }

  /// The best point, unless nothing is known of it yet.
  package var best: PointComparison.Row? { comparison.rows.first }

  /// Whether the best point's recommendation is confident.
  package var isConfident: Bool { best?.point.recommendation.isConfident ?? false }

  /// The points besides the first that may be the best.
  var rivals: [PointComparison.Row] {
    comparison.rows.dropFirst().filter { $0.comparison?.isDistinguishable == false }
  }

  /// What to do about a doubt; of several batch sizes, no number of steps suits all.
  func advice(for doubt: Doubt) -> String {
    guard Set(comparison.rows.map(\.point.setting.batchSize)).count > 1,
      case .tooFewSteps(let steps, _) = doubt
    else { return doubt.advice(effort) }
    return "\(Decimal.count(steps, "step")) are too few to tell rates apart: give more --epochs"
  }

  /// The axes in which the points differ.
  var axes: SweepAxes { SweepAxes(comparison.rows.map(\.point.configuration)) }

  /// What speaks against the best point's rate.
  package var briefDoubts: [String] {
    best.map { $0.point.recommendation.doubts.map(advice) } ?? []
  }

  /// The rate alone, and what of the point tells it from the others.
  package var briefAnswer: String {
    guard let best else { return "" }
    return axes.values(best.point.configuration).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
