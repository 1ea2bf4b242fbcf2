import Training

extension RangeTest {
  /// The largest share of the budget that a range test takes, unless the user asks for more.
  package static let largestShare = 0.15

  /// The range test that suits a training.
  ///
  /// It takes a tenth of the budget, all repeats counted: its job is to choose where confirmation
  /// looks.
  ///
  /// - Parameters:
  ///   - optimizer: Decides between which rates to look; Adam and its kin make steps of the size
  ///     of the rate itself, so they live lower.
  ///   - budgetSteps: The steps of the training that the rate is for.
  ///   - lowest: The lowest rate, where the user gave one.
  ///   - highest: The highest rate, where the user gave one.
  ///   - steps: The steps of a repeat, where the user gave them.
  ///   - repeats: The number of repeats, where the user gave it.
  ///   - spacing: How the rate rises.
  /// - Returns: The range test.
  package static func usual(
    for optimizer: Optimizer, budgetSteps: Int, lowest: Double? = nil, highest: Double? = nil,
    steps: Int? = nil, repeats: Int? = nil, spacing: Spacing = .exponential
  ) -> RangeTest {
    let limits = optimizer.tendencies.rangeTest
    let total = max(2, budgetSteps / 10)
    let repeats = repeats ?? min(3, max(1, total / 50))
    return RangeTest(
      lowest: lowest ?? min(limits.lowest, highest.map { $0 / 1e6 } ?? limits.lowest),
      highest: highest ?? max(limits.highest, lowest.map { $0 * 1e6 } ?? limits.highest),
      steps: steps ?? min(100, max(2, total / repeats)), repeats: repeats, spacing: spacing)
  }
}
