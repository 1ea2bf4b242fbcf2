/// A chart of a workbook: lines through cells of its sheets, on the scales of the page's picture.
package struct WorkbookChart: Sendable {
  struct AxisLook: Sendable {
    var label: String
    var scale: PlotScale
  }

  /// Cells that are drawn as a line, or alone.
  struct Series: Sendable {
    /// Which rows of the sheet.
    enum Rows: Sendable {
      case all
      /// The row of this number, from 0.
      case one(Int)
      /// Those that are about a subject; there is no line where they were left out.
      case about(String)
    }

    /// How it is drawn.
    enum Look: Sendable { case line, lineWithMarks, marks, ring }

    var name: String
    var sheet: String
    /// The places of the columns.
    var (x, y): (Int, Int)
    var rows: Rows
    var look: Look
  }

  var title: String
  var x: AxisLook
  var y: AxisLook
  var series: [Series]

  /// What its lines are about.
  var subjects: Set<String> {
    Set(
      series.compactMap { series in
        if case .about(let subject) = series.rows { subject } else { nil }
      })
  }
}
