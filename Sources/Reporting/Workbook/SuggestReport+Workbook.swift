import Tabular
import Tuning

extension SuggestReport {
  /// The workbook of a curve that was recorded.
  ///
  /// - Parameter page: Its page.
  /// - Returns: The workbook.
  package func workbook(_ page: Page) -> Workbook {
    let points = Array(zip(cleaned.curve.learningRates, cleaned.curve.meanLosses))
    let curve = WorkbookSheet("curve", file: nil, Self.curveTable, rows: points)
    let rules = WorkbookSheet("rules", file: nil, Self.ruleTable, rows: readings)
    let plot = curvePlot
    return Workbook(
      page, sheets: [curve, rules],
      charts: [
        WorkbookChart(
          title: "Loss over the learning rate",
          x: .init(
            label: "learning rate η", scale: plot.rateScale, values: plot.learningRates),
          y: .init(label: plot.lossLabel, scale: plot.lossScale, values: plot.smoothed),
          series: [
            .init(
              name: "as the rules see it", sheet: curve.name, x: 0, y: 1, rows: .all, look: .line)
          ])
      ])
  }

  private static let curveTable = ResultTable<(rate: Double, loss: Double)>([
    .number("learning_rate", "by rising rate") { $0.rate },
    .number("loss", "as the rules see it: smoothed, of repeats the mean") { $0.loss },
  ])
}
