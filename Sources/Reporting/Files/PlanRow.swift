import Tabular

/// A row of a file that also holds what only earlier plans had, behind the rows of the plan in force.
package struct PlanRow<Row> {
  package var row: Row
  package var isInPlan: Bool
  /// The short number of the trial that it is about, from 1; nil where it is about several.
  package var number: Int?

  package init(_ row: Row, isInPlan: Bool, number: Int? = nil) {
    self.row = row
    self.isInPlan = isInPlan
    self.number = number
  }
}

extension ResultTable {
  /// The table with a column at its end that says whether a row is about the plan in force.
  ///
  /// - Parameters:
  ///   - compared: The columns that say how a row compares with others of its plan; they are empty
  ///     where it is about another.
  ///   - meaning: What the column means.
  ///   - later: How many columns have come since, and stand behind it.
  /// - Returns: The table.
  func inPlan(
    compared: Set<String> = [], _ meaning: String, before later: Int = 0
  ) -> ResultTable<PlanRow<Row>> {
    let columns = columns.map { column in
      let column = column.of { (row: PlanRow<Row>) in row.row }
      return compared.contains(column.name) ? column.where(\.isInPlan) : column
    }
    return ResultTable<PlanRow<Row>>(
      columns.dropLast(later) + [.flag(SweepFile.inPlan, meaning) { $0.isInPlan }]
        + columns.suffix(later))
  }

  /// The table as a CSV.
  ///
  /// - Parameters:
  ///   - rows: What is about the plan in force.
  ///   - others: What is about earlier plans.
  ///   - options: How the file is written.
  ///   - number: The short number of a row's trial, where it has one.
  /// - Returns: The file's bytes.
  package func csv<Part>(
    _ rows: [Part], beyondPlan others: [Part] = [], options: CSVWriter.Options = .init(),
    number: (Part) -> Int? = { _ in nil }
  ) -> [UInt8] where Row == PlanRow<Part> {
    csv(PlanRow.rows(rows, beyondPlan: others, number: number), options: options)
  }
}

extension PlanRow {
  /// The rows of a file in their order; see `ResultTable.csv`.
  package static func rows(
    _ rows: [Row], beyondPlan others: [Row] = [], number: (Row) -> Int? = { _ in nil }
  ) -> [PlanRow] {
    rows.map { PlanRow($0, isInPlan: true, number: number($0)) }
      + others.map { PlanRow($0, isInPlan: false, number: number($0)) }
  }
}
