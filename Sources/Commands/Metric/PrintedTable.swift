/// Tables in print, as fastai, skorch, scikit-learn's boosting and many loops write them: a header of
/// names and rows of numbers, between bars, tabs, blanks or commas; also rows without a header, or lists,
/// whose figures are then `column 1`, `column 2` and so on.
struct PrintedTable {
  /// A row: its figures, and the epoch beside them.
  struct Row {
    var figures: [Figure] = []
    var epoch: Double?
  }

  /// What stands between the cells of a line.
  private enum Separator: CaseIterable {
    /// Bars, tabs, or two blanks: a cell may have several words.
    case wide
    case comma, semicolon
    /// One blank.
    case blank
  }

  /// The figure that is sought by its name.
  private let wanted: String?
  /// The last names that could be those above a table.
  private var headers: [Separator: [String]] = [:]

  init(wanted: String?) { self.wanted = wanted }

  /// Reads a line as a header, or as a row.
  ///
  /// - Returns: The row; nil where it is none.
  mutating func read(_ line: String) -> Row? {
    for separator in Separator.allCases {
      let cells = Self.cells(of: line, separator)
      guard cells.count > 1 else { continue }
      if isHeader(cells) { headers[separator] = cells }
      if let header = headers[separator], let row = row(cells, below: header, separator) {
        return row
      }
    }
    return namelessRow(line)
  }

  private func isHeader(_ cells: [String]) -> Bool {
    cells.allSatisfy(Self.isTitle)
      && cells.contains { MetricName($0).isLoss || Figure.isScore($0.lowercased()) || $0 == wanted }
  }

  private func row(_ cells: [String], below header: [String], _ separator: Separator) -> Row? {
    guard cells.count == header.count else { return nil }
    let values = cells.map(Figure.value)
    guard values.contains(where: { $0 != nil }) else { return nil }
    // Without wide gaps any text has as many words as a header has names, so that all must be numbers.
    let isFull = zip(cells, values).allSatisfy { $1 != nil || Self.isBeside($0) }
    guard separator == .wide || isFull else { return nil }
    var row = Row()
    for (name, value) in zip(header, values) {
      guard let value else { continue }
      let lowered = name.lowercased()
      if Figure.isEpoch(lowered) {
        row.epoch = value
      } else if !Figure.isPlace(lowered) {
        row.figures.append(Figure(name: name, value: value))
      }
    }
    return row
  }

  /// A row of nothing but numbers, of which only the user knows what they are.
  private func namelessRow(_ line: String) -> Row? {
    let cells = line.split { " \t,;|[]()".contains($0) }.map(String.init)
    let values = cells.map(Figure.value)
    guard values.contains(where: { $0 != nil }),
      zip(cells, values).allSatisfy({ $1 != nil || Self.isBeside($0) })
    else { return nil }
    return Row(
      figures: values.enumerated().compactMap { place, value in
        value.map { Figure(name: "column \(place + 1)", value: $0) }
      })
  }

  /// Whether a cell may stand among numbers: a time, a dash, a mark, or nothing in quotes.
  private static func isBeside(_ cell: String) -> Bool {
    let bare = cell.filter { !"'\"".contains($0) }
    return bare.allSatisfy { $0.isNumber || ":.-–—+*sm%".contains($0) }
      || ["none", "nil", "na", "n/a"].contains(bare.lowercased())
  }

  private static func cells(of line: String, _ separator: Separator) -> [String] {
    switch separator {
    case .wide: return wideCells(of: line)
    case .comma, .semicolon:
      let sign: Character = separator == .comma ? "," : ";"
      return line.split(separator: sign, omittingEmptySubsequences: false).map { cell in
        let bare = cell.drop(while: isAround).reversed().drop(while: isAround)
        return String(bare.reversed())
      }
    case .blank: return line.split(whereSeparator: \.isWhitespace).map(String.init)
    }
  }

  /// Whether a character stands around a cell and does not belong to it.
  private static func isAround(_ character: Character) -> Bool {
    character.isWhitespace || "'\"".contains(character)
  }

  private static func wideCells(of line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var blanks = 0
    func end() {
      if !cell.isEmpty { cells.append(cell) }
      cell = ""
    }
    for character in line {
      switch character {
      case " ":
        blanks += 1
        if blanks == 2 { end() }
      case "|", "\t", "│", "┃":
        blanks = 2
        end()
      default:
        if blanks == 1, !cell.isEmpty { cell += " " }
        blanks = 0
        cell.append(character)
      }
    }
    end()
    return cells
  }

  private static func isTitle(_ cell: String) -> Bool {
    Figure.value(of: cell) == nil && !cell.contains(where: { ":=,".contains($0) })
      && cell.contains(where: \.isLetter) && cell.first?.isNumber == false
  }
}
