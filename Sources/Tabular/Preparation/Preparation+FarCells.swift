extension Preparation {
  /// Tells of cells that lie absurdly far from all others, each column's farthest one.
  ///
  /// - Parameters:
  ///   - order: The row of the table that each row was, in their present order.
  ///   - columns: The indices of the columns of numbers that are used.
  ///   - trainingRows: The number of rows that are trained on.
  ///   - training: Their moments.
  ///   - rest: The moments of the others.
  /// - Throws: `DataError` when the file has changed meanwhile.
  mutating func noteFarCells(
    order: [Int32], columns: [Int], trainingRows: Int, training: ColumnMoments,
    rest: ColumnMoments
  ) throws(DataError) {
    var found: [(index: Int, row: Int, cell: FarCell)] = []
    for index in columns {
      let column = table.columns[index]
      let low = min(training.lows[column.slot], rest.lows[column.slot])
      let high = max(training.highs[column.slot], rest.highs[column.slot])
      let distance = max(
        abs(Double(high) - training.means[column.slot]),
        abs(Double(low) - training.means[column.slot]))
      guard low <= high,
        FarCell.mayBeFar(distance, of: training.deviations[column.slot], rows: trainingRows),
        let cell = FarCell(in: column, of: table.storage, range: Double(low)...Double(high))
      else { continue }
      found.append((index, Int(order[cell.place]), cell))
    }
    guard !found.isEmpty else { return }
    let places = try places(of: found.map { ($0.index, $0.row) })
    for (index, row, cell) in found {
      guard let place = places[index] else { preconditionFailure("row \(row) was not found") }
      table.notes.append(note(of: cell, in: table.columns[index], at: place))
    }
  }

  /// Where a cell stands: its line, its file where that is the validation file, and its text.
  private typealias Place = (line: Int, file: String?, text: String)

  /// Finds the cell of a row in each of some columns.
  private func places(of cells: [(index: Int, row: Int)]) throws(DataError) -> [Int: Place] {
    let found = Visited([Int: Place]())
    let rows = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0.row) })
    for (number, part) in table.parts.enumerated() {
      let end = number + 1 < table.parts.count ? table.parts[number + 1].firstRow : .max
      let own = rows.filter { part.firstRow <= $0.value && $0.value < end }
      guard !own.isEmpty else { continue }
      let file = number > 0 ? part.source.name : nil
      try table.visitCells(of: Set(own.keys), in: part) { cell in
        guard own[cell.column] == cell.row else { return }
        found.value[cell.column] = (cell.line, file, String(decoding: cell.text, as: UTF8.self))
      }
    }
    return found.value
  }

  private func note(of cell: FarCell, in column: RawColumn, at place: Place) -> String {
    let isTarget = column.number - 1 == targetIndex
    let file = place.file.map { " of \($0)" } ?? ""
    let next = CSVWriter.decimals(Float(cell.next))
    let rest =
      switch cell.others {
      case 0: "all others (the next \(cell.isAbove ? "largest" : "smallest") is \(next))"
      case 1: "the others (one of them is as absurd)"
      case let count: "the others (\(count) of them are as absurd)"
      }
    let remedy =
      "correct it, say --missing \(ShellText.quoted(place.text)) if it means missing, or leave "
      + (isTarget ? "the row out" : "the column out with --drop")
    return "column \(column.number) '\(column.name.singleLine)'\(isTarget ? ", the target," : "") "
      + "holds \(place.text.singleLine) (line \(place.line)\(file)), absurdly far from \(rest): "
      + remedy
  }
}
