import Experiment

/// The two-way model: a loss is its configuration's level + its replicate's effect + noise.
///
/// Least squares on whatever cells there are. A balanced table gives plain means; where cells are
/// missing, a configuration is not rewarded for having met the easier replicates only. Their effects
/// are had from the *contenders* alone (see `Comparison.md`), whose noise is alike.
struct ReplicateModel {
  /// A configuration in the model.
  struct Row {
    /// Its mean as if it had every replicate.
    var level: Double
    /// The places of its replicates among the model's.
    var replicates: [Int]
    /// The squares of its losses about its level and their effects, added up.
    var squares: Double

    /// The degrees of freedom of the squares, those of the effects not taken off.
    var degrees: Int { replicates.count - 1 }
  }

  /// The configurations; nil for one that shares no replicate with the contenders.
  private(set) var rows: [Row?]
  /// Of the effects' normal equations, without the last replicate, whose effect is 0.
  let equations: Cholesky
  private(set) var replicateCount: Int

  /// - Parameters:
  ///   - table: The losses of each configuration by replicate, none of them empty.
  ///   - contenders: The places of the contenders; at least one.
  /// - Complexity: O(losses · replicates + replicates³)
  init(_ table: [[Replicate: Double]], contenders: [Int]) {
    let connected = Self.connected(contenders, table)
    let replicates = Set(connected.flatMap { table[$0].keys }).sorted()
    let place = Dictionary(uniqueKeysWithValues: replicates.enumerated().map { ($1, $0) })
    let cells = table.map { row in
      row.sorted { $0.key < $1.key }.compactMap { key, loss in place[key].map { ($0, loss) } }
    }
    // Elimination of the levels leaves Σ (diag(1ᵢ) − 1ᵢ · 1ᵢᵀ / nᵢ) · β = Σ (yᵢ − ȳᵢ).
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: replicates.count), count: replicates.count)
    var right = [Double](repeating: 0, count: replicates.count)
    for cells in connected.map({ cells[$0] }) {
      let mean = cells.map(\.1).mean
      for (place, loss) in cells {
        right[place] += loss - mean
        matrix[place][place] += 1
        for (other, _) in cells { matrix[place][other] -= 1 / Double(cells.count) }
      }
    }
    equations = Cholesky(matrix.dropLast().map { Array($0.dropLast()) })
    let effects = equations.solution(right.dropLast()) + [0]
    replicateCount = replicates.count
    rows = cells.map { cells in
      guard !cells.isEmpty else { return nil }
      let adjusted = cells.map { $0.1 - effects[$0.0] }
      let mean = adjusted.mean
      return Row(
        level: mean + effects.mean, replicates: cells.map(\.0),
        squares: adjusted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
  }

  /// The contenders that hang together with the first one through common replicates: only between
  /// these can levels be told from replicates.
  private static func connected(_ contenders: [Int], _ table: [[Replicate: Double]]) -> [Int] {
    var replicates = Set(table[contenders[0]].keys)
    while true {
      let met = contenders.filter { !replicates.isDisjoint(with: table[$0].keys) }
      let grown = replicates.union(met.flatMap { table[$0].keys })
      if grown.count == replicates.count { return met }
      replicates = grown
    }
  }
}
