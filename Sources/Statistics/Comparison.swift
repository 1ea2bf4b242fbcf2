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
    /// Whether it is not the best, that is `low` above 0; nil where that is.
    package var isDistinguishable: Bool?
  }

  /// One for each configuration; nil for one that has no replicate in common with the others, or that
  /// ended worse than untrained.
  package private(set) var entries: [Entry?]
  /// The noise of one loss among the contenders, as a standard deviation; nil where unknown.
  package private(set) var noise: Double?
  /// How many standard errors the intervals of contenders reach; nil where there are none.
  package private(set) var criticalValue: Double?

  /// - Parameters:
  ///   - table: The losses of each configuration by replicate, none empty, all finite.
  ///   - untrainedLoss: The loss before training, or nil.
  ///   - simulate: What tells a critical value; another one may know it already.
  /// - Complexity: O(configurations · (log configurations + kinds)) besides the model's; a kind is
  ///   a set of replicates that a configuration has.
  package init(
    _ table: [[Replicate: Double]], untrainedLoss: Double?,
    simulate: (CriticalValue) -> Double = { $0.simulated() }
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
        sound.map { table[$0] }, untrainedLoss: untrainedLoss, simulate: simulate)
      entries = [Entry?](repeating: nil, count: table.count)
      for (entry, place) in zip(part.entries, sound) { entries[place] = entry }
      noise = part.noise
      self.criticalValue = part.criticalValue
      return
    }
    let strata = RegretStrata(table, untrainedLoss: untrainedLoss)
    let noise = NoiseStrata(table, strata)
    let model = noise?.model ?? ReplicateModel(table, contenders: strata.members[0])
    let lowest = model.rows.compactMap { $0?.level }.min() ?? 0
    entries = model.rows.map { row in
      row.map { Entry(level: $0.level, difference: $0.level - lowest) }
    }
    let compared = model.rows.indices.filter { model.rows[$0] != nil }
    guard compared.count > 1, let noise, let reference = noise.lowestSteadyContender else { return }
    let kinds = RowKinds(model, contenderVariance: noise.variances[0].value)
    let reaches = Reaches(noise, kinds, reference: reference, simulate: simulate)
    let bounds = RegretBounds(noise, kinds, reaches)
    self.noise = noise.variances[0].value.squareRoot()
    criticalValue = reaches.strata[0].critical
    for index in compared {
      guard let low = bounds.lows[index] else { continue }
      entries[index]?.low = low
      entries[index]?.high = bounds.high(of: index)
      entries[index]?.isDistinguishable = low > 0
    }
  }

  /// The mean of a configuration's losses, added up in a fixed order.
  private static func mean(_ row: [Replicate: Double]) -> Double {
    row.sorted { $0.key < $1.key }.map(\.value).mean
  }
}
