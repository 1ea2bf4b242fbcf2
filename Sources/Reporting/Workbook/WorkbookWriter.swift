import CXLSXWriter
import Glibc
import Platform
import Store
import Tabular

/// Writes workbooks with libxlsxwriter, row by row, so that memory does not grow with the rows.
package final class WorkbookWriter {
  /// What a spreadsheet program takes.
  package struct Limits: Sendable {
    /// The most rows of a sheet, its header among them.
    package var rows: Int
    /// The most characters of a cell.
    package var characters: Int

    package init(rows: Int, characters: Int) {
      self.rows = rows
      self.characters = characters
    }

    package static let excel = Limits(rows: 1_048_576, characters: 32_767)
  }

  let limits: Limits
  let book: UnsafeMutablePointer<lxw_workbook>
  let formats: WorkbookFormats
  private let file: ScratchFile
  /// What was left out, a sentence each.
  private(set) var remarks: [String] = []

  /// - Parameter limits: What the workbook may have at most.
  /// - Throws: `WorkbookError`.
  private init(limits: Limits) throws(WorkbookError) {
    self.limits = limits
    do throws(PlotError) {
      file = try ScratchFile([])
    } catch {
      throw .temporaryFile(action: "making one", message: "\(error)")
    }
    var options = lxw_workbook_options()
    options.constant_memory = 1
    let folder = getenv("TMPDIR").flatMap { strdup($0) }
    defer { free(folder) }
    options.tmpdir = folder
    // A file without a name: nothing is left of it, however the program ends.
    guard let book = workbook_new_opt("/proc/self/fd/\(file.number)", &options) else {
      throw .notWritten(message: "there is not enough memory")
    }
    self.book = book
    formats = WorkbookFormats(book)
  }

  /// Writes a workbook.
  ///
  /// - Parameters:
  ///   - workbook: The workbook.
  ///   - limits: What it may have at most.
  /// - Returns: The file's bytes, the same for the same workbook; and a sentence for each thing that was
  ///   left out, which also stands in it.
  /// - Throws: `StoreError` where its rows cannot be read, else `WorkbookError`.
  package static func write(
    _ workbook: Workbook, limits: Limits = .excel
  ) throws -> (bytes: [UInt8], remarks: [String]) {
    let writer = try WorkbookWriter(limits: limits)
    do {
      try writer.write(workbook)
    } catch {
      // It is only closed, which frees it: of what came out nobody hears.
      _ = writer.close()
      throw error
    }
    return (try writer.finish(), writer.remarks)
  }

  private func write(_ workbook: Workbook) throws {
    setProperties()
    let front = try addSheet(Workbook.frontName)
    try setForm(of: front)
    let subjects = workbook.charts.reduce(into: Set()) { $0.formUnion($1.subjects) }
    var places: [String: WrittenSheet] = [:]
    for sheet in workbook.sheets {
      let written = try write(sheet, subjects: subjects)
      if written.omittedRows > 0 {
        remarks.append(
          "sheet \(sheet.name) lacks the last \(Decimal.count(written.omittedRows, "row")), for a sheet "
            + "has at most \(Decimal.grouped(limits.rows))"
            + (sheet.file.map { "; \($0) has all" } ?? ""))
      }
      if written.cutTexts > 0 {
        remarks.append(
          "sheet \(sheet.name) has \(Decimal.count(written.cutTexts, "text")) cut, for a cell has at most "
            + "\(Decimal.grouped(limits.characters)) characters"
            + (sheet.file.map { "; \($0) has all" } ?? ""))
      }
      places[sheet.name] = written
    }
    let found = workbook.lines + remarks.map { Workbook.Line(name: "left out", text: $0) }
    var row = try write(found, to: front, row: 0) + 1
    for chart in workbook.charts {
      guard try draw(chart, on: front, row: row, places) else { continue }
      row += Self.chartRows
    }
    _ = try write(workbook.facts, to: front, row: row)
  }

  /// How many rows a chart covers, with a gap behind it.
  private static let chartRows = 24

  /// The same on every day, so that the same results are the same file.
  private func setProperties() {
    let author = strdup("lrfind")
    defer { free(author) }
    var properties = lxw_doc_properties()
    properties.author = author
    // 2000-01-01, for nobody wrote down when the trials ran.
    properties.created = 946_684_800
    workbook_set_properties(book, &properties)
  }

  /// An empty sheet.
  ///
  /// - Parameter name: Its name.
  /// - Returns: The sheet.
  /// - Throws: `WorkbookError`.
  func addSheet(_ name: String) throws(WorkbookError) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = workbook_add_worksheet(book, name) else {
      throw .temporaryFile(action: "making one", message: systemMessage(errno))
    }
    let a4: UInt8 = 9
    worksheet_set_paper(sheet, a4)
    worksheet_set_landscape(sheet)
    return sheet
  }

  /// What the library answers, as an error.
  static func check(_ answer: lxw_error) throws(WorkbookError) {
    guard answer != LXW_NO_ERROR else { return }
    throw .notWritten(message: String(cString: lxw_strerror(answer)))
  }

  /// Closes the book, which frees it. The library tells its errors on standard error too, in lines of its own;
  /// they are told once, and by whoever catches them.
  private func close() -> lxw_error {
    Self.standardError.withLock { _ in
      let errors = FileDescriptor(borrowing: STDERR_FILENO).duplicate()
      let nowhere = FileDescriptor(opening: "/dev/null", O_WRONLY)
      guard let errors, let nowhere else { return workbook_close(book) }
      dup2(nowhere.number, STDERR_FILENO)
      defer { dup2(errors.number, STDERR_FILENO) }
      return workbook_close(book)
    }
  }

  /// One at a time may lend it away: of two, the second would take the first one's for what it was.
  private static let standardError = Monitor(())

  private func finish() throws(WorkbookError) -> [UInt8] {
    try Self.check(close())
    let bytes: [UInt8]
    do throws(PlotError) {
      bytes = try file.content()
    } catch {
      throw .temporaryFile(action: "reading one", message: "\(error)")
    }
    // The library does not see that a disk is full while it writes the parts.
    guard let archive = ZIPArchive(bytes), archive.parts.allSatisfy({ isWhole($0, of: archive) })
    else { throw .notWritten(message: "what was written is not whole") }
    return WorkbookMark.marked(archive)
  }

  /// Whether a part ends with what it began.
  private func isWhole(_ part: ZIPArchive.Part, of archive: ZIPArchive) -> Bool {
    guard let (start, last) = archive.ends(of: part, first: 200, last: 60) else { return false }
    let end = last.split(separator: UInt8(ascii: "<")).last ?? []
    let name = end.drop { $0 == UInt8(ascii: "/") }.prefix { $0 != UInt8(ascii: ">") }
    return end.first == UInt8(ascii: "/") && end.contains(UInt8(ascii: ">"))
      && start.firstRange(of: [UInt8(ascii: "<")] + name) != nil
  }
}
