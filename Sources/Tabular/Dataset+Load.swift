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
    try load(path: path, options: options, expected: nil)
  }

  private static func load(
    path: String, options: TableOptions, expected: FileIdentity?
  ) throws(DataError) -> Dataset {
    try options.validate()
    if case .file("-") = options.validation, path == "-" {
      throw DataError(
        .usage, "standard input cannot be both training and validation rows",
        remedy: "give one of them as a file")
    }
    var preparation = try Preparation(path: path, options: options, expected: expected)
    return try preparation.run()
  }

  /// Reads the table again, as often as a search wants other rows held back.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How this table was read from it.
  ///   - count: How many splits there are in all.
  ///   - share: The share that is held back where the options leave it to the search.
  /// - Returns: The splits; this table alone where a file holds the validation rows.
  /// - Throws: `DataError`, when the table cannot be used, or the file has changed since.
  package func splits(
    of path: String, options: TableOptions, count: Int, share: Double
  ) throws(DataError) -> [Dataset] {
    guard let ownShare = options.validation.share else { return [self] }
    var options = options
    if case .usual = options.validation { options.validation = .fraction(share) }
    var datasets: [Dataset] = []
    for split in 0..<count {
      options.split = split
      let isAtHand = split == 0 && options.validation.share == ownShare
      datasets.append(
        isAtHand ? self : try Self.load(path: path, options: options, expected: identity))
    }
    return datasets
  }
}
