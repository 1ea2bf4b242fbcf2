import Experiment
import Planning
import Tabular

/// What is said where trainings are cut short.
package enum BudgetRemark {
  /// - Parameters:
  ///   - plan: The plan.
  ///   - dataset: What is trained on.
  /// - Returns: One line; none where trainings are as long as usual, or as the user wants them.
  package static func lines(of plan: SweepPlan, on dataset: Dataset) -> [String] {
    guard let setting = plan.settings.first else { return [] }
    let configuration = Configuration(setting, learningRate: 1)
    let length = TrainingLength(plan, on: dataset)
    guard let whole = length.uncutSteps(of: configuration) else { return [] }
    let steps = length.steps(of: configuration)
    let epochs = Double(steps) / Double(configuration.stepsPerEpoch(of: dataset))
    return [
      "trainings are cut to \(Decimal.count(steps, "step")), "
        + "\(Decimal.significant(epochs, digits: 2)) epochs, as the table is large: "
        + "\(TrainingLength.usualEpochs) epochs would be \(Decimal.grouped(whole)); "
        + "--epochs \(TrainingLength.usualEpochs) takes them all"
    ]
  }
}
