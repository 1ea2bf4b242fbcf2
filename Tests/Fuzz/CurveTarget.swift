import CurveFiles
import Reporting
import Tabular
import Tuning

/// The reader of recorded curves, CSV or JSON, and the rules that look at them.
enum CurveTarget {
  private static let file = InputFile()

  static func check(_ bytes: UnsafeRawBufferPointer) {
    file.fill(with: bytes)
    do {
      let curve = try CurveFile(path: file.path)
      let cleaned = try CleanedCurve(curve.curve)
      let suggestion = CurveSuggestion(cleaned)
      let report = SuggestReport(
        file: curve, cleaned: cleaned, suggestion: suggestion, version: "fuzz")
      require(!report.json.isEmpty, "there is JSON")
      report.summary(Style(hasColor: false)).filter { !$0.isEmpty }.forEach(checkMessage)
      guard let estimate = suggestion.estimate else {
        require(!suggestion.isConfident, "without an answer there is doubt")
        return
      }
      require(
        estimate.learningRate > 0 && estimate.learningRate.isFinite, "a rate is above 0 and finite")
    } catch let error as DataError {
      checkMessage(error.description)
    } catch let problem as CurveProblem {
      checkMessage(problem.message)
    } catch {
      fail("errors are of a known kind: \(error)")
    }
  }
}
