import CFastFloat

extension RowStorage {
  /// How many moves ahead a row is asked for: the order is random, so that no row is in the cache.
  private static let lookahead = 8

  /// Brings rows into a new order in place, and forgets all others.
  ///
  /// - Parameter order: The old index of each row in its new place; no index twice.
  /// - Complexity: O(rows · width); memory for one index a row.
  func reorder(_ order: [Int32]) {
    var sources = order
    var isKept = [Bool](repeating: false, count: count)
    for row in order { isKept[Int(row)] = true }
    // The rows that are left out complete the permutation, so that it falls into cycles.
    for row in 0..<count where !isKept[row] { sources.append(Int32(row)) }
    let width = width
    let all = row(0)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { saved in
      guard let spare = saved.baseAddress else { return }
      for start in sources.indices where sources[start] >= 0 {
        spare.update(from: all + start * width, count: width)
        var place = start
        var ahead = start
        for _ in 0..<Self.lookahead { ahead = Int(sources[ahead]) }
        while true {
          let source = Int(sources[place])
          // A negative source marks a place that holds its row.
          sources[place] = -1
          if source == start {
            (all + place * width).update(from: spare, count: width)
            break
          }
          // Behind the cycle's end, `ahead` meets places that hold their rows already.
          if ahead >= 0 {
            lrfind_prefetch(all + ahead * width, width * MemoryLayout<Float>.stride)
            ahead = Int(sources[ahead])
          }
          (all + place * width).update(from: all + source * width, count: width)
          place = source
        }
      }
    }
    count = order.count
  }
}
