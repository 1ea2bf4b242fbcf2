/// A table as it was read, of which every split of its rows is made: so a file is read once, and may
/// be a pipe.
///
/// What its columns mean is decided once, on all rows; a split decides what is fitted on its training
/// rows.
package final class ReadTable {
  private var preparation: Preparation?
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
    preparation = try Preparation(path: path, options: options)
  }

  /// The rows that can be trained on or held back.
  package var rowCount: Int { preparation?.own.rows.count ?? 0 }

  /// The share of rows that is held back; nil where a file holds the validation rows.
  package var heldBackShare: Double? { options.validation.share }

  /// Whether the user left it open how many rows are held back.
  package var isShareOpen: Bool { if case .usual = options.validation { true } else { false } }

  /// Prepares a split.
  ///
  /// - Parameters:
  ///   - split: Which of the splits with the same share; as the options have it unless given.
  ///   - share: The share of rows that is held back; as the options have it unless given.
  ///   - isLast: Whether no other split is wanted; then the rows are not copied.
  /// - Returns: The prepared table, training rows first.
  /// - Throws: `DataError` when it cannot be trained on.
  package func dataset(
    split: Int? = nil, share: Double? = nil, isLast: Bool = false
  ) throws(DataError) -> Dataset {
    guard var own = preparation else { preconditionFailure("the last split was made") }
    if isLast {
      preparation = nil
    } else {
      own.table.storage = try own.copiedRows()
    }
    if let split { own.options.split = split }
    if let share { own.options.validation = .fraction(share) }
    return try own.run()
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
