extension ChartDrawing {
  /// The picture of a page.
  ///
  /// - Parameter description: What is seen in it.
  /// - Returns: The element, and what the series are.
  func picture(description: String) -> (element: String, key: [Page.Key]) {
    let top: Double = height < 330 ? 16 : 34
    let area = ChartArea(x: x, y: y, left: 82, top: top, width: 760, height: height)
    var drawing = SVGDrawing(width: 860, height: top + height + 56)
    if let range = marks.range {
      let ends = (area.column(range.values.lowerBound), area.column(range.values.upperBound))
      drawing.rectangle(
        x: ends.0 - 3, y: area.top, width: ends.1 - ends.0 + 6, height: area.height, class: "band",
        title: range.title)
    }
    area.drawFrame(xLabel: xLabel, yLabel: yLabel, on: &drawing)
    if let level = marks.level, holds(level.value) {
      let row = area.row(level.value)
      drawing.line((area.left, row), (area.right, row), class: "untrained")
      drawing.text(level.name, at: (area.right - 4, row - 5), anchor: .end, class: "soft small")
    }
    for one in series { draw(one, in: area, on: &drawing) }
    if let ring = marks.ring {
      drawing.circle(area.place(ring.x, ring.y), radius: 9, class: "best")
    }
    if let recommended = marks.recommended {
      area.drawMark(
        at: recommended.value, recommended.name, above: 8, class: "rec", on: &drawing)
    }
    if let edge = marks.edge {
      area.drawMark(
        at: edge.value, edge.isPredicted ? "predicted to diverge" : "diverges", above: 24,
        class: "edge", on: &drawing)
    }
    let key = series.filter { !$0.name.isEmpty }.map { one in
      Page.Key(name: one.name.shown(atMost: Page.longestText), style: "\(one.stroke) k\(one.dash)")
    }
    return (drawing.element(description: description), key)
  }

  private func draw(_ one: Series, in area: ChartArea, on drawing: inout SVGDrawing) {
    if one.look == .dots {
      for point in one.points where holds(point.y) {
        drawing.circle(
          area.place(point.x, point.y ?? 0), radius: 1.8, class: "dots \(one.fill)")
      }
      return
    }
    for point in one.points where holds(point.y) {
      guard let bar = point.interval.flatMap(y.part) else { continue }
      let column = area.column(point.x)
      drawing.line(
        (column, area.row(bar.lowerBound)), (column, area.row(bar.upperBound)),
        class: "e \(one.stroke)")
    }
    if one.look != .marks {
      // A line that leaves the frame, or what diverged, is a gap.
      for run in one.points.split(whereSeparator: { !holds($0.y) }) {
        drawing.polyline(
          run.map { area.place($0.x, $0.y ?? 0) }, class: "l \(one.stroke) k\(one.dash)")
      }
    }
    guard one.look != .line else { return }
    for point in one.points {
      let mark: (inout SVGDrawing) -> Void = { drawing in
        if let y = point.y, holds(y) {
          drawing.circle(
            area.place(point.x, y), radius: 4.5, class: "p \(one.fill)", title: point.title)
        } else {
          // Those of several series stand one above the other.
          drawing.cross(
            (area.column(point.x), area.top - 8 - Double(one.colour % 4) * 6), radius: 4,
            class: "x \(one.stroke)", title: point.title)
        }
      }
      if let link = point.link { drawing.group(link: link, mark) } else { mark(&drawing) }
    }
  }
}

extension ChartDrawing.Series {
  fileprivate var stroke: String { "s\(colour % 7)" }
  fileprivate var fill: String { "f\(colour % 7)" }
}
