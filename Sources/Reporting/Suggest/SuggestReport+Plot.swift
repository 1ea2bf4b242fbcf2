extension SuggestReport {
  /// The curve as the rules saw it and what they read, to be drawn; nil where they read nothing.
  package var plot: LossPlot? {
    guard let estimate = suggestion.estimate else { return nil }
    var plot = LossPlot(
      title: file.source.split(separator: "/").last.map(String.init) ?? "",
      subtitle: "\(file.lossColumn.singleLine) over \(file.learningRateColumn.singleLine)",
      lossLabel: file.lossColumn.singleLine, learningRates: cleaned.curve.learningRates,
      losses: cleaned.curve.losses, smoothed: cleaned.curve.meanLosses,
      confirmed: pagePlot.confirmed, isDecided: pagePlot.isDecided,
      recommended: estimate.learningRate, low: estimate.low, high: estimate.high,
      divergence: drawnDivergence)
    plot.isRangePredicted = true
    return plot
  }
}
