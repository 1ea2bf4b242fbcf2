import Experiment
import Statistics
import Store
import Tabular

extension WorkbookSheet {
  /// The sheet of one of the files of a sweep's folder.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - table: Its columns.
  ///   - rows: Its rows.
  package init<Row>(_ file: SweepFile, _ table: ResultTable<Row>, rows: [Row]) {
    self.init(file.rawValue, file: file.name, table, rows: rows)
  }

  /// The sheet of `wide.csv`.
  package init(_ wide: WideTable) {
    let rate = Column(
      name: WideTable.rateColumn, note: "number: by rising rate", kind: .number, isGiven: true)
    let settings = wide.header.dropFirst().map { name in
      Column(
        name: name,
        note:
          "number: the mean validation loss of this setting; empty where it was not trained with that "
          + "rate to its end, or a seed diverged", kind: .number, isGiven: false)
    }
    self.init(
      name: SweepFile.wide.rawValue, file: SweepFile.wide.name, columns: [rate] + settings
    ) { row in
      for line in wide.rows {
        row([.number(line.learningRate)] + line.losses.map { ResultCell($0) }, nil)
      }
    }
  }

  /// The places in `curves` of what is drawn.
  static var curveColumns: (step: Int, loss: Int) {
    let names = SweepFile.curveTable.header
    return (names.firstIndex(of: "step") ?? 0, names.firstIndex(of: "validation_loss") ?? 0)
  }

  /// The sheet of `curves.csv`, read while it is written.
  ///
  /// - Parameters:
  ///   - store: Where the curves are.
  ///   - trials: As in `SweepStore.curvesCSV`.
  ///   - axes: The axes that they have.
  ///   - numbers: Their short numbers.
  package init(
    curvesIn store: SweepStore, of trials: [TrialResult], axes: [Axis], numbers: TrialNumbers
  ) {
    let table = SweepFile.curveFile(of: axes)
    self.init(
      name: SweepFile.curves.rawValue, file: SweepFile.curves.name,
      columns: table.columns.map(Column.init)
    ) { row throws(StoreError) in
      try store.visitCurvePoints(of: trials, axes: axes, numbers: numbers) { point in
        row(table.columns.map { $0.cell(point) }, point.row.trial)
      }
    }
  }
}
