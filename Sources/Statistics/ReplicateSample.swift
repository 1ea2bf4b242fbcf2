import Experiment
import Training

/// The trials of one configuration, one a replicate, all of the same length.
struct ReplicateSample {
  /// By rising seed and fold.
  let trials: [TrialResult]
  let divergedCount: Int
  /// The validation losses of those that did not diverge; see `losses(folds:)`.
  let losses: [Replicate: Double]
  /// Their mean and its interval; nil where there is none.
  let estimate: MeanEstimate?

  var configuration: Configuration { trials[0].configuration }
  var steps: Int { trials[0].steps }
  var horizon: Int { trials[0].horizon }
  /// How many rungs of halving lie above the one that it stopped at; 0 for whole trainings.
  fileprivate(set) var rungsAbove = 0
  var divergedShare: Double { Double(divergedCount) / Double(trials.count) }
  /// Whether it can be compared with others: none diverged, and there is a loss.
  var isComparable: Bool { divergedCount == 0 && estimate != nil }

  /// - Parameters:
  ///   - trials: By rising seed and fold; at least one.
  ///   - folds: The folds of the whole comparison.
  private init(_ trials: [TrialResult], folds: Int) {
    self.trials = trials
    let finished = trials.filter { $0.status == .ok }
    divergedCount = trials.count - finished.count
    losses = trials.losses(folds: folds)
    estimate = MeanEstimate(losses, of: trials[0].configuration)
  }

  /// The samples of all configurations, in the order of configurations.
  ///
  /// A configuration's longest trials count; a replicate that came twice counts once.
  static func collect(_ trials: [TrialResult]) -> [ReplicateSample] {
    var values = AxisValues()
    let folds = Set(trials.lazy.map(\.fold)).count
    return Dictionary(grouping: trials, by: \.configuration).map { configuration, group in
      let steps = group.map(\.steps).max()
      let longest = group.filter { $0.steps == steps }.sorted {
        ($0.replicate, $0.id) < ($1.replicate, $1.id)
      }
      let unique = longest.indices.filter {
        $0 == 0 || longest[$0].replicate != longest[$0 - 1].replicate
      }
      let order = ConfigurationOrder(configuration, &values)
      return (order: order, sample: ReplicateSample(unique.map { longest[$0] }, folds: folds))
    }
    .sorted { $0.order < $1.order }.map(\.sample).withRungs()
  }

  /// What the ranking goes by, the lower the better: whether it went as far as any (what halving kept to the
  /// end), unless it diverged with every replicate; fewer diverged trainings, a higher rung, a lower loss, and
  /// the order of configurations where nothing else decides.
  ///
  /// - Parameters:
  ///   - level: The loss as if the sample had every replicate, or nil where that is not known.
  ///   - place: The place in the order of configurations.
  /// - Returns: What is compared.
  func rankingKey(level: Double?, place: Int) -> (Int, Double, Int, Double, Int) {
    let isWhole = rungsAbove == 0 && divergedCount < trials.count
    return (
      isWhole ? 0 : 1, divergedShare, rungsAbove, level ?? estimate?.mean ?? .infinity, place
    )
  }

  /// The sample's line, but for what is seen only along the rates.
  func entry(rank: Int, comparison: Comparison.Entry?) -> SweepSummary.Entry {
    func mean(_ value: (TrialResult) -> Double?) -> Double? {
      trials.lazy.filter { $0.status == .ok }.compactMap(value).finiteMean
    }
    var entry = SweepSummary.Entry(
      configuration: configuration, steps: steps, horizon: horizon, rungsAbove: rungsAbove,
      replicateCount: trials.count,
      divergedCount: divergedCount, loss: estimate, trainLoss: mean(\.trainLoss),
      metric: mean(\.metric), rank: rank, comparison: comparison,
      sensitivity: RateSensitivity(), isBestRate: false, edge: nil)
    for metric in Metric.ofUnequalClasses {
      entry.classMetrics[metric] = mean { $0.classMetrics[metric] }
    }
    return entry
  }
}

extension [ReplicateSample] {
  /// Counts the rungs by the shares of their trainings that the samples have. Trainings of other
  /// batch sizes may have other numbers of steps at the same rung.
  fileprivate func withRungs() -> Self {
    let shares = Set(map { Double($0.steps) / Double($0.horizon) }).sorted(by: >)
    var (rung, highest): (Int, Double) = (0, shares.first ?? 1)
    var rungs: [Double: Int] = [:]
    for share in shares {
      if share * TrialResult.rungSpread < highest { (rung, highest) = (rung + 1, share) }
      rungs[share] = rung
    }
    return map { sample in
      var sample = sample
      sample.rungsAbove = rungs[Double(sample.steps) / Double(sample.horizon)] ?? 0
      return sample
    }
  }
}
