import Planning
import Tabular

/// A point with all that was trained for it.
package struct PointFinding: Sendable {
  package var point: FoundPoint
  package var outcome: FindJob.Outcome
}

/// Finds the rates of points that share a range test, one after the other.
struct PointSearch: Sendable {
  /// Points that differ in the schedule alone; at least one.
  var points: [PlannedPoint]
  /// What they are searched on; see `SearchedTable.splits`.
  var splits: [Dataset]
  /// What full trainings decide on, and the ordinary split.
  var training: TrainingSplits
  var progress: ProgressCounter

  /// The id that the points have in common.
  var id: String { points[0].search }

  /// The steps that it will take, over all lanes: the survey is made once, and each point has full trainings of
  /// its own.
  var expectedSteps: Int {
    points[0].find.expectedSteps + points.dropFirst().reduce(0) { $0 + $1.find.decisionSteps }
  }

  /// The searches that points make up, in the order of their first points.
  static func searches(
    of points: [PlannedPoint], on splits: [Dataset], training: TrainingSplits,
    progress: ProgressCounter
  ) -> [PointSearch] {
    var searches: [PointSearch] = []
    for point in points {
      if let index = searches.firstIndex(where: { $0.id == point.search }) {
        searches[index].points.append(point)
      } else {
        searches.append(
          PointSearch(
            points: [point], splits: splits, training: training, progress: progress))
      }
    }
    return searches
  }

  /// Trains and decides.
  ///
  /// - Parameters:
  ///   - workers: How many groups are trained at once; the findings do not depend on it.
  ///   - memory: The rounds that are known already; receives what is trained.
  /// - Returns: One finding a point.
  func run(workers: Int, memory: RoundMemory = RoundMemory()) -> [PointFinding] {
    var findings: [PointFinding] = []
    for point in points {
      let before = memory.cost
      let job = FindJob(
        point.find, splits: splits, training: training, progress: progress)
      let outcome = job.run(workers: workers, memory: memory)
      findings.append(
        PointFinding(
          point: FoundPoint(
            id: point.id, search: point.search, setting: point.setting,
            steps: point.find.budgetSteps, epochs: point.epochs,
            recommendation: outcome.recommendation,
            searchSteps: outcome.cost, ownSteps: memory.cost - before + outcome.decisionCost),
          outcome: outcome))
    }
    return findings
  }
}
