import Experiment
import Foundation
import Reporting
import Tabular
import Testing

/// The tables of the articles about result files are what the tables themselves say.
///
/// After an intended change: set LRFIND_RECORD=1 for one run, and read the difference.
struct TableDocumentationTests {
  /// A table of an article: the first one below a heading that begins with these words.
  struct Documented: Sendable, CustomTestStringConvertible {
    var article: String
    var heading: String
    var lines: [String]

    var testDescription: String { "\(article): \(heading)" }

    init<Row>(_ article: String, _ heading: String, _ columns: [ResultColumn<Row>]) {
      self.article = article
      self.heading = "## \(heading)"
      lines = Self.lines(columns, isAxes: Row.self == Configuration.self)
    }

    private static func lines<Row>(_ columns: [ResultColumn<Row>], isAxes: Bool) -> [String] {
      let axes = isAxes ? [] : ResultColumn.axes
      var rows: [(meaning: String, names: [String], kinds: [String])] = []
      for column in columns {
        let isAxis = axes.contains { $0.name == column.name && $0.meaning == column.meaning }
        // The axes have a table of their own.
        let meaning = isAxis ? "" : column.meaning
        let kind = column.kind.rawValue + (column.unit.map { ", \($0.rawValue)" } ?? "")
        if let index = rows.firstIndex(where: { $0.meaning == meaning }) {
          if isAxis { continue }
          rows[index].names.append("`\(column.name)`")
          if !rows[index].kinds.contains(kind) { rows[index].kinds.append(kind) }
        } else {
          rows.append(isAxis ? ("", ["the axes"], []) : (meaning, ["`\(column.name)`"], [kind]))
        }
      }
      return ["| column | holds | |", "| --- | --- | --- |"]
        + rows.map { row in
          let cells = [
            row.names.joined(separator: ", "), row.kinds.joined(separator: "; "), row.meaning,
          ]
          return "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
        }
    }
  }

  private static let sweepFiles = "Reporting/Documentation.docc/Files.md"
  private static let otherFiles = "Reporting/Documentation.docc/Tables.md"

  static let all = [
    Documented(sweepFiles, "The axes", ResultColumn.axes),
    Documented(sweepFiles, "trials.csv", SweepFile.trialFile.columns),
    Documented(sweepFiles, "summary.csv", SweepFile.summaryFile.columns),
    Documented(sweepFiles, "recommendations.csv", SweepFile.recommendationFile.columns),
    Documented(sweepFiles, "curves.csv", SweepFile.curveFile.columns),
    Documented(sweepFiles, "timings.csv", SweepFile.timingTable.columns),
    Documented(otherFiles, "NAME.lrfind.csv, one setting", FindReport.curveTable.columns),
    Documented(
      otherFiles, "NAME.lrfind.csv, several settings", FindReport.pointCurveTable.columns),
    Documented(otherFiles, "NAME.train.csv", TrainReport.curveTable.columns),
    Documented(otherFiles, "The steps of a descent", DescentReport.stepTable.columns),
    Documented(otherFiles, "Steps in two variables", PlaneReport.stepTable.columns),
  ]

  private static let records = ProcessInfo.processInfo.environment["LRFIND_RECORD"] == "1"

  private func path(of article: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/\(article)")
  }

  /// Where the table stands, as lines of its article.
  private func place(of table: Documented, in lines: [String]) throws -> Range<Int> {
    let heading = try #require(
      lines.firstIndex { $0.hasPrefix(table.heading) }, "no heading '\(table.heading)'")
    let start = try #require(
      lines[heading...].firstIndex { $0.hasPrefix("| column |") }, "no table below it")
    return start..<(lines[start...].firstIndex { !$0.hasPrefix("|") } ?? lines.count)
  }

  @Test func `each file's columns are documented as they are`() throws {
    for article in Set(Self.all.map(\.article)).sorted() {
      var lines = try String(contentsOf: path(of: article), encoding: .utf8)
        .components(separatedBy: "\n")
      for table in Self.all where table.article == article {
        let place = try place(of: table, in: lines)
        #expect(Array(lines[place]) == table.lines, "\(table)")
        lines.replaceSubrange(place, with: table.lines)
      }
      if Self.records {
        try lines.joined(separator: "\n").write(
          to: path(of: article), atomically: true, encoding: .utf8)
      }
    }
  }

  @Test(arguments: all)
  func `each column has a name of its own and a meaning`(_ table: Documented) {
    let names = table.lines.flatMap { line in
      line.split(separator: "|").first.map { $0.components(separatedBy: ", ") } ?? []
    }
    #expect(Set(names).count == names.count)
    for line in table.lines.dropFirst(2) where !line.contains("the axes") {
      #expect(!line.hasSuffix("| |"), "\(line)")
    }
  }
}
