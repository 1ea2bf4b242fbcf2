import Experiment

/// Compares every configuration with the best, whichever that truly is.
///
/// All statements hold together in 95 % of repetitions with other replicates. The decisions stand in
/// `Comparison.md`.
package struct Comparison: Sendable {
  /// What is known of one configuration.
  package struct Entry: Sendable, Hashable {
    /// The mean loss as if it had every replicate.
    package var level: Double
    /// How much higher that is than the lowest level.
    package var difference: Double
    /// What it loses at least, and at most, to the configuration that is truly best; nil where no
    /// configuration has two replicates, or nothing is there to compare with.
    package var low: Double?
    package var high: Double?
    /// Whether it is not the best; nil where `low` is.
    package var isDistinguishable: Bool?
  }

  /// One for each configuration; nil for one that has no replicate in common with the others, or that
  /// ended worse than untrained.
  package private(set) var entries: [Entry?]
  /// The noise of one loss among the contenders, as a standard deviation; nil where unknown.
  package private(set) var noise: Double?
  /// How many standard errors the intervals reach; nil where there are none.
  package private(set) var criticalValue: Double?

  /// A configuration that loses more than this share of what training gained is no contender.
  package static let contenderRegret = 0.1
  /// The best configurations that are contenders in any case, for enough degrees of freedom.
  package static let fewestContenders = 8

  /// - Parameters:
  ///   - table: The losses of each configuration by replicate, none empty, all finite.
  ///   - untrainedLoss: The loss before training, or nil.
  ///   - criticalValue: One that is known already; nil to simulate it.
  /// - Complexity: O(configurations · (log configurations + kinds)) besides the model's; a kind is
  ///   a set of replicates that a configuration has.
  package init(
    _ table: [[Replicate: Double]], untrainedLoss: Double?, criticalValue: Double? = nil
  ) {
    guard !table.isEmpty else {
      entries = []
      return
    }
    // What ended worse than untrained is not the best, and its wild noise says nothing of others.
    let sound = table.indices.filter { place in
      untrainedLoss.map { Self.mean(table[place]) <= $0 } ?? true
    }
    guard sound.count == table.count || sound.isEmpty else {
      let part = Comparison(
        sound.map { table[$0] }, untrainedLoss: untrainedLoss, criticalValue: criticalValue)
      entries = [Entry?](repeating: nil, count: table.count)
      for (entry, place) in zip(part.entries, sound) { entries[place] = entry }
      noise = part.noise
      self.criticalValue = part.criticalValue
      return
    }
    let model = ReplicateModel(
      table, contenders: Self.contenders(table, untrainedLoss: untrainedLoss))
    let lowest = model.rows.compactMap { $0?.level }.min() ?? 0
    entries = model.rows.map { row in
      row.map { Entry(level: $0.level, difference: $0.level - lowest) }
    }
    let compared = model.rows.indices.filter { model.rows[$0] != nil }
    guard compared.count > 1, let kinds = RowKinds(model),
      let best = compared.first(where: { model.rows[$0]?.level == lowest })
    else { return }
    noise = kinds.noise
    let reach = criticalValue ?? kinds.criticalValue(comparedWith: best)
    self.criticalValue = reach
    let candidates = Candidates(kinds, levels: model.rows.map { $0?.level }, reach: reach)
    for index in compared {
      let bounds = candidates.bounds(of: index)
      entries[index]?.low = bounds.low
      entries[index]?.high = bounds.high
      entries[index]?.isDistinguishable = !candidates.contains(index)
    }
  }

  /// The mean of a configuration's losses, added up in a fixed order.
  private static func mean(_ row: [Replicate: Double]) -> Double {
    row.sorted { $0.key < $1.key }.map(\.value).mean
  }

  /// The places of the contenders, the best first. They are told by their means alone, which are
  /// independent of the noise around them, so that the choice does not bias the noise.
  private static func contenders(
    _ table: [[Replicate: Double]], untrainedLoss: Double?
  ) -> [Int] {
    let means = table.map(mean)
    let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    let lowest = means[order[0]]
    let gain = untrainedLoss.map { $0 - lowest } ?? .infinity
    let count = order.count { gain <= 0 || means[$0] - lowest <= contenderRegret * gain }
    return Array(order.prefix(max(count, fewestContenders)))
  }
}
