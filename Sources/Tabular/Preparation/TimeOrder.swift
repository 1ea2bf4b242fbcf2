/// The rows of a table in the order of their times, and the ways to hold back the last of them.
///
/// Rows of one time are never parted: else some of them would be trained on that are as new as
/// those that are held back. A border that would part them moves to the nearest change of the time,
/// to the later one where two are equally near.
struct TimeOrder: Sendable {
  /// The rows by rising time; those of one time in the file's order.
  let rows: [Int32]
  /// The places in `rows` at which a later time than before begins, from 1.
  let borders: [Int]

  /// - Parameters:
  ///   - rows: The rows that are used.
  ///   - points: The time of each row of the table.
  /// - Complexity: O(rows · log rows)
  init(rows: [Int32], points: [TimePoint]) {
    let sorted = rows.sorted { (points[Int($0)], $0) < (points[Int($1)], $1) }
    borders = sorted.indices.dropFirst().filter {
      points[Int(sorted[$0 - 1])] < points[Int(sorted[$0])]
    }
    self.rows = sorted
  }

  /// The rows that are held back; those before them are trained on, those behind left out.
  ///
  /// The ordinary split holds back the last rows. Each further one of several ends a little earlier,
  /// so that the last trains on two thirds of the rows that the first does; where the times
  /// are too few for that it is the ordinary one. Of K folds, each holds back one of the last K of
  /// K + 1 blocks of about equal length and trains on all rows before it: the first the last block,
  /// the next the one before.
  ///
  /// - Parameter cut: Which of the ways.
  /// - Returns: The places in `rows`; nil where there are too few times.
  func heldBack(_ cut: Cut) -> Range<Int>? {
    switch cut {
    case .split(let index, let count, let share):
      let held = Int((Double(rows.count) * share).rounded())
      guard let border = nearestBorder(to: rows.count - held, in: 1..<rows.count) else {
        return nil
      }
      let back = count > 1 ? (rows.count - held) * index / (3 * (count - 1)) : 0
      guard back > 0,
        let end = nearestBorder(to: rows.count - back, in: 1..<rows.count),
        let start = nearestBorder(to: end - held, in: 1..<end)
      else { return border..<rows.count }
      return start..<end
    case .fold(let index, let count, _):
      // Borders that many rows of one time bring together are kept apart, from the first one on.
      var bounds: [Int] = []
      for block in 1...count {
        let earliest = (bounds.last ?? 0) + 1
        guard
          let border = nearestBorder(
            to: rows.count * block / (count + 1), in: earliest..<rows.count,
            leaving: count - block)
        else { return nil }
        bounds.append(border)
      }
      bounds.append(rows.count)
      return bounds[count - 1 - index]..<bounds[count - index]
    }
  }

  /// The border that is nearest to a place, the later one of two.
  ///
  /// - Parameters:
  ///   - place: The place.
  ///   - range: Where it may lie.
  ///   - count: How many borders must follow it.
  /// - Returns: The border; nil where there is none.
  /// - Complexity: O(log borders)
  private func nearestBorder(to place: Int, in range: Range<Int>, leaving count: Int = 0) -> Int? {
    let first = firstIndex(from: range.lowerBound)
    let end = min(firstIndex(from: range.upperBound), borders.count - count)
    guard first < end else { return nil }
    let next = min(max(firstIndex(from: place), first), end - 1)
    guard next > first, place - borders[next - 1] < abs(borders[next] - place) else {
      return borders[next]
    }
    return borders[next - 1]
  }

  /// The index of the first border from a place on.
  private func firstIndex(from place: Int) -> Int {
    var (low, high) = (0, borders.count)
    while low < high {
      let middle = (low + high) / 2
      if borders[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
