/// The two-way model: a loss is its configuration's level + its seed's effect + noise.
///
/// Least squares on whatever cells there are. A balanced table gives plain means; where cells are
/// missing, a configuration is not rewarded for having met the easier seeds only. The seed effects
/// are had from the *contenders* alone (see `Comparison.md`), whose noise is alike.
struct SeedModel {
  /// A configuration in the model.
  struct Row {
    /// Its mean as if it had every seed.
    var level: Double
    /// Whether its noise counts as a contender's.
    var isContender: Bool
    /// The places of its seeds among the model's.
    var seeds: [Int]
  }

  /// The squared noise of one loss, and the degrees of freedom it was had from.
  struct Variance {
    var value: Double
    var degrees: Double
  }

  /// The configurations; nil for one that shares no seed with the contenders.
  private(set) var rows: [Row?]
  /// Of the contenders, and of the others; nil where no seed is repeated.
  private(set) var contenderVariance: Variance?
  private(set) var otherVariance: Variance?
  /// Of the seed effects' normal equations, without the last seed, whose effect is 0.
  let equations: Cholesky
  private(set) var seedCount: Int

  /// - Parameters:
  ///   - table: The losses of each configuration by seed, none of them empty.
  ///   - contenders: The places of the contenders; at least one.
  /// - Complexity: O(losses · seeds + seeds³)
  init(_ table: [[UInt64: Double]], contenders: [Int]) {
    let connected = Self.connected(contenders, table)
    let seeds = Set(connected.flatMap { table[$0].keys }).sorted()
    let place = Dictionary(uniqueKeysWithValues: seeds.enumerated().map { ($1, $0) })
    let cells = table.map { row in
      row.sorted { $0.key < $1.key }.compactMap { seed, loss in place[seed].map { ($0, loss) } }
    }
    // Elimination of the levels leaves Σ (diag(1ᵢ) − 1ᵢ · 1ᵢᵀ / nᵢ) · β = Σ (yᵢ − ȳᵢ).
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: seeds.count), count: seeds.count)
    var right = [Double](repeating: 0, count: seeds.count)
    for cells in connected.map({ cells[$0] }) {
      let mean = cells.map(\.1).mean
      for (seed, loss) in cells {
        right[seed] += loss - mean
        matrix[seed][seed] += 1
        for (other, _) in cells { matrix[seed][other] -= 1 / Double(cells.count) }
      }
    }
    equations = Cholesky(matrix.dropLast().map { Array($0.dropLast()) })
    let effects = equations.solution(right.dropLast()) + [0]
    let isContender = Set(connected)
    seedCount = seeds.count

    var squares = (contenders: 0.0, others: 0.0)
    var degrees = (contenders: 1 - Double(seeds.count), others: 0.0)
    rows = cells.enumerated().map { index, cells in
      guard !cells.isEmpty else { return nil }
      let adjusted = cells.map { $0.1 - effects[$0.0] }
      let mean = adjusted.mean
      let deviation = adjusted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      if isContender.contains(index) {
        squares.contenders += deviation
        degrees.contenders += Double(cells.count - 1)
      } else {
        squares.others += deviation
        degrees.others += Double(cells.count - 1)
      }
      return Row(
        level: mean + effects.mean, isContender: isContender.contains(index),
        seeds: cells.map(\.0))
    }
    if degrees.contenders > 0 {
      contenderVariance = Variance(
        value: squares.contenders / degrees.contenders, degrees: degrees.contenders)
    }
    if degrees.others > 0 {
      otherVariance = Variance(value: squares.others / degrees.others, degrees: degrees.others)
    }
  }

  /// The contenders that hang together with the first one through common seeds: only between these
  /// can levels be told from seeds.
  private static func connected(_ contenders: [Int], _ table: [[UInt64: Double]]) -> [Int] {
    var seeds = Set(table[contenders[0]].keys)
    while true {
      let met = contenders.filter { !seeds.isDisjoint(with: table[$0].keys) }
      let grown = seeds.union(met.flatMap { table[$0].keys })
      if grown.count == seeds.count { return met }
      seeds = grown
    }
  }
}
