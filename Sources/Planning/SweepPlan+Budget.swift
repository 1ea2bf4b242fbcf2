import Experiment
import Tabular
import Training

/// How long trainings are: one rule for every command.
extension SweepPlan {
  /// The usual length of a training.
  package enum UsualBudget {
    /// The epochs of every table that is not cut short.
    package static let epochs = 20
    /// The fewest steps.
    package static let leastSteps = 200
    /// The model-seconds that a training may take; beyond, it is cut short.
    package static let modelSeconds = 2.0
    /// The batch size whose steps decide how many epochs all batch sizes are trained for.
    fileprivate static let batchSize = 32
  }

  /// The updates of a trial.
  ///
  /// Where nothing was given: 20 epochs and at least 200 steps, cut to what a fixed number of
  /// model-seconds pays for. The dearest model and optimizer of the plan decide, and one batch size,
  /// so that all points have equal epochs.
  ///
  /// - Parameters:
  ///   - configuration: What is trained.
  ///   - dataset: What it is trained on.
  /// - Returns: The number of updates.
  package func steps(of configuration: Configuration, on dataset: Dataset) -> Int {
    let stepsPerEpoch = configuration.stepsPerEpoch(of: dataset)
    switch budget {
    case .steps(let count): return count
    case .epochs(let count): return min(NumberDomain.steps.upper, count * stepsPerEpoch)
    case .usual:
      let single = axes.batchSizes.count == 1
      let reference =
        single ? stepsPerEpoch : dataset.stepsPerEpoch(batchSize: UsualBudget.batchSize)
      let wanted = max(UsualBudget.epochs * reference, UsualBudget.leastSteps)
      let epochs = min(Double(wanted) / Double(reference), affordableEpochs(on: dataset))
      let steps = max(Int((epochs * Double(stepsPerEpoch)).rounded()), 1)
      return min(
        NumberDomain.steps.upper, single ? max(steps, UsualBudget.leastSteps) : steps)
    }
  }

  /// Whether trainings are cut short, with the steps that they would have.
  ///
  /// - Returns: Nil where they are as long as usual, or as the user wants them.
  package func uncutSteps(of configuration: Configuration, on dataset: Dataset) -> Int? {
    guard budget == .usual else { return nil }
    let whole = UsualBudget.epochs * configuration.stepsPerEpoch(of: dataset)
    return steps(of: configuration, on: dataset) < whole ? whole : nil
  }

  /// The epochs that the dearest point can be trained for.
  private func affordableEpochs(on dataset: Dataset) -> Double {
    let seconds = settings.map { setting in
      let configuration = Configuration(setting, learningRate: 1)
      return configuration.modelSeconds(
        steps: configuration.stepsPerEpoch(of: dataset), clipNorm: clipNorm, on: dataset)
    }
    return UsualBudget.modelSeconds / (seconds.max() ?? 1)
  }
}

extension Configuration {
  /// The model-seconds of a training among others, without its evaluations.
  ///
  /// - Parameters:
  ///   - steps: The updates.
  ///   - clipNorm: The largest norm of the gradient, or nil.
  ///   - dataset: What it is trained on.
  /// - Returns: The model-seconds; see `CostModel`.
  package func modelSeconds(steps: Int, clipNorm: Double?, on dataset: Dataset) -> Double {
    CostModel(settings(seed: 0, clipNorm: clipNorm), on: dataset).training(steps: steps)
  }
}
