import Experiment
import Tabular
import Training

/// How long a plan's trainings are on a table: one rule for every command.
///
/// Where nothing was given: 20 epochs and at least 200 steps, cut to what a fixed number of
/// model-seconds pays for. The dearest model and optimizer of the plan decide, and one batch size, so
/// that all points have equal epochs.
package struct TrainingLength: Sendable {
  /// The epochs of every table that is not cut short.
  package static let usualEpochs = 20
  /// The fewest steps.
  private static let leastSteps = 200
  /// The model-seconds that a training may take; beyond, it is cut short.
  private static let modelSeconds = 2.0
  /// The batch size whose steps decide how many epochs all batch sizes are trained for.
  private static let referenceBatchSize = 32

  private let dataset: Dataset
  private let budget: SweepPlan.Budget
  private let hasOneBatchSize: Bool
  /// The epochs that the dearest point can be trained for.
  private let affordableEpochs: Double

  /// - Parameters:
  ///   - plan: The plan.
  ///   - dataset: What is trained on.
  /// - Complexity: O(settings of the plan) where no budget was given
  package init(_ plan: SweepPlan, on dataset: Dataset) {
    self.dataset = dataset
    budget = plan.budget
    hasOneBatchSize = !plan.axes.hasSeveralBatchSizes
    guard budget == .usual else {
      affordableEpochs = .infinity
      return
    }
    let seconds = plan.settings.map { setting in
      let configuration = Configuration(setting, learningRate: 1)
      let cost = CostModel(
        configuration.settings(seed: 0, clipNorm: plan.clipNorm), on: dataset)
      return cost.training(steps: configuration.stepsPerEpoch(of: dataset))
    }
    affordableEpochs = Self.modelSeconds / (seconds.max() ?? 1)
  }

  /// The updates of a trial.
  package func steps(of configuration: Configuration) -> Int {
    let stepsPerEpoch = configuration.stepsPerEpoch(of: dataset)
    switch budget {
    case .steps(let count): return count
    case .epochs(let count): return min(NumberDomain.steps.upper, count * stepsPerEpoch)
    case .usual:
      let reference =
        hasOneBatchSize
        ? stepsPerEpoch : dataset.stepsPerEpoch(batchSize: Self.referenceBatchSize)
      let wanted = max(Self.usualEpochs * reference, Self.leastSteps)
      let epochs = min(Double(wanted) / Double(reference), affordableEpochs)
      let steps = Int((epochs * Double(stepsPerEpoch)).rounded())
      return min(NumberDomain.steps.upper, max(steps, hasOneBatchSize ? Self.leastSteps : 1))
    }
  }

  /// The steps that a training would have if it were not cut short; nil where it is as long as usual, or
  /// as the user wants it.
  package func uncutSteps(of configuration: Configuration) -> Int? {
    guard budget == .usual else { return nil }
    let whole = Self.usualEpochs * configuration.stepsPerEpoch(of: dataset)
    return steps(of: configuration) < whole ? whole : nil
  }
}
