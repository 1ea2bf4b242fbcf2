import CXLSXWriter
import Glibc
import Tabular

extension WorkbookWriter {
  /// Draws a chart on a sheet.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - front: The sheet.
  ///   - row: Where its upper edge stands.
  ///   - places: The sheets with the cells that it draws.
  /// - Returns: Whether there was anything to draw.
  /// - Throws: `WorkbookError`.
  func draw(
    _ chart: WorkbookChart, on front: UnsafeMutablePointer<lxw_worksheet>, row: Int,
    _ places: [String: WrittenSheet]
  ) throws(WorkbookError) -> Bool {
    let lines = chart.series.compactMap { series -> (WorkbookChart.Series, ClosedRange<Int>)? in
      guard let sheet = places[series.sheet], let rows = sheet.rows(of: series.rows) else {
        return nil
      }
      return (series, rows)
    }
    guard !lines.isEmpty else { return false }
    guard
      let picture = workbook_add_chart(
        book, UInt8(LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS.rawValue))
    else { throw .notWritten(message: "there is not enough memory") }
    for (index, (series, rows)) in lines.enumerated() {
      try add(series, rows, place: index, to: picture)
    }
    chart_title_set_name(picture, Self.plain(chart.title))
    setAxis(picture.pointee.x_axis, chart.x)
    setAxis(picture.pointee.y_axis, chart.y)
    chart_legend_set_position(picture, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    chart_show_blanks_as(picture, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
    var options = lxw_chart_options()
    // 900 × 440 pixels of 480 × 288.
    (options.x_scale, options.y_scale) = (1.9, 1.53)
    (options.x_offset, options.y_offset) = (4, 4)
    // It moves with its rows, which are as high as their texts, and keeps its size.
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    let description = strdup(chart.title)
    defer { free(description) }
    options.description = description
    try Self.check(worksheet_insert_chart_opt(front, UInt32(row), 0, picture, &options))
    return true
  }

  private func add(
    _ series: WorkbookChart.Series, _ rows: ClosedRange<Int>, place: Int,
    to picture: UnsafeMutablePointer<lxw_chart>
  ) throws(WorkbookError) {
    guard let drawn = chart_add_series(picture, nil, nil) else {
      throw .notWritten(message: "there is not enough memory")
    }
    let (first, last) = (UInt32(rows.lowerBound), UInt32(rows.upperBound))
    let (x, y) = (UInt16(series.x), UInt16(series.y))
    chart_series_set_categories(drawn, series.sheet, first, x, last, x)
    chart_series_set_values(drawn, series.sheet, first, y, last, y)
    chart_series_set_name(drawn, Self.plain(series.name))
    let colour = Self.colours[place % Self.colours.count]
    var line = lxw_chart_line()
    line.color = colour
    line.width = 1.75
    if series.look == .marks || series.look == .ring { line.none = 1 }
    // A colour that is used again is told apart by its dashes.
    if place >= Self.colours.count { line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) }
    chart_series_set_line(drawn, &line)
    setMarks(of: drawn, series.look, colour)
  }

  private func setMarks(
    of drawn: UnsafeMutablePointer<lxw_chart_series>, _ look: WorkbookChart.Series.Look,
    _ colour: UInt32
  ) {
    let isRing = look == .ring
    let kind =
      look == .line
      ? LXW_CHART_MARKER_NONE : isRing ? LXW_CHART_MARKER_DIAMOND : LXW_CHART_MARKER_CIRCLE
    chart_series_set_marker_type(drawn, UInt8(kind.rawValue))
    guard look != .line else { return }
    chart_series_set_marker_size(drawn, isRing ? 13 : 6)
    var edge = lxw_chart_line()
    edge.color = isRing ? Self.ringColour : colour
    edge.width = isRing ? 2 : 0.75
    chart_series_set_marker_line(drawn, &edge)
    var fill = lxw_chart_fill()
    if isRing { fill.none = 1 } else { fill.color = colour }
    chart_series_set_marker_fill(drawn, &fill)
  }

  private func setAxis(
    _ axis: UnsafeMutablePointer<lxw_chart_axis>?, _ look: WorkbookChart.AxisLook
  ) {
    guard let axis else { return }
    chart_axis_set_name(axis, Self.plain(look.label))
    // What crosses below 0 would stand amid the lines.
    chart_axis_set_label_position(axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
    if look.scale.isLogarithmic { chart_axis_set_log_base(axis, 10) }
    let ends = look.ends
    chart_axis_set_min(axis, ends.low)
    chart_axis_set_max(axis, ends.high)
    if let step = look.step { chart_axis_set_major_unit(axis, step) }
    chart_axis_set_num_format(axis, "General")
    chart_axis_major_gridlines_set_visible(axis, 1)
    var line = lxw_chart_line()
    (line.color, line.width) = (0xDD_DDDD, 0.75)
    chart_axis_major_gridlines_set_line(axis, &line)
  }

  /// A text that is no formula, whatever it begins with.
  private static func plain(_ text: String) -> String {
    let text = text.shown(atMost: 120)
    return text.hasPrefix("=") ? " \(text)" : text
  }

  /// The colours of the page's lines, in their order.
  private static let colours: [UInt32] = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x555555,
  ]
  private static let ringColour: UInt32 = 0x222222
}

extension WorkbookWriter.WrittenSheet {
  /// The rows that are drawn, below the header; nil where there are none.
  fileprivate func rows(of series: WorkbookChart.Series.Rows) -> ClosedRange<Int>? {
    switch series {
    case .all: rows > 0 ? 1...rows : nil
    case .one(let row): row < rows ? row + 1...row + 1 : nil
    case .about(let subject): subjects[subject]
    }
  }
}
