import Experiment
import Store
import Tuning

extension CommandReport {
  /// The answer as one JSON object. Fields are only ever added from version to version; those that it
  /// has in common with `find` on a table mean the same.
  ///
  /// - Parameter folder: Where its runs are.
  /// - Returns: The text.
  package func json(folder: String) -> String {
    JSONText.encode(CommandDocument(self, folder: folder))
  }
}

/// The fields of the JSON object.
private struct CommandDocument: Encodable {
  struct Diagnostic: Encodable {
    var name: String
    var message: String
    var isDoubt = true
  }

  struct Run: Encodable {
    var trial: String
    var learningRate: Double
    var seed: UInt64
    var length: Int
    var status: TrialResult.Status
    var loss: NullableNumber
  }

  var command: String
  var folder: String
  var finished: Bool
  var learningRate: NullableNumber
  var low: NullableNumber
  var high: NullableNumber
  var confident: Bool
  var why: Nullable<String>
  var divergenceLearningRate: NullableNumber
  var correctionDecades: NullableNumber
  var metric: Nullable<String>
  var maximize: Bool
  var length: Nullable<Int>
  var unit: String
  var lengthIsTold: Bool
  var costTrainings: Double
  var runs: [Run]
  var diagnostics: [Diagnostic]
  var version: String

  init(_ report: CommandReport, folder: String) {
    let (plan, answer) = (report.plan, report.answer)
    command = plan.template.text
    self.folder = folder
    finished = report.decision.isDone
    learningRate = NullableNumber(answer?.learningRate)
    low = NullableNumber(answer?.low)
    high = NullableNumber(answer?.high)
    confident = report.isConfident
    why = Nullable(answer.map(report.why))
    divergenceLearningRate = NullableNumber(answer?.edge)
    correctionDecades = NullableNumber(answer?.correction)
    metric = Nullable(report.measure)
    maximize = plan.choice.isMaximized
    length = Nullable(report.decision.search?.plan.length)
    unit = plan.unit.rawValue
    lengthIsTold = plan.isTold
    costTrainings = report.trainings
    runs = report.decision.results.map { result in
      Run(
        trial: result.id, learningRate: result.configuration.learningRate, seed: result.seed,
        length: result.steps, status: result.status,
        loss: NullableNumber(result.validationLoss.map(plan.choice.loss)))
    }
    diagnostics = report.doubts.map { Diagnostic(name: $0.name, message: $0.words) }
    version = report.version
  }
}
