/// The standard errors of a model's differences, which depend on the kind of the rows alone: the
/// seeds that a row has, and whose noise it shares.
struct RowKinds {
  private struct Kind: Hashable {
    var seeds: [Int]
    var isContender: Bool
  }

  /// The kind of each row; nil for a row that is not in the model.
  let kindOfRow: [Int?]
  /// The standard deviation of a contender's loss.
  let noise: Double
  private let kinds: [Kind]
  private let counts: [Int]
  private let contenders: SeedModel.Variance
  private let others: SeedModel.Variance?
  private let seedCount: Int
  private let equations: Cholesky

  /// - Returns: Nil where no seed is repeated, and so nothing is known of the noise.
  init?(_ model: SeedModel) {
    guard let contenders = model.contenderVariance else { return nil }
    self.contenders = contenders
    others = model.otherVariance
    noise = contenders.value.squareRoot()
    seedCount = model.seedCount
    equations = model.equations
    var (known, kinds, counts): ([Kind: Int], [Kind], [Int]) = ([:], [], [])
    kindOfRow = model.rows.map { row in
      guard let row else { return nil }
      let kind = Kind(seeds: row.seeds, isContender: row.isContender)
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
    let seeds = seedShare(first, second).reduce(0) { $0 + $1 * $1 } * contenders.value
    return (meanVariance(first) + meanVariance(second) + seeds).squareRoot()
  }

  /// The critical value of comparisons with one row.
  func criticalValue(comparedWith row: Int) -> Double {
    guard let best = kindOfRow[row] else { return 0 }
    // Without any noise only the shares of the variances matter.
    let unit = contenders.value > 0 ? contenders.value : 1
    func share(_ kind: Int) -> Double {
      contenders.value > 0 ? meanVariance(kind) / unit : 1 / Double(kinds[kind].seeds.count)
    }
    let all = kinds.indices.map { kind in
      CriticalValue.Kind(
        count: counts[kind] - (kind == best ? 1 : 0), variance: share(kind),
        isContender: kinds[kind].isContender || others == nil,
        seedShare: seedShare(kind, best))
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
    return variance.value / Double(kinds[kind].seeds.count)
  }

  /// R⁻¹ · (m − m′), where m holds the share of each seed in a row's mean; empty where both have
  /// the same seeds, whose effects cancel.
  private func seedShare(_ first: Int, _ second: Int) -> [Double] {
    guard kinds[first].seeds != kinds[second].seeds else { return [] }
    var difference = [Double](repeating: 0, count: seedCount)
    for seed in kinds[first].seeds { difference[seed] += 1 / Double(kinds[first].seeds.count) }
    for seed in kinds[second].seeds { difference[seed] -= 1 / Double(kinds[second].seeds.count) }
    return equations.whitened(difference.dropLast())
  }
}
