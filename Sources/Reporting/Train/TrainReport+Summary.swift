import Experiment
import Glibc
import Statistics
import Tabular
import Training

extension TrainReport {
  /// The outcome for people: a chart of the first run, a line a run, the mean, and advice.
  ///
  /// - Parameters:
  ///   - style: How it is set apart on a terminal.
  ///   - hasChart: Whether the chart is wanted.
  /// - Returns: The lines, without newlines.
  package func summary(_ style: Style, hasChart: Bool = true) -> [String] {
    let drawing = hasChart ? chart.drawing : nil
    var lines = drawing?.lines(style) ?? []
    if !lines.isEmpty {
      let name = runs.count > 1 ? " of \(name(of: runs[0]))" : ""
      lines += style.caption(" loss\(name): · training, • validation\(drawing?.legend ?? "")")
      lines.append("")
    }
    for run in runs {
      let advice = advice(on: run).map(\.text)
      // The last evaluation of a run that broke off may be that before its first step.
      guard
        let end = run.end.flatMap({
          endText(loss: $0.loss, metric: $0.metric, of: run)
        })
      else {
        lines.append("\(name(of: run)): \(style.yellow(advice.joined(separator: "; ")))")
        continue
      }
      lines.append("\(name(of: run)): \(style.bold(end + run.classMetrics.listed))")
      if let allRowsText = allRowsText(of: run) { lines.append("  \(allRowsText)") }
      lines += advice.map { "  \(style.yellow($0))" }
    }
    if let mean = meanText { lines.append(mean) }
    return lines
  }

  /// A run's seed, and its fold where there are several.
  private func name(of run: TrialResult) -> String {
    "seed \(run.seed)" + (words.folds > 1 ? ", fold \(run.fold.index)" : "")
  }

  private var chart: StepCurves {
    let points = runs.first?.checkpoints ?? []
    return StepCurves(
      curves: [
        .init(
          name: "training",
          points: points.compactMap { point in point.trainLoss.map { (point.step, $0) } }),
        .init(
          name: "validation",
          points: points.compactMap { point in point.validationLoss.map { (point.step, $0) } }),
      ], yLabel: "loss", isLogarithmic: true, headroom: StepCurves.lossRoom)
  }

  /// What a run ended with; nil where that is not finite.
  private func endText(loss: Double?, metric: Double?, of run: TrialResult) -> String? {
    guard let loss else { return nil }
    let metric = metric.map { ", \(dataset.loss.metric.words) \(Decimal.significant($0))" } ?? ""
    var text = Decimal.significant(loss)
    if let scale = splits.shape(of: run.fold).targetScale {
      text += " (RMSE \(Decimal.significant(loss.squareRoot() * scale)) in the target's units)"
    }
    return "validation loss \(text)\(metric)"
  }

  /// Which rows that is of, and what it is on all; nil where it is of all.
  private func allRowsText(of run: TrialResult) -> String? {
    let shape = splits.shape(of: run.fold)
    guard let detail = run.detail, let evaluation = detail.allRows,
      let end = endText(loss: evaluation.loss.ifFinite, metric: detail.allRowsMetric, of: run)
    else { return nil }
    return "of \(Decimal.grouped(shape.checkpointRowCount)) of the validation rows, as in find "
      + "and sweep; of all \(Decimal.grouped(shape.validationRowCount)): \(end)"
  }

  /// The mean and standard error over the runs that did not diverge, where there are several.
  private var meanText: String? {
    let losses = runs.compactMap(\.validationLoss)
    let diverged = runs.count - losses.count
    let verb = diverged == 1 ? "is" : "are"
    let left = diverged > 0 ? " (\(diverged) of \(runs.count) diverged and \(verb) left out)" : ""
    guard losses.count > 1 else { return diverged > 0 && runs.count > 1 ? "no mean\(left)" : nil }
    guard
      let estimate = MeanEstimate(runs.losses(folds: words.folds), of: plan.configuration)
    else { return nil }
    return
      "mean of \(words.described(losses.count)): validation loss \(Decimal.significant(estimate.mean)) "
      + "± \(Decimal.significant(estimate.standardError ?? .nan, digits: 2)) "
      + "(standard error over \(words.folds > 1 ? "folds" : "seeds"))\(left)"
  }
}
