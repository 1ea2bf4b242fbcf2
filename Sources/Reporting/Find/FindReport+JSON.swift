import FoundationEssentials
import Tabular
import Tuning

extension FindReport {
  /// The answer as one JSON object. Fields are only ever added from version to version.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(FindDocument(self)) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}

/// The fields of the JSON object.
private struct FindDocument: Encodable {
  struct Data: Encodable {
    var source: String
    var rows: Int
    var trainingRows: Int
    var validationRows: Int
    var rowsWithoutTarget: Int
    var features: Int
    var task: DataReport.Task
    var target: String
    var classes: [String]?
    var dropped: [Dropped]
    var imputed: [Imputed]
    var notes: [String]
  }

  struct Dropped: Encodable {
    var column: String
    var reason: String
  }

  struct Imputed: Encodable {
    var column: String
    var values: Int
  }

  struct Diagnostic: Encodable {
    var name: String
    var message: String
  }

  /// A number that is written as null where there is none.
  struct Nullable: Encodable {
    var value: Double?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let value, value.isFinite {
        try container.encode(value)
      } else {
        try container.encodeNil()
      }
    }
  }

  var learningRate: Double
  var low: Double
  var high: Double
  var confident: Bool
  var divergenceLearningRate: Nullable
  var schedule: String
  var constantLearningRate: Double
  var peakShiftDecades: Double
  var optimizer: String
  var weightDecay: Double
  var model: String
  var hidden: [Int]
  var activation: String?
  var batchSize: Int
  var clipNorm: Nullable
  var loss: String
  var untrainedLoss: Nullable
  var confirmedLoss: Nullable
  var targetScale: Double?
  var budgetSteps: Int
  var costSteps: Int
  var rangeTestSteps: Int
  var rules: [String: Nullable]
  var diagnostics: [Diagnostic]
  var data: Data
  var seed: UInt64
  var kernels: String
  var version: String

  init(_ report: FindReport) {
    let recommendation = report.outcome.recommendation
    let settings = report.plan.settings
    let dataReport = report.dataset.report
    learningRate = recommendation.learningRate
    low = recommendation.low
    high = recommendation.high
    confident = recommendation.isConfident
    divergenceLearningRate = Nullable(value: recommendation.divergenceLearningRate)
    schedule = report.plan.schedule.description
    constantLearningRate = recommendation.constantLearningRate
    peakShiftDecades = recommendation.peakShift
    optimizer = settings.optimizer.specification
    weightDecay = report.plan.weightDecay
    hidden = settings.model.hidden
    switch settings.model {
    case .mlp(_, let activation):
      model = "mlp"
      self.activation = activation.rawValue
    case .logistic:
      model = "logistic"
    }
    batchSize = min(settings.batchSize, report.dataset.trainingRowCount)
    clipNorm = Nullable(value: settings.clipNorm)
    loss = report.dataset.isClassification ? "cross_entropy" : "mse_standardised"
    untrainedLoss = Nullable(value: report.outcome.confirmation.untrainedLoss)
    confirmedLoss = Nullable(value: report.outcome.confirmation.finalists.map(\.score).min())
    budgetSteps = report.plan.budgetSteps
    costSteps = report.outcome.cost
    rangeTestSteps = report.outcome.rounds[0].cost
    rules = Dictionary(
      uniqueKeysWithValues: PublishedRule.allCases.map {
        ($0.rawValue, Nullable(value: $0.learningRate(for: report.outcome.curve)))
      })
    diagnostics = recommendation.doubts.map { Diagnostic(name: $0.name, message: $0.advice) }
    data = Data(
      source: dataReport.source, rows: dataReport.rowsRead,
      trainingRows: report.dataset.trainingRowCount,
      validationRows: report.dataset.validationRowCount,
      rowsWithoutTarget: dataReport.rowsWithoutTarget,
      features: report.dataset.features.columnCount, task: dataReport.task,
      target: dataReport.columns.first { $0.use == .target }?.name ?? "",
      dropped: dataReport.columns.compactMap { column in
        guard case .dropped(let reason) = column.use else { return nil }
        return Dropped(column: column.name, reason: reason.summary)
      },
      imputed: dataReport.imputedColumns.map { Imputed(column: $0.name, values: $0.missing) },
      notes: dataReport.notes)
    switch report.dataset.targets {
    case .classes(_, let names): data.classes = names
    case .values(_, _, let scale): targetScale = scale
    }
    seed = report.seed
    kernels = report.kernels
    version = report.version
  }
}
