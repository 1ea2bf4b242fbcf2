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

  /// How far below the highest value a logarithmic axis reaches.
  private static let depth = 1e-5

  /// The axes; nil where there is nothing to show.
  var scales: (x: PlotScale, y: PlotScale)? {
    let points = curves.flatMap(\.points).filter { $0.value.isFinite }
    // What falls to nothing leaves the picture of the others.
    let floor = (points.map(\.value).max() ?? 0) * Self.depth
    let values = points.map(\.value).filter { !isLogarithmic || $0 > floor }
    guard let last = points.map(\.step).max(), last > 0, let low = values.min(),
      let high = values.max()
    else { return nil }
    let x = PlotScale(low: 0, high: Double(last), isLogarithmic: false)
    if isLogarithmic, high / low > 10 {
      return (x, PlotScale(low: low / 1.2, high: high * 1.2, isLogarithmic: true))
    }
    let span: Double = high > low ? high - low : max(abs(high), 1)
    let below: Double = low - 0.05 * span
    let bottom = low >= 0 ? max(0, below) : below
    return (x, PlotScale(low: bottom, high: high + 0.05 * span, isLogarithmic: false))
  }

  /// The picture, and what the lines are; nil where there is nothing to show.
  func picture(description: String) -> (element: String, key: [Page.Key])? {
    guard let (x, y) = scales else { return nil }
    let area = ChartArea(x: x, y: y, left: 82, top: 16, width: 760, height: 250)
    var drawing = SVGDrawing(width: 860, height: 320)
    area.drawFrame(xLabel: xLabel, yLabel: yLabel, on: &drawing)
    for (index, curve) in curves.enumerated() {
      drawing.polyline(
        curve.points.filter { $0.value.isFinite && (!y.isLogarithmic || $0.value >= y.low) }.map {
          area.place(Double($0.step), $0.value)
        }, class: "l s\(index % 7) k\(index % 7 + 1)")
    }
    return (
      drawing.element(description: description),
      curves.enumerated().map { index, curve in
        Page.Key(
          name: curve.name.shown(atMost: Page.longestText),
          style: "s\(index % 7) k\(index % 7 + 1)")
      }
    )
  }
}
