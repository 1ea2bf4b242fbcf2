import Tabular

/// A table of a page: columns of a `ResultTable`, rounded for eyes, that a script sorts and filters.
struct PageTable: Sendable {
  struct Column: Sendable {
    var name: String
    /// What it means, for whoever points at it.
    var note: String
    var isNumber: Bool
  }

  struct Cell: Sendable {
    var text: String
    /// What it is sorted by where its text does not say: numbers are rounded there more.
    var order: String?
  }

  struct Row: Sendable {
    /// What links lead to.
    var id: String
    var cells: [Cell]
    var isDiverged: Bool
  }

  var id: String
  var title: String
  var caption: String
  var columns: [Column]
  var rows: [Row]

  /// - Parameters:
  ///   - id: What links lead to.
  ///   - title: Above it.
  ///   - caption: What is to be known of it.
  ///   - table: Where its columns come from.
  ///   - names: Which of them, in order, with what stands above them; those are left out that have nothing
  ///     in any row.
  ///   - rows: Its rows.
  ///   - place: The number in the id of a row, from 1, and whether it diverged.
  init<Row>(
    id: String, title: String, caption: String, _ table: ResultTable<Row>,
    columns names: [(column: String, words: String)], rows: [Row],
    place: (Int, Row) -> (number: Int, isDiverged: Bool)
  ) {
    let chosen = names.compactMap { name in
      table.columns.first { $0.name == name.column }.map { ($0, name.words) }
    }.filter { column, _ in
      rows.isEmpty || rows.contains { !Cell(column.cell($0)).text.isEmpty }
    }
    self.id = id
    self.title = title
    self.caption = caption
    columns = chosen.map { column, words in
      Column(
        name: words, note: column.meaning.filter { $0 != "`" },
        isNumber: [.integer, .number].contains(column.kind))
    }
    self.rows = rows.enumerated().map { index, row in
      let place = place(index, row)
      return PageTable.Row(
        id: "\(id)\(place.number)", cells: chosen.map { Cell($0.0.cell(row)) },
        isDiverged: place.isDiverged)
    }
  }

  /// How many rows a script shows at first: a browser lays out thousands of them for seconds, and again
  /// whenever they are sorted.
  static let firstRows = 200

  /// The style by which numbers stand to the right; said of columns, not of a hundred thousand cells.
  var style: String {
    let numbers = columns.indices.filter { columns[$0].isNumber }
    guard !numbers.isEmpty else { return "" }
    return numbers.map { "#\(id) td:nth-child(\($0 + 1))" }.joined(separator: ",")
      + "{text-align:right}"
  }

  /// The head and the body as elements; what HTML lets end by itself does.
  var element: String {
    var text = "<table id=\"\(id.inHTML)\"><thead><tr>"
    for column in columns {
      text +=
        "<th scope=\"col\"\(column.isNumber ? " class=\"r\"" : "") title=\"\(column.note.inHTML)\">"
        + "\(column.name.inHTML)</th>"
    }
    text += "</tr></thead>\n<tbody>"
    for (index, row) in rows.enumerated() {
      let classes = [row.isDiverged ? "d" : nil, index < Self.firstRows ? nil : "m"]
        .compactMap { $0 }.joined(separator: " ")
      text += "<tr id=\"\(row.id.inHTML)\"\(classes.isEmpty ? "" : " class=\"\(classes)\"")>"
      for cell in row.cells {
        text += "<td"
        if let order = cell.order { text += " data-v=\"\(order)\"" }
        text += ">\(cell.text.inHTML)"
      }
      text += "\n"
    }
    return text + "</tbody></table>"
  }
}

extension PageTable.Cell {
  /// A cell of a result table, rounded to what it is good for.
  init(_ cell: ResultCell) {
    switch cell {
    case .missing: self.init(text: "", order: nil)
    case .text(let text): self.init(text: text.shown(atMost: Page.longestText), order: nil)
    case .integer(let number): self.init(text: Decimal.grouped(number), order: nil)
    case .number(let number):
      let text = Decimal.significant(number, digits: 4)
      let order = Decimal.significant(number, digits: 7)
      self.init(text: text, order: order == text ? nil : order)
    case .single(let number): self.init(ResultCell.number(Double(number)))
    case .flag(let flag): self.init(text: flag ? "yes" : "no", order: nil)
    case .list(let cells, let separator):
      self.init(
        text: cells.map { Self($0).text }.joined(separator: separator), order: nil)
    }
  }
}
