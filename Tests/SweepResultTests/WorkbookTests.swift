import Experiment
import Foundation
import FoundationXML
import Reporting
import Statistics
import Tabular
import Testing
import Training

/// The workbook as a spreadsheet program would read it: the parts of its archive as XML.
struct WorkbookTests {
  private struct Opened {
    let archive: ZIPArchive

    init(_ bytes: [UInt8]) throws { archive = try #require(ZIPArchive(bytes)) }

    func document(_ name: String) throws -> XMLDocument {
      let part = try #require(archive.parts.first { $0.name == name }, "\(name)")
      return try XMLDocument(data: Data(try #require(archive.content(of: part))))
    }

    /// The cells of a sheet, from 1, by their places such as `B2`: values, and texts.
    func cells(_ sheet: Int) throws -> [String: String] {
      let nodes = try document("xl/worksheets/sheet\(sheet).xml").nodes(forXPath: "//*[name()='c']")
      return Dictionary(
        nodes.compactMap { $0 as? XMLElement }.map { cell in
          let place = (cell.attributes ?? []).first { $0.name == "r" }?.stringValue
          return (place ?? "", cell.stringValue ?? "")
        }, uniquingKeysWith: { "\($0) twice \($1)" })
    }
  }

  private func page(dataName: String = "train.csv") throws -> Page {
    let standing = SweepReport.Standing(
      folder: "night", writer: nil,
      counts: .init(total: 1, done: 1, diverged: 0, beyondPlan: 0, isLastRound: true), files: [])
    return report(dataName: dataName).page(
      .init(
        standing: standing, facts: [("data", dataName)],
        listings: [("To repeat it", "lrfind sweep \(dataName)")], curves: [], version: "1.0"))
  }

  private func report(dataName: String = "train.csv") -> SweepReport {
    SweepReport(
      summary: Self.summary, dataName: dataName, metric: .accuracy,
      plannedTrials: MadeSweep.large.count)
  }

  private static let summary = SweepSummary(MadeSweep.large)

  private var rows: [PlanRow<TrialResult>] {
    PlanRow.rows(MadeSweep.large) { _ in 7 }
  }

  private func workbook(dataName: String = "train.csv") throws -> Workbook {
    let report = report()
    return Workbook(
      try page(dataName: dataName),
      sheets: [
        WorkbookSheet(.trials, SweepFile.trialFile, rows: rows),
        WorkbookSheet(WideTable(report.summary)),
      ], charts: report.workbookCharts(curves: []))
  }

  /// `A1` of a place.
  private func place(_ row: Int, _ column: Int) -> String {
    let (high, low) = (column / 26, column % 26)
    let letters = [high > 0 ? high - 1 : nil, low].compactMap { $0 }
    return String(letters.compactMap { UnicodeScalar(65 + $0) }.map(Character.init)) + "\(row + 1)"
  }

  @Test func `every cell of a sheet is that of the file`() throws {
    let cells = try Opened(try WorkbookWriter.write(try workbook()).bytes).cells(2)
    let csv = String(decoding: SweepFile.trialFile.csv(rows), as: UTF8.self)
    let lines = csv.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.count == MadeSweep.large.count + 1)
    var compared = 0
    for (row, line) in lines.enumerated() {
      for (column, field) in line.enumerated() {
        let cell = cells[place(row, column)] ?? ""
        if let number = Double(field), let theirs = Double(cell) {
          #expect(abs(number - theirs) <= 1e-15 * abs(number), "\(row), \(column)")
        } else {
          #expect(cell == ["true": "1", "false": "0"][field, default: field], "\(row), \(column)")
        }
        compared += cell.isEmpty ? 0 : 1
      }
    }
    #expect(cells.count == compared)
  }

  @Test func `the same results are the same bytes, and known as ours`() throws {
    let bytes = try WorkbookWriter.write(try workbook()).bytes
    #expect(try WorkbookWriter.write(try workbook()).bytes == bytes)
    #expect(WorkbookMark.isOurs(bytes.prefix(4096)))
    var edited = bytes
    edited[10] = 0
    #expect(!WorkbookMark.isOurs(edited.prefix(4096)))
    #expect(!WorkbookMark.isOurs(bytes.prefix(12)))
  }

  @Test func `names have notes, a filter, and stay in sight`() throws {
    let opened = try Opened(try WorkbookWriter.write(try workbook()).bytes)
    let sheet = try opened.document("xl/worksheets/sheet2.xml")
    #expect(try sheet.nodes(forXPath: "//*[name()='autoFilter']").count == 1)
    #expect(try sheet.nodes(forXPath: "//*[name()='pane'][@state='frozen']").count == 1)
    let notes = try opened.document("xl/comments1.xml").nodes(forXPath: "//*[name()='comment']")
    #expect(notes.count == SweepFile.trialFile.columns.count)
    for (note, column) in zip(notes, SweepFile.trialFile.columns) {
      #expect(note.stringValue?.hasSuffix(column.meaning.filter { $0 != "`" }) == true)
    }
  }

  /// Each line goes through cells that are there, on an axis of powers of ten.
  @Test func `the chart draws the settings over a logarithmic rate`() throws {
    let opened = try Opened(try WorkbookWriter.write(try workbook()).bytes)
    let chart = try opened.document("xl/charts/chart1.xml")
    let wide = WideTable(report().summary)
    let cells = try opened.cells(3)
    let series = try chart.nodes(forXPath: "//*[name()='c:ser']")
    #expect(series.count == report().plot.lines.count + 1)
    let ranges = try chart.nodes(forXPath: "//*[name()='c:yVal']//*[name()='c:f']").compactMap(
      \.stringValue)
    #expect(ranges.dropLast().allSatisfy { $0.hasSuffix("$\(wide.rows.count + 1)") })
    // The best alone is the lowest of all.
    let best = try #require(ranges.last?.replacingOccurrences(of: "$", with: "").dropFirst(5))
    let lowest = wide.rows.flatMap(\.losses).compactMap { $0 }.min()
    let cell = try #require(Double(cells["\(best)"] ?? ""))
    #expect(abs(cell - (lowest ?? 0)) < 1e-12)
    #expect(try chart.nodes(forXPath: "//*[name()='c:logBase'][@val='10']").count >= 1)
  }

  /// A spreadsheet counts the marks of a linear axis from its low end on, so that one at 0.37 would have none at a
  /// round number.
  @Test(arguments: [
    (0.37, 2.63, 0.5, 0.0, 3.0), (-0.013, 0.118, 0.05, -0.05, 0.15), (120, 1080, 200, 0, 1200),
    (1, 3, 0.5, 1, 3), (2.4e-7, 1.01e-6, 2e-7, 2e-7, 1.2e-6), (7, 7, nil, 7, 7),
  ])
  func `a linear axis begins and ends at round numbers`(
    low: Double, high: Double, step: Double?, from: Double, to: Double
  ) throws {
    let axis = WorkbookChart.AxisLook(
      label: "loss", scale: PlotScale(low: low, high: high, isLogarithmic: false), values: [])
    func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * (high - low) }
    #expect((axis.step == nil) == (step == nil))
    if let step, let drawn = axis.step { #expect(isNear(step, drawn), "\(drawn)") }
    #expect(isNear(axis.ends.low, from) && isNear(axis.ends.high, to), "\(axis.ends)")

    // As it stands in the file.
    let report = report()
    var chart = try #require(report.workbookCharts(curves: []).first)
    chart.y = axis
    let book = Workbook(
      try page(),
      sheets: [
        WorkbookSheet(.trials, SweepFile.trialFile, rows: rows),
        WorkbookSheet(WideTable(report.summary)),
      ], charts: [chart])
    let drawing = try Opened(try WorkbookWriter.write(book).bytes).document("xl/charts/chart1.xml")
    func numbers(_ element: String) throws -> [Double] {
      try drawing.nodes(forXPath: "//*[name()='c:valAx']//*[name()='\(element)']/@val")
        .compactMap { $0.stringValue.flatMap(Double.init) }
    }
    #expect(try numbers("c:min").contains { isNear($0, from) })
    #expect(try numbers("c:max").contains { isNear($0, to) })
    if let step { #expect(try numbers("c:majorUnit").contains { isNear($0, step) }) }
  }

  @Test func `a sheet that is full says what it lacks`() throws {
    let count = MadeSweep.large.count
    for (limit, omitted) in [(count + 1, 0), (count, 2), (10, count - 8)] {
      let (bytes, remarks) = try WorkbookWriter.write(
        try workbook(), limits: .init(rows: limit, characters: 32_767))
      let cells = try Opened(bytes).cells(2)
      #expect(cells["A\(limit)"] != nil && cells["A\(limit + 1)"] == nil)
      #expect(cells["A\(limit)"]?.contains("\(omitted) more rows") == (omitted > 0), "\(limit)")
      #expect(remarks.contains { $0.contains("sheet trials lacks") } == (omitted > 0))
      #expect(remarks.allSatisfy { $0.contains("trials.csv has all") || $0.contains("wide") })
    }
  }

  @Test func `a text that is too long is cut, and that is said`() throws {
    var set = Array(MadeSweep.large.prefix(1))
    set[0].configuration.setting = .ofCommand(["wd": String(repeating: "😀", count: 20_000)])
    let sheet = WorkbookSheet(
      .trials, SweepFile.trialFile(of: Axis.ofCommand(["wd"])), rows: PlanRow.rows(set))
    let (bytes, remarks) = try WorkbookWriter.write(Workbook(try page(), sheets: [sheet]))
    let longest = try Opened(bytes).cells(2).values.map(\.utf16.count).max()
    #expect(longest == 32_767 || longest == 32_766)
    #expect(remarks.count == 1 && remarks[0].contains("1 text cut"))
  }

  @Test(
    arguments: PageTests.names + ["\u{1}\u{7}", "_x0041_", " =1+1 ", "@SUM(1)", "+1", "-1", "a\tb"])
  func `texts from outside stay texts`(_ name: String) throws {
    var trials = Array(MadeSweep.large.prefix(2))
    for index in trials.indices { trials[index].configuration.setting = .ofCommand([name: name]) }
    let axes = Axis.ofCommand([name])
    var report = SweepReport(
      summary: SweepSummary(trials), dataName: name, metric: .accuracy, plannedTrials: 2)
    report.command = .init(measure: name, isMaximized: false, unit: nil)
    let book = Workbook(
      try page(dataName: name),
      sheets: [
        WorkbookSheet(.trials, SweepFile.trialFile(of: axes), rows: PlanRow.rows(trials)),
        WorkbookSheet(WideTable(report.summary)),
      ], charts: report.workbookCharts(curves: trials))
    let opened = try Opened(try WorkbookWriter.write(book).bytes)
    let sheet = try opened.document("xl/worksheets/sheet2.xml")
    #expect(try sheet.nodes(forXPath: "//*[name()='f']").isEmpty)
    // What XML has no character for, or a workbook reads as one, is written in another way.
    let isPlain = name.unicodeScalars.allSatisfy { $0.isSeen || $0 == "\n" || $0 == "\t" }
    if isPlain, !name.contains("_x") {
      #expect(try opened.cells(2).values.filter { $0 == name }.count >= 2)
    } else {
      #expect(try !opened.cells(2).values.contains(name))
    }
    for part in opened.archive.parts where part.name.hasSuffix(".xml") {
      _ = try opened.document(part.name)
    }
  }

  @Test func `a part that is not whole is no part`() throws {
    let bytes = try WorkbookWriter.write(try workbook()).bytes
    #expect(ZIPArchive(Array(bytes.dropLast())) == nil)
    var broken = bytes
    let part = try #require(ZIPArchive(bytes)?.parts.first { $0.name.hasSuffix("sheet2.xml") })
    let start = try #require(bytes.firstRange(of: Array(part.name.utf8))).upperBound
    for index in start + 100..<start + 140 { broken[index] ^= 0xFF }
    #expect(ZIPArchive(broken)?.content(of: part) == nil)
  }
}
