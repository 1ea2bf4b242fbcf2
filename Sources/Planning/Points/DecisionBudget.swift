import Experiment
import Tabular
import Training
import Tuning

/// The full trainings that decide, as far as an allowance pays for them.
package struct DecisionBudget: Sendable, Hashable {
  /// The folds that hold back each row once, how often they are drawn, and the seeds of each: what every
  /// rate is trained with.
  package var folds: Int
  package var repetitions: Int
  package var seeds: Int
  /// The trainings that may be spent.
  package var trainings: Int

  /// The trainings of a run from which another one says more than further rates.
  private static let perRun = DecisionPlanner.fewestTrainings
  /// The trainings of a run that find the best rate and both ends of the range, in most tables.
  private static let whole = 10
  /// Those of them that find the ends, beyond the rates that it starts with.
  private static let ends = 3
  /// More than any decision takes.
  private static let most = 10_000.0

  /// The folds of all repetitions.
  package var allFolds: Int { folds * repetitions }

  /// The trainings of every rate. A repetition has folds and a seed of its own, so that the mean over them
  /// owes less to chance.
  package func runs(firstSeed: UInt64) -> [DecisionRun] {
    (0..<allFolds).flatMap { fold in
      (0..<seeds).map { DecisionRun(fold: fold, seed: firstSeed + UInt64(fold / folds + $0)) }
    }
  }

  /// The trainings that it will take, about.
  package var expectedTrainings: Int { min(trainings, Self.whole * allFolds * seeds) }

  /// Nil where the allowance does not pay for a decision, or none is wanted.
  ///
  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - steps: Those of a training.
  ///   - dataset: What is trained on.
  ///   - survey: The steps that the survey spends, over all lanes.
  ///   - effort: What may be spent.
  ///   - usual: What is usual of a factor, which the survey says nothing of.
  ///   - available: What there is to decide on.
  package init?(
    settings: TrainingSettings, steps: Int, on dataset: Dataset, survey: Int, effort: Effort,
    usual: UsualFactor? = nil, folds available: AvailableFolds
  ) {
    guard effort != .quick, available.count > 0 else { return nil }
    let cost = CostModel(settings, on: dataset)
    // It is evaluated before its first step and behind its last.
    let training = cost.training(steps: steps, evaluatedRows: 2 * dataset.checkpointRows.count)
    let spent = Double(survey) / Double(steps) * training
    let allowance = max(
      effort.allowance.trainings * training, effort.allowance.modelSeconds)
    trainings = Int(min(max(0, (allowance - spent) / training), Self.most))
    guard trainings >= Self.perRun else { return nil }
    let wanted = usual.map { DecisionPlanner.trainings(from: $0.decade, to: $0.authorsDecade) }
    let perRun = wanted ?? Self.perRun
    let whole = wanted.map { max(Self.whole, $0 + Self.ends) } ?? Self.whole
    let isOneSplit = available.count == 1
    let runs = min(
      isOneSplit ? ReadTable.usualFolds : available.count, max(1, trainings / perRun))
    folds = min(available.count, runs)
    // Other folds say more than other weights on the same ones.
    let more = min(effort.mostRepetitions, max(1, trainings / (whole * folds)))
    repetitions = isOneSplit ? 1 : min(more, available.repetitions)
    seeds = isOneSplit ? runs : repetitions > 1 ? 1 : more
  }
}

/// The folds of a table's rows that full trainings can decide on.
package struct AvailableFolds: Sendable, Hashable {
  /// How many hold back each row once: 1 where a file holds the validation rows, and other seeds stand for
  /// folds; 0 where the table is too large for copies.
  package var count: Int
  /// How often they can be drawn anew, the first time among them.
  package var repetitions: Int

  package init(count: Int, repetitions: Int = 1) {
    self.count = count
    self.repetitions = repetitions
  }

  package static let none = AvailableFolds(count: 0)
}
