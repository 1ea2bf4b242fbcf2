import Training

extension [Metric: Double] {
  /// By the names that JSON has, or nil where there is none.
  var byName: [String: Double]? {
    isEmpty
      ? nil : Dictionary<String, Double>(uniqueKeysWithValues: map { ($0.key.rawValue, $0.value) })
  }

  /// For a line that goes on with them; empty where there is none.
  var listed: String {
    Metric.ofUnequalClasses.compactMap { metric in
      self[metric].map { ", \(metric.words) \(Decimal.significant($0))" }
    }.joined()
  }
}
