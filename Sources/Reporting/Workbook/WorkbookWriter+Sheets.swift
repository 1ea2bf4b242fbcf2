import CXLSXWriter
import Glibc
import Platform
import Store
import Tabular

extension WorkbookWriter {
  /// What was written of a sheet.
  struct WrittenSheet {
    let sheet: WorkbookSheet
    /// How many rows there are below the header.
    var rows = 0
    var omittedRows = 0
    var cutTexts = 0
    /// The rows that are about a subject, from 1.
    var subjects: [String: ClosedRange<Int>] = [:]
    /// The longest text of each column.
    fileprivate var widths: [Int]
    fileprivate var problem: lxw_error = LXW_NO_ERROR

    fileprivate init(_ sheet: WorkbookSheet) {
      self.sheet = sheet
      widths = sheet.columns.map { $0.name.count + 3 }
    }
  }

  /// Writes a table: names with notes, rows, widths, and what makes it handy.
  ///
  /// - Parameters:
  ///   - sheet: The table.
  ///   - subjects: What is drawn of it.
  /// - Returns: What was written.
  /// - Throws: `StoreError` where its rows cannot be read, else `WorkbookError`.
  func write(_ sheet: WorkbookSheet, subjects: Set<String>) throws -> WrittenSheet {
    let target = try addSheet(sheet.name)
    var written = WrittenSheet(sheet)
    try writeNames(of: sheet, to: target, &written)
    // The last row that there is room for waits: when more follow, it says so instead.
    var waiting: (cells: [ResultCell], subject: String?)?
    try sheet.rows { cells, subject in
      guard written.problem == LXW_NO_ERROR else { return }
      if written.omittedRows > 0 {
        written.omittedRows += 1
      } else if waiting != nil {
        written.omittedRows = 2
      } else if written.rows + 2 == limits.rows {
        waiting = (cells, subject)
      } else {
        write(cells, about: subject, of: subjects, to: target, &written)
      }
    }
    if let waiting, written.omittedRows == 0 {
      write(waiting.cells, about: waiting.subject, of: subjects, to: target, &written)
    }
    try Self.check(written.problem)
    try finish(target, written)
    // Behind what is filtered; and the library does not go back to a row.
    if written.omittedRows > 0 {
      let text =
        "… \(Decimal.grouped(written.omittedRows)) more rows are left out"
        + (sheet.file.map { "; \($0) has all" } ?? "")
      try Self.check(
        worksheet_write_string(target, UInt32(written.rows + 1), 0, text, formats.remark))
    }
    return written
  }

  private func writeNames(
    of sheet: WorkbookSheet, to target: UnsafeMutablePointer<lxw_worksheet>,
    _ written: inout WrittenSheet
  ) throws(WorkbookError) {
    for (place, column) in sheet.columns.enumerated() {
      let name = WorkbookText(column.name, limit: limits.characters)
      if name.isCut { written.cutTexts += 1 }
      try Self.check(worksheet_write_string(target, 0, UInt16(place), name.text, formats.name))
      guard !column.note.isEmpty else { continue }
      var options = lxw_comment_options()
      options.width = Self.noteWidth
      options.height = UInt16(24 + 18 * (column.note.count / Self.noteCharacters + 1))
      try Self.check(worksheet_write_comment_opt(target, 0, UInt16(place), column.note, &options))
    }
  }

  /// The width of a note, and how many characters have room in a line of it.
  private static var noteWidth: UInt16 { 300 }
  private static var noteCharacters: Int { 42 }

  private func write(
    _ cells: [ResultCell], about subject: String?, of subjects: Set<String>,
    to target: UnsafeMutablePointer<lxw_worksheet>, _ written: inout WrittenSheet
  ) {
    written.rows += 1
    let row = UInt32(written.rows)
    if let subject, subjects.contains(subject) {
      let first = written.subjects[subject]?.lowerBound ?? written.rows
      written.subjects[subject] = first...written.rows
    }
    for (place, cell) in cells.enumerated() {
      let answer = write(cell, to: target, row, place, &written)
      if answer != LXW_NO_ERROR { written.problem = answer }
    }
  }

  private func write(
    _ cell: ResultCell, to target: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ place: Int,
    _ written: inout WrittenSheet
  ) -> lxw_error {
    func number(_ value: Double) -> lxw_error {
      let format = formats.format(of: value, in: written.sheet.columns[place])
      return worksheet_write_number(target, row, UInt16(place), value, format)
    }
    switch cell {
    case .missing: return LXW_NO_ERROR
    // One width is a number, as a spreadsheet takes it of a CSV too.
    case .list(let cells, _) where cells.count == 1:
      return write(cells[0], to: target, row, place, &written)
    case .integer(let value): return number(Double(value))
    case .number(let value): return number(value)
    // As a decimal that tells it from its neighbours, which is what a CSV has.
    case .single(let value): return number(Double("\(value)") ?? Double(value))
    case .flag(let value):
      return worksheet_write_boolean(target, row, UInt16(place), value ? 1 : 0, nil)
    case .text, .list:
      let text = WorkbookText(cell.plainText, limit: limits.characters)
      if text.isCut { written.cutTexts += 1 }
      guard !text.text.isEmpty else { return LXW_NO_ERROR }
      written.widths[place] = max(written.widths[place], text.text.utf8.count)
      return worksheet_write_string(target, row, UInt16(place), text.text, nil)
    }
  }

  private func finish(
    _ target: UnsafeMutablePointer<lxw_worksheet>, _ written: WrittenSheet
  ) throws(WorkbookError) {
    for (place, width) in written.widths.enumerated() {
      try Self.check(
        worksheet_set_column(
          target, UInt16(place), UInt16(place), Double(min(max(width + 1, 11), 44)), nil))
    }
    worksheet_freeze_panes(target, 1, 0)
    // More would be too small to read.
    if written.widths.count <= Self.mostPrintedColumns { worksheet_fit_to_pages(target, 1, 0) }
    let last = UInt16(max(0, written.sheet.columns.count - 1))
    try Self.check(worksheet_autofilter(target, 0, 0, UInt32(written.rows), last))
    try Self.check(worksheet_repeat_rows(target, 0, 0))
  }

  /// The most columns that are printed on one page.
  private static var mostPrintedColumns: Int { 14 }

  /// The characters that have room in a line of the sheet in front.
  private static var frontCharacters: Int { 110 }
  /// The heights of a row in points: of a line, of a line of large letters, and the greatest there is.
  private static var lineHeight: Double { 15 }
  private static var largeHeight: Double { 22 }
  private static var greatestHeight: Double { 409 }

  /// Writes lines to the sheet in front.
  ///
  /// - Parameters:
  ///   - lines: What stands on it.
  ///   - front: The sheet.
  ///   - first: The row of the first.
  /// - Returns: The first row that is free.
  /// - Throws: `WorkbookError`.
  func write(
    _ lines: [Workbook.Line], to front: UnsafeMutablePointer<lxw_worksheet>, row first: Int
  ) throws(WorkbookError) -> Int {
    for (row, line) in lines.enumerated() {
      let row = UInt32(first + row)
      let text = WorkbookText(line.text, limit: limits.characters).text
      guard !text.isEmpty else { continue }
      let isTitle = line.weight == .title
      let format = isTitle ? formats.title : line.weight == .answer ? formats.answer : formats.text
      // Not every program makes a row as high as its text.
      let count = Double(text.count / Self.frontCharacters + 1)
      if count > 1 || line.weight != .plain {
        let height = min(max(count * Self.lineHeight, Self.largeHeight), Self.greatestHeight)
        try Self.check(worksheet_set_row(front, row, height, nil))
      }
      if !line.name.isEmpty {
        try Self.check(worksheet_write_string(front, row, 0, line.name, formats.label))
      }
      try Self.check(worksheet_write_string(front, row, isTitle ? 0 : 1, text, format))
    }
    return first + lines.count
  }

  /// Sets the widths of the sheet in front, and how it is printed.
  func setForm(of front: UnsafeMutablePointer<lxw_worksheet>) throws(WorkbookError) {
    worksheet_gridlines(front, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    try Self.check(worksheet_set_column(front, 0, 0, 18, nil))
    try Self.check(worksheet_set_column(front, 1, 1, Double(Self.frontCharacters), nil))
    worksheet_set_portrait(front)
    worksheet_fit_to_pages(front, 1, 0)
  }
}
