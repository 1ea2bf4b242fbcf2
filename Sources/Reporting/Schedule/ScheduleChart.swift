/// Small charts of schedules in text: the rate over the steps, two beside each other.
package struct ScheduleChart: Sendable {
  private let curves: [ScheduleCurve]
  private let highest: Double

  /// Odd, so that a line stands for half of the highest rate.
  private static let height = 9
  private static let gap = "  "
  /// The width of one chart alone, and of one of two beside each other, in an 80-column terminal.
  private static let width = (alone: 60, beside: 28)

  /// - Parameter curves: At least one; all are drawn on the same scale.
  package init(_ curves: [ScheduleCurve]) {
    self.curves = curves
    highest = curves.flatMap(\.learningRates).max() ?? 0
  }

  /// The charts' lines.
  package func lines(_ style: Style) -> [String] {
    let beside = TextChart.margin.count + 1 + Self.width.beside
    let isPaired =
      curves.count > 1
      && style.columns.map { 2 * beside + Self.gap.count <= $0 } ?? true
      && curves.allSatisfy { curve in
        captions(of: curve).allSatisfy { $0.count <= beside }
      }
    guard isPaired else {
      return Array(
        curves.map { curve in
          block(curve, width: style.chartWidth(Self.width.alone)).map { row($0, style) }
        }.joined(separator: [""]))
    }
    return Array(
      stride(from: 0, to: curves.count, by: 2).map { index in
        let left = block(curves[index], width: Self.width.beside)
        guard index + 1 < curves.count else { return left.map { row($0, style) } }
        let right = block(curves[index + 1], width: Self.width.beside)
        return zip(left, right).map { left, right in
          row(left, style, paddedTo: beside) + Self.gap + row(right, style)
        }
      }.joined(separator: [""]))
  }

  /// A line of a chart, and how it is set apart.
  private struct Line {
    var text: String
    var style: (Style) -> (String) -> String
  }

  /// A line without the spaces at its end, or filled up with them.
  private func row(_ line: Line, _ style: Style, paddedTo width: Int = 0) -> String {
    let text = line.text.trimmingTrailingSpaces
    let padding = "".rightPadded(to: width - text.count)
    return (text.isEmpty ? "" : line.style(style)(text)) + padding
  }

  /// What is said above a chart: the schedule, where it begins and ends, and its momentum.
  private func captions(of curve: ScheduleCurve) -> [String] {
    let rates = curve.learningRates
    let (first, last) = (Decimal.significant(rates[0]), Decimal.significant(rates[rates.count - 1]))
    let momentum = curve.momentum.map { values in
      let turn = values.min() ?? 0
      return "momentum \(Decimal.significant(values[0])) to \(Decimal.significant(turn))"
    }
    // Charts beside each other have as many lines.
    let hasMomentum = curves.contains { $0.momentum != nil }
    return ["\(curve.specification)", "first \(first), last \(last)"]
      + (hasMomentum ? [momentum ?? ""] : [])
  }

  private func block(_ curve: ScheduleCurve, width: Int) -> [Line] {
    let captions = captions(of: curve)
    return [Line(text: captions[0], style: Style.bold)]
      + captions.dropFirst().map { Line(text: $0, style: { _ in { $0 } }) }
      + drawing(of: curve.learningRates, width: width).map { Line(text: $0, style: Style.faint) }
  }

  /// The chart alone; a column shows the span of the rates of its steps.
  private func drawing(of rates: [Double], width: Int) -> [String] {
    var panel = ChartPanel(
      width: width, height: Self.height,
      scale: PlotScale(low: 0, high: highest > 0 ? highest : 1, isLogarithmic: false))
    for column in 0..<width {
      let start = column * rates.count / width
      let end = max(start + 1, (column + 1) * rates.count / width)
      let rows = rates[start..<end].map { panel.row(of: $0) }
      guard let top = rows.min(), let bottom = rows.max() else { continue }
      for row in top...bottom { panel.mark(row: row, column: column, with: "•") }
    }
    panel.label(steps: 1, to: "step \(Decimal.grouped(rates.count))", endingAt: width - 1)
    return TextChart(panel).lines
  }
}
