/// Mean, population standard deviation and range of each column, over some rows.
///
/// Values are summed in double precision as differences from the mean of the first rows. As those
/// rows are among the summed, the variance cannot be small against the squared distance of the two
/// means, so that the difference of sums below loses no more than a few digits of many rows.
struct ColumnMoments {
  /// How many rows give the shift.
  private static let shiftRows = 1024

  /// The mean of the values that are not missing; NaN when all are.
  private(set) var means: [Double]
  /// The population standard deviation, sqrt(Σ(x − mean)² / n).
  private(set) var deviations: [Double]
  /// The number of missing values.
  private(set) var missing: [Int]
  /// The smallest value; infinite when all are missing.
  private(set) var lows: [Float]
  /// The largest value; minus infinity when all are missing.
  private(set) var highs: [Float]

  /// - Parameters:
  ///   - storage: The rows.
  ///   - rows: Those that count.
  ///   - threads: The most threads; each adds up some of the columns.
  /// - Complexity: O(rows · width)
  init(of storage: RowStorage, rows: Range<Int>, threads: Int = 1) {
    let head = Sums(
      of: storage, rows: rows.prefix(Self.shiftRows),
      shifts: Array(repeating: 0, count: storage.width), threads: 1)
    let shifts = zip(head.totals, head.counts).map { $1 > 0 ? $0 / $1 : 0 }
    let isSmall = rows.count * storage.width < Pieces.fewestElements
    let sums = Sums(of: storage, rows: rows, shifts: shifts, threads: isSmall ? 1 : threads)
    means = []
    deviations = []
    missing = []
    lows = sums.lows
    highs = sums.highs
    for column in 0..<storage.width {
      let count = sums.counts[column]
      let offset = sums.totals[column] / count
      means.append(shifts[column] + offset)
      let variance = sums.squares[column] / count - offset * offset
      deviations.append(variance > 0 ? variance.squareRoot() : 0)
      missing.append(rows.count - Int(count))
    }
  }

  /// Sums of one pass over the rows.
  private struct Sums {
    var totals: [Double]
    var squares: [Double]
    /// The values that are not missing, as doubles so that one loop adds up all of it.
    var counts: [Double]
    var lows: [Float]
    var highs: [Float]

    init(of storage: RowStorage, rows: Range<Int>, shifts: [Double], threads: Int) {
      let width = storage.width
      var all = [Double](repeating: 0, count: 3 * width)
      var ends = [Float](repeating: 0, count: 2 * width)
      all.withUnsafeMutableBufferPointer { all in
        ends.withUnsafeMutableBufferPointer { ends in
          shifts.withUnsafeBufferPointer { shifts in
            // Each thread writes to its own columns only.
            nonisolated(unsafe) let (all, ends, shifts) = (all, ends, shifts)
            Pieces.perform(width, threads: threads) { columns in
              let shifts = UnsafeBufferPointer(rebasing: shifts[columns])
              Self.add(rows, of: storage, from: columns.lowerBound, shifts: shifts) { sums, range in
                let count = shifts.count
                for index in 0..<count {
                  let column = columns.lowerBound + index
                  for part in 0..<3 { all[part * width + column] = sums[part * count + index] }
                  for part in 0..<2 { ends[part * width + column] = range[part * count + index] }
                }
              }
            }
          }
        }
      }
      totals = Array(all[..<width])
      squares = Array(all[width..<2 * width])
      counts = Array(all[(2 * width)...])
      lows = Array(ends[..<width])
      highs = Array(ends[width...])
    }

    /// Adds up some columns, in memory of their own: two threads that write to the same cache line
    /// at each row would wait for each other.
    ///
    /// - Parameters:
    ///   - rows: The rows that count.
    ///   - storage: All rows.
    ///   - first: The first of the columns.
    ///   - shifts: What is subtracted from the values of each of the columns.
    ///   - body: Gets the totals, squares and counts, and the lows and highs, one behind the other.
    private static func add(
      _ rows: Range<Int>, of storage: RowStorage, from first: Int,
      shifts: UnsafeBufferPointer<Double>,
      _ body: (
        _ sums: UnsafeMutableBufferPointer<Double>, _ range: UnsafeMutableBufferPointer<Float>
      ) -> Void
    ) {
      let width = shifts.count
      // In single precision the range costs little.
      let range = UnsafeMutableBufferPointer<Float>.allocate(capacity: 2 * width + 2 * padding)
      defer { range.deallocate() }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * width + padding) { sums in
        sums.initialize(repeating: 0)
        range.initialize(repeating: -.infinity)
        guard let totals = sums.baseAddress, let lows = range.baseAddress else { return }
        let squares = totals + width
        let counts = squares + width
        let highs = lows + width
        lows.update(repeating: .infinity, count: width)
        for row in rows {
          let values = storage.row(row) + first
          for column in 0..<width {
            let difference = Double(values[column]) - shifts[column]
            let isPresent = difference == difference
            totals[column] += isPresent ? difference : 0
            squares[column] += isPresent ? difference * difference : 0
            counts[column] += isPresent ? 1 : 0
          }
          for column in 0..<width {
            // Nothing is less or greater than what is missing.
            let value = values[column]
            lows[column] = value < lows[column] ? value : lows[column]
            highs[column] = value > highs[column] ? value : highs[column]
          }
        }
        body(sums, range)
      }
    }

    /// Keeps what lies behind a thread's sums out of their last cache line.
    private static let padding = 8
  }
}
