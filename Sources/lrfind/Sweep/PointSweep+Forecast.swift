import Planning
import Reporting
import Running
import Store

extension PointSweep {
  func forecast(from store: SweepStore?, workers: Int) throws -> SweepForecast {
    let known = try store?.recordedPoints() ?? []
    let found = try store?.recordedPoints(of: points) ?? []
    let planned = Set(
      request.plan.trials(comparing: found, in: comparedFolds, data: provenance.data).all.map(\.id))
    let done =
      try store?.recordedTrials().count { planned.contains($0.key) && $0.value.isDone } ?? 0
    let estimate = PointEstimate(
      request.plan, points: points, known: known, doneTrials: done, splits: training,
      workers: workers)
    let trials = points.count * request.plan.seedCount * comparedFolds.count
    return SweepForecast(
      lines: [
        "\(size): the rate of each, then \(Decimal.count(trials, "training")) to compare them",
        "  \(Decimal.grouped(points.count - estimate.missingPoints)) found in "
          + "\(request.folder.shown), \(Decimal.grouped(estimate.missingPoints)) to be found in "
          + Decimal.count(estimate.searches, "search", plural: "searches")
          + " (settings that differ in the schedule alone share one): at most about "
          + Decimal.count(estimate.searchSteps, "training step"),
        "  \(Decimal.grouped(done)) trainings done, \(Decimal.grouped(trials - done)) to be done: "
          + "\(Decimal.count(estimate.comparisonSteps, "training step")) on "
          + Decimal.count(dataset.trainingRowCount, "row"),
      ], seconds: estimate.seconds, bytes: estimate.bytes)
  }
}
