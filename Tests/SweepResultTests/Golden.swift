import Experiment
import Foundation
import Testing

/// Values from SciPy and statsmodels; see scripts/reference/sweep_statistics.py.
struct Golden: Decodable {
  struct Mean: Decodable {
    var values: [Double]
    var mean: Double
    var standard_error: Double
    var low: Double
    var high: Double
  }

  struct TwoWay: Decodable, CustomTestStringConvertible {
    var name: String
    /// One row a configuration, one column a seed; null is missing.
    var table: [[Double?]]
    var differences: [Double]
    var standard_errors: [Double]
    var noise: Double
    var degrees: Double

    var testDescription: String { name }

    var rows: [[Replicate: Double]] {
      table.map { row in
        Dictionary(
          uniqueKeysWithValues: row.enumerated().compactMap { seed, loss in
            loss.map { (Replicate(seed: UInt64(seed)), $0) }
          })
      }
    }
  }

  var t_quantiles: [[Double]]
  var normal_quantiles: [[Double]]
  /// Ratio, ν₁, ν₂, upper tail of the F distribution.
  var f_tails: [[Double]]
  /// Means, ν, value.
  var ranges: [[Double]]
  /// Contenders, ν, others, ν, share of the variance, miss, value.
  var cross: [[Double]]
  var means: [Mean]
  var two_way: [TwoWay]

  static func load() throws -> Golden {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Golden")
    let data = try Data(contentsOf: folder.appendingPathComponent("statistics.json"))
    return try JSONDecoder().decode(Golden.self, from: data)
  }
}

/// The distance as a share of the expected value.
func relativeError(_ value: Double?, _ expected: Double) -> Double {
  guard let value else { return .infinity }
  return expected == 0 ? abs(value) : abs(value / expected - 1)
}
