/// What each configuration loses to the truly best one, at least and at most.
///
/// The noise goes by the regret that is assumed, as in Wilson's interval of a share (1927): whether a
/// configuration can be as good as a contender is judged by the contenders' noise, however wild its
/// own losses are. So one that can be the best is nowhere behind one that cannot, and a configuration
/// that is hopeless widens nobody's interval.
struct RegretBounds {
  private let noise: NoiseStrata
  private let kinds: RowKinds
  private let reaches: Reaches
  private let levels: [Double?]
  /// The lowest level of the steady contenders of each kind; infinite where there is none.
  private let references: [Double]
  /// What each row loses at least; nil for one that is not in the model.
  let lows: [Double?]
  /// The two lowest rows that can be the best, of each kind.
  private let candidates: [[Int]]

  init(_ noise: NoiseStrata, _ kinds: RowKinds, _ reaches: Reaches) {
    let levels = noise.model.rows.map { $0?.level }
    var references = [Double](repeating: .infinity, count: kinds.count)
    for row in noise.members[0] where !noise.isUnsteady[row] {
      if let kind = kinds.kindOfRow[row], let level = levels[row] {
        references[kind] = min(references[kind], level)
      }
    }
    (self.noise, self.kinds, self.reaches) = (noise, kinds, reaches)
    (self.levels, self.references) = (levels, references)
    let lowest = levels.compactMap { $0 }.min() ?? 0
    let lows = levels.indices.map { row -> Double? in
      guard let level = levels[row] else { return nil }
      let low = Self.low(of: row, level, noise, kinds, reaches, references)
      return min(low, level - lowest)
    }
    self.lows = lows
    var candidates = [[Int]](repeating: [], count: kinds.count)
    for row in levels.indices where lows[row] == 0 {
      if let kind = kinds.kindOfRow[row] { candidates[kind].append(row) }
    }
    self.candidates = candidates.map { rows in
      Array(rows.sorted { (levels[$0] ?? 0, $0) < (levels[$1] ?? 0, $1) }.prefix(2))
    }
  }

  /// The least regret that the contenders' levels admit, each regret with its stratum's noise.
  private static func low(
    of row: Int, _ level: Double, _ noise: NoiseStrata, _ kinds: RowKinds, _ reaches: Reaches,
    _ references: [Double]
  ) -> Double {
    guard let kind = kinds.kindOfRow[row], let own = noise.stratumOfRow[row] else { return 0 }
    func least(_ reach: Reaches.Reach) -> Double {
      references.indices.reduce(-.infinity) { least, other in
        let error = kinds.standardError(kind, variance: reach.variance, to: other)
        return max(least, level - references[other] - reach.critical * error)
      }
    }
    // Beyond the contenders, what is unsteady has its own noise.
    let unsteady = reaches.own(row)
    let last = unsteady == nil ? own : min(1, reaches.strata.count - 1)
    var low = Double.infinity
    for stratum in 0...last {
      let reach = stratum > 0 ? unsteady ?? reaches.strata[stratum] : reaches.strata[stratum]
      let bound = max(reaches.starts[stratum], least(reach))
      if stratum == last || bound < reaches.starts[stratum + 1] { low = min(low, bound) }
    }
    return low
  }

  /// What a row loses at most: to whichever candidate it may lose most.
  func high(of row: Int) -> Double {
    guard let kind = kinds.kindOfRow[row], let level = levels[row],
      let stratum = noise.stratumOfRow[row]
    else { return .infinity }
    var high = 0.0
    for (other, rows) in candidates.enumerated() {
      guard let lowest = rows.first(where: { $0 != row }).flatMap({ levels[$0] }) else { continue }
      for reach in reaches.possible(row, in: stratum) {
        let error = kinds.standardError(kind, variance: reach.variance, to: other)
        high = max(high, level - lowest + reach.critical * error)
      }
    }
    return high
  }
}
