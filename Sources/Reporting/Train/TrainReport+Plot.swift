import Experiment

extension TrainReport {
  /// The losses over the steps, and beside them the rate where a schedule moves it, to be drawn.
  package var plot: FigurePlot {
    let curves = runs.map { run in
      run.checkpoints.map { point in
        (
          step: Double(point.step), train: point.trainLoss?.ifFinite,
          validation: point.validationLoss?.ifFinite, rate: point.learningRate
        )
      }
    }
    let losses = curves.joined().flatMap { [$0.train, $0.validation] }.compactMap { $0 }
    let low = losses.min() ?? 0
    // What diverges leaves the frame at its top.
    let starts = curves.compactMap { $0.first?.validation }
    let top = max(starts.max() ?? 1, curves.compactMap { $0.last?.validation }.min() ?? 0)
    let isLogarithmic = low > 0 && top / low > LossPlot.logarithmicRatio
    let steps = PlotScale(
      low: 0, high: max(1, curves.joined().map(\.step).max() ?? 1), isLogarithmic: false)
    func name(_ run: Int, _ what: String) -> String {
      runs.count == 1 ? what : run == 0 ? "\(what), a line a run" : ""
    }
    var panels = [
      FigurePlot.Panel(
        xLabel: "step", yLabel: "loss (\(dataset.loss.traits.words))", x: steps,
        y: isLogarithmic
          ? PlotScale(low: low / 1.1, high: top * 1.1, isLogarithmic: true)
          : PlotScale(low: 0, high: top > 0 ? top * 1.05 : 1, isLogarithmic: false),
        series: curves.enumerated().flatMap { run, points in
          [
            FigurePlot.Series(
              name: name(run, "training"),
              points: points.compactMap { point in point.train.map { [point.step, $0] } },
              colour: 4),
            FigurePlot.Series(
              name: name(run, "validation"),
              points: points.compactMap { point in point.validation.map { [point.step, $0] } },
              colour: 0, hasMarks: runs.count == 1),
          ]
        })
    ]
    let rates = curves[0].map(\.rate)
    if let lowest = rates.min(), let highest = rates.max(), lowest < highest {
      panels.append(
        FigurePlot.Panel(
          xLabel: "step", yLabel: "learning rate", x: steps,
          y: PlotScale(low: 0, high: highest * 1.05, isLogarithmic: false),
          series: [
            FigurePlot.Series(name: "", points: curves[0].map { [$0.step, $0.rate] }, colour: 2)
          ]))
    }
    let configuration = plan.configuration
    return FigurePlot(
      title: dataset.report.source.split(separator: "/").last.map(String.init) ?? "",
      subtitle: "learning rate \(Decimal.significant(configuration.learningRate)), "
        + "\(configuration.optimizer.specification), \(configuration.schedule), batch "
        + "\(min(configuration.batchSize, dataset.trainingRowCount)), \(words.described(runs.count))",
      panels: panels)
  }
}
