import Descent
import Tabular

extension DescentReport {
  /// A row of the step table: an x of a run.
  package struct StepRow: Sendable {
    /// The η that was asked for, which says which run the row belongs to.
    var baseLearningRate: Double
    var start: Double
    var row: DescentRun.Row
  }

  /// The steps: a row for each x, run by run. What is too large for double precision is an empty
  /// field.
  package static let stepTable = ResultTable<StepRow>([
    .number("base_learning_rate", "the η that was asked for, which tells the runs apart") {
      $0.baseLearningRate
    },
    .integer("step", unit: .steps, "updates made before") { $0.row.step },
    .number("x", "where the descent is") { $0.row.x },
    .number("value", "of the function there") { $0.row.value },
    .number("slope", "of the function there") { $0.row.slope },
    .number(
      "learning_rate", "of the update that follows, which a schedule changes; empty in the last row"
    ) { $0.row.update == nil ? nil : $0.row.learningRate },
    .number("update", "the change of x that follows; empty in the last row") { $0.row.update },
    .number("from", "where the run begins") { $0.start },
  ])

  /// The columns of versions that knew one start alone.
  private static let earlierTable = ResultTable<StepRow>(Array(stepTable.columns.dropLast()))

  /// The steps as a CSV.
  package func stepsCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    let rows = runs.lazy.flatMap { run in
      run.rows.lazy.map {
        StepRow(baseLearningRate: run.learningRate, start: run.descent.start, row: $0)
      }
    }
    return Self.stepTable.csv(rows, options: options)
  }

  /// Whether a file that begins with these bytes holds steps that `descend` wrote.
  package static func isStepsCSV(_ start: ArraySlice<UInt8>) -> Bool {
    stepTable.isCSV(start) || earlierTable.isCSV(start) || PlaneReport.stepTable.isCSV(start)
  }
}
