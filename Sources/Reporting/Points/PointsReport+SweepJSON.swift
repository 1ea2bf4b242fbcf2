extension PointsReport {
  /// The answer of a sweep of kind `find` as one JSON object. Fields are only ever added from version
  /// to version; those of a point are named and meant as the columns of `recommendations.csv`.
  ///
  /// - Parameters:
  ///   - standing: Where the sweep stands.
  ///   - dataName: The file that the data was read from.
  ///   - version: The program's.
  /// - Returns: The text, without a newline at its end.
  package func json(
    _ standing: SweepReport.Standing, dataName: String, version: String
  ) -> String {
    JSONText.encode(
      PointsDocument(self, standing: standing, dataName: dataName, version: version))
  }
}

/// The fields of the JSON object.
private struct PointsDocument: Encodable {
  var folder: String
  var state: SweepReport.Standing.State
  var writer: Nullable<String>
  var found: Int
  var planned: Int
  var done: Int
  var total: Int
  var diverged: Int
  var beyondPlan: Int
  var pointsBeyondPlan: Int
  var data: String
  var loss: String
  var metric: String
  /// The best first.
  var points: [ResultRecord]
  var files: [String]
  var version: String

  init(
    _ report: PointsReport, standing: SweepReport.Standing, dataName: String, version: String
  ) {
    folder = standing.folder
    state = standing.state
    writer = Nullable(standing.writer)
    (found, planned) = (report.comparison.rows.count, report.plannedPoints)
    (done, total) = (standing.counts.done, standing.counts.total)
    diverged = standing.counts.diverged
    beyondPlan = standing.counts.beyondPlan
    pointsBeyondPlan = report.pointsBeyondPlan.count
    data = dataName
    loss = report.metric.loss.traits.name
    metric = report.metric.rawValue
    points = report.recommendations.map { ResultRecord($0, of: SweepFile.recommendationTable) }
    files = standing.files
    self.version = version
  }
}
