/// The trials of one configuration, one a seed, all of the same length.
struct SeedSample {
  /// By rising seed.
  private(set) var trials: [TrialResult]

  var configuration: TrialResult.Configuration { trials[0].configuration }
  var steps: Int { trials[0].steps }
  var divergedCount: Int { trials.count { $0.status == .diverged } }
  /// Whether it can be compared with others: no seed diverged, and there is a loss.
  var isComparable: Bool { divergedCount == 0 && !losses.isEmpty }

  /// The validation losses of the seeds that did not diverge.
  var losses: [UInt64: Double] {
    var losses: [UInt64: Double] = [:]
    for trial in finished {
      if let loss = trial.validationLoss, loss.isFinite { losses[trial.seed] = loss }
    }
    return losses
  }

  private var finished: [TrialResult] { trials.filter { $0.status == .ok } }

  /// The samples of all configurations, in the order of configurations.
  ///
  /// A configuration's longest trials count; a seed that came twice counts once.
  static func collect(_ trials: [TrialResult]) -> [SeedSample] {
    let groups = Dictionary(grouping: trials, by: \.configuration)
    return groups.values.map { group in
      let steps = group.map(\.steps).max()
      let longest = group.filter { $0.steps == steps }.sorted {
        ($0.seed, $0.id) < ($1.seed, $1.id)
      }
      let unique = longest.indices.filter { $0 == 0 || longest[$0].seed != longest[$0 - 1].seed }
      return SeedSample(trials: unique.map { longest[$0] })
    }
    .sorted { TrialResult.Configuration.precedes($0.configuration, $1.configuration) }
  }

  /// Whether a sample ranks before another, which stands behind it in the order of configurations
  /// where nothing else decides: fewer diverged seeds, more steps (what halving kept), lower loss.
  static func ranksBefore(
    _ first: (sample: SeedSample, level: Double?), _ second: (sample: SeedSample, level: Double?)
  ) -> Bool {
    let shares = [first, second].map {
      Double($0.sample.divergedCount) / Double($0.sample.trials.count)
    }
    if shares[0] != shares[1] { return shares[0] < shares[1] }
    if first.sample.steps != second.sample.steps { return first.sample.steps > second.sample.steps }
    let levels = [first, second].map { $0.level ?? $0.sample.meanLoss ?? .infinity }
    if levels[0] != levels[1] { return levels[0] < levels[1] }
    return TrialResult.Configuration.precedes(
      first.sample.configuration, second.sample.configuration)
  }

  private var meanLoss: Double? { estimate?.mean }

  private var estimate: MeanEstimate? {
    let values = losses.sorted { $0.key < $1.key }.map(\.value)
    return values.isEmpty ? nil : MeanEstimate(values)
  }

  /// The sample's line, but for what is seen only along the rates.
  func entry(rank: Int, comparison: Comparison.Entry?) -> SweepSummary.Entry {
    func mean(_ value: (TrialResult) -> Double?) -> Double? {
      let values = finished.compactMap(value).filter(\.isFinite)
      return values.isEmpty ? nil : values.mean
    }
    return SweepSummary.Entry(
      configuration: configuration, steps: steps, seedCount: trials.count,
      divergedCount: divergedCount, loss: estimate, trainLoss: mean(\.trainLoss),
      metric: mean(\.metric), rank: rank, comparison: comparison,
      sensitivity: RateSensitivity(), isBestRate: false, edge: nil)
  }
}
