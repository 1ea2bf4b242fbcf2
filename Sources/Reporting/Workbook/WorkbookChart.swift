import Glibc

/// A chart of a workbook: lines through cells of its sheets, on the scales of the page's picture.
package struct WorkbookChart: Sendable {
  package struct AxisLook: Sendable {
    var label: String
    /// The scale of the page's picture.
    var scale: PlotScale
    /// What is drawn along it; what lies beyond the scale is left out here too.
    var values: [Double]

    package init(label: String, scale: PlotScale, values: [Double]) {
      self.label = label
      self.scale = scale
      self.values = values
    }

    /// From one mark of a linear axis to the next; nil for what is usual.
    package var step: Double? { scale.isLogarithmic ? nil : scale.linearStep }

    /// Where the axis begins and ends: at a mark, since the marks are counted from its low end on. Those of a
    /// logarithmic one are whole powers.
    package var ends: (low: Double, high: Double) {
      guard scale.isLogarithmic else {
        guard let step else { return (scale.low, scale.high) }
        return ((scale.low / step).rounded(.down) * step, (scale.high / step).rounded(.up) * step)
      }
      let shown = values.filter { $0 >= scale.low && $0 <= scale.high }
      // What is a power of ten but for its last digits is one.
      let powers = (
        low: log10(shown.min() ?? scale.low) + 1e-6, high: log10(shown.max() ?? scale.high) - 1e-6
      )
      let (low, high) = (powers.low.rounded(.down), powers.high.rounded(.up))
      return (pow(10, low), pow(10, max(high, low + 1)))
    }
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
  package var x: AxisLook
  package var y: AxisLook
  var series: [Series]

  /// What its lines are about.
  var subjects: Set<String> {
    Set(
      series.compactMap { series in
        if case .about(let subject) = series.rows { subject } else { nil }
      })
  }
}
