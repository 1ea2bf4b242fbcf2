import Statistics
import Store

extension SweepReport {
  /// Where a sweep stands.
  package struct Standing: Sendable {
    package enum State: String, Sendable, Hashable, Encodable { case finished, running, stopped }

    package var folder: String
    package var state: State
    /// Who is writing to it, or nil.
    package var writer: String?
    package var counts: SweepCounts
    /// The result files that are there.
    package var files: [String]
    /// How far its parts are, where it is run in parts.
    package var shards: [ShardCounts] = []

    package init(
      folder: String, writer: String?, counts: SweepCounts, files: [String]
    ) {
      self.folder = folder
      self.writer = writer
      self.counts = counts
      self.files = files
      state =
        writer != nil ? .running : counts.isFinished && counts.total > 0 ? .finished : .stopped
    }
  }

  /// The answer as one JSON object. Fields are only ever added from version to version; those of a
  /// configuration are the columns of `summary.csv`, see `ResultRecord`.
  ///
  /// - Parameters:
  ///   - standing: Where the sweep stands.
  ///   - version: The program's.
  /// - Returns: The text, without a newline at its end.
  package func json(_ standing: Standing, version: String) -> String {
    JSONText.encode(
      StandingDocument(
        standing, dataName: dataName, metric: metric, version: version,
        measure: command.map { _ in lossWords }, findings: SweepDocument(self)))
  }
}

/// The fields of the JSON object that are of this kind of sweep alone.
private struct SweepDocument: Encodable {
  var configurations: Int
  var untrainedLoss: NullableNumber
  var best: Nullable<ResultRecord>
  var notDistinguishable: [ResultRecord]
  var edges: [ResultRecord]
  var warnings: [String]

  init(_ report: SweepReport) {
    configurations = report.summary.entries.count
    untrainedLoss = NullableNumber(report.summary.untrainedLoss)
    let table = SweepFile.summaryTable(of: report.searchAxes)
    func record(_ entry: SweepSummary.Entry) -> ResultRecord { ResultRecord(entry, of: table) }
    best = Nullable(report.best.map(record))
    notDistinguishable = report.rivals.map(record)
    edges = report.summary.entries.filter { $0.edge != nil }.map(record)
    warnings = report.best.map(report.warnings) ?? []
  }
}
