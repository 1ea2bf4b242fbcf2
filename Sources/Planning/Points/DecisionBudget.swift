import Experiment
import Tabular
import Training
import Tuning

/// The full trainings that decide, as far as an allowance pays for them.
package struct DecisionBudget: Sendable, Hashable {
  /// The folds of the rows, and the seeds of each, that every rate is trained with.
  package var folds: Int
  package var seeds: Int
  /// The trainings that may be spent.
  package var trainings: Int

  /// The trainings of a run from which another one says more than further rates.
  private static let perRun = DecisionPlanner.fewestTrainings
  /// The trainings of a run that find the best rate and both ends of the range, in most tables.
  private static let whole = 10
  /// More than any decision takes.
  private static let most = 10_000.0

  /// The trainings that it will take, about.
  package var expectedTrainings: Int { min(trainings, Self.whole * folds * seeds) }

  /// Nil where the allowance does not pay for a decision, or none is wanted.
  ///
  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - steps: Those of a training.
  ///   - dataset: What is trained on.
  ///   - survey: The steps that the survey spends, over all lanes.
  ///   - effort: What may be spent.
  ///   - mostFolds: The folds that can be had; 1 where a file holds the validation rows, and other
  ///     seeds stand for other folds.
  package init?(
    settings: TrainingSettings, steps: Int, on dataset: Dataset, survey: Int, effort: Effort,
    mostFolds: Int
  ) {
    guard effort != .quick, mostFolds > 0 else { return nil }
    let cost = CostModel(settings, on: dataset)
    // It is evaluated before its first step and behind its last.
    let training = cost.training(steps: steps, evaluatedRows: 2 * dataset.checkpointRows.count)
    let spent = Double(survey) / Double(steps) * training
    let allowance = max(
      effort.allowance.trainings * training, effort.allowance.modelSeconds)
    trainings = Int(min(max(0, (allowance - spent) / training), Self.most))
    guard trainings >= Self.perRun else { return nil }
    let runs = min(mostFolds == 1 ? ReadTable.usualFolds : mostFolds, trainings / Self.perRun)
    folds = min(mostFolds, runs)
    seeds =
      mostFolds == 1
      ? runs : min(effort.mostSeeds, max(1, trainings / (Self.whole * folds)))
  }
}
