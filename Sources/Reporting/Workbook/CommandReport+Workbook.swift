import Tabular
import Training

extension CommandReport {
  /// The workbook of a search for the rate of a command.
  ///
  /// - Parameter page: Its page.
  /// - Returns: The workbook.
  package func workbook(_ page: Page) -> Workbook {
    let name = "runs"
    let runs = WorkbookSheet(name, file: nil, runSummary, rows: decision.results)
    let logs = WorkbookSheet("logs", file: Self.fileName, Self.runTable, rows: entries)
    let names = runs.columns.map(\.name)
    var charts: [WorkbookChart] = []
    if let plot, let x = names.firstIndex(of: "learning_rate"), let y = names.firstIndex(of: "loss")
    {
      // The sheet has the figure as it was logged, the picture a loss.
      let losses = plot.lossScale
      let scale =
        plan.choice.isMaximized
        ? PlotScale(low: -losses.high, high: -losses.low, isLogarithmic: false) : losses
      let figure = measure ?? "loss"
      charts.append(
        WorkbookChart(
          title: "\(figure) over the learning rate",
          x: .init(
            label: "learning rate η", scale: plot.rateScale,
            values: decision.results.map(\.configuration.learningRate)),
          y: .init(
            label: figure, scale: scale,
            values: decision.results.compactMap { $0.validationLoss.map(plan.choice.loss) }),
          series: [
            .init(
              name: "runs, of whatever length", sheet: name, x: x, y: y, rows: .all, look: .marks)
          ]))
    }
    return Workbook(page, sheets: [runs, logs], charts: charts)
  }
}
