import Training

/// The answer of a sweep as JSON: where it stands, the same for every kind, and what it has found.
struct StandingDocument<Findings: Encodable>: Encodable {
  private struct Fields: Encodable {
    var folder: String
    var state: SweepReport.Standing.State
    var writer: Nullable<String>
    var done: Int
    var total: Int
    var diverged: Int
    var beyondPlan: Int
    var data: String
    var loss: String
    var metric: String
    var files: [String]
    var version: String
    /// Nil where it is not run in parts.
    var shards: [SweepReport.ShardCounts]?
  }

  private let fields: Fields
  private let findings: Findings

  /// - Parameters:
  ///   - standing: Where it stands.
  ///   - dataName: The file that the data was read from.
  ///   - metric: What is measured beside the loss.
  ///   - version: The program's.
  ///   - measure: What a command of the user's own calls what is compared; nil where training is built in.
  ///   - findings: The fields of its kind alone, each of another name.
  init(
    _ standing: SweepReport.Standing, dataName: String, metric: Metric, version: String,
    measure: String? = nil, findings: Findings
  ) {
    fields = Fields(
      folder: standing.folder, state: standing.state, writer: Nullable(standing.writer),
      done: standing.counts.done, total: standing.counts.total,
      diverged: standing.counts.diverged, beyondPlan: standing.counts.beyondPlan, data: dataName,
      loss: measure ?? metric.loss.traits.name, metric: measure ?? metric.rawValue,
      files: standing.files,
      version: version, shards: standing.shards.isEmpty ? nil : standing.shards)
    self.findings = findings
  }

  /// Both into one object.
  func encode(to encoder: any Encoder) throws {
    try fields.encode(to: encoder)
    try findings.encode(to: encoder)
  }
}
