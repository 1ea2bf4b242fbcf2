extension LossPlot {
  /// What a terminal and a page show of it: the curve of the range test, the rates that were trained with, the
  /// recommended one and its range.
  ///
  /// - Parameters:
  ///   - curve: What the curve is called.
  ///   - trained: What the trained rates are called.
  /// - Returns: What is drawn.
  func drawing(curve: String, trained: String) -> ChartDrawing {
    var series = losses.map { one in
      ChartDrawing.Series(
        name: "", points: zip(learningRates, one).map { .init(x: $0, y: $1) }, look: .dots,
        colour: 5)
    }
    series.append(
      .init(
        name: curve, points: zip(learningRates, smoothed).map { .init(x: $0, y: $1) }, look: .line))
    if !confirmed.isEmpty {
      let points = confirmed.sorted { $0.learningRate < $1.learningRate }.map { point in
        ChartDrawing.Point(
          x: point.learningRate, y: point.loss,
          title: "η \(Decimal.significant(point.learningRate)): "
            + (point.loss.map { Decimal.significant($0) } ?? "diverged"))
      }
      series.append(.init(name: trained, points: points, look: .marks, colour: 1))
    }
    let edge = divergence.map { rate in
      let isTrained = confirmed.contains { $0.learningRate == rate && $0.loss == nil }
      return ChartDrawing.Edge(
        value: rate, isPredicted: isDecided && !isTrained, steps: divergenceSteps)
    }
    return ChartDrawing(
      x: rateScale, y: lossScale, xLabel: "learning rate η", yLabel: lossLabel, series: series,
      marks: .init(
        recommended: .init(value: recommended, name: "η = \(Decimal.significant(recommended))"),
        range: low < high ? (low...high, "range \(Decimal.range(low, high))") : nil, edge: edge))
  }
}
