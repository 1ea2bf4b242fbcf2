import Tabular

extension PointsReport {
  /// The chart of points at their own rates: the loss of each over its rate, from the sheet `recommendations`.
  package var workbookCharts: [WorkbookChart] {
    let rows = comparison.rows.filter { $0.divergedCount == 0 && $0.loss != nil }
    let (rates, losses) = (
      rows.map(\.point.configuration.learningRate), rows.compactMap { $0.loss?.mean }
    )
    let sheet = SweepFile.recommendationFile.header
    guard let low = rates.min(), let high = rates.max(), let least = losses.min(),
      let most = losses.max(), let x = sheet.firstIndex(of: "learning_rate"),
      let y = sheet.firstIndex(of: "mean")
    else { return [] }
    let margin = most > least ? 0.1 * (most - least) : max(abs(most), 1) * 0.1
    return [
      WorkbookChart(
        title: "Loss of each setting at its own rate",
        x: .init(
          label: "learning rate η",
          scale: PlotScale(low: low / 1.5, high: high * 1.5, isLogarithmic: true), values: rates),
        y: .init(
          label: "mean validation loss (\(metric.loss.traits.label))",
          scale: PlotScale(
            low: max(0, least - margin), high: most + margin, isLogarithmic: false),
          values: losses),
        series: [
          .init(
            name: "settings", sheet: SweepFile.recommendations.rawValue, x: x, y: y, rows: .all,
            look: .marks),
          .init(
            name: "the best", sheet: SweepFile.recommendations.rawValue, x: x, y: y,
            rows: .one(0), look: .ring),
        ])
    ]
  }
}
