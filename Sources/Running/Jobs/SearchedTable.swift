import Planning
import Tabular
import Tuning

/// A table as a search for a rate looks at it.
package struct SearchedTable {
  /// The ordinary split, which other commands train on.
  package let dataset: Dataset
  /// As many splits of its rows as the survey takes, with more rows held back where they are few;
  /// the ordinary one alone where a file holds the validation rows.
  package let splits: [Dataset]
  package let survey: SurveyEffort
  /// The table, while folds can still be made of it.
  private let table: ReadTable?
  private let isSplitByFile: Bool

  /// The values of a table from which no folds are kept: a training of it is dear, so that a decision
  /// takes few of them, and each fold would be a copy.
  private static let mostValues = 1 << 23

  /// Reads a table, once.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read.
  ///   - effort: What the search spends.
  /// - Throws: `DataError`, when the table cannot be used.
  package init(
    path: String, options: TableOptions, effort: Effort = .quick
  ) throws(DataError) {
    let table = try ReadTable(path: path, options: options)
    let rows = table.rowCount
    let isThorough = effort == .full
    guard let ownShare = table.heldBackShare else {
      dataset = try table.dataset(isLast: true)
      splits = [dataset]
      survey = SurveyEffort(trainingRows: dataset.trainingRowCount, isThorough: isThorough)
      (self.table, isSplitByFile) = (nil, true)
      return
    }
    let share = table.isShareOpen ? HeldBackShare.share(ofRows: rows) : ownShare
    // Rounding within classes moves a row or two to the other side; the limit is not that near.
    let trainingRows = Double(rows) * (1 - ownShare)
    let isPlain =
      !isThorough && share == ownShare && trainingRows > 2 * Double(SurveyEffort.fewRowsLimit)
    let keepsTable = effort != .quick && rows * table.columnCount <= Self.mostValues
    dataset = try table.dataset(isLast: isPlain && !keepsTable)
    survey = SurveyEffort(trainingRows: dataset.trainingRowCount, isThorough: isThorough)
    var splits: [Dataset] = []
    for split in 0..<survey.splits {
      let isAtHand = split == 0 && share == ownShare
      splits.append(
        isAtHand
          ? dataset
          : try table.dataset(
            split: split, of: survey.splits, share: share,
            isLast: split == survey.splits - 1 && !keepsTable))
    }
    self.splits = splits
    (self.table, isSplitByFile) = (keepsTable ? table : nil, false)
  }

  /// The folds that full trainings can decide on: one where a file holds the validation rows, none
  /// where the table is too large for copies.
  package var mostFolds: Int {
    if table != nil { return ReadTable.usualFolds }
    return isSplitByFile ? 1 : 0
  }

  /// Prepares folds of the rows.
  ///
  /// A share that the user gave stands, and is drawn several times; otherwise every row is held back
  /// once.
  ///
  /// - Parameter count: How many are wanted, at most `mostFolds`.
  /// - Returns: The prepared tables.
  /// - Throws: `DataError` when one of them cannot be trained on.
  package func folds(_ count: Int) throws(DataError) -> [Dataset] {
    guard let table else { return count > 0 ? [dataset] : [] }
    var folds: [Dataset] = []
    for index in 0..<count {
      folds.append(
        table.isShareOpen
          ? try table.fold(index) : try table.dataset(split: index, of: ReadTable.usualFolds))
    }
    return folds
  }
}
