import CurveFiles
import Tuning

/// Everything that the output of `suggest` is made of.
package struct SuggestReport: Sendable {
  package let file: CurveFile
  package let cleaned: CleanedCurve
  package let suggestion: CurveSuggestion
  /// The version of lrfind.
  package let version: String

  package init(
    file: CurveFile, cleaned: CleanedCurve, suggestion: CurveSuggestion, version: String
  ) {
    self.file = file
    self.cleaned = cleaned
    self.suggestion = suggestion
    self.version = version
  }

  /// What was done to the curve before the rules read it, in sentences.
  var changes: [(name: String, points: Int?, sentence: String)] {
    file.notes.map { ($0.name, $0.points, $0.sentence) }
      + cleaned.changes.map { ($0.name, $0.points, $0.sentence) }
  }
}
