import Tabular

/// All columns of numbers of a log, in whatever format that `suggest` reads.
package struct LoggedNumbers: Sendable {
  package var names: [String]
  /// The numbers of each column, row by row: nil where there is none, NaN and infinity where it is
  /// spelled so.
  package var columns: [[Double?]]

  /// The tables in a file, or in a folder with TensorBoard's event files, the outermost first.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - wanted: The column that is sought, where that is known.
  /// - Returns: The tables that name their columns.
  /// - Throws: `DataError` when it cannot be read, also because it is still being written.
  package static func tables(
    path: String, wanted: String? = nil
  ) throws(DataError) -> [LoggedNumbers] {
    try LoggedTable.read(path, wanted: (rate: nil, loss: wanted)).tables.filter(\.isNamed).map {
      table in
      LoggedNumbers(
        names: table.names, columns: table.columns.map { $0.map(\.logged) })
    }
  }

  /// The column that holds the epoch of a row; nil where none does.
  package var epochs: [Double?]? {
    let lowered = names.map { $0.lowercased() }
    return ["epoch", "epochs", "round"].lazy.compactMap { lowered.firstIndex(of: $0) }.first
      .map { columns[$0] }
  }
}

extension ColumnTable.Cell {
  fileprivate var logged: Double? {
    switch self {
    case .number(let value): value
    case .missing, .text: nil
    case .notANumber: .nan
    case .infinite: .infinity
    }
  }
}
