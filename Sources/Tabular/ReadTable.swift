import Synchronization

/// A table as it was read, of which every split of its rows is made: so a file is read once, and may
/// be a pipe.
///
/// What its columns mean is decided once, on all rows; a split decides what is fitted on its training
/// rows.
package final class ReadTable: Sendable {
  /// Nil once the last split was made.
  private let preparation: Mutex<Preparation?>
  private let options: TableOptions

  /// Reads a CSV.
  ///
  /// - Parameters:
  ///   - path: The file, plain or gzip; `-` for standard input.
  ///   - options: How it is read and prepared.
  /// - Throws: `DataError`, naming file, line and column, when the table cannot be used.
  package init(path: String, options: TableOptions) throws(DataError) {
    try options.validate()
    if case .file("-") = options.validation, path == "-" {
      throw DataError(
        .usage, "standard input cannot be both training and validation rows",
        remedy: "give one of them as a file")
    }
    self.options = options
    let prepared = try Preparation(path: path, options: options)
    rowCount = prepared.own.rows.count
    columnCount = prepared.table.columns.count
    preparation = Mutex(prepared)
  }

  /// The rows that can be trained on or held back.
  package let rowCount: Int

  /// The columns that were read, the target among them.
  package let columnCount: Int

  /// The share of rows that is held back; nil where a file holds the validation rows.
  package var heldBackShare: Double? { options.validation.share }

  /// Whether the user left it open how many rows are held back.
  package var isShareOpen: Bool { if case .usual = options.validation { true } else { false } }

  /// Prepares a split.
  ///
  /// - Parameters:
  ///   - split: Which of the splits with the same share; as the options have it unless given.
  ///   - count: How many of them are wanted in all: splits by time spread over it.
  ///   - share: The share of rows that is held back; as the options have it unless given.
  ///   - isLast: Whether no other split is wanted; then the rows are not copied.
  /// - Returns: The prepared table, training rows first.
  /// - Throws: `DataError` when it cannot be trained on.
  package func dataset(
    split: Int? = nil, of count: Int = 1, share: Double? = nil, isLast: Bool = false
  ) throws(DataError) -> Dataset {
    let cut = (share ?? heldBackShare).map {
      Cut.split(split ?? options.split, of: count, share: $0)
    }
    return try prepare(cut, isLast: isLast)
  }

  /// Whether there are further folds than those that hold back each row once: rows that follow one another
  /// in time can be cut in one way only.
  package var hasRepetitions: Bool {
    if case .byTime = options.strategy { false } else { heldBackShare != nil }
  }

  /// Prepares a fold: of several, each holds back other rows; but a share that the user gave stands, and is
  /// drawn as often.
  ///
  /// Shuffled rows are each held back once, and the first fold is the ordinary split with the same
  /// share where the target has classes of as many rows as there are folds at least. Groups are each
  /// held back once, and the first fold is the ordinary split unless groups are few. By time, each fold
  /// holds back one of the last K of K + 1 blocks of about equal length, and trains on what was before:
  /// the first is the ordinary split with a share of 1 / (K + 1).
  ///
  /// - Parameters:
  ///   - index: Which fold; from the count on of further repetitions, each of which is drawn anew.
  ///   - count: How many there are, at least 2; five train on as many rows each as the usual split.
  /// - Returns: The prepared table, training rows first.
  /// - Throws: `DataError` when it cannot be trained on, or a file holds the validation rows.
  package func fold(
    _ index: Int, of count: Int = ReadTable.usualFolds
  ) throws(DataError) -> Dataset {
    precondition(index >= 0 && count > 1 && (index < count || hasRepetitions))
    guard let share = heldBackShare else {
      throw DataError(
        .usage, "a validation file leaves one split, and no folds", remedy: "leave out one of them")
    }
    return try prepare(
      isShareOpen
        ? .fold(index % count, of: count, repetition: index / count)
        : .split(index, of: count, share: share), isLast: false)
  }

  /// How many folds of the rows trainings are repeated on; nil where nobody said.
  package var wantedFolds: Int? { options.folds }

  /// The usual number of folds: each trains on four fifths of the rows, as the usual split does.
  package static let usualFolds = 5

  private func prepare(_ cut: Cut?, isLast: Bool) throws(DataError) -> Dataset {
    try preparation.withLock { preparation throws(DataError) in
      guard var own = preparation else { preconditionFailure("the last split was made") }
      if isLast {
        preparation = nil
      } else {
        own.table.storage = try own.copiedRows()
      }
      return try own.run(cut)
    }
  }
}

extension Preparation {
  fileprivate func copiedRows() throws(DataError) -> RowStorage {
    do throws(OutOfMemory) {
      return try table.storage.copy()
    } catch {
      throw error.error(source: table.source)
    }
  }
}
