import FoundationEssentials
import Tuning

extension SuggestReport {
  /// The answer as one JSON object, with a line for each field.
  ///
  /// - Returns: UTF-8 text without a newline at its end. Fields are only ever added from version to
  ///   version.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(SuggestDocument(self)) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}

/// The fields of the JSON object; those that `find` has too have its names.
private struct SuggestDocument: Encodable {
  struct Curve: Encodable {
    var source: String
    var format: String
    var learningRateColumn: String
    var lossColumn: String
    var repeats: Int
    var points: Int
    var usedPoints: Int
    var lowestLearningRate: Double?
    var highestLearningRate: Double?
    var spacing: String
    var smoothedBefore: Bool
    var cleaning: [Change]
  }

  struct Change: Encodable {
    var name: String
    var points: Int?
    var message: String
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
      if let value { try container.encode(value) } else { try container.encodeNil() }
    }
  }

  var learningRate: Nullable
  var low: Nullable
  var high: Nullable
  var confident: Bool
  var divergenceLearningRate: Nullable
  var rules: [String: Nullable]
  var basis: String
  var spreadDecades: Nullable
  var diagnostics: [Diagnostic]
  var curve: Curve
  var version: String

  init(_ report: SuggestReport) {
    let suggestion = report.suggestion
    let cleaned = report.cleaned
    learningRate = Nullable(value: suggestion.estimate?.learningRate)
    low = Nullable(value: suggestion.estimate?.low)
    high = Nullable(value: suggestion.estimate?.high)
    confident = suggestion.isConfident
    divergenceLearningRate = Nullable(value: suggestion.divergenceLearningRate)
    rules = Dictionary(
      uniqueKeysWithValues: suggestion.readings.map {
        ($0.rule.rawValue, Nullable(value: $0.learningRate))
      })
    basis = CurveSuggestion.basis.rawValue
    spreadDecades = Nullable(value: suggestion.spread.map { ($0 * 1000).rounded() / 1000 })
    diagnostics = suggestion.doubts.map { Diagnostic(name: $0.name, message: $0.advice) }
    curve = Curve(
      source: report.file.source, format: report.file.format.rawValue,
      learningRateColumn: report.file.learningRateColumn, lossColumn: report.file.lossColumn,
      repeats: report.file.curve.runs.count, points: report.file.pointCount,
      usedPoints: cleaned.pointCount, lowestLearningRate: cleaned.curve.learningRates.first,
      highestLearningRate: cleaned.curve.learningRates.last, spacing: cleaned.spacing.rawValue,
      smoothedBefore: cleaned.wasSmoothed,
      cleaning: report.changes.map {
        Change(name: $0.name, points: $0.points, message: $0.sentence)
      })
    version = report.version
  }
}
