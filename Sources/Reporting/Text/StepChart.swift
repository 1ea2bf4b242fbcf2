/// A small chart of losses over the steps of a training, in text.
struct StepChart {
  /// One line of the chart.
  struct Series {
    var mark: Character
    var points: [(step: Int, value: Double)]
  }

  private static let width = 60
  private static let height = 10
  /// How far up the chart reaches at most, in falls from the first loss to the lowest.
  private static let headroom = 3.0

  /// The lines, drawn one over the other; later ones win.
  var series: [Series]

  /// The chart's lines; empty where there is nothing to show.
  func lines(_ style: Style) -> [String] {
    let points = series.flatMap(\.points).filter { $0.value.isFinite }
    let start = points.filter { $0.step <= (points.map(\.step).min() ?? 0) }.map(\.value).max() ?? 0
    guard let low = points.map(\.value).min(), let highest = points.map(\.value).max(),
      highest > low,
      let lastStep = points.map(\.step).max(), lastStep > 0
    else { return [] }
    // A training that diverges leaves the chart at its top.
    let high = start > low ? min(highest, low + Self.headroom * (start - low)) : highest
    let width = style.chartWidth(Self.width)
    var panel = ChartPanel(
      width: width, height: Self.height,
      scale: PlotScale(low: low, high: high, isLogarithmic: false))
    for line in series {
      for point in line.points where point.value.isFinite {
        let column = point.step * (width - 1) / lastStep
        panel.mark(point.value, column: column, with: point.value > high ? "▲" : line.mark)
      }
    }
    panel.label(
      steps: 0, to: "step \(Decimal.grouped(lastStep))", endingAt: width - 1)
    return TextChart(panel).lines.map { style.faint($0) }
  }
}
