import Experiment
import Planning
import Statistics
import Tabular
import Training

/// Trains optimizers at rates that nobody tuned beside a recommended rate, for the whole budget, in the
/// folds and with the seeds of `RateComparisonJob`.
package struct UntunedComparisonJob: Sendable {
  package let plan: FindPlan
  private let splits: TrainingSplits
  private let learningRate: Double
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// What is trained beside the recommended rate: those that promise to need no tuning, at what their
  /// authors promise it for, and the two rates that programs are full of.
  package static let contenders: [(optimizer: Optimizer, learningRate: Double)] =
    Optimizer.all.compactMap { optimizer in
      optimizer.traits.untunedRate.map { (optimizer, $0) }
    } + [(.adam(), 1e-3), (.sgd, 1e-2)]

  /// - Parameters:
  ///   - plan: What the recommendation is for.
  ///   - splits: What is trained on.
  ///   - learningRate: The recommended rate.
  package init(_ plan: FindPlan, on splits: TrainingSplits, learningRate: Double) {
    self.plan = plan
    self.splits = splits
    self.learningRate = learningRate
  }

  /// The steps that the job takes, over all lanes, unless all diverge.
  package var expectedSteps: Int {
    plan.budgetSteps * configurations.count * replicates.count
  }

  /// Trains all with every replicate.
  ///
  /// - Parameter workers: How many groups are trained at once; the outcome does not depend on it.
  /// - Returns: What they ended with.
  package func run(workers: Int) -> UntunedComparison {
    let training = GroupTraining(
      on: splits, clipNorm: plan.settings.clipNorm, keepsDetail: true, progress: progress)
    let configurations = configurations
    let results = TrialsInMemory(trials, training: training).run(workers: workers)
    let all = configurations.enumerated().map { place, configuration in
      UntunedComparison.Contender(
        optimizer: configuration.optimizer,
        rate: RateComparison.Rate(
          learningRate: configuration.learningRate,
          trials: stride(from: place, to: results.count, by: configurations.count).map {
            results[$0]
          }))
    }
    return UntunedComparison(tuned: all[0], contenders: Array(all.dropFirst()))
  }

  /// The memory that it needs: that of a group of the contender that needs most, for each worker.
  package static func memory(_ plan: FindPlan, on dataset: Dataset, workers: Int) -> MemoryNeed {
    let needs = contenders.map { optimizer, _ in
      var contended = plan
      contended.settings.optimizer = optimizer
      return MemoryNeed(contended, on: dataset, rates: 2, workers: workers)
    }
    return needs.max { $0.bytes < $1.bytes } ?? MemoryNeed(plan, on: dataset, workers: workers)
  }

  private var replicates: [Replicate] { plan.comparedReplicates(of: splits) }

  /// The recommended one, then the contenders. An average of steps stands for a schedule, so that those
  /// which keep one are trained at a constant rate; a decay that was the optimizer's own is not theirs.
  private var configurations: [Configuration] {
    let tuned = plan.setting
    let isOwnDecay = tuned.weightDecay == tuned.optimizer.traits.defaultWeightDecay
    return [Configuration(tuned, learningRate: learningRate)]
      + Self.contenders.map { optimizer, rate in
        var setting = tuned
        setting.optimizer = optimizer
        if isOwnDecay { setting.weightDecay = optimizer.traits.defaultWeightDecay }
        if optimizer.traits.evaluationPoint != .parameters { setting.schedule = .constant }
        return Configuration(setting, learningRate: rate)
      }
  }

  /// Replicate by replicate, and one after the other.
  private var trials: [Trial] {
    replicates.flatMap { replicate in
      configurations.enumerated().map { place, configuration in
        Trial(
          id: "\(replicate) \(place)", configuration: configuration, seed: replicate.seed,
          fold: replicate.fold, steps: plan.budgetSteps)
      }
    }
  }
}
