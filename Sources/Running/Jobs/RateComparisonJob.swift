import Experiment
import Planning
import Statistics
import Tabular
import Training

/// Trains learning rates that a user names beside a recommended one, for the whole budget.
///
/// They are trained in the folds of the rows that the recommendation was decided on, or where it was not,
/// with several seeds. All rates of a replicate are lanes of one group: they start from the same weights
/// and see the same batches. Each is the trial that `TrainJob` makes of it, so that `lrfind train` shows
/// the same training.
package struct RateComparisonJob: Sendable {
  /// The seeds without folds, the job's own first. The interval of a mean difference over five seeds is 2.8
  /// standard errors wide on either side, over three 4.3; more cost more than they tell.
  package static let seedCount = 5

  package let plan: FindPlan
  private let splits: TrainingSplits
  /// The recommended rate, then the user's, each once.
  package let learningRates: [Double]
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// - Parameters:
  ///   - plan: What the recommendation is for.
  ///   - splits: What is trained on.
  ///   - recommended: The recommended rate.
  ///   - others: The rates to compare with it.
  package init(
    _ plan: FindPlan, on splits: TrainingSplits, recommended: Double, others: [Double]
  ) {
    self.plan = plan
    self.splits = splits
    learningRates = [recommended] + others.filter { $0 != recommended }
  }

  /// The steps that the job takes, over all lanes, unless all rates diverge.
  package var expectedSteps: Int {
    learningRates.count > 1 ? plan.budgetSteps * learningRates.count * replicates.count : 0
  }

  /// Trains every rate with every replicate.
  ///
  /// - Parameter workers: How many replicates are trained at once; the outcome does not depend on it.
  /// - Returns: What the rates ended with; without a training where there is one rate alone.
  package func run(workers: Int) -> RateComparison {
    guard learningRates.count > 1 else {
      return RateComparison(rates: [.init(learningRate: learningRates[0], trials: [])])
    }
    let training = GroupTraining(
      on: splits, clipNorm: plan.settings.clipNorm, keepsDetail: true, progress: progress)
    let results = TrialsInMemory(trials, training: training).run(workers: workers)
    return RateComparison(
      rates: learningRates.enumerated().map { place, rate in
        RateComparison.Rate(
          learningRate: rate,
          trials: stride(from: place, to: results.count, by: learningRates.count).map {
            results[$0]
          })
      })
  }

  private var replicates: [Replicate] { plan.comparedReplicates(of: splits) }

  /// Replicate by replicate, and rate by rate.
  private var trials: [Trial] {
    replicates.flatMap { replicate in
      learningRates.enumerated().map { place, rate in
        Trial(
          id: "\(replicate) \(place)",
          configuration: Configuration(plan.setting, learningRate: rate),
          seed: replicate.seed, fold: replicate.fold, steps: plan.budgetSteps)
      }
    }
  }
}

extension FindPlan {
  /// How many trainings of a rate are compared.
  var comparedCount: Int { comparedFolds ?? RateComparisonJob.seedCount }

  /// The folds of the decision; nil where there are none.
  private var comparedFolds: Int? { decision.flatMap { $0.folds > 1 ? $0.folds : nil } }

  /// The folds of the decision, or where there is none, several seeds.
  func comparedReplicates(of splits: TrainingSplits) -> [Replicate] {
    if let folds = comparedFolds {
      return splits.folds.prefix(folds).map { Replicate(seed: settings.seed, fold: $0) }
    }
    return (0..<UInt64(comparedCount)).map { Replicate(seed: settings.seed + $0) }
  }
}
