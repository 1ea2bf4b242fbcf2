import Experiment
import Probability

/// The noise of a loss, stratum by stratum, and the rows that are noisier than their stratum.
///
/// Wild losses, as near divergence, would be the noise of all that are pooled with them. A row whose own scatter is
/// evidently above that of the others in its stratum is *unsteady*: it is kept out of the pool and
/// of the replicates' effects.
struct NoiseStrata {
  /// The squared noise of one loss, and the degrees of freedom it was had from.
  struct Variance {
    var value: Double
    var degrees: Int
  }

  let model: ReplicateModel
  /// The rows that are in the model, by stratum; the first are the contenders.
  let members: [[Int]]
  /// The stratum of each row; nil for one that is not in the model.
  let stratumOfRow: [Int?]
  let isUnsteady: [Bool]
  /// Of each stratum, from its steady rows.
  let variances: [Variance]

  /// The probability that some row of a stratum of equal noise is taken for unsteady.
  static let unsteadyMiss = 0.01

  /// Nil where no contender has two replicates, and so nothing is known of the noise.
  ///
  /// - Parameters:
  ///   - table: The losses of each configuration by replicate, none of them empty.
  ///   - strata: Their strata.
  init?(_ table: [[Replicate: Double]], _ strata: RegretStrata) {
    var model = ReplicateModel(table, contenders: strata.members[0])
    let known = strata.members.map { $0.filter { model.rows[$0] != nil } }
    var isUnsteady = [Bool](repeating: false, count: table.count)
    for (stratum, rows) in known.enumerated() {
      let shared = stratum == 0 ? model.replicateCount - 1 : 0
      for row in Self.unsteady(rows, model, sharedDegrees: shared) { isUnsteady[row] = true }
    }
    let steady = known[0].filter { !isUnsteady[$0] }
    if steady.count < known[0].count { model = ReplicateModel(table, contenders: steady) }
    let members = known.map { $0.filter { model.rows[$0] != nil } }
    var variances: [Variance] = []
    for (stratum, rows) in members.enumerated() {
      let pooled = Self.pooled(
        rows.filter { !isUnsteady[$0] }, model,
        sharedDegrees: stratum == 0 ? model.replicateCount - 1 : 0)
      // One row with one replicate tells nothing.
      guard let variance = pooled ?? variances.first else { return nil }
      variances.append(variance)
    }
    (self.model, self.members, self.isUnsteady) = (model, members, isUnsteady)
    self.variances = variances
    var stratumOfRow = [Int?](repeating: nil, count: table.count)
    for (stratum, rows) in members.enumerated() {
      for row in rows { stratumOfRow[row] = stratum }
    }
    self.stratumOfRow = stratumOfRow
  }

  /// What the others are measured by; nil where there is none.
  var lowestSteadyContender: Int? {
    let steady = members[0].filter { !isUnsteady[$0] }
    return steady.min { (model.rows[$0]?.level ?? 0, $0) < (model.rows[$1]?.level ?? 0, $1) }
  }

  /// The noise of a row from its own losses alone.
  func ownVariance(of row: Int) -> Variance? {
    Self.pooled([row], model, sharedDegrees: 0)
  }

  private static func pooled(
    _ rows: some Sequence<Int>, _ model: ReplicateModel, sharedDegrees: Int
  ) -> Variance? {
    var variance = Variance(value: 0, degrees: -sharedDegrees)
    for row in rows.lazy.compactMap({ model.rows[$0] }) {
      variance.value += row.squares
      variance.degrees += row.degrees
    }
    guard variance.degrees > 0 else { return nil }
    variance.value /= Double(variance.degrees)
    return variance
  }

  /// The noisiest rows, at most half, as many as the last of them is noisier than all that are
  /// left: so that one wild row does not hide another (Rosner, 1983).
  private static func unsteady(
    _ rows: [Int], _ model: ReplicateModel, sharedDegrees: Int
  ) -> ArraySlice<Int> {
    func own(_ row: Int) -> Double { pooled([row], model, sharedDegrees: 0)?.value ?? 0 }
    let noisiest = rows.map { (noise: own($0), row: $0) }
      .sorted { ($1.noise, $0.row) < ($0.noise, $1.row) }.map(\.row)
    var count = 0
    for place in noisiest.indices.prefix(noisiest.count / 2) {
      guard let noisy = pooled([noisiest[place]], model, sharedDegrees: 0),
        let rest = pooled(noisiest[(place + 1)...], model, sharedDegrees: sharedDegrees),
        rest.degrees >= RegretStrata.fewestDegrees
      else { break }
      let probability = FisherF.upperTail(
        noisy.value / rest.value, Double(noisy.degrees), Double(rest.degrees))
      if noisy.value > 0, probability * Double(rows.count) < unsteadyMiss { count = place + 1 }
    }
    return noisiest.prefix(count)
  }
}
