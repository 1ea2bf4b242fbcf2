import Experiment
import Planning
import Tabular
import Training

/// What is said of a plan's trainings before they begin.
package enum TrainingRemarks {
  /// - Parameters:
  ///   - plan: The plan.
  ///   - dataset: What is trained on.
  /// - Returns: Lines; none where there is nothing to say.
  package static func lines(of plan: SweepPlan, on dataset: Dataset) -> [String] {
    guard let first = plan.settings.first else { return [] }
    let length = TrainingLength(plan, on: dataset)
    let listening = plan.settings.first { $0.schedule.plateau != nil }
    return [
      untunedRate(plan),
      cut(Configuration(first, learningRate: 1), length, on: dataset),
      listening.flatMap { looks(Configuration($0, learningRate: 1), length, on: dataset) },
    ].compactMap { $0 }
  }

  /// Where the rate comes from that nobody gave; nil where somebody did.
  private static func untunedRate(_ plan: SweepPlan) -> String? {
    guard plan.takesUntunedRate, let rates = plan.learningRates.grid, let rate = rates.first else {
      return nil
    }
    func names(at rate: Double?) -> String {
      plan.optimizers.map(\.optimizer)
        .filter { rate == nil || $0.traits.untunedRate == rate }.map(\.name)
        .joined(separator: ", ")
    }
    guard rates.count > 1 else {
      return
        "learning rate \(Decimal.significant(rate)), at which the authors of \(names(at: nil)) promise that "
        + "nothing has to be tuned; --lr takes another"
    }
    let each = rates.map { "\(Decimal.significant($0)) for \(names(at: $0))" }
    return
      "learning rates \(each.listed(with: "and")), at which their authors promise that nothing has to be "
      + "tuned; --lr takes others, the same for all"
  }

  /// That trainings are cut short; nil where they are as long as usual, or as the user wants them.
  private static func cut(
    _ configuration: Configuration, _ length: TrainingLength, on dataset: Dataset
  ) -> String? {
    guard let whole = length.uncutSteps(of: configuration) else { return nil }
    let steps = length.steps(of: configuration)
    let epochs = Double(steps) / Double(configuration.stepsPerEpoch(of: dataset))
    return "trainings are cut to \(Decimal.count(steps, "step")), "
      + "\(Decimal.significant(epochs, digits: 2)) epochs, as the table is large: "
      + "\(TrainingLength.usualEpochs) epochs would be \(Decimal.grouped(whole)); "
      + "--epochs \(TrainingLength.usualEpochs) takes them all"
  }

  /// What the counts of a schedule that listens to the validation loss are counts of.
  private static func looks(
    _ configuration: Configuration, _ length: TrainingLength, on dataset: Dataset
  ) -> String? {
    guard let plateau = configuration.schedule.plateau else { return nil }
    let steps = length.steps(of: configuration)
    let looks = EvaluationRule.checkpoints(steps: steps).count - 1
    let distance = Double(steps) / Double(looks)
    let epochs = distance / Double(configuration.stepsPerEpoch(of: dataset))
    func text(_ value: Double, _ unit: String) -> String {
      Decimal.significant(value, digits: 2) + (value == 1 ? " \(unit)" : " \(unit)s")
    }
    return "plateau looks at the validation loss every \(text(distance, "step")) "
      + "(\(text(epochs, "epoch"))), \(Decimal.count(looks, "time")); patience \(plateau.patience)"
      + (plateau.cooldown > 0 ? " and cooldown \(plateau.cooldown) count" : " counts")
      + " these looks"
  }
}
