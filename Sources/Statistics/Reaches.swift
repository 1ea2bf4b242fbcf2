import Probability

/// How far the differences to a contender reach, by the noise that is assumed of the row.
struct Reaches {
  /// A noise that a row may have, and how many standard errors its differences then reach.
  struct Reach {
    /// The squared noise of one loss.
    var variance: Double
    var critical: Double
  }

  /// That of each stratum; the first is the contenders'.
  let strata: [Reach]
  /// Where each stratum begins, as a difference to the lowest steady level; 0 for the contenders'.
  let starts: [Double]
  private let unsteadyMiss: Double
  private let noise: NoiseStrata

  /// The share of tables in which some statement may be wrong, and what of it is for those that
  /// are no contenders or unsteady: little, as nothing is chosen among them.
  static let miss = 0.05
  static let reserve = 0.01

  /// - Parameters:
  ///   - noise: The rows' noise.
  ///   - kinds: Their kinds.
  ///   - reference: The steady contender with the lowest level.
  ///   - simulate: What tells a critical value.
  init(
    _ noise: NoiseStrata, _ kinds: RowKinds, reference: Int,
    simulate: (CriticalValue) -> Double
  ) {
    let levels = noise.model.rows.map { $0?.level }
    let unsteady = noise.members.joined().count { noise.isUnsteady[$0] }
    let parts = noise.members.count - 1 + (unsteady > 0 ? 1 : 0)
    let miss = Self.miss - (parts > 0 ? Self.reserve : 0)
    let partMiss = Self.reserve / Double(max(parts, 1))
    unsteadyMiss = partMiss / Double(max(unsteady, 1))
    self.noise = noise
    let contender = noise.variances[0]

    func differences(_ rows: some Sequence<Int>) -> [Double] {
      rows.compactMap { levels[$0] }.map { $0 - (levels[reference] ?? 0) }
    }
    var starts = [0.0]
    for stratum in noise.members.indices.dropFirst() {
      let below = differences(noise.members[..<stratum].joined()).max() ?? 0
      let own = differences(noise.members[stratum]).min() ?? below
      starts.append(max((below + own) / 2, starts[stratum - 1]))
    }
    self.starts = starts

    func amongContenders(_ count: Int) -> Double {
      simulate(
        CriticalValue(
          contenders: max(count, 2), contenderDegrees: contender.degrees, miss: miss))
    }
    let all = noise.members.joined()
    var reach = amongContenders(all.count)
    if noise.members.count > 1 {
      // What may be as quiet as contenders counts with them, wherever it came to lie.
      let near = all.filter { row in
        guard let kind = kinds.kindOfRow[row], let other = kinds.kindOfRow[reference],
          let difference = differences([row]).first
        else { return false }
        let error = kinds.standardError(kind, variance: contender.value, to: other)
        return difference <= starts[1] + reach * error
      }
      reach = amongContenders(near.count)
    }
    strata = noise.variances.indices.map { stratum in
      let variance = noise.variances[stratum]
      guard stratum > 0 else { return Reach(variance: variance.value, critical: reach) }
      let sum = variance.value + contender.value
      let others = CriticalValue.Others(
        count: max(1, noise.members[stratum].count { !noise.isUnsteady[$0] }),
        degrees: variance.degrees, share: sum > 0 ? variance.value / sum : 0.5)
      return Reach(
        variance: variance.value,
        critical: simulate(
          CriticalValue(
            contenders: noise.members[0].count, contenderDegrees: contender.degrees,
            others: others, miss: partMiss)))
    }
  }

  /// That of a row's own losses, if it is unsteady.
  func own(_ row: Int) -> Reach? {
    guard noise.isUnsteady[row], let variance = noise.ownVariance(of: row) else { return nil }
    return Reach(
      variance: variance.value,
      critical: StudentT.quantile(1 - unsteadyMiss / 2, degrees: Double(variance.degrees)))
  }

  /// All that a row of a stratum may have as far as it can be told: beyond the contenders also the next stratum's, as a
  /// lucky row of that one may stand in this.
  func possible(_ row: Int, in stratum: Int) -> [Reach] {
    var possible = [strata[stratum]]
    if stratum > 0, stratum + 1 < strata.count {
      let next = strata[stratum + 1]
      possible.append(
        Reach(variance: next.variance, critical: max(next.critical, strata[stratum].critical)))
    }
    if let own = own(row) { possible.append(own) }
    return possible
  }
}
