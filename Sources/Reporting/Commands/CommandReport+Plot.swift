extension CommandReport {
  /// The losses of the rungs and the recommendation, to be drawn; nil where nothing is decided.
  package var plot: LossPlot? {
    guard let answer, let first = answer.rungs.first(where: { !$0.places.isEmpty }) else {
      return nil
    }
    let rates = first.places.filter { first.loss(at: $0) != nil }
    let losses = rates.compactMap { first.loss(at: $0) }
    // Of a rate that was run for several lengths the longest.
    var longest: [Int: Double?] = [:]
    for rung in answer.rungs.dropFirst() {
      for place in rung.places { longest[place] = .some(rung.loss(at: place)) }
    }
    let later = longest.sorted { $0.key < $1.key }.map { place, loss in
      LossPlot.Confirmed(learningRate: answer.plan.learningRate(at: Double(place)), loss: loss)
    }
    return LossPlot(
      title: plan.template.shortName, subtitle: plan.template.text.shown(atMost: 80),
      lossLabel: plan.choice.isMaximized ? "−\(measure ?? "score")" : measure ?? "loss",
      names: .init(losses: "", curve: "shortest runs", confirmed: "longer runs"),
      learningRates: rates.map { answer.plan.learningRate(at: Double($0)) }, losses: [],
      smoothed: losses, confirmed: later, recommended: answer.learningRate,
      range: answer.range, divergence: answer.edge)
  }
}
