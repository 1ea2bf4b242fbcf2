import Experiment
import Planning
import Training

/// Points at their own recommended rates, the best first.
///
/// A pure function of what was found and trained. Every point was trained with the same replicates, so
/// differences are paired; they are compared as in `Comparison.md`, and the intervals cover other
/// replicates of that training. Unlike in a sweep's summary, trainings of different lengths are compared:
/// they have the same number of epochs.
package struct PointComparison: Sendable {
  /// A point's line.
  package struct Row: Sendable {
    package var point: FoundPoint
    /// From 1. A point with any diverged training ranks behind all without, one without trials last.
    package var rank: Int
    /// The trainings with its rate, one a replicate, and those among them that diverged.
    package var replicateCount: Int
    package var divergedCount: Int
    /// Of the validation losses at the end, over the trainings that did not diverge.
    package var loss: MeanEstimate?
    /// The mean metrics over the same trainings; the latter where classes are unequal.
    package var metric: Double?
    package var classMetrics: [Metric: Double] = [:]
    /// How it compares with the best; nil where it diverged, or ended worse than untrained.
    package var comparison: Comparison.Entry?
    /// The training steps of the comparison.
    package var comparisonSteps: Int

    /// A point that is compared with no other.
    package init(alone point: FoundPoint) {
      (self.point, rank, replicateCount, divergedCount, comparisonSteps) = (point, 0, 0, 0, 0)
    }

    init(
      point: FoundPoint, rank: Int, replicateCount: Int, divergedCount: Int, loss: MeanEstimate?,
      metric: Double?, comparison: Comparison.Entry?, comparisonSteps: Int
    ) {
      (self.point, self.rank) = (point, rank)
      (self.replicateCount, self.divergedCount) = (replicateCount, divergedCount)
      (self.loss, self.metric, self.comparison) = (loss, metric, comparison)
      self.comparisonSteps = comparisonSteps
    }

    /// The training steps that were spent on this point and no earlier one.
    package var cost: Int { point.ownSteps + comparisonSteps }
  }

  /// By rising rank.
  package private(set) var rows: [Row]
  /// The folds of the rows that points were trained on; 1 for the ordinary split.
  package private(set) var foldCount: Int

  /// - Parameters:
  ///   - points: What was found, in plan order.
  ///   - trials: The finished trials that compare them, in any order; others are left out.
  package init(_ points: [FoundPoint], trials: [TrialResult]) {
    let known = Dictionary(grouping: trials, by: \.configuration)
    let samples = points.map { point in
      (known[point.configuration] ?? []).filter { $0.steps == point.steps }
        .sorted { $0.replicate < $1.replicate }
    }
    let folds = Set(samples.lazy.joined().map(\.fold)).count
    foldCount = folds
    let losses = samples.map { trials -> [Replicate: Double] in
      trials.allSatisfy { $0.status == .ok } ? trials.losses(folds: folds) : [:]
    }
    let compared = points.indices.filter { !losses[$0].isEmpty }
    let comparison = Comparison(
      compared.map { losses[$0] }, untrainedLoss: samples.joined().map(\.untrainedLoss).finiteMean)
    let entries = Dictionary(
      uniqueKeysWithValues: zip(compared, comparison.entries).compactMap { place, entry in
        entry.map { (place, $0) }
      })

    rows = points.indices.map { place in
      let finished = samples[place].filter { $0.status == .ok }
      var row = Row(
        point: points[place], rank: 0, replicateCount: samples[place].count,
        divergedCount: samples[place].count - finished.count,
        loss: MeanEstimate(
          finished.losses(folds: folds), of: points[place].configuration),
        metric: finished.compactMap(\.metric).finiteMean, comparison: entries[place],
        comparisonSteps: samples[place].reduce(0) { $0 + $1.steps })
      for metric in Metric.ofUnequalClasses {
        row.classMetrics[metric] = finished.compactMap { $0.classMetrics[metric] }.finiteMean
      }
      return row
    }
    let keys = rows.enumerated().map { place, row in
      let share = Double(row.divergedCount) / Double(max(1, row.replicateCount))
      return (
        row.replicateCount == 0 ? 1 : 0, share,
        row.comparison?.level ?? row.loss?.mean ?? .infinity,
        place
      )
    }
    let order = rows.indices.sorted { keys[$0] < keys[$1] }
    rows = order.enumerated().map { position, place in
      var row = rows[place]
      row.rank = position + 1
      return row
    }
  }
}
