/// The standard errors of a model's differences, which depend on the kind of the rows alone: the
/// replicates that a row has.
struct RowKinds {
  /// The kind of each row; nil for a row that is not in the model.
  let kindOfRow: [Int?]
  private let kinds: [[Int]]
  private let contenderVariance: Double
  /// What the replicates' effects add to the squared error of a difference.
  private let effectErrors: [[Double]]

  /// - Parameters:
  ///   - model: The rows.
  ///   - contenderVariance: The squared noise of a contender's loss.
  init(_ model: ReplicateModel, contenderVariance: Double) {
    self.contenderVariance = contenderVariance
    var (known, kinds): ([[Int]: Int], [[Int]]) = ([:], [])
    kindOfRow = model.rows.map { row in
      guard let row else { return nil }
      if let index = known[row.replicates] { return index }
      known[row.replicates] = kinds.count
      kinds.append(row.replicates)
      return kinds.count - 1
    }
    self.kinds = kinds
    effectErrors = kinds.map { first in
      kinds.map { second in
        Self.replicateShare(first, second, model).reduce(0) { $0 + $1 * $1 } * contenderVariance
      }
    }
  }

  var count: Int { kinds.count }

  /// The standard error of the difference of a row to a contender.
  ///
  /// - Parameters:
  ///   - kind: The row's kind.
  ///   - variance: The squared noise of its losses.
  ///   - contender: The contender's kind.
  /// - Returns: The error, the contender's own noise in it.
  func standardError(_ kind: Int, variance: Double, to contender: Int) -> Double {
    (variance / Double(kinds[kind].count) + contenderVariance / Double(kinds[contender].count)
      + effectErrors[kind][contender]).squareRoot()
  }

  /// R⁻¹ · (m − m′), where m holds the share of each replicate in a row's mean; empty where both have
  /// the same replicates, whose effects cancel.
  private static func replicateShare(
    _ first: [Int], _ second: [Int], _ model: ReplicateModel
  ) -> [Double] {
    guard first != second else { return [] }
    var difference = [Double](repeating: 0, count: model.replicateCount)
    for place in first { difference[place] += 1 / Double(first.count) }
    for place in second { difference[place] -= 1 / Double(second.count) }
    return model.equations.whitened(difference.dropLast())
  }
}
