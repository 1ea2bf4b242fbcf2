import Experiment
import Statistics

extension SweepReport {
  /// The charts of a sweep: the loss over the rate, from the sheet `wide`, and over the steps of the best,
  /// from the sheet `curves`.
  ///
  /// - Parameter trials: The trials whose curves are drawn.
  /// - Returns: The charts, on the scales of the page's pictures.
  package func workbookCharts(curves trials: [TrialResult]) -> [WorkbookChart] {
    [rateChart, stepChart(of: trials)].compactMap { $0 }
  }

  private var rateChart: WorkbookChart? {
    let plot = plot
    let wide = WideTable(summary)
    let columns = RateSeries.all(of: summary).prefix(WideTable.mostColumns).map(\.setting)
    var series: [WorkbookChart.Series] = []
    for (line, drawn) in zip(plot.lines, RateSeries.bySchedule(of: summary)) {
      guard let place = columns.firstIndex(of: drawn.setting) else { continue }
      series.append(
        .init(
          name: line.name, sheet: SweepFile.wide.rawValue, x: 0,
          y: place + 1, rows: .all, look: .lineWithMarks))
    }
    guard !series.isEmpty else { return nil }
    if let best = plot.best, let setting = self.best?.configuration.setting,
      let place = columns.firstIndex(of: setting),
      let row = wide.rows.firstIndex(where: { $0.learningRate == best.learningRate })
    {
      series.append(
        .init(
          name: "best, at \(Decimal.significant(best.learningRate))",
          sheet: SweepFile.wide.rawValue, x: 0, y: place + 1, rows: .one(row), look: .ring))
    }
    return WorkbookChart(
      title: "Loss over the learning rate",
      x: .init(
        label: "learning rate η", scale: plot.rateScale,
        values: plot.lines.flatMap { $0.points.map(\.learningRate) }),
      y: .init(
        label: plot.lossLabel, scale: plot.lossScale,
        values: plot.lines.flatMap { $0.points.compactMap(\.loss) }), series: series)
  }

  private func stepChart(of trials: [TrialResult]) -> WorkbookChart? {
    let curves = lossCurves(of: trials)
    let sheet = WorkbookSheet.curveColumns
    guard let scales = curves.scales else { return nil }
    return WorkbookChart(
      title: "Curves of the best", x: .init(label: curves.xLabel, scale: scales.x, values: []),
      y: .init(
        label: curves.yLabel, scale: scales.y,
        values: curves.curves.flatMap { $0.points.map(\.value) }),
      series: zip(curves.curves, trials).map { curve, trial in
        .init(
          name: curve.name, sheet: SweepFile.curves.rawValue, x: sheet.step, y: sheet.loss,
          rows: .about(trial.id), look: .line)
      })
  }
}
