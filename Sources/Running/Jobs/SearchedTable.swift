import Tabular
import Tuning

/// A table as a search for a rate looks at it.
package struct SearchedTable: Sendable {
  /// The ordinary split, which other commands train on.
  package let dataset: Dataset
  /// As many splits of its rows as the effort takes, with more rows held back where they are few;
  /// the ordinary one alone where a file holds the validation rows.
  package let splits: [Dataset]
  package let effort: Effort

  /// Reads a table, once.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read.
  ///   - isThorough: Whether the search spends more.
  /// - Throws: `DataError`, when the table cannot be used.
  package init(
    path: String, options: TableOptions, isThorough: Bool = false
  ) throws(DataError) {
    let table = try ReadTable(path: path, options: options)
    let rows = table.rowCount
    guard let ownShare = table.heldBackShare else {
      dataset = try table.dataset(isLast: true)
      splits = [dataset]
      effort = Effort(trainingRows: dataset.trainingRowCount, isThorough: isThorough)
      return
    }
    let share = table.isShareOpen ? HeldBackShare.share(ofRows: rows) : ownShare
    // Rounding within classes moves a row or two to the other side; the limit is not that near.
    let trainingRows = Double(rows) * (1 - ownShare)
    let isPlain =
      !isThorough && share == ownShare && trainingRows > 2 * Double(Effort.fewRowsLimit)
    dataset = try table.dataset(isLast: isPlain)
    effort = Effort(trainingRows: dataset.trainingRowCount, isThorough: isThorough)
    var splits: [Dataset] = []
    for split in 0..<effort.splits {
      let isAtHand = split == 0 && share == ownShare
      splits.append(
        isAtHand
          ? dataset
          : try table.dataset(
            split: split, of: effort.splits, share: share, isLast: split == effort.splits - 1))
    }
    self.splits = splits
  }
}
