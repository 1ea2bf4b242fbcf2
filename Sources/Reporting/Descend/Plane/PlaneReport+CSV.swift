import Descent
import Tabular

extension PlaneReport {
  /// A row of the step table: a place of a run.
  package struct StepRow: Sendable {
    var run: PlaneRun
    var step: Int

    var place: PlanePoint { run.path[step] }
    var slope: PlanePoint {
      let formula = run.descent.surface.formula
      return PlanePoint(
        formula.slope(0, at: place.coordinates), formula.slope(1, at: place.coordinates))
    }
    var next: PlanePoint? { step + 1 < run.path.count ? run.path[step + 1] : nil }
  }

  /// The steps: a row for each place, run by run. What is too large for double precision is an empty
  /// field. The variables are called x and y whatever their letters are.
  package static let stepTable = ResultTable<StepRow>([
    .number("base_learning_rate", "the η that was asked for, which tells the runs apart") {
      $0.run.learningRate
    },
    .integer("step", unit: .steps, "updates made before") { $0.step },
    .number("x", "where the descent is, in the first variable of the alphabet") { $0.place.x },
    .number("y", "in the second one") { $0.place.y },
    .number("value", "of the function there") {
      $0.run.descent.surface.formula.value(at: $0.place.coordinates)
    },
    .number("slope_x", "the gradient there") { $0.slope.x },
    .number("slope_y", "the gradient there") { $0.slope.y },
    .number(
      "learning_rate", "of the update that follows, which a schedule changes; empty in the last row"
    ) { $0.next != nil && $0.step < $0.run.rates.count ? $0.run.rates[$0.step] : nil },
    .number("update_x", "the change that follows; empty in the last row") { row in
      row.next.map { $0.x - row.place.x }
    },
    .number("update_y", "the change that follows; empty in the last row") { row in
      row.next.map { $0.y - row.place.y }
    },
    .number("from_x", "where the run begins") { $0.run.descent.start.x },
    .number("from_y", "where the run begins") { $0.run.descent.start.y },
  ])

  /// The steps as a CSV.
  package func stepsCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    let rows = runs.lazy.flatMap { run in
      run.path.indices.lazy.map { StepRow(run: run, step: $0) }
    }
    return Self.stepTable.csv(rows, options: options)
  }
}
