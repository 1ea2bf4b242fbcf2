import Sweep

extension SweepReport {
  /// Where a sweep stands.
  package struct Standing: Sendable {
    package enum State: String, Sendable, Hashable, Encodable { case finished, running, stopped }

    package var folder: String
    package var state: State
    /// Who is writing to it, or nil.
    package var writer: String?
    package var counts: SweepStore.Counts
    /// The result files that are there.
    package var files: [String]

    package init(
      folder: String, writer: String?, counts: SweepStore.Counts, files: [String]
    ) {
      self.folder = folder
      self.writer = writer
      self.counts = counts
      self.files = files
      state = writer != nil ? .running : counts.isFinished ? .finished : .stopped
    }
  }

  /// The answer as one JSON object. Fields are only ever added from version to version; those of a
  /// configuration are named and meant as the columns of `summary.csv`, of which those of a rate that
  /// is off are nested.
  ///
  /// - Parameters:
  ///   - standing: Where the sweep stands.
  ///   - version: The program's.
  /// - Returns: The text, without a newline at its end.
  package func json(_ standing: Standing, version: String) -> String {
    JSONText.encode(SweepDocument(self, standing: standing, version: version))
  }
}

/// The fields of the JSON object.
private struct SweepDocument: Encodable {
  var folder: String
  var state: SweepReport.Standing.State
  var writer: Nullable<String>
  var done: Int
  var total: Int
  var diverged: Int
  var beyondPlan: Int
  var configurations: Int
  var data: String
  var loss: String
  var metric: String
  var untrainedLoss: NullableNumber
  var best: Nullable<ConfigurationDocument>
  var notDistinguishable: [ConfigurationDocument]
  var edges: [ConfigurationDocument]
  var warnings: [String]
  var files: [String]
  var version: String

  init(_ report: SweepReport, standing: SweepReport.Standing, version: String) {
    folder = standing.folder
    state = standing.state
    writer = Nullable(standing.writer)
    (done, total) = (standing.counts.done, standing.counts.total)
    diverged = standing.counts.diverged
    beyondPlan = standing.counts.beyondPlan
    configurations = report.summary.entries.count
    data = report.dataName
    loss = report.isClassification ? "cross_entropy" : "mse_standardised"
    metric = report.isClassification ? "accuracy" : "r2"
    untrainedLoss = NullableNumber(report.summary.untrainedLoss)
    best = Nullable(report.best.map(ConfigurationDocument.init))
    notDistinguishable = report.rivals.map(ConfigurationDocument.init)
    edges = report.summary.entries.filter { $0.edge != nil }.map(ConfigurationDocument.init)
    warnings = report.best.map(report.warnings) ?? []
    files = standing.files
    self.version = version
  }
}

/// A configuration and what is known of it.
private struct ConfigurationDocument: Encodable {
  var schedule: String
  var optimizer: String
  var weightDecay: Double
  var batchSize: Int
  var hidden: [Int]
  var activation: Nullable<String>
  var learningRate: Double
  var steps: Int
  var rank: Int
  var n: Int
  var divergedShare: Double
  var mean: NullableNumber
  var standardError: NullableNumber
  var low: NullableNumber
  var high: NullableNumber
  var meanTrainLoss: NullableNumber
  var meanMetric: NullableNumber
  var difference: NullableNumber
  var differenceLow: NullableNumber
  var differenceHigh: NullableNumber
  var distinguishable: Nullable<Bool>
  var isBestRate: Bool
  var edge: Nullable<String>
  var lrOff3x: Cost
  var lrOff10x: Cost
  var horizon: Int

  /// What a rate that is off costs; both are null where the measured rates do not reach that far.
  struct Cost: Encodable {
    var loss: NullableNumber
    var diverges: Nullable<Bool>

    init(_ cost: RateSensitivity.Cost) {
      switch cost {
      case .unknown: (loss, diverges) = (NullableNumber(nil), Nullable(nil))
      case .loss(let rise): (loss, diverges) = (NullableNumber(rise), Nullable(false))
      case .diverges: (loss, diverges) = (NullableNumber(nil), Nullable(true))
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case schedule, optimizer, weightDecay, batchSize, hidden, activation, learningRate, steps, rank
    case n, divergedShare, mean, standardError, low, high, meanTrainLoss, meanMetric, difference
    case differenceLow, differenceHigh, distinguishable, isBestRate, edge
    case horizon
    case lrOff3x = "lr_off_3x"
    case lrOff10x = "lr_off_10x"
  }

  init(_ entry: SweepSummary.Entry) {
    let configuration = entry.configuration
    schedule = configuration.schedule.description
    optimizer = configuration.optimizer.specification
    weightDecay = configuration.weightDecay
    batchSize = configuration.batchSize
    hidden = configuration.model.hidden
    activation = Nullable(configuration.model.hiddenActivation?.rawValue)
    learningRate = configuration.learningRate
    steps = entry.steps
    rank = entry.rank
    n = entry.seedCount
    divergedShare = entry.divergedShare
    mean = NullableNumber(entry.loss?.mean)
    standardError = NullableNumber(entry.loss?.standardError)
    low = NullableNumber(entry.loss?.low)
    high = NullableNumber(entry.loss?.high)
    meanTrainLoss = NullableNumber(entry.trainLoss)
    meanMetric = NullableNumber(entry.metric)
    difference = NullableNumber(entry.comparison?.difference)
    differenceLow = NullableNumber(entry.comparison?.low)
    differenceHigh = NullableNumber(entry.comparison?.high)
    distinguishable = Nullable(entry.comparison?.isDistinguishable)
    isBestRate = entry.isBestRate
    edge = Nullable(entry.edge?.rawValue)
    lrOff3x = Cost(entry.sensitivity.threefold)
    lrOff10x = Cost(entry.sensitivity.tenfold)
    horizon = entry.horizon
  }
}
