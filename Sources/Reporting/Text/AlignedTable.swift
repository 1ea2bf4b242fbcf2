/// A table in text: columns as wide as their widest cell, two spaces apart.
struct AlignedTable {
  var header: [String]
  /// One text a column each.
  var rows: [[String]]

  /// The lines, indented by two spaces, without spaces at their ends.
  func lines(_ style: Style) -> [String] {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0.rightPadded(to: $1) }.joined(separator: "  ")
      return "  " + padded.trimmingTrailingSpaces
    }
    return [style.faint(line(header))] + rows.map(line)
  }
}
