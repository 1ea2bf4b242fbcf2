/// The configurations that can be the best, and what the others lose to them (Edwards and Hsu,
/// 1983).
///
/// A configuration can be the best if it lies at most `reach` standard errors above every other.
/// What a configuration loses to the best is then at most what it may lose to any candidate, and at
/// least what it must lose to all of them.
struct Candidates {
  private let kinds: RowKinds
  private let levels: [Double?]
  private let reach: Double
  private var isCandidate: [Bool]
  /// The candidates of each kind, by rising level.
  private var members: [[Int]]
  /// The standard error between two kinds.
  private let errors: [[Double]]

  /// - Parameters:
  ///   - kinds: What the rows' differences are worth.
  ///   - levels: The level of each row.
  ///   - reach: The critical value.
  init(_ kinds: RowKinds, levels: [Double?], reach: Double) {
    self.kinds = kinds
    self.levels = levels
    self.reach = reach
    let errors = (0..<kinds.count).map { first in
      (0..<kinds.count).map { kinds.standardError(first, $0) }
    }
    self.errors = errors
    var lowest = [Double](repeating: .infinity, count: kinds.count)
    for (index, kind) in kinds.kindOfRow.enumerated() {
      if let kind, let level = levels[index] { lowest[kind] = min(lowest[kind], level) }
    }
    isCandidate = levels.indices.map { index in
      guard let kind = kinds.kindOfRow[index], let level = levels[index] else { return false }
      return lowest.indices.allSatisfy { level - lowest[$0] <= reach * errors[kind][$0] }
    }
    members = [[Int]](repeating: [], count: kinds.count)
    for index in levels.indices where isCandidate[index] {
      if let kind = kinds.kindOfRow[index] { members[kind].append(index) }
    }
    members = members.map { $0.sorted { (levels[$0] ?? 0, $0) < (levels[$1] ?? 0, $1) } }
  }

  func contains(_ row: Int) -> Bool { isCandidate[row] }

  /// What a row loses to the best, at least and at most.
  func bounds(of row: Int) -> (low: Double, high: Double) {
    guard let kind = kinds.kindOfRow[row], let level = levels[row] else { return (0, .infinity) }
    var (low, high) = (Double.infinity, 0.0)
    for (other, candidates) in members.enumerated() {
      let width = reach * errors[kind][other]
      if let lowest = candidates.first(where: { $0 != row }).flatMap({ levels[$0] }) {
        high = max(high, level - lowest + width)
      }
      if let highest = candidates.last.flatMap({ levels[$0] }) {
        low = min(low, level - highest - width)
      }
    }
    return (isCandidate[row] ? 0 : max(0, low), high)
  }
}
