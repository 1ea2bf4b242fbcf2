import CFastFloat

extension TableReader {
  /// Lets the C loop store the scanned word for a missing value by itself where it comes again in a
  /// column: so a column without a value is read about as fast as its neighbours.
  ///
  /// The column's words are known by then, as it was read here once.
  mutating func rememberMissing(_ index: Int) {
    // A word in quotes may hold a delimiter, which outside them ends a cell.
    guard !scanner.isQuoted, let first = UnsafeRawPointer(scanner.content.baseAddress) else {
      return
    }
    lrfind_remember_missing(
      &specs[index], first.assumingMemoryBound(to: CChar.self), scanner.content.count)
  }
}
