extension LossPlot {
  /// The picture: the curve of the range test, the rates that were trained with, the recommended one and
  /// its range.
  ///
  /// - Parameters:
  ///   - curve: What the curve is called.
  ///   - trained: What the trained rates are called.
  ///   - description: What is seen in it.
  /// - Returns: The element, and what the lines are.
  func picture(
    curve: String, trained: String, description: String
  ) -> (element: String, key: [Page.Key]) {
    let area = ChartArea(
      x: rateScale, y: lossScale, left: 82, top: 34, width: 760, height: 330)
    var drawing = SVGDrawing(width: 860, height: 420)
    let (first, last) = (area.column(low), area.column(high))
    drawing.rectangle(
      x: first, y: area.top, width: max(2, last - first), height: area.height, class: "band",
      title: "range \(Decimal.range(low, high))")
    area.drawFrame(xLabel: "learning rate η", yLabel: lossLabel, on: &drawing)
    for repeatLosses in losses {
      for (rate, loss) in zip(learningRates, repeatLosses) where isInside(loss) {
        drawing.circle(area.place(rate, loss), radius: 1.8, class: "dots f5")
      }
    }
    let points = Array(zip(learningRates, smoothed))
    for run in points.split(whereSeparator: { !isInside($0.1) }) {
      drawing.polyline(run.map { area.place($0.0, $0.1) }, class: "l s0")
    }
    for point in confirmed.sorted(by: { $0.learningRate < $1.learningRate }) {
      let words = "η \(Decimal.significant(point.learningRate)): "
      if let loss = point.loss, isInside(loss) {
        drawing.circle(
          area.place(point.learningRate, loss), radius: 5, class: "p f1",
          title: words + Decimal.significant(loss))
      } else {
        drawing.cross(
          (area.column(point.learningRate), area.top - 10), radius: 4.5, class: "x s1",
          title: words + (point.loss.map { Decimal.significant($0) } ?? "diverged"))
      }
    }
    area.drawMark(
      at: recommended, "η = \(Decimal.significant(recommended))", above: 8, class: "rec",
      on: &drawing)
    if let divergence {
      area.drawMark(at: divergence, "diverges", above: 24, class: "edge", on: &drawing)
    }
    return (
      drawing.element(description: description),
      [Page.Key(name: curve, style: "s0")]
        + (confirmed.isEmpty ? [] : [Page.Key(name: trained, style: "s1")])
    )
  }

  private func isInside(_ loss: Double) -> Bool {
    loss.isFinite && loss <= lossScale.high && loss >= lossScale.low
  }
}
