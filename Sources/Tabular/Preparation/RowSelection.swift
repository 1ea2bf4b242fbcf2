import RandomStreams

/// Which rows are used, before they are split.
struct RowSelection {
  /// The rows with a target, in file order.
  var rows: [Int32]
  /// The number of rows whose target is missing.
  var withoutTarget: Int

  /// Selects the rows that have a target.
  ///
  /// - Parameters:
  ///   - targets: The targets of rows that follow one another.
  ///   - first: The first of those rows.
  ///   - threads: The most threads.
  /// - Complexity: O(rows)
  init(targets: ArraySlice<Float>, first: Int, threads: Int) {
    let pieces = targets.count < Pieces.fewestElements ? 1 : threads
    rows = [Int32](unsafeUninitializedCapacity: targets.count) { rows, count in
      var counts = [Int](repeating: 0, count: pieces)
      counts.withUnsafeMutableBufferPointer { counts in
        targets.withUnsafeBufferPointer { targets in
          // The pieces write to different elements.
          nonisolated(unsafe) let (counts, targets, rows) = (counts, targets, rows)
          Pieces.perform(pieces, threads: pieces) { range in
            for piece in range {
              let own = Pieces.part(piece, of: pieces, count: targets.count)
              counts[piece] = Self.select(own, of: targets, first: first, into: rows)
            }
          }
        }
      }
      guard let base = rows.baseAddress else { return }
      for piece in 0..<pieces {
        let start = Pieces.part(piece, of: pieces, count: targets.count).lowerBound
        if start > count { (base + count).update(from: base + start, count: counts[piece]) }
        count += counts[piece]
      }
    }
    withoutTarget = targets.count - rows.count
  }

  /// Writes those of some rows that have a target from their own place on.
  ///
  /// - Returns: How many there are.
  private static func select(
    _ range: Range<Int>, of targets: UnsafeBufferPointer<Float>, first: Int,
    into rows: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    var end = range.lowerBound
    for index in range {
      // The next one overwrites it where there is no target.
      rows.initializeElement(at: end, to: Int32(first + index))
      end += targets[index].isNaN ? 0 : 1
    }
    return end - range.lowerBound
  }

  /// Keeps a seeded random sample, in file order.
  ///
  /// - Parameters:
  ///   - size: How many rows are kept.
  ///   - seed: The seed of the sample.
  /// - Returns: A note of how many that are; nil when a share is all of the rows.
  mutating func sample(_ size: TableOptions.Rows, seed: UInt64) -> String? {
    let all = rows.count
    let count =
      switch size {
      case .count(let count): count
      case .share(let share): Int((Double(rows.count) * share).rounded())
      }
    guard count <= rows.count else {
      return "there are fewer than \(count) rows with a target, so all \(all) are used"
    }
    var stream = RandomStream(seed: seed, purpose: .rowSample)
    stream.shuffle(&rows)
    rows.removeLast(rows.count - count)
    rows.sort()
    return count == all ? nil : "\(count) of the \(all) rows were drawn at random"
  }
}
