import Descent

/// The curve itself with the places of a path on it: f upwards, x to the right.
struct CurveChart {
  static let height = 9
  /// How far the curve is drawn beyond the places, as a share of where they are.
  private static let room = 0.15
  /// Values of the curve that are so many times farther away than those of the places are cut off.
  private static let mostSpans = 3.0

  let width: Int
  private let curve: Curve
  private let scale: PlotScale
  private let values: PlotScale

  /// Nil where the values overflow.
  ///
  /// - Parameters:
  ///   - curve: The curve.
  ///   - places: What has to be on it.
  ///   - width: The characters of a panel.
  init?(_ curve: Curve, places: ClosedRange<Double>, width: Int) {
    let span = places.upperBound - places.lowerBound
    let room = span > 0 ? Self.room * span : max(1, abs(places.lowerBound) / 2)
    scale = PlotScale(
      low: places.lowerBound - room, high: places.upperBound + room, isLogarithmic: false)
    guard (scale.high - scale.low).isFinite, scale.high > scale.low else { return nil }
    let inner = (0...64).map { places.lowerBound + span * Double($0) / 64 }.map(curve.value)
      .filter(\.isFinite)
    guard let low = inner.min(), let high = inner.max(), (high - low).isFinite else { return nil }
    let scale = scale
    let all = (0..<width).map { curve.value(at: scale.value(at: Double($0) / Double(width - 1))) }
      .filter(\.isFinite)
    let reach = Self.mostSpans * (high > low ? high - low : .infinity)
    var bottom = max(min(low, all.min() ?? low), low - reach)
    var top = min(max(high, all.max() ?? high), high + reach)
    if !(top - bottom > 16 * max(top.ulp, bottom.ulp)) {
      let room = max(1, abs(bottom) / 2)
      (bottom, top) = (bottom - room, top + room)
    }
    guard (top - bottom).isFinite else { return nil }
    self.width = width
    self.curve = curve
    values = PlotScale(low: bottom, high: top, isLogarithmic: false)
  }

  /// What is written before the rows.
  var labels: [Int: String] {
    [0: Decimal.significant(values.high), Self.height - 1: Decimal.significant(values.low)]
  }

  /// The curve, and on it the places that are in sight.
  func panel(of path: some Sequence<Double>) -> ChartPanel {
    var panel = ChartPanel(width: width, height: Self.height, scale: values)
    for column in 0..<width {
      let value = curve.value(at: scale.value(at: Double(column) / Double(width - 1)))
      guard value.isFinite, (values.low...values.high).contains(value) else { continue }
      panel.mark(value, column: column, with: "·")
    }
    for x in path where (scale.low...scale.high).contains(x) {
      let value = curve.value(at: x)
      guard value.isFinite else { continue }
      panel.mark(
        value, column: Int((scale.position(of: x) * Double(width - 1)).rounded()), with: "•")
    }
    panel.label(from: scale.low, to: scale.high)
    return panel
  }
}
