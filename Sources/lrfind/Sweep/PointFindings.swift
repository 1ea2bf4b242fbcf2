import Experiment
import Planning
import Reporting
import Statistics
import Store
import Tabular

/// What a sweep of kind `find` has found so far.
struct PointFindings: SweepFindings {
  let report: PointsReport
  private let dataName: String
  let counts: SweepCounts

  static var files: [SweepFile] { [.recommendations, .trials, .wide, .curves, .timings] }
  static var mainFile: SweepFile { .recommendations }

  /// - Parameters:
  ///   - store: Where the points and trials are recorded.
  ///   - dataset: What is trained on, or nil where it is not at hand.
  /// - Throws: `StoreError` when the store cannot be read.
  init(_ store: SweepStore, dataset: Dataset? = nil) throws(StoreError) {
    report = try PointsReport(store, dataset: dataset)
    dataName = try store.provenance()?.source ?? ""
    var counts = try store.counts()
    // The trials are planned when every rate is found.
    counts.isLastRound = report.comparison.rows.count == report.plannedPoints && counts.total > 0
    self.counts = counts
  }

  var status: ExitStatus { report.isConfident ? .done : .notConfident }

  var plot: (any Plot)? { report.plot(of: dataName) }

  var winner: SweepWinner? {
    report.best.map(\.point).map {
      SweepWinner(
        configuration: $0.configuration, steps: $0.steps,
        constantLearningRate: $0.recommendation.constantLearningRate)
    }
  }

  func json(_ standing: SweepReport.Standing) -> String {
    report.json(standing, dataName: dataName, version: Version.number)
  }

  func lines(_ style: Style) -> [String] { report.lines(style) }

  var briefAnswer: [String] { report.best == nil ? [] : [report.briefAnswer] }

  var briefDoubts: [String] { report.briefDoubts }

  func contents(
    from store: SweepStore, _ form: CSVWriter.Options
  ) throws(StoreError) -> [(file: SweepFile, bytes: [UInt8])] {
    let results = try store.results(curves: false)
    let others = try store.resultsBeyondPlan()
    let timings = try store.pointTimings() + store.timings()
    let numbers = try store.trialNumbers()
    return [
      (.recommendations, report.recommendationsCSV(form)),
      (
        .trials,
        SweepFile.trialFile.csv(results, beyondPlan: others, options: form) { numbers[$0.id] }
      ),
      (.wide, WideTable(SweepSummary(results)).csv(options: form)),
      (.curves, try store.curvesCSV(of: results + others, numbers: numbers, options: form)),
      (.timings, SweepFile.timingTable.csv(timings, options: form)),
    ]
  }

  func sheets(from store: SweepStore) throws(StoreError) -> [WorkbookSheet] {
    let results = try store.results(curves: false)
    let others = try store.resultsBeyondPlan()
    let numbers = try store.trialNumbers()
    return [
      WorkbookSheet(
        .recommendations, SweepFile.recommendationFile, rows: report.recommendationRows),
      WorkbookSheet(
        .trials, SweepFile.trialFile,
        rows: PlanRow.rows(results, beyondPlan: others) { numbers[$0.id] }),
      WorkbookSheet(WideTable(SweepSummary(results))),
      WorkbookSheet(curvesIn: store, of: results + others, axes: Axis.all, numbers: numbers),
    ]
  }
}
