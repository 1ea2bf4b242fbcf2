extension SweepPlot {
  /// What a page shows of it: a line a schedule and optimizer, the best with a ring; every point leads to its
  /// row of the table.
  ///
  /// - Parameters:
  ///   - plateau: The rates that lose little around the best.
  ///   - edge: Where training diverges.
  /// - Returns: What is drawn.
  func drawing(plateau: ClosedRange<Double>?, edge: Double?) -> ChartDrawing {
    let series = lines.map { line in
      let look = look(of: line)
      return ChartDrawing.Series(
        name: line.name,
        points: line.points.map { point in
          let loss = point.loss.map { Decimal.significant($0) } ?? "diverged"
          return .init(
            x: point.learningRate, y: point.loss, interval: point.interval,
            link: point.rank.map { "#c\($0)" },
            title: "\(line.name), η \(Decimal.significant(point.learningRate)): \(loss)"
              .shown(atMost: Page.longestText))
        }, look: .lineWithMarks, colour: look.place, dash: look.dash)
    }
    return ChartDrawing(
      x: rateScale, y: lossScale, xLabel: "learning rate η", yLabel: lossLabel, series: series,
      marks: .init(
        recommended: best.map {
          .init(
            value: $0.learningRate, name: "best \(Decimal.significant($0.learningRate))")
        },
        range: plateau.map {
          (
            $0,
            "loses less than 5 % of what training gains: "
              + Decimal.range($0.lowerBound, $0.upperBound)
          )
        }, edge: edge.map { .init(value: $0) }, ring: best.map { ($0.learningRate, $0.loss) },
        level: untrainedLoss.map { .init(value: $0, name: "before training") }))
  }
}
