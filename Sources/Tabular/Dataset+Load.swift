extension Dataset {
  /// Reads a CSV and prepares it for training.
  ///
  /// The same file and options give the same bytes. The file is read in blocks and never held in
  /// memory; beside the matrix there are two blocks and a few bytes a row.
  ///
  /// - Parameters:
  ///   - path: The file, plain or gzip; `-` for standard input.
  ///   - options: How it is read and prepared.
  /// - Returns: The prepared table, training rows first.
  /// - Throws: `DataError`, naming file, line and column, when the table cannot be used.
  /// - Complexity: O(bytes + rows · features)
  package static func load(
    path: String, options: TableOptions = TableOptions()
  ) throws(DataError) -> Dataset {
    try ReadTable(path: path, options: options).dataset(isLast: true)
  }
}
