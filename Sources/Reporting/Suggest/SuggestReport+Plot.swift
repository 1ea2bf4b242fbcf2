extension SuggestReport {
  /// The curve as the rules saw it and what they read, to be drawn; nil where they read nothing.
  package var plot: LossPlot? { suggestion.estimate == nil ? nil : curvePlot }

  /// The same, also where the rules read nothing.
  var curvePlot: LossPlot {
    let estimate = suggestion.estimate
    var plot = LossPlot(
      title: file.source.split(separator: "/").last.map(String.init) ?? "",
      subtitle: "\(file.lossColumn.singleLine) over \(file.learningRateColumn.singleLine)",
      lossLabel: file.lossColumn.shown(atMost: 60),
      names: .init(
        losses: "as recorded", curve: "as the rules see it",
        confirmed: "whole trainings: mean validation loss"),
      learningRates: cleaned.curve.learningRates,
      losses: cleaned.curve.losses, smoothed: cleaned.curve.meanLosses,
      confirmed: file.wholeTrainings.map {
        LossPlot.Confirmed(learningRate: $0.learningRate, loss: $0.loss)
      }, isDecided: !file.wholeTrainings.isEmpty, recommended: estimate?.learningRate,
      range: estimate.map { $0.low...$0.high }, divergence: drawnDivergence)
    plot.isRangePredicted = true
    return plot
  }

  /// From where on a chart says that training diverges: that of whole trainings is measured.
  var drawnDivergence: Double? {
    suggestion.divergedTraining ?? suggestion.divergenceLearningRate
  }
}
