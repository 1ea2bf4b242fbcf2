/// A kind of table that is written: its columns in order, each with what it is called, what it means
/// and how it is had of a row.
///
/// It is the one place that says what such a file holds. Every format, the recognition of files that
/// were written before, and the documentation are made from it; rows are not part of it, so that a
/// long table can be written while it is read.
package struct ResultTable<Row>: Sendable {
  package let columns: [ResultColumn<Row>]

  /// - Parameter columns: At least one.
  package init(_ columns: [ResultColumn<Row>]) {
    precondition(!columns.isEmpty, "a table has at least one column")
    self.columns = columns
  }

  /// The names of the columns.
  package var header: [String] { columns.map(\.name) }
}
