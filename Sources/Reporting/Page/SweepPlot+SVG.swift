extension SweepPlot {
  /// The rates that lose little around the best, and where training diverges: what is marked besides.
  struct Marks {
    var plateau: ClosedRange<Double>?
    var edge: Double?
  }

  /// The picture: a line a schedule and optimizer, the best with a ring, crosses above where a seed
  /// diverged; every mark leads to its row of the table.
  ///
  /// - Parameters:
  ///   - marks: What is marked besides.
  ///   - description: What is seen in it.
  /// - Returns: The element, and what the lines are.
  func picture(_ marks: Marks, description: String) -> (element: String, key: [Page.Key]) {
    let scale = lossScale
    let area = ChartArea(
      x: rateScale, y: scale, left: 82, top: 34, width: 760, height: 330)
    var drawing = SVGDrawing(width: 860, height: 420)
    if let plateau = marks.plateau {
      let (low, high) = (area.column(plateau.lowerBound), area.column(plateau.upperBound))
      drawing.rectangle(
        x: low - 3, y: area.top, width: high - low + 6, height: area.height, class: "band",
        title: "loses less than 5 % of what training gains: "
          + Decimal.range(plateau.lowerBound, plateau.upperBound))
    }
    area.drawFrame(xLabel: "learning rate η", yLabel: lossLabel, on: &drawing)
    if let untrainedLoss, untrainedLoss >= scale.low, untrainedLoss <= scale.high {
      let row = area.row(untrainedLoss)
      drawing.line((area.left, row), (area.right, row), class: "untrained")
      drawing.text(
        "before training", at: (area.right - 4, row - 5), anchor: .end, class: "soft small")
    }
    for line in lines { draw(line, in: area, on: &drawing) }
    if let best {
      let place = area.place(best.learningRate, best.loss)
      drawing.circle(place, radius: 9, class: "best")
      area.drawMark(
        at: best.learningRate, "best \(Decimal.significant(best.learningRate))", above: 8,
        class: "rec", on: &drawing)
    }
    if let edge = marks.edge {
      area.drawMark(at: edge, "diverges", above: 24, class: "edge", on: &drawing)
    }
    return (drawing.element(description: description), lines.map(key))
  }

  private func key(_ line: Line) -> Page.Key {
    let look = look(of: line)
    return Page.Key(
      name: line.name.shown(atMost: Page.longestText),
      style: "s\(look.place % 7) k\(look.dash)")
  }

  private func draw(_ line: Line, in area: ChartArea, on drawing: inout SVGDrawing) {
    let look = look(of: line)
    let (stroke, fill) = ("s\(look.place % 7)", "f\(look.place % 7)")
    for point in line.points {
      guard let bar = Self.bar(point, within: area.y) else { continue }
      let column = area.column(point.learningRate)
      drawing.line((column, area.row(bar[2])), (column, area.row(bar[3])), class: "e \(stroke)")
    }
    // A line that leaves the frame, or a rate that diverged, is a gap.
    for run in line.points.split(whereSeparator: { ($0.loss ?? .infinity) > area.y.high }) {
      drawing.polyline(
        run.compactMap { point in point.loss.map { area.place(point.learningRate, $0) } },
        class: "l \(stroke) k\(look.dash)")
    }
    for point in line.points {
      let words =
        "\(line.name), η \(Decimal.significant(point.learningRate)): "
      drawing.group(link: point.rank.map { "#c\($0)" }) { drawing in
        if let loss = point.loss, loss <= area.y.high {
          drawing.circle(
            area.place(point.learningRate, loss), radius: 4.5, class: "p \(fill)",
            title: (words + Decimal.significant(loss)).shown(atMost: Page.longestText))
        } else {
          drawing.cross(
            (area.column(point.learningRate), area.top - 8 - Double(look.place % 4) * 6),
            radius: 4,
            class: "x \(stroke)",
            title: (words + (point.loss.map { Decimal.significant($0) } ?? "diverged"))
              .shown(atMost: Page.longestText))
        }
      }
    }
  }
}
