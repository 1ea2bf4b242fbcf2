extension CommandReport {
  /// The losses of the rungs and the recommendation, to be drawn; nil where nothing is decided.
  package var plot: LossPlot? {
    guard let answer, let first = answer.rungs.first(where: { !$0.places.isEmpty }) else {
      return nil
    }
    let rates = first.places.filter { first.loss(at: $0) != nil }
    let losses = rates.compactMap { first.loss(at: $0) }
    let later = answer.rungs.dropFirst().flatMap { rung in
      rung.places.map { place in
        LossPlot.Confirmed(
          learningRate: answer.plan.learningRate(at: Double(place)), loss: rung.loss(at: place))
      }
    }
    return LossPlot(
      title: plan.template.shortName, subtitle: plan.template.text.shown(atMost: 80),
      lossLabel: plan.choice.isMaximized ? "−\(measure ?? "score")" : measure ?? "loss",
      learningRates: rates.map { answer.plan.learningRate(at: Double($0)) }, losses: [losses],
      smoothed: losses, confirmed: later, recommended: answer.learningRate, low: answer.low,
      high: answer.high, divergence: answer.edge)
  }
}
