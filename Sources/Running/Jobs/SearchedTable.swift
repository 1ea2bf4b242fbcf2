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

  /// The values of a table from which the usual effort keeps no copy to make folds of: a training of it is
  /// dear, so that there would hardly be a decision.
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
    let keepsTable =
      effort != .quick
      && (table.wantedFolds != nil || isThorough || rows * table.columnCount <= Self.mostValues)
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

  /// Plans points, with the folds that their decisions take.
  ///
  /// - Parameter points: The points, where there are so many folds to decide on at most: one where a
  ///   file holds the validation rows, none where the table is too large for copies.
  /// - Returns: The points, and what they are trained on.
  /// - Throws: `DataError` when a fold cannot be had though the ordinary split can; what `points`
  ///   throws.
  package func planned(
    _ points: (AvailableFolds) throws -> [PlannedPoint]
  ) throws -> (points: [PlannedPoint], training: TrainingSplits) {
    let available = AvailableFolds(
      count: table.map { $0.wantedFolds ?? ReadTable.usualFolds } ?? (isSplitByFile ? 1 : 0),
      repetitions: table?.hasRepetitions ?? false ? .max : 1)
    let found = try points(available)
    let decisions = found.compactMap(\.find.decision)
    let wanted = AvailableFolds(
      count: decisions.map(\.folds).max() ?? 0,
      repetitions: decisions.map(\.repetitions).max() ?? 1)
    guard wanted.count > 0, let training = try training(wanted, of: available) else {
      return (wanted == .none ? found : try points(.none), TrainingSplits(dataset))
    }
    let got = AvailableFolds(
      count: training.folds.count / training.repetitions, repetitions: training.repetitions)
    return (got == wanted ? found : try points(got), training)
  }

  /// Prepares folds of the rows: fewer where classes, groups or times are too few for as many, unless the
  /// user gave their number.
  ///
  /// - Parameters:
  ///   - wanted: How many of them are wanted, from the first; all where they are repeated.
  ///   - available: How many there are.
  /// - Returns: What is trained on; nil where there are no folds.
  /// - Throws: `DataError` when they cannot be had.
  private func training(
    _ wanted: AvailableFolds, of available: AvailableFolds
  ) throws(DataError) -> TrainingSplits? {
    guard let table else { return TrainingSplits(dataset) }
    for count in stride(from: available.count, through: 2, by: -1) {
      do throws(DataError) {
        return try TrainingSplits(
          dataset, folds: count, prepared: wanted.count, repetitions: wanted.repetitions
        ) { index throws(DataError) in try table.fold(index, of: count) }
      } catch {
        guard error.kind == .unusableData, table.wantedFolds == nil else { throw error }
      }
    }
    return nil
  }
}
