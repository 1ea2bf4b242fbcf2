extension Preparation {
  /// Numbers that people write where a value is missing.
  private static let sentinels: Set<Double> = [
    -99, -999, -9999, -99_999, -999_999, -999.25, -9999.9, -999.9, -32_768, 999, 9999, 99_999,
    999_999,
  ]
  /// A number that stands once may be a mistake, and is told as one.
  private static let fewestCells = 2

  /// Tells of a number such as -9999 that stands in several cells of a column, further from all
  /// others than these from each other.
  ///
  /// - Parameters:
  ///   - columns: The indices of the columns of numbers that are used.
  ///   - training: The moments of the rows that are trained on.
  ///   - rest: Those of the others.
  /// - Returns: The columns that were told of.
  mutating func noteSentinels(
    columns: [Int], training: ColumnMoments, rest: ColumnMoments
  ) -> Set<Int> {
    var told: Set<Int> = []
    for index in columns {
      let column = table.columns[index]
      let low = Double(min(training.lows[column.slot], rest.lows[column.slot]))
      let high = Double(max(training.highs[column.slot], rest.highs[column.slot]))
      for extreme in [low, high] where Self.sentinels.contains(extreme + column.origin) {
        guard let found = cells(holding: extreme, of: column), !told.contains(index) else {
          continue
        }
        told.insert(index)
        let text = CSVWriter.decimals(extreme + column.origin)
        table.notes.append(
          "column \(column.number) '\(column.name.singleLine)' holds \(text) in \(found.count) cells, far "
            + "from all others (\(CSVWriter.decimals(Float(found.others.lowerBound + column.origin))) to "
            + "\(CSVWriter.decimals(Float(found.others.upperBound + column.origin)))): say --missing \(text) "
            + "if it means missing")
      }
    }
    return told
  }

  /// How many cells of a column hold an extreme value, and the range of the others; nil where it does
  /// not stand apart.
  private func cells(
    holding extreme: Double, of column: RawColumn
  ) -> (count: Int, others: ClosedRange<Double>)? {
    var (count, low, high) = (0, Double.infinity, -Double.infinity)
    for row in 0..<table.storage.count {
      let value = Double(table.storage.row(row)[column.slot])
      if value == extreme {
        count += 1
      } else if !value.isNaN {
        low = min(low, value)
        high = max(high, value)
      }
    }
    guard count >= Self.fewestCells, low <= high else { return nil }
    return min(abs(extreme - low), abs(extreme - high)) > high - low ? (count, low...high) : nil
  }
}
