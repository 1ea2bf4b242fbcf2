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
      StandingDocument(
        standing, dataName: dataName, metric: metric, version: version,
        findings: PointsDocument(self)))
  }
}

/// The fields of the JSON object that are of this kind of sweep alone.
private struct PointsDocument: Encodable {
  var found: Int
  var planned: Int
  var pointsBeyondPlan: Int
  /// The best first.
  var points: [ResultRecord]

  init(_ report: PointsReport) {
    (found, planned) = (report.comparison.rows.count, report.plannedPoints)
    pointsBeyondPlan = report.pointsBeyondPlan.count
    points = report.recommendations.map { ResultRecord($0, of: SweepFile.recommendationTable) }
  }
}
