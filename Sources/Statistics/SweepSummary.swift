import Experiment
import Training

/// What the finished trials of a sweep say, configuration by configuration.
///
/// A pure function of the trials, in whatever order they come. The decisions stand in
/// `Comparison.md`; intervals cover other replicates: seeds (initial
/// weights and batches) and, where there are folds, splits of these rows; not other data.
package struct SweepSummary: Sendable {
  /// A configuration's line.
  package struct Entry: Sendable {
    package var configuration: Configuration
    /// The updates of its trainings: the most, where it was trained for different numbers of them.
    package var steps: Int
    /// The updates that the schedule counts by: more than `steps` where halving stopped it.
    package var horizon: Int
    /// How many rungs of halving lie above the one that it stopped at; 0 for whole trainings.
    package var rungsAbove: Int
    /// The trainings, one a replicate, and those among them that diverged.
    package var replicateCount: Int
    package var divergedCount: Int
    /// Of the validation losses at the end, over the trainings that did not diverge; nil without any.
    package var loss: MeanEstimate?
    /// Means over the same trainings.
    package var trainLoss: Double?
    package var metric: Double?
    package var classMetrics: [Metric: Double] = [:]
    /// From 1, the best. What halving stopped ranks behind what was trained to the end, unless that diverged
    /// with every replicate; of either, a configuration with any diverged training behind all without.
    package var rank: Int
    /// How it compares with the best; nil where it diverged, had fewer steps, or no replicate in common.
    package var comparison: Comparison.Entry?
    /// What a rate that is off by ×3 and ×10 costs.
    package var sensitivity: RateSensitivity
    /// Whether this rate is the best of those measured with everything else the same.
    package var isBestRate: Bool
    /// At which end of the measured rates a best rate stands; nil in between.
    package var edge: Edge?

    /// Whether it says something beside a rate of the same setting: losses of trainings of another length say
    /// nothing; a rate that diverged says enough.
    package func isComparable(with other: Entry) -> Bool {
      steps == other.steps || divergedCount > 0
    }

    /// The mean loss; nil where a training diverged: what the others ended with says nothing of the rate.
    package var soundLoss: Double? { divergedCount == 0 ? loss?.mean : nil }

    /// The share of the trainings that diverged.
    package var divergedShare: Double { Double(divergedCount) / Double(replicateCount) }
  }

  /// An end of the measured rates.
  package enum Edge: String, Sendable, Hashable { case low, high }

  /// By rising rank.
  package private(set) var entries: [Entry]
  /// The folds of the rows that trials were trained on; 1 for the ordinary split.
  package private(set) var foldCount: Int
  /// The number of trials that were summarised.
  package private(set) var trialCount: Int
  /// The updates of all trials, and what they were if each configuration that was tried had been
  /// trained to its end.
  package private(set) var steps: Int
  package private(set) var fullSteps: Int
  /// The mean loss before training; nil without trials, and of a command, which tells none.
  package private(set) var untrainedLoss: Double?
  /// The noise of one loss and the critical value of the comparison; nil where there is none.
  package private(set) var noise: Double?
  package private(set) var criticalValue: Double?

  /// - Parameter trials: Finished trials, in any order.
  /// - Complexity: O(trials · log trials), and a simulation of the critical value.
  package init(_ trials: [TrialResult]) {
    let samples = ReplicateSample.collect(trials)
    trialCount = trials.count
    foldCount = Set(trials.lazy.map(\.fold)).count
    steps = trials.reduce(0) { $0 + $1.steps }
    fullSteps = samples.reduce(0) { $0 + $1.horizon * $1.trials.count }
    let isOfCommand = samples.contains { $0.configuration.setting.isOfCommand }
    untrainedLoss =
      isOfCommand ? nil : samples.lazy.flatMap { $0.trials.map(\.untrainedLoss) }.finiteMean

    // Only trainings of one rung can be compared: the longest. What was stopped below it is not the best.
    let compared = samples.indices.filter {
      samples[$0].isComparable && samples[$0].rungsAbove == 0
    }
    let comparison = Comparison(
      compared.map { samples[$0].losses }, untrainedLoss: untrainedLoss)
    (noise, criticalValue) = (comparison.noise, comparison.criticalValue)
    let known = Dictionary(
      uniqueKeysWithValues: zip(compared, comparison.entries).compactMap { index, entry in
        entry.map { (index, $0) }
      })

    let keys = samples.indices.map { samples[$0].rankingKey(level: known[$0]?.level, place: $0) }
    let order = samples.indices.sorted { keys[$0] < keys[$1] }
    entries = order.enumerated().map { position, index in
      samples[index].entry(rank: position + 1, comparison: known[index])
    }
    addRates()
  }

  /// Fills in what is seen only along the rates of a setting.
  private mutating func addRates() {
    let settings = Dictionary(grouping: entries.indices) { entries[$0].configuration.setting }
    for members in settings.values {
      let rates = members.sorted {
        entries[$0].configuration.learningRate < entries[$1].configuration.learningRate
      }
      for index in members {
        let alike = rates.filter { entries[$0].isComparable(with: entries[index]) }
        let curve = RateCurve(alike.map { RateCurve.Point(entries[$0]) })
        entries[index].sensitivity = curve.sensitivity(
          at: entries[index].configuration.learningRate)
      }
      // Indices rise with the rank.
      guard let best = members.min(), entries[best].loss != nil, entries[best].divergedCount == 0
      else { continue }
      entries[best].isBestRate = true
      guard rates.count > 1 else { continue }
      entries[best].edge = best == rates.first ? .low : best == rates.last ? .high : nil
    }
  }
}
