import Statistics

/// The mean validation loss over the learning rate, one line a schedule and optimizer.
package struct SweepPlot: Plot, Hashable {
  /// A measured rate.
  package struct Point: Sendable, Hashable {
    package var learningRate: Double
    /// The mean loss; nil where a seed diverged.
    package var loss: Double?
    /// Its 95 % interval over seeds or folds; nil for one.
    package var interval: ClosedRange<Double>?
    /// The rank of its configuration, where it is known.
    package var rank: Int?
  }

  /// The rates of one schedule and optimizer.
  package struct Line: Sendable, Hashable {
    package var schedule: String
    package var optimizer: String
    /// By rising rate.
    package var points: [Point]

    /// What it is called; a command has neither schedule nor optimizer, and what it is given stands for both.
    package var name: String {
      optimizer.isEmpty ? schedule : "\(schedule), \(optimizer)"
    }
  }

  /// The configuration with the best rank; there is none where all diverged.
  package struct Best: Sendable, Hashable {
    package var learningRate: Double
    package var loss: Double

    init?(_ entry: SweepSummary.Entry) {
      guard let loss = entry.soundLoss else { return nil }
      learningRate = entry.configuration.learningRate
      self.loss = loss
    }
  }

  /// The most lines that can be told apart, and named in the key.
  static let mostLines = 12

  /// The largest text.
  package var title: String
  /// A line under the title; empty for none.
  package var subtitle: String
  /// What is drawn upwards, such as `validation loss (cross-entropy)`.
  package var lossLabel: String
  /// In the order of their best ranks.
  package var lines: [Line]
  /// What is marked as the best, on the first line.
  package var best: Best?
  /// The loss before training, or nil.
  package var untrainedLoss: Double?
  /// What means and intervals are over.
  var words: ReplicateWords

  init(
    title: String, subtitle: String, lossLabel: String, lines: [Line], best: Best? = nil,
    untrainedLoss: Double? = nil, words: ReplicateWords
  ) {
    self.title = title
    self.subtitle = subtitle
    self.lossLabel = lossLabel
    self.lines = lines
    self.best = best
    self.untrainedLoss = untrainedLoss
    self.words = words
  }

  /// The lines of a summary; see `RateSeries.bySchedule`.
  package static func lines(of summary: SweepSummary) -> [Line] {
    let all = RateSeries.bySchedule(of: summary)
    let names = SettingNames(all.map(\.setting))
    return all.map { series in
      let isBuiltIn = series.setting.parameters == nil
      return Line(
        schedule: isBuiltIn ? "\(series.setting.schedule)" : names.name(of: series.setting),
        optimizer: isBuiltIn ? series.setting.optimizer.specification : "",
        points: series.entries.map(Point.init))
    }
  }
}

extension SweepPlot.Point {
  fileprivate init(_ entry: SweepSummary.Entry) {
    learningRate = entry.configuration.learningRate
    rank = entry.rank
    guard let mean = entry.soundLoss, let estimate = entry.loss else { return }
    loss = mean
    if let low = estimate.low, let high = estimate.high, low <= high { interval = low...high }
  }
}
