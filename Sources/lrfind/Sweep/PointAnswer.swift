import Glibc
import Reporting
import Store

/// What a sweep of kind `find` has found so far.
struct PointAnswer {
  let report: PointsReport
  let standing: SweepReport.Standing
  private let dataName: String

  /// - Parameters:
  ///   - store: Where the points and trials are recorded.
  ///   - writer: Who goes on recording, or nil.
  /// - Throws: `StoreError` when the store cannot be read.
  init(_ store: SweepStore, writer: String? = nil) throws(StoreError) {
    report = try PointsReport(store)
    dataName = try store.provenance()?.source ?? ""
    var counts = try store.counts()
    // The trials are planned when every rate is found.
    counts.isLastRound = report.comparison.rows.count == report.plannedPoints && counts.total > 0
    let names =
      [SweepStore.fileName]
      + [SweepFile.recommendations, .trials, .curves, .timings].map(\.name)
    standing = SweepReport.Standing(
      folder: store.folder, writer: writer, counts: counts,
      files: names.map { "\(store.folder)/\($0)" }.filter { access($0, F_OK) == 0 })
  }

  /// The answer's lines.
  ///
  /// - Parameters:
  ///   - options: Whether it is JSON, or the best point alone.
  ///   - heading: What stands before them, where it is neither.
  ///   - style: How they are set apart on a terminal.
  /// - Returns: The lines, without newlines.
  func lines(_ options: SweepOptions, heading: [String] = [], _ style: Style) -> [String] {
    if options.answer.json {
      return Terminal.lines(
        ofJSON: report.json(standing, dataName: dataName, version: Version.number))
    }
    return options.answer.quiet ? [report.briefAnswer] : heading + report.lines(style)
  }
}
