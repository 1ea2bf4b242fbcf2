import Experiment

/// How much of the variance of the loss each axis explains, over a complete grid.
///
/// The sums of squares of a balanced design: of an axis, those of the means of its values; of two axes,
/// what the means of their pairs add to both. They add up, with what is left: three axes together, and
/// chance. A configuration of which a seed diverged, or that ended above the loss before training,
/// counts as untrained: all that training gains is lost there. `Page.md` tells why. Where the loss before training is
/// not known, the highest loss stands for it.
package struct MainEffects: Sendable {
  /// An axis or two, and their share.
  package struct Share: Sendable, Hashable {
    package var axes: [String]
    package var share: Double
  }

  /// Why there are no shares.
  package enum Obstacle: Error, Sendable, Hashable {
    /// One axis alone varies, or none.
    case tooFewAxes
    /// Trainings of different length cannot be compared.
    case unequalLengths
    /// Some combinations were not trained: so many of so many were.
    case incomplete(trained: Int, combinations: Int)
    /// All losses are the same, or there is none.
    case noVariance
  }

  /// The axes alone, then pairs, each with the largest share first.
  package let axes: [Share]
  package let pairs: [Share]
  /// What neither explains.
  package let rest: Double

  /// - Parameter summary: What a sweep found.
  /// - Throws: Why it cannot be told.
  package init(_ summary: SweepSummary) throws(Obstacle) {
    let entries = summary.entries
    let axes = Axis.of(entries.map(\.configuration))
    let values = axes.map { axis in entries.map { axis.value($0.configuration) } }
    let varying = axes.indices.filter { Set(values[$0]).count > 1 }
    guard varying.count > 1 else { throw .tooFewAxes }
    // One that diverged may have been stopped where others went on.
    let lengths = Set(entries.filter { $0.divergedCount == 0 }.map(\.rungsAbove))
    guard lengths.count <= 1 else { throw .unequalLengths }
    let levels = varying.map { Set(values[$0]).count }
    let combinations = levels.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard combinations == entries.count else {
      throw .incomplete(trained: entries.count, combinations: combinations)
    }
    guard let untrained = summary.untrainedLoss ?? entries.compactMap(\.soundLoss).max() else {
      throw .noVariance
    }
    let losses = entries.map { min(untrained, $0.soundLoss ?? untrained) }
    let mean = losses.mean
    let total = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0, total.isFinite else { throw .noVariance }

    /// The sum of squares of the means of groups of equal size.
    func squares(_ axes: [Int]) -> Double {
      let groups = Dictionary(grouping: losses.indices) { place in axes.map { values[$0][place] } }
      // In a fixed order, as sums of floating-point numbers follow it.
      return groups.values.sorted { $0[0] < $1[0] }.reduce(0) { sum, places in
        let difference = places.map { losses[$0] }.mean - mean
        return sum + Double(places.count) * difference * difference
      }
    }
    let alone = Dictionary(uniqueKeysWithValues: varying.map { ($0, squares([$0])) })
    var shares = varying.map { Share(axes: [axes[$0].name], share: (alone[$0] ?? 0) / total) }
    var together: [Share] = []
    for (index, first) in varying.enumerated() {
      for second in varying[(index + 1)...] {
        let both = squares([first, second]) - (alone[first] ?? 0) - (alone[second] ?? 0)
        together.append(
          Share(axes: [axes[first].name, axes[second].name], share: max(0, both / total)))
      }
    }
    shares.sort { $0.share > $1.share }
    together.sort { $0.share > $1.share }
    self.axes = shares
    pairs = together
    rest = max(0, 1 - (shares + together).reduce(0) { $0 + $1.share })
  }
}
