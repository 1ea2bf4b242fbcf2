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
    try options.validate()
    if case .file("-") = options.validation, path == "-" {
      throw DataError(
        .usage, "standard input cannot be both training and validation rows",
        remedy: "give one of them as a file")
    }
    var preparation = try Preparation(path: path, options: options)
    return try preparation.run()
  }

  /// Reads the table again, with other rows held back.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it was read.
  ///   - count: How many splits there are in all.
  /// - Returns: All but the first; none where a file holds the validation rows, or where standard
  ///   input cannot be read twice.
  /// - Throws: `DataError`, when the table cannot be used.
  package static func loadOtherSplits(
    path: String, options: TableOptions, of count: Int
  ) throws(DataError) -> [Dataset] {
    guard case .fraction = options.validation, path != "-" else { return [] }
    var datasets: [Dataset] = []
    for split in 1..<max(count, 1) {
      var options = options
      options.split = split
      datasets.append(try load(path: path, options: options))
    }
    return datasets
  }
}
