/// A table in text: columns as wide as their widest cell, two spaces apart.
///
/// Where the terminal is too narrow, columns that are the same in every row are told once below, and
/// what still does not fit follows in tables of its own, each with the first column.
struct AlignedTable {
  var header: [String]
  /// One text a column each.
  var rows: [[String]]

  /// The lines, indented by two spaces, without spaces at their ends.
  func lines(_ style: Style) -> [String] {
    let table = AlignedTable(
      header: header.map(style.spelled), rows: rows.map { $0.map(style.spelled) })
    let all = Array(header.indices)
    guard let room = style.columns, table.width(of: all) > room else {
      return table.lines(of: all, style)
    }
    let constant = table.constantColumns
    var blocks: [[Int]] = []
    for column in all where !constant.contains(column) {
      if let last = blocks.last, last.count < 2 || table.width(of: last + [column]) <= room {
        blocks[blocks.count - 1].append(column)
      } else {
        blocks.append(blocks.isEmpty ? [column] : [0, column])
      }
    }
    let remark = constant.map { "\(table.header[$0]) \(table.rows[0][$0])" }.joined(separator: ", ")
    return blocks.flatMap { table.lines(of: $0, style) }
      + (remark.isEmpty ? [] : [style.faint("  in every row: \(remark)")])
  }

  private static let margin = "  "
  private static let gap = "  "

  /// The columns that tell no row from another, but for the first, which names the rows.
  private var constantColumns: [Int] {
    guard rows.count > 1 else { return [] }
    return header.indices.dropFirst().filter { column in
      !rows[0][column].isEmpty && rows.allSatisfy { $0[column] == rows[0][column] }
    }
  }

  /// The characters of the widest cell of a column.
  private func width(of column: Int) -> Int {
    ([header] + rows).map { $0[column].count }.max() ?? 0
  }

  /// The characters of a line with some columns.
  private func width(of columns: [Int]) -> Int {
    columns.reduce(Self.margin.count) { $0 + width(of: $1) }
      + Self.gap.count * max(0, columns.count - 1)
  }

  private func lines(of columns: [Int], _ style: Style) -> [String] {
    let widths = columns.map { width(of: $0) }
    func line(_ cells: [String]) -> String {
      let padded = zip(columns, widths).map { cells[$0].rightPadded(to: $1) }
      return Self.margin + padded.joined(separator: Self.gap).trimmingTrailingSpaces
    }
    return [style.faint(line(header))] + rows.map(line)
  }
}
