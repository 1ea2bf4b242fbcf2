import Experiment
import Store
import Tabular

extension SweepStore {
  /// `curves.csv` of finished trials, those of the plan in force first: what `SweepFile.curveFile`
  /// makes of them, without holding all points at once.
  ///
  /// - Parameters:
  ///   - trials: The trials without their curves; what was finished since they were read is left out, so
  ///     that all files are about the same.
  ///   - axes: The axes that they have.
  ///   - numbers: Their short numbers.
  ///   - options: How the file is written.
  /// - Returns: The file's bytes.
  /// - Throws: `StoreError` when the store cannot be read.
  package func curvesCSV(
    of trials: some Sequence<TrialResult>, axes: [Axis] = Axis.all, numbers: TrialNumbers,
    options: CSVWriter.Options = .init()
  ) throws(StoreError) -> [UInt8] {
    let table = SweepFile.curveFile(of: axes)
    var writer = CSVWriter(header: table.header, options: options)
    try visitCurvePoints(of: trials, axes: axes, numbers: numbers) { count in
      writer.reserve(rows: count, bytesOfRow: SweepFile.CurvePoint.bytes)
    } body: { row in
      table.write(row, to: &writer)
    }
    return writer.bytes
  }

  /// Visits the rows of `curves.csv`, one after the other; the parameters are those of `curvesCSV`.
  func visitCurvePoints(
    of trials: some Sequence<TrialResult>, axes: [Axis], numbers: TrialNumbers,
    count: (Int) -> Void = { _ in }, body: (PlanRow<SweepFile.CurvePoint>) -> Void
  ) throws(StoreError) {
    let columns = SweepFile.subjectColumns(of: axes)
    let known = Dictionary(trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var last: (trial: TrialResult, subject: SweepFile.Subject)?
    try visitCurves(count: count) { id, checkpoint, isInPlan in
      if last?.trial.id != id {
        guard let trial = known[id] else { return }
        last = (trial, SweepFile.Subject(trial, columns))
      }
      guard let last else { return }
      let point = SweepFile.CurvePoint(last.trial, checkpoint, subject: last.subject)
      body(PlanRow(point, isInPlan: isInPlan, number: numbers[id]))
    }
  }
}
