import Descent
import Tabular

extension DescentReport {
  /// The columns of the step table.
  ///
  /// `base_learning_rate` is the η that was asked for and says which run a row belongs to;
  /// `learning_rate` is the one of the row's step, which a schedule changes.
  package static let columns = [
    "base_learning_rate", "step", "x", "value", "slope", "learning_rate", "update",
  ]

  /// The steps: a row for each x, run by run.
  ///
  /// `step` counts the updates made before. `update` is the change of x that follows, at this
  /// `learning_rate`; both are empty in the last row. What is too large for double precision is an
  /// empty field.
  package func stepsCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    var writer = CSVWriter(header: Self.columns, options: options)
    for run in runs {
      for row in run.rows {
        writer.number(run.learningRate)
        writer.integer(row.step)
        writer.number(row.x)
        writer.number(row.value)
        writer.number(row.slope)
        writer.number(row.update == nil ? nil : row.learningRate)
        writer.number(row.update)
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Whether a file that begins with these bytes holds steps that `descend` wrote.
  package static func isStepsCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: columns)
  }
}
