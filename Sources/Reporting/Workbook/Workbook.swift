/// A workbook of a spreadsheet program: what a page says in front, then tables with their notes, and
/// charts of their cells.
package struct Workbook {
  /// A line of the sheet in front: what it is about, and what is said.
  struct Line: Sendable {
    enum Weight: Sendable { case title, answer, plain }

    var name: String
    var text: String
    var weight = Weight.plain
  }

  /// The name of the sheet in front.
  static let frontName = "recommendation"
  /// The file's name in the folder of a sweep.
  package static let fileName = "results.xlsx"
  /// What a name ends with that asks for a workbook.
  package static let ending = ".xlsx"

  /// What was found, above the charts.
  var lines: [Line]
  /// What was run, below them.
  var facts: [Line]
  var charts: [WorkbookChart]
  var sheets: [WorkbookSheet]

  /// - Parameters:
  ///   - page: The page of the same results, whose words stand in front.
  ///   - sheets: The tables.
  ///   - charts: What is drawn in front of their cells.
  package init(_ page: Page, sheets: [WorkbookSheet], charts: [WorkbookChart] = []) {
    lines = page.foundLines
    facts = page.factLines
    self.sheets = sheets
    self.charts = charts
  }
}

extension Page {
  /// What the page says of what was found, without its pictures and tables.
  fileprivate var foundLines: [Workbook.Line] {
    var lines: [Workbook.Line] = [
      .init(name: "", text: title, weight: .title), .init(name: "", text: subtitle),
      .init(name: "recommended", text: answer, weight: .answer),
      .init(name: "confidence", text: confidence),
    ]
    lines += Self.lines("why", sentences)
    return lines + Self.lines(warningsTitle.lowercased(), warnings)
  }

  /// What it says of what was run; a line a row, for rows are as high as one.
  fileprivate var factLines: [Workbook.Line] {
    (facts + listings).flatMap { fact in
      Self.lines(fact.name, fact.value.split(separator: "\n").map(String.init))
    }
  }

  private static func lines(_ name: String, _ texts: [String]) -> [Workbook.Line] {
    texts.enumerated().map { .init(name: $0.offset == 0 ? name : "", text: $0.element) }
  }
}
