import Experiment
import Statistics
import Tabular
import Training

/// Everything that the recommendation of a sweep is made of.
package struct SweepReport: Sendable {
  package var summary: SweepSummary
  /// The data set, for the plot's title.
  package var dataName: String
  package var metric: Metric
  /// The number of trials in the plan, or nil where it is not known.
  package var plannedTrials: Int?
  /// The finished trials that are recorded besides, which only earlier plans had.
  package var trialsBeyondPlan = 0
  /// Whether nothing more is decided when these are finished.
  package var isLastRound: Bool
  /// How its rates were chosen.
  package var rates: RateChoice
  /// The epochs of its trainings, the fewest and the most; nil where the data is not at hand.
  package var epochs: ClosedRange<Double>?
  /// The loss of the best prediction that looks at no feature; nil likewise.
  package var constantLoss: Double?
  /// The accuracy of who always guesses the same class; nil likewise, and for a number.
  var chance: Double?
  /// What the trials of a command are called; nil where training is built in.
  package var command: CommandWords?

  /// The words for what a command of the user's own trains.
  package struct CommandWords: Sendable {
    /// What the log calls the figure.
    package var measure: String
    /// Whether more of it is better; what is compared is the figure with the sign turned round.
    package var isMaximized: Bool
    /// What its length is counted in; nil where it alone knows its length.
    package var unit: String?

    package init(measure: String, isMaximized: Bool, unit: String?) {
      self.measure = measure
      self.isMaximized = isMaximized
      self.unit = unit
    }

    var loss: String { isMaximized ? "−\(measure)" : measure }
  }

  /// What the trials are compared by.
  var lossWords: String { command?.loss ?? "validation loss" }

  /// The axes of its configurations, those of the training that is built in where there are none.
  var searchAxes: [Axis] { Axis.of(summary.entries.map(\.configuration)) }

  package init(
    summary: SweepSummary, dataName: String, metric: Metric, plannedTrials: Int? = nil,
    isLastRound: Bool = true, rates: RateChoice = .grid, dataset: Dataset? = nil
  ) {
    self.summary = summary
    self.dataName = dataName
    self.metric = metric
    self.plannedTrials = plannedTrials
    self.isLastRound = isLastRound
    self.rates = rates
    guard let dataset else { return }
    constantLoss = dataset.constantLoss
    chance = ClassShares(dataset)?.chance
    let epochs = summary.entries.map { entry in
      Double(entry.horizon)
        / Double(dataset.stepsPerEpoch(batchSize: entry.configuration.batchSize))
    }
    if let fewest = epochs.min(), let most = epochs.max() { self.epochs = fewest...most }
  }

  /// The first configuration, unless nothing could be measured with it, or halving stopped it: how it would have
  /// ended nobody knows.
  package var best: SweepSummary.Entry? {
    summary.entries.first.flatMap { $0.loss == nil || $0.rungsAbove > 0 ? nil : $0 }
  }

  /// Whether halving stopped some configurations.
  var isHalved: Bool { summary.entries.contains { $0.rungsAbove > 0 } }

  /// Why there is no best; of what was trained to the end where halving stopped others.
  var whyNoBest: String {
    isHalved
      ? "everything that was trained to the end diverged; how what halving stopped would end is not known"
      : "every trial diverged"
  }

  /// The configurations besides the first that may be the best.
  var rivals: [SweepSummary.Entry] {
    summary.entries.dropFirst().filter { $0.comparison?.isDistinguishable == false }
  }

  /// Mean loss over the learning rate, to be drawn.
  package var plot: SweepPlot {
    let count = summary.entries.map(\.replicateCount).max() ?? 0
    let fixed = axes.shared.isEmpty ? "" : axes.shared + ", "
    let lines = SweepPlot.lines(of: summary)
    let shown = lines.prefix(SweepPlot.mostLines)
    return SweepPlot(
      title: dataName.split(separator: "/").last.map(String.init) ?? "",
      subtitle: fixed + words.described(count)
        + (hasOtherAxes ? "; each line at its best setting of the other axes" : "")
        + (shown.count < lines.count
          ? "; the best \(shown.count) of \(lines.count) \(lineWords.several)" : ""),
      lossLabel: command?.loss ?? "validation loss (\(metric.loss.traits.label))",
      lines: Array(shown), best: best.flatMap(SweepPlot.Best.init),
      untrainedLoss: summary.untrainedLoss, words: words)
  }

  /// What has a line of its own: one, and several.
  var lineWords: (one: String, several: String) {
    command == nil
      ? ("schedule and optimizer", "schedules and optimizers") : ("setting", "settings")
  }

  /// Whether a line stands for several settings, the best of which it shows: those of a command each have
  /// a line.
  var hasOtherAxes: Bool {
    command == nil
      && axes.columns.contains { !["schedule", "optimizer", "learning_rate"].contains($0.column) }
  }

  /// The axes of the summary's configurations.
  var axes: SweepAxes { SweepAxes(summary.entries.map(\.configuration)) }
}
