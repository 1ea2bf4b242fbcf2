/// What predictions of classes are worth where some classes are rare, by scikit-learn's definitions.
///
/// Classes that none of the rows has are left out of the means: nothing can be said of them.
package struct ClassMetrics: Sendable {
  /// The class of each row.
  private let labels: [Int32]
  /// How many rows each class has.
  private let counts: [Int]

  package init(labels: some Sequence<Int32>, classes: Int) {
    self.labels = Array(labels)
    var counts = [Int](repeating: 0, count: classes)
    for label in self.labels { counts[Int(label)] += 1 }
    self.counts = counts
  }

  /// The classes whose probabilities `auc` asks for: of two, the second says everything.
  package var rankedClasses: [Int] {
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > 1 else { return [] }
    return counts.count == 2 ? [1] : present
  }

  /// The mean over classes of the share of their rows that are predicted right
  /// (`balanced_accuracy_score`).
  ///
  /// - Parameter predicted: The class predicted for each row.
  /// - Returns: From 0 to 1; nil without rows.
  package func balancedAccuracy(_ predicted: [Int32]) -> Double? {
    precondition(predicted.count == labels.count)
    var right = [Int](repeating: 0, count: counts.count)
    for (label, found) in zip(labels, predicted) where label == found { right[Int(label)] += 1 }
    return counts.indices.filter { counts[$0] > 0 }.map { Double(right[$0]) / Double(counts[$0]) }
      .finiteMean
  }

  /// The area under the receiver operating characteristic of one class against all others: the
  /// chance that a row of the class has a higher probability of it than another row, half where both
  /// are equal (`roc_auc_score`; with more than two classes the mean of this over the
  /// classes is its `multi_class="ovr"`, `average="macro"`).
  ///
  /// It is the rank sum of Mann and Whitney, equal probabilities with their mean rank.
  ///
  /// - Parameters:
  ///   - probabilities: Each row's of the class; finite.
  ///   - positive: The class.
  /// - Returns: From 0 to 1; nil where all rows or none are of the class.
  /// - Complexity: O(rows · log rows)
  package func auc(_ probabilities: [Double], of positive: Int) -> Double? {
    precondition(probabilities.count == labels.count)
    let (own, others) = (counts[positive], labels.count - counts[positive])
    guard own > 0, others > 0 else { return nil }
    let order = labels.indices.sorted { probabilities[$0] < probabilities[$1] }
    var rankSum = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, probabilities[order[end]] == probabilities[order[start]] { end += 1 }
      let rank = Double(start + 1 + end) / 2
      rankSum += rank * Double(order[start..<end].count { labels[$0] == Int32(positive) })
      start = end
    }
    let least = Double(own) * Double(own + 1) / 2
    return (rankSum - least) / (Double(own) * Double(others))
  }
}
