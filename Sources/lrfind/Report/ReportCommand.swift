import ArgumentParser
import CurveFiles
import Reporting
import Store
import Tabular
import Tuning

/// `lrfind report FOLDER`: a page to look at, of a sweep, a search or a curve.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a page to look at and a workbook, of a sweep, a search or a curve.",
    discussion: """
      Takes the folder of a sweep, finished or running, which is only read, or a curve such as \
      train.lrfind.csv. Writes report.html and results.xlsx into the folder, or NAME.report.html for a \
      curve. The page is one file that asks for nothing from elsewhere, with charts, a table that sorts and \
      filters, and what was run; the workbook has the recommendation, charts and all tables.
      """)

  private static let endings = [".html", ".htm", Workbook.ending]

  @Argument(help: "The folder of a sweep, or a curve in a CSV.")
  var source: String

  @Option(
    help: ArgumentHelp(
      "One file instead: a page, .html, or a workbook, .xlsx (default: report.html and results.xlsx in "
        + "the folder, or a page named after the curve).", valueName: "file")
  )
  var out: String?

  @Flag(name: .shortAndLong, help: "Say nothing of success.")
  var quiet = false

  @OptionGroup var overwrite: OverwriteOption

  mutating func validate() throws {
    guard let out else { return }
    if out.isEmpty { throw ValidationError("--out: the name is empty; give a file") }
    guard Self.endings.contains(where: out.hasSuffix) else {
      throw ValidationError(
        "--out: '\(out.shown)' is neither a page nor a workbook; give a name that ends in .html or "
          + Workbook.ending)
    }
  }

  func run() throws {
    do {
      if OwnFile.kind(ofTarget: source) == .folder {
        let store = try SweepStore.told(in: source)
        let (page, workbook) = try SweepPage(store).made()
        try deliver(
          page, to: out ?? "\(source)/report.html", workbook,
          to: out ?? "\(source)/\(Workbook.fileName)", protecting: [store.path])
      } else {
        let report = try SuggestReport(
          of: CurveFile(
            path: source, lossPath: nil, learningRateColumn: nil, lossColumn: nil))
        let page = report.page(commandLine: ShellText.command(CommandLine.systemPaths))
        let path = out ?? Self.name(of: source)
        try deliver(page, to: path, report.workbook(page), to: path, protecting: [source])
      }
    } catch let code as ExitCode {
      throw code
    } catch {
      SweepFailure.end(error)
    }
  }

  /// Where the page of a curve goes: beside where one works, named after it.
  private static func name(of curve: String) -> String {
    OutputOptions.name(of: curve, ending: "report.html")
      .replacing(".lrfind.report.html", with: ".report.html")
  }

  /// Writes each where its name is one of its own.
  private func deliver(
    _ page: Page, to pagePath: String, _ workbook: Workbook, to workbookPath: String,
    protecting inputs: [String]
  ) throws {
    var problems: [ExitStatus?] = []
    if !pagePath.hasSuffix(Workbook.ending) {
      problems.append(
        PageFile(path: pagePath, force: overwrite.force, isQuiet: quiet)
          .deliver(page, protecting: inputs))
    }
    if workbookPath.hasSuffix(Workbook.ending) {
      problems.append(
        WorkbookFile(path: workbookPath, force: overwrite.force, isQuiet: quiet)
          .deliver(workbook, protecting: inputs))
    }
    if let status = problems.compactMap({ $0 }).first { throw status.exitCode }
  }
}
