extension FigurePlot {
  /// The rates of schedules over the steps, and beside them the momentum where one is cycled, to be
  /// drawn.
  ///
  /// - Parameter curves: At least one, all over the same steps.
  package init(_ curves: [ScheduleCurve]) {
    func panel(_ label: String, _ values: [[Double]?]) -> Panel {
      let all = values.compactMap { $0 }.joined()
      let high = all.max() ?? 1
      let low = min(0, all.min() ?? 0)
      return Panel(
        xLabel: "step", yLabel: label,
        x: PlotScale(
          low: 1, high: Double(max(2, curves[0].learningRates.count)), isLogarithmic: false),
        y: PlotScale(low: low, high: high > low ? high * 1.05 : 1, isLogarithmic: false),
        series: values.enumerated().compactMap { index, values in
          values.map { values in
            Series(
              name: "\(curves[index].specification)",
              points: values.enumerated().map { [Double($0.offset + 1), $0.element] }, colour: index
            )
          }
        })
    }
    let momenta = curves.map(\.momentum)
    self.init(
      title: curves.count == 1 ? "\(curves[0].specification)" : "Schedules",
      subtitle: Decimal.count(curves[0].learningRates.count, "step"),
      panels: [panel("learning rate", curves.map(\.learningRates))]
        + (momenta.contains { $0 != nil } ? [panel("momentum", momenta)] : []))
  }
}
