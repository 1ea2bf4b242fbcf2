import Glibc

/// A small chart of the loss over the learning rate, in text.
///
/// Each column of characters is a stretch of log η, and shows the mean of the losses in it.
package struct LossChart: Sendable {
  /// Points with rising learning rates.
  package var points: [(learningRate: Double, loss: Double)]
  /// Points of another kind, drawn behind where the axes hold them.
  package var background: [(learningRate: Double, loss: Double)]
  /// The recommended rate; nil where there is none.
  package var recommended: Double?
  /// The range of rates around it.
  package var range: ClosedRange<Double>?
  /// Other rates that were trained with, which the axis has to hold.
  package var tried: [Double]
  /// The loss that the chart's height goes by; that of the first point unless given.
  package var start: Double?

  private static let width = 60
  private static let height = 10
  /// How far above the first loss the chart reaches, as a share of what the loss fell; a diverging
  /// tail beyond it is cut off.
  private static let headroom = 0.25
  /// The shares of the losses up to the lowest one, and of all, that are in the chart at least: the
  /// first batch of a heavy-tailed target may have a far lower loss than the others.
  private static let shown = (falling: 0.9, all: 0.5)

  package init(
    points: [(learningRate: Double, loss: Double)],
    background: [(learningRate: Double, loss: Double)] = [], recommended: Double? = nil,
    range: ClosedRange<Double>? = nil, tried: [Double] = [], start: Double? = nil
  ) {
    self.points = points
    self.background = background
    self.recommended = recommended
    self.range = range
    self.tried = tried
    self.start = start
  }

  /// The chart's lines; empty where there is nothing to show.
  package func lines(_ style: Style) -> [String] {
    guard let first = points.first, let last = points.last, last.learningRate > first.learningRate
    else { return [] }
    let all = [first.learningRate, last.learningRate] + tried + (recommended.map { [$0] } ?? [])
    let rates = PlotScale(
      low: all.min() ?? first.learningRate, high: all.max() ?? last.learningRate,
      isLogarithmic: true)
    let low = points.map(\.loss).min() ?? 0
    let start = start ?? first.loss
    let fall = max(start - low, 0.05 * abs(start), .leastNormalMagnitude)
    let falling = points.prefix { $0.loss > low }.map(\.loss) + [low]
    let high = max(
      start + (self.start == nil ? Self.headroom * fall : 0),
      Self.quantile(Self.shown.falling, of: falling),
      Self.quantile(Self.shown.all, of: points.map(\.loss)))
    let losses = PlotScale(low: low, high: high, isLogarithmic: false)

    let width = style.chartWidth(Self.width)
    func column(of learningRate: Double) -> Int {
      Self.column(of: learningRate, on: rates, width: width)
    }
    var panel = ChartPanel(width: width, height: Self.height, scale: losses)
    if let recommended { panel.drawLine(column: column(of: recommended), with: "│") }
    let behind = background.filter { rates.low...rates.high ~= $0.learningRate }
    for (points, mark) in [(behind, "·"), (points, "•")]
      as [([(learningRate: Double, loss: Double)], Character)]
    {
      let columns = Dictionary(grouping: points) { column(of: $0.learningRate) }
        .mapValues { $0.map(\.loss) }
      for (column, values) in columns where values.contains(where: { $0 <= losses.high }) {
        panel.mark(values.mean, column: column, with: mark)
      }
    }
    drawAxis(rates, on: &panel)
    return TextChart(panel).lines.map { style.faint($0) }
  }

  /// The number below which a share of some numbers lies.
  private static func quantile(_ share: Double, of numbers: [Double]) -> Double {
    numbers.sorted()[Int(share * Double(numbers.count - 1))]
  }

  private static func column(of learningRate: Double, on rates: PlotScale, width: Int) -> Int {
    let place = rates.position(of: learningRate) * Double(width - 1)
    return min(width - 1, max(0, Int(place.rounded())))
  }

  /// The line below the chart with the range, and the decades under it.
  private func drawAxis(_ rates: PlotScale, on panel: inout ChartPanel) {
    func column(of learningRate: Double) -> Int {
      Self.column(of: learningRate, on: rates, width: panel.width)
    }
    let (left, right) = (log10(rates.low), log10(rates.high))
    // The last decade's name may reach beyond the line.
    var names = [Character](repeating: " ", count: panel.width + TextChart.labelWidth)
    let fitting = Double(panel.width) / 8
    let stride = max(right - left > 9 ? 2 : 1, Int(((right - left) / fitting).rounded(.up)))
    for decade in Int(left.rounded(.up))...max(Int(left.rounded(.up)), Int(right.rounded(.down)))
    where decade.isMultiple(of: stride) {
      let position = column(of: pow(10, Double(decade)))
      panel.rule[position] = "┴"
      for (offset, character) in "1e\(decade)".enumerated() {
        names[position + offset] = character
      }
    }
    if let range {
      let ends = column(of: range.lowerBound)...column(of: range.upperBound)
      for position in ends { panel.rule[position] = "━" }
    }
    if let recommended { panel.rule[column(of: recommended)] = "┷" }
    panel.foot = String(names)
  }
}
