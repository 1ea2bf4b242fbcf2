import Tuning

extension FindReport {
  /// The range test's curves, the confirmed rates and the recommendation, to be drawn.
  package var plot: LossPlot {
    let recommendation = outcome.recommendation
    let first = outcome.confirmation.repeats.first ?? 0
    let confirmed =
      recommendation.decision?.rates.map {
        LossPlot.Confirmed(
          learningRate: $0.learningRate, loss: $0.loss, interval: $0.interval)
      }
      ?? outcome.confirmation.rates.map { rate in
        LossPlot.Confirmed(learningRate: rate.learningRate, loss: rate.repeats[first].soundLoss)
      }
    return LossPlot(
      title: dataset.report.source.split(separator: "/").last.map(String.init) ?? "",
      subtitle: "\(modelDescription), \(plan.settings.optimizer.specification), batch "
        + "\(min(plan.settings.batchSize, dataset.trainingRowCount)), "
        + "\(Decimal.grouped(plan.budgetSteps)) steps",
      lossLabel: "loss (\(lossName))",
      names: .init(
        losses: "range test, each step", curve: "range test, smoothed",
        confirmed: "\(trainingLength) trainings, validation loss"),
      learningRates: outcome.curve.learningRates,
      losses: outcome.curve.losses, smoothed: outcome.curve.meanLosses, confirmed: confirmed,
      isDecided: recommendation.decision != nil,
      recommended: recommendation.learningRate,
      range: recommendation.range,
      divergence: recommendation.divergenceLearningRate, divergenceSteps: shortDivergenceSteps)
  }

  /// The steps in which short trainings diverged; nil where whole ones decided, or these were no shorter.
  var shortDivergenceSteps: Int? {
    guard outcome.recommendation.decision == nil else { return nil }
    return outcome.recommendation.divergenceSteps.flatMap { $0 < plan.budgetSteps ? $0 : nil }
  }
}
