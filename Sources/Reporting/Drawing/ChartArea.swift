/// The field of a picture that a chart is drawn on: what `ChartPanel` is to a terminal, with the same
/// scales.
struct ChartArea {
  let x: PlotScale
  let y: PlotScale
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// Where a value lies; what is beyond a scale is at its end.
  func place(_ xValue: Double, _ yValue: Double) -> (x: Double, y: Double) {
    (column(xValue), row(yValue))
  }

  func column(_ value: Double) -> Double { left + width * min(1, max(0, x.position(of: value))) }
  func row(_ value: Double) -> Double { top + height * min(1, max(0, y.depth(of: value))) }

  /// A line across the field at a value, with its name beside it: to the left where there is no room at the right.
  func drawMark(
    at value: Double, _ name: String, above bottomGap: Double, class style: String,
    on drawing: inout SVGDrawing
  ) {
    let column = column(value)
    drawing.line((column, top), (column, bottom), class: style)
    let isAtEnd = column + Self.characterWidth * Double(name.count) + Self.besideMark > right
    drawing.text(
      name, at: (column + (isAtEnd ? -Self.besideMark : Self.besideMark), bottom - bottomGap),
      anchor: isAtEnd ? .end : .start, class: "small halo")
  }

  /// How far from its line a mark's name stands: beside the ring of the best point.
  private static let besideMark = 14.0

  /// About the width of a small letter.
  private static let characterWidth = 7.0

  /// Draws grid, marks and names of the axes.
  func drawFrame(xLabel: String, yLabel: String, on drawing: inout SVGDrawing) {
    for tick in y.ticks {
      let row = row(tick.value)
      guard !tick.label.isEmpty else { continue }
      drawing.line((left, row), (right, row), class: "g")
      drawing.text(tick.label, at: (left - 8, row + 4), anchor: .end)
    }
    for tick in x.ticks {
      let column = column(tick.value)
      let isNamed = !tick.label.isEmpty
      if isNamed { drawing.line((column, top), (column, bottom), class: "g") }
      drawing.line((column, bottom), (column, bottom + (isNamed ? 6 : 3)), class: "a")
      if isNamed { drawing.text(tick.label, at: (column, bottom + 20), anchor: .middle) }
    }
    drawing.line((left, bottom), (right, bottom), class: "a")
    drawing.line((left, top), (left, bottom), class: "a")
    drawing.text(xLabel, at: ((left + right) / 2, bottom + 40), anchor: .middle, class: "n")
    drawing.text(
      yLabel, at: (left - 56, (top + bottom) / 2), anchor: .middle, class: "n", turned: true)
  }
}
