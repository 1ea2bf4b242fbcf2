extension LossPlot {
  /// What a terminal and a page show of it: the curve of the range test, the rates that were trained with, the
  /// recommended one and its range.
  var drawing: ChartDrawing {
    var series = losses.map { one in
      ChartDrawing.Series(
        name: "", points: zip(learningRates, one).map { .init(x: $0, y: $1) }, look: .dots,
        colour: 5)
    }
    series.append(
      .init(
        name: names.curve, points: zip(learningRates, smoothed).map { .init(x: $0, y: $1) },
        look: .line))
    if !confirmed.isEmpty {
      let points = confirmed.sorted { $0.learningRate < $1.learningRate }.map { point in
        ChartDrawing.Point(
          x: point.learningRate, y: point.loss, interval: point.interval,
          title: "η \(Decimal.significant(point.learningRate)): "
            + (point.loss.map { Decimal.significant($0) } ?? "diverged"))
      }
      let hasBars = points.contains { $0.interval != nil }
      series.append(
        .init(
          name: names.confirmed + (hasBars ? "; bars: \(Self.intervalName)" : ""), points: points,
          look: .marks, colour: 1))
    }
    let edge = divergence.map { rate in
      ChartDrawing.Edge(
        value: rate, isPredicted: isDecided && !isEdgeTrained, steps: divergenceSteps)
    }
    return ChartDrawing(
      x: rateScale, y: lossScale, xLabel: "learning rate η", yLabel: lossLabel, series: series,
      marks: .init(
        recommended: recommended.map {
          .init(value: $0, name: "η = \(Decimal.significant($0))")
        },
        range: range.map { ($0, "range \(Decimal.range($0.lowerBound, $0.upperBound))") },
        edge: edge), intervals: Self.intervalName)
  }
}
