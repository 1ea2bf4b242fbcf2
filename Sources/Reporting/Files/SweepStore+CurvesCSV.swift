import Store
import Tabular

extension SweepStore {
  /// `curves.csv` of the finished trials, those of the plan in force first: what
  /// `SweepFile.curveFile` makes of them, without holding all points at once.
  package func curvesCSV(options: CSVWriter.Options = .init()) throws(StoreError) -> [UInt8] {
    let table = SweepFile.curveFile
    var writer = CSVWriter(header: table.header, options: options)
    try visitCurves { count in
      writer.reserve(rows: count, bytesOfRow: SweepFile.CurvePoint.bytes)
    } body: { trial, point, isInPlan in
      let point = SweepFile.CurvePoint(trial: trial, checkpoint: point)
      table.write(PlanRow(point, isInPlan: isInPlan), to: &writer)
    }
    return writer.bytes
  }
}
