import Tuning

extension SuggestReport {
  /// The answer as one JSON object. Fields are only ever added from version to version.
  package var json: String { JSONText.encode(SuggestDocument(self)) }
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

  struct WholeTrainings: Encodable {
    var learningRates: [Double]
    /// The lowest at which one diverged.
    var divergenceLearningRate: NullableNumber
  }

  struct Diagnostic: Encodable {
    var name: String
    var message: String
  }

  var learningRate: NullableNumber
  var low: NullableNumber
  var high: NullableNumber
  var confident: Bool
  var divergenceLearningRate: NullableNumber
  /// Of a file that has whole trainings beside the curve.
  var wholeTrainings: WholeTrainings?
  var rules: [String: NullableNumber]
  var basis: String
  var spreadDecades: NullableNumber
  var diagnostics: [Diagnostic]
  var curve: Curve
  var version: String

  init(_ report: SuggestReport) {
    let suggestion = report.suggestion
    let cleaned = report.cleaned
    learningRate = NullableNumber(suggestion.estimate?.learningRate)
    low = NullableNumber(suggestion.estimate?.low)
    high = NullableNumber(suggestion.estimate?.high)
    confident = suggestion.isConfident
    divergenceLearningRate = NullableNumber(suggestion.divergenceLearningRate)
    if !report.file.wholeTrainings.isEmpty {
      wholeTrainings = WholeTrainings(
        learningRates: report.file.wholeTrainings.map(\.learningRate),
        divergenceLearningRate: NullableNumber(suggestion.divergedTraining))
    }
    rules = Dictionary(
      uniqueKeysWithValues: suggestion.readings.map {
        ($0.rule.rawValue, NullableNumber($0.learningRate))
      })
    basis = CurveSuggestion.basis.rawValue
    spreadDecades = NullableNumber(suggestion.spread.map { ($0 * 1000).rounded() / 1000 })
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
