import CFastFloat

extension RowStorage {
  /// How many moves ahead a row is asked for: the order is random, so that no row is in the cache.
  private static let lookahead = 16
  /// The pieces of a permutation for each thread, which differ in length.
  private static let piecesOfThread = 64

  /// Brings rows into a new order in place, and forgets all others.
  ///
  /// The rows that are left out complete the permutation, so that it falls into cycles. For several
  /// threads these are cut: at each cut the row that is to come there is put aside, and whoever
  /// arrives at the cut finds it there.
  ///
  /// - Parameters:
  ///   - order: The old index of each row in its new place; no index twice.
  ///   - threads: The most threads.
  /// - Complexity: O(rows · width); memory for one index a row.
  func reorder(_ order: [Int32], threads: Int = 1) {
    var sources = order
    if order.count < count {
      var isKept = [Bool](repeating: false, count: count)
      for row in order { isKept[Int(row)] = true }
      for row in 0..<count where !isKept[row] { sources.append(Int32(row)) }
    }
    let isSmall = threads == 1 || count * width < Pieces.fewestElements
    let cuts = isSmall ? 0 : min(count, threads * Self.piecesOfThread)
    sources.withUnsafeMutableBufferPointer { sources in
      let starts = (0..<cuts).map { cut in
        let place = count * cut / cuts
        let source = sources[place]
        sources[place] = Int32(-2 - cut)
        return Int(source)
      }
      let saved = starts.flatMap { UnsafeBufferPointer(start: row($0), count: width) }
      saved.withUnsafeBufferPointer { saved in
        // Each place is on one piece.
        nonisolated(unsafe) let (sources, saved) = (sources, saved)
        Pieces.perform(cuts, threads: cuts) { pieces in
          for piece in pieces { move(from: starts[piece], along: sources, saved: saved) }
        }
        // Cycles without a cut.
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { spare in
          for start in sources.indices where sources[start] >= 0 {
            guard let base = spare.baseAddress else { return }
            base.update(from: row(start), count: width)
            let last = move(from: start, along: sources, saved: saved)
            row(last).update(from: base, count: width)
          }
        }
      }
    }
    count = order.count
  }

  /// Moves rows along a permutation, from a place whose row is no longer needed to the next cut, or
  /// to the last place of a cycle, whose row is where it started.
  ///
  /// - Parameters:
  ///   - start: The first place.
  ///   - sources: The place that each place's row comes from, or −2 − the cut that holds it; becomes
  ///     −1 where the row has come.
  ///   - saved: The rows that were put aside, (cuts, width).
  /// - Returns: The last place.
  @discardableResult
  private func move(
    from start: Int, along sources: UnsafeMutableBufferPointer<Int32>,
    saved: UnsafeBufferPointer<Float>
  ) -> Int {
    let width = width
    let all = row(0)
    var place = start
    var ahead = start
    for _ in 0..<Self.lookahead where ahead >= 0 { ahead = Int(sources[ahead]) }
    while true {
      let source = Int(sources[place])
      sources[place] = -1
      if source < 0 {
        if let base = saved.baseAddress {
          (all + place * width).update(from: base + (-2 - source) * width, count: width)
        }
        return place
      }
      if source == start { return place }
      // A negative one is a cut, or behind the cycle's end a place that has its row.
      if ahead >= 0 {
        lrfind_prefetch(all + ahead * width, width * MemoryLayout<Float>.stride)
        ahead = Int(sources[ahead])
      }
      (all + place * width).update(from: all + source * width, count: width)
      place = source
    }
  }
}
