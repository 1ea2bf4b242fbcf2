import Experiment
import Tabular

extension UsageScript {
  /// The program that trains as a training did; nil where its schedule does not fit the steps, which then
  /// were never trained.
  ///
  /// - Parameters:
  ///   - configuration: What was trained.
  ///   - steps: Its updates.
  ///   - clipNorm: The norm that gradients are clipped to.
  ///   - constantLearningRate: The rate that suits it without a schedule, where that is known.
  ///   - dataset: What it was trained on.
  ///   - frameworks: For which the program is.
  package init?(
    training configuration: Configuration, steps: Int, clipNorm: Double?,
    constantLearningRate: Double? = nil, on dataset: Dataset, frameworks: [Framework]
  ) {
    guard
      let setting = try? UsageSetting(
        configuration, steps: steps, clipNorm: clipNorm,
        constantLearningRate: constantLearningRate, on: dataset)
    else { return nil }
    self.init(setting, dataset: dataset, frameworks: frameworks)
  }
}
