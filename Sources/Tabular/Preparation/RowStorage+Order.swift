import CFastFloat
import Synchronization

extension RowStorage {
  /// The cuts of a permutation for each thread; what lies between two differs in length.
  private static let cutsOfThread = 64

  /// Brings rows into a new order in place, and forgets all others.
  ///
  /// The rows that are left out complete the permutation, so that it falls into cycles. A cycle is
  /// cut at a place by putting the row aside that is to come there: that row's own place is free
  /// then, and rows move along the cycle until the next cut is free. Several threads cut at many
  /// places first; whatever cycles have no cut then get one each.
  ///
  /// - Parameters:
  ///   - order: The old index of each row in its new place; no index twice.
  ///   - threads: The most threads.
  /// - Complexity: O(rows · width); memory for a bit a row and thread, and for an index a row where
  ///   rows are left out.
  func reorder(_ order: [Int32], threads: Int = 1) {
    var sources = order
    if order.count < count {
      var isKept = [Bool](repeating: false, count: count)
      for row in order { isKept[Int(row)] = true }
      for row in 0..<count where !isKept[row] { sources.append(Int32(row)) }
    }
    sources.withUnsafeBufferPointer { sources in
      let done = PlaceSet(count: count)
      if threads > 1, count * width >= Pieces.fewestElements {
        let cuts = min(count, threads * Self.cutsOfThread)
        moveInPieces(cuts: cuts, along: sources, threads: threads, done: done)
      }
      for place in 0..<count where done.insert(place) {
        let aside = copy(of: Int(sources[place]))
        let end = move(from: Int(sources[place]), along: sources, until: done)
        row(end).update(from: aside, count: width)
      }
    }
    count = order.count
  }

  /// Moves rows between cuts, on several threads.
  ///
  /// - Parameters:
  ///   - cuts: How many there are.
  ///   - sources: The place that each place's row comes from.
  ///   - threads: How many threads.
  ///   - done: Receives the places that have their rows.
  private func moveInPieces(
    cuts: Int, along sources: UnsafeBufferPointer<Int32>, threads: Int, done: PlaceSet
  ) {
    let distance = count / cuts
    let places = (0..<cuts).map { $0 * distance }
    let aside = places.map { copy(of: Int(sources[$0])) }
    // One for each thread: in one for all, each would wait for what the others have just written.
    let doneByThread = (0..<threads).map { _ in PlaceSet(count: count) }
    for done in doneByThread {
      for place in places { _ = done.insert(place) }
    }
    let nextCut = Atomic(0)
    // Each place lies between two cuts only.
    nonisolated(unsafe) let (sources, sets) = (sources, doneByThread)
    Pieces.perform(threads, threads: threads) { range in
      for thread in range {
        while case let cut = nextCut.add(1, ordering: .relaxed).oldValue, cut < cuts {
          let end = move(from: Int(sources[places[cut]]), along: sources, until: sets[thread])
          row(end).update(from: aside[end / distance], count: width)
        }
      }
    }
    for other in doneByThread { done.formUnion(other) }
  }

  private func copy(of index: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: row(index), count: width))
  }

  /// How many moves ahead a row is asked for: the order is random, so that no row is in the cache.
  private static let lookahead = 16

  /// Moves rows along a permutation, from a place whose row is no longer needed to the next cut.
  ///
  /// - Parameters:
  ///   - start: The first place.
  ///   - sources: The place that each place's row comes from.
  ///   - done: The cuts, among other places; receives those whose rows have come.
  /// - Returns: The cut, whose row is to come from where it was put aside.
  private func move(
    from start: Int, along sources: UnsafeBufferPointer<Int32>, until done: PlaceSet
  ) -> Int {
    let width = width
    let all = row(0)
    var place = start
    var ahead = start
    for _ in 0..<Self.lookahead { ahead = Int(sources[ahead]) }
    while done.insert(place) {
      // Behind the cut others move rows; asking for one in vain does no harm.
      lrfind_prefetch(all + ahead * width, width * MemoryLayout<Float>.stride)
      ahead = Int(sources[ahead])
      let source = Int(sources[place])
      (all + place * width).update(from: all + source * width, count: width)
      place = source
    }
    return place
  }
}

/// A set of places, a bit each.
private final class PlaceSet {
  private let words: UnsafeMutableBufferPointer<UInt64>

  init(count: Int) {
    words = .allocate(capacity: (count + 63) / 64)
    words.initialize(repeating: 0)
  }

  deinit { words.deallocate() }

  /// Adds a place; whether it was not yet there.
  func insert(_ place: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(place % 64)
    let word = words[place / 64]
    words[place / 64] = word | bit
    return word & bit == 0
  }

  func formUnion(_ other: PlaceSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }
}
