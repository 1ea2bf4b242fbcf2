import Experiment

/// Configurations that lose alike to the best, and whose noise is therefore pooled.
///
/// They are told by their means alone, which under normal noise are independent of the scatter
/// around them, so that the choice does not bias the noise.
struct RegretStrata {
  /// The places of the configurations in each stratum, the best first; the first are the contenders.
  private(set) var members: [[Int]]

  /// A configuration is a contender while (degrees of freedom had so far) × (what it loses, as a
  /// share of what training gained) is below that: the more is known of the noise, the nearer to
  /// the best it must be had.
  static let contenderLimit = 0.25
  /// What the worst of a stratum loses, in terms of its best.
  static let span = 2.0
  /// The degrees of freedom for which a stratum spans more.
  static let fewestDegrees = 4

  /// - Parameters:
  ///   - table: The losses of each configuration by replicate, at least one, none empty.
  ///   - untrainedLoss: The loss before training; where that is not known, or none is below it, the highest mean
  ///     stands for it.
  init(_ table: [[Replicate: Double]], untrainedLoss: Double?) {
    let means = table.map { row in row.sorted { $0.key < $1.key }.map(\.value).mean }
    let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    let (lowest, highest) = (means[order[0]], means[order[order.count - 1]])
    let gain = untrainedLoss.flatMap { $0 > lowest ? $0 - lowest : nil } ?? highest - lowest
    func regret(_ place: Int) -> Double { gain > 0 ? (means[place] - lowest) / gain : 0 }

    var replicates = Set(table[order[0]].keys)
    var degrees = 0
    let contenders = order.dropFirst().prefix { place in
      guard Double(degrees) * regret(place) < Self.contenderLimit else { return false }
      let known = replicates.count
      replicates.formUnion(table[place].keys)
      degrees += table[place].count - 1 - (replicates.count - known)
      return true
    }
    members = [[order[0]] + contenders]

    var (smallest, ownDegrees) = (Double.infinity, Self.fewestDegrees)
    for place in order.dropFirst(members[0].count) {
      if ownDegrees >= Self.fewestDegrees,
        members.count == 1 || regret(place) > Self.span * smallest
      {
        members.append([])
        (smallest, ownDegrees) = (regret(place), 0)
      }
      members[members.count - 1].append(place)
      ownDegrees += table[place].count - 1
    }
    if ownDegrees < Self.fewestDegrees, members.count > 2 {
      let last = members.removeLast()
      members[members.count - 1] += last
    }
  }
}
