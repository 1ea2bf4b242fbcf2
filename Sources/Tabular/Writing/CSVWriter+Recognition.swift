extension CSVWriter {
  /// Whether a file that begins with these bytes is a table with these columns, in whatever form.
  ///
  /// - Parameters:
  ///   - start: The first bytes of the file, at least as many as a header row takes.
  ///   - header: The names of the columns.
  /// - Returns: Whether it is.
  package static func isTable(_ start: ArraySlice<UInt8>, header: [String]) -> Bool {
    Options.all.contains { options in
      start.starts(with: CSVWriter(header: header, options: options).bytes)
    }
  }
}

extension CSVWriter.Options {
  /// Every form in which a table can be written.
  static let all = [false, true].flatMap { bom in
    [false, true].map { Self(bom: bom, decimalComma: $0) }
  }
}
