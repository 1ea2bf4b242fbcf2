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

  var lines: [Line]
  var charts: [WorkbookChart]
  var sheets: [WorkbookSheet]

  /// - Parameters:
  ///   - page: The page of the same results, whose words stand in front.
  ///   - sheets: The tables.
  ///   - charts: What is drawn in front of their cells.
  package init(_ page: Page, sheets: [WorkbookSheet], charts: [WorkbookChart] = []) {
    lines = page.workbookLines
    self.sheets = sheets
    self.charts = charts
  }
}

extension Page {
  /// What the page says without its pictures and tables.
  fileprivate var workbookLines: [Workbook.Line] {
    var lines: [Workbook.Line] = [
      .init(name: "", text: title, weight: .title), .init(name: "", text: subtitle),
      .init(name: "recommended", text: answer, weight: .answer),
      .init(name: "confidence", text: confidence),
    ]
    lines += Self.lines("why", sentences)
    lines += Self.lines("speaks against it", warnings)
    lines += facts.map { .init(name: $0.name, text: $0.value) }
    lines += listings.map { .init(name: $0.name, text: $0.value) }
    return lines + [.init(name: "written by", text: "lrfind \(version)")]
  }

  private static func lines(_ name: String, _ texts: [String]) -> [Workbook.Line] {
    texts.enumerated().map { .init(name: $0.offset == 0 ? name : "", text: $0.element) }
  }
}
