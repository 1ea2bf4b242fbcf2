/// Curves over the steps of trainings.
struct StepCurves: Sendable {
  struct Curve: Sendable {
    var name: String
    var points: [(step: Int, value: Double)]
  }

  var curves: [Curve]
  var yLabel: String
  var xLabel = "step"
  var isLogarithmic: Bool
  /// How far up the axis reaches at most, in falls from the highest start to the lowest value: what diverges
  /// leaves the frame at its top. Nil for as far as there are values.
  var headroom: Double?

  /// The headroom of losses.
  static let lossRoom = 3.0
  /// How far below the highest value a logarithmic axis reaches.
  private static let depth = 1e-5

  /// The axes; nil where there is nothing to show.
  var scales: (x: PlotScale, y: PlotScale)? {
    let points = curves.flatMap(\.points).filter { $0.value.isFinite }
    let steps = points.map(\.step)
    guard let first = steps.min(), let last = steps.max(), last > 0,
      let lowest = points.map(\.value).min(), let highest = points.map(\.value).max()
    else { return nil }
    let start = points.filter { $0.step == first }.map(\.value).max() ?? lowest
    let isLogarithmic = isLogarithmic && lowest >= 0
    // What falls to nothing leaves the picture of the others.
    let floor = (headroom == nil ? highest : start) * Self.depth
    let low = points.map(\.value).filter { !isLogarithmic || $0 > floor }.min() ?? lowest
    let room = headroom.map { low + $0 * (start - low) } ?? highest
    let high = room > low ? min(highest, room) : highest
    let x = PlotScale(low: 0, high: Double(last), isLogarithmic: false)
    if isLogarithmic, high / low > 10 {
      return (x, PlotScale(low: low / 1.2, high: high * 1.2, isLogarithmic: true))
    }
    let span: Double = high > low ? high - low : max(abs(high), 1)
    let below: Double = low - 0.05 * span
    let bottom = low >= 0 ? max(0, below) : below
    return (x, PlotScale(low: bottom, high: high + 0.05 * span, isLogarithmic: false))
  }

  /// What a terminal and a page show; nil where there is nothing to show.
  var drawing: ChartDrawing? {
    scales.map { x, y in
      ChartDrawing(
        x: x, y: y, xLabel: xLabel, yLabel: yLabel,
        series: curves.enumerated().map { index, curve in
          .init(
            name: curve.name, points: curve.points.map { .init(x: Double($0.step), y: $0.value) },
            look: .line, colour: index, dash: index % 7 + 1)
        }, height: 250)
    }
  }
}
