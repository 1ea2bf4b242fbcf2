/// A last row that holds the sums of the others, as reports end.
enum TotalRow {
  /// The fewest rows that have a sum.
  private static let fewestRows = 8

  private static let words: Set<String> = [
    "total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme",
    "totale", "suma", "total general", "total général", "total geral",
  ]

  /// Finds it: some text of the last row says so, and no other row has that text.
  ///
  /// - Parameters:
  ///   - columns: The columns, their texts recorded.
  ///   - storage: The rows of the file.
  /// - Returns: The index of the row and the text; nil where there is none.
  static func find(
    in columns: [RawColumn], of storage: RowStorage
  ) -> (row: Int, text: String)? {
    let last = storage.count - 1
    guard last >= fewestRows else { return nil }
    for column in columns where column.kind == .text {
      let code = storage.row(last)[column.slot]
      guard code >= 0, column.dictionary.firstRow(of: Int(code)) == last else { continue }
      let text = column.dictionary.text(of: Int(code))
      let plain = text.lowercased().filter { $0 != ":" }
      if words.contains(String(plain.drop { $0 == " " })) { return (last, text) }
    }
    return nil
  }
}
