import Tabular
import Tuning

extension Dataset {
  /// The table as a search looks at it: with as many other splits of its rows as the effort takes,
  /// and with more rows held back where they are few.
  ///
  /// - Parameters:
  ///   - path: The file that it was read from.
  ///   - options: How it was read.
  ///   - effort: How many splits the search looks at.
  /// - Returns: The splits; this table alone where a file holds the validation rows.
  /// - Throws: `DataError`, when the table cannot be used.
  package func searchSplits(
    of path: String, options: TableOptions, effort: Effort
  ) throws(DataError) -> [Dataset] {
    try splits(
      of: path, options: options, count: effort.splits,
      share: HeldBackShare.share(ofRows: features.rowCount))
  }
}
