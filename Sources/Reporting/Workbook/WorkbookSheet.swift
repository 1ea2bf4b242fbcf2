import Experiment
import Store
import Tabular

/// A sheet with a table: its columns, and where its rows come from, which may be more than fit into memory.
package struct WorkbookSheet {
  struct Column: Sendable {
    var name: String
    /// What it means, as a note at its name; empty where there is nothing to say.
    var note: String
    var kind: ResultCell.Kind
    /// Whether its numbers were typed, so that they are short as they are.
    var isGiven: Bool
  }

  /// Takes the next row: its cells, and what it is about, where rows that are about the same stand
  /// together and are drawn as a line.
  typealias Row = (_ cells: [ResultCell], _ subject: String?) -> Void

  let name: String
  /// The file that has the same rows; nil where there is none.
  let file: String?
  let columns: [Column]
  /// Hands over all rows in order.
  let rows: (_ row: Row) throws(StoreError) -> Void
}

extension WorkbookSheet {
  /// The sheet of a table that is written.
  ///
  /// - Parameters:
  ///   - name: The sheet's.
  ///   - file: The file that has the same rows.
  ///   - table: Its columns.
  ///   - rows: Its rows.
  package init<Row>(
    _ name: String, file: String?, _ table: ResultTable<Row>, rows: [Row]
  ) {
    self.init(name: name, file: file, columns: table.columns.map(Column.init)) { row in
      for item in rows { row(table.columns.map { $0.cell(item) }, nil) }
    }
  }
}

extension WorkbookSheet.Column {
  init<Row>(_ column: ResultColumn<Row>) {
    name = column.name
    kind = column.kind
    let holds = column.kind.rawValue + (column.unit.map { ", \($0.rawValue)" } ?? "")
    note = "\(holds): \(column.meaning.filter { $0 != "`" })"
    isGiven = Self.isGiven(column.name)
  }

  /// Rates, and the other numbers of an axis.
  private static func isGiven(_ name: String) -> Bool {
    name.hasSuffix("learning_rate") || ResultColumn<Configuration>.axes.contains { $0.name == name }
  }
}
