import Probability

/// A mean over seeds and how sure it is.
package struct MeanEstimate: Sendable, Hashable {
  package var mean: Double
  /// The standard deviation of one value over √n; nil for one value.
  package var standardError: Double?
  /// The 95 % interval of Student's t; nil for one value.
  package var low: Double?
  package var high: Double?

  /// - Parameters:
  ///   - values: At least one.
  ///   - lowest: What no such mean is below, where there is such a number: the interval ends there.
  ///   - choices: From how many it was chosen for its values: the interval is as much wider (Bonferroni).
  ///   - fewest: The values without which there is no interval.
  package init(
    _ values: [Double], notBelow lowest: Double? = nil, chosenFrom choices: Int = 1,
    fewest: Int = 2
  ) {
    mean = values.mean
    guard values.count >= max(fewest, 2) else { return }
    let mean = mean
    let count = Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / (count - 1) / count).squareRoot()
    let reach = StudentT.quantile(1 - 0.025 / Double(choices), degrees: count - 1) * error
    standardError = error
    low = lowest.map { max($0, mean - reach) } ?? mean - reach
    high = mean + reach
  }
}
