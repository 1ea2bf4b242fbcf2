/// The standard errors of a model's differences, which depend on the kind of the rows alone: the
/// replicates that a row has, and whose noise it shares.
struct RowKinds {
  private struct Kind: Hashable {
    var replicates: [Int]
    var isContender: Bool
  }

  /// The kind of each row; nil for a row that is not in the model.
  let kindOfRow: [Int?]
  /// The standard deviation of a contender's loss.
  let noise: Double
  private let kinds: [Kind]
  private let counts: [Int]
  private let contenders: ReplicateModel.Variance
  private let others: ReplicateModel.Variance?
  private let replicateCount: Int
  private let equations: Cholesky

  /// - Returns: Nil where no configuration has two replicates, and so nothing is known of the noise.
  init?(_ model: ReplicateModel) {
    guard let contenders = model.contenderVariance else { return nil }
    self.contenders = contenders
    others = model.otherVariance
    noise = contenders.value.squareRoot()
    replicateCount = model.replicateCount
    equations = model.equations
    var (known, kinds, counts): ([Kind: Int], [Kind], [Int]) = ([:], [], [])
    kindOfRow = model.rows.map { row in
      guard let row else { return nil }
      let kind = Kind(replicates: row.replicates, isContender: row.isContender)
      let index = known[kind] ?? kinds.count
      if index == kinds.count {
        known[kind] = index
        kinds.append(kind)
        counts.append(0)
      }
      counts[index] += 1
      return index
    }
    self.kinds = kinds
    self.counts = counts
  }

  var count: Int { kinds.count }

  /// The standard error of the difference of two rows of these kinds.
  func standardError(_ first: Int, _ second: Int) -> Double {
    let shares = replicateShare(first, second).reduce(0) { $0 + $1 * $1 } * contenders.value
    return (meanVariance(first) + meanVariance(second) + shares).squareRoot()
  }

  /// The critical value of comparisons with one row.
  func criticalValue(comparedWith row: Int) -> Double {
    guard let best = kindOfRow[row] else { return 0 }
    // Without any noise only the shares of the variances matter.
    let unit = contenders.value > 0 ? contenders.value : 1
    func share(_ kind: Int) -> Double {
      contenders.value > 0 ? meanVariance(kind) / unit : 1 / Double(kinds[kind].replicates.count)
    }
    let all = kinds.indices.map { kind in
      CriticalValue.Kind(
        count: counts[kind] - (kind == best ? 1 : 0), variance: share(kind),
        isContender: kinds[kind].isContender || others == nil,
        replicateShare: replicateShare(kind, best))
    }
    var fixed = all[best]
    fixed.count = 1
    return CriticalValue(
      kinds: all, best: fixed, contenderDegrees: contenders.degrees,
      otherDegrees: others?.degrees ?? 0
    ).simulated()
  }

  private func meanVariance(_ kind: Int) -> Double {
    let variance = kinds[kind].isContender ? contenders : others ?? contenders
    return variance.value / Double(kinds[kind].replicates.count)
  }

  /// R⁻¹ · (m − m′), where m holds the share of each replicate in a row's mean; empty where both have
  /// the same replicates, whose effects cancel.
  private func replicateShare(_ first: Int, _ second: Int) -> [Double] {
    guard kinds[first].replicates != kinds[second].replicates else { return [] }
    var difference = [Double](repeating: 0, count: replicateCount)
    for place in kinds[first].replicates {
      difference[place] += 1 / Double(kinds[first].replicates.count)
    }
    for place in kinds[second].replicates {
      difference[place] -= 1 / Double(kinds[second].replicates.count)
    }
    return equations.whitened(difference.dropLast())
  }
}
