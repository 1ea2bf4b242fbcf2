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
    abstract: "Write a page to look at, of a sweep, a search or a curve.",
    discussion: """
      Takes the folder of a sweep, finished or running, which is only read, or a curve such as \
      train.lrfind.csv. Writes report.html into the folder, or NAME.report.html for a curve: one file \
      that asks for nothing from elsewhere, with charts, a table that sorts and filters, and what was run.
      """)

  @Argument(help: "The folder of a sweep, or a curve in a CSV.")
  var source: String

  @Option(
    help: ArgumentHelp(
      "The page (default: report.html in the folder, or named after the curve).", valueName: "file")
  )
  var out: String?

  @Flag(name: .shortAndLong, help: "Say nothing of success.")
  var quiet = false

  @OptionGroup var overwrite: OverwriteOption

  mutating func validate() throws {
    if out == "" { throw ValidationError("--out: the name is empty; give a file") }
  }

  func run() throws {
    let page: Page
    let inputs: [String]
    let path: String
    do {
      if OwnFile.kind(ofTarget: source) == .folder {
        let store = try SweepStore.read(folder: source)
        try store.warnOfMissingLog()
        page = try SweepPage(store).page()
        inputs = [store.path]
        path = out ?? "\(source)/report.html"
      } else {
        page = try SuggestReport(
          of: CurveFile(
            path: source, lossPath: nil, learningRateColumn: nil, lossColumn: nil)
        ).page(
          commandLine: ShellText.command(CommandLine.systemPaths))
        inputs = [source]
        path = out ?? Self.name(of: source)
      }
    } catch {
      SweepFailure.end(error)
    }
    try deliver(page, to: path, protecting: inputs)
  }

  /// Where the page of a curve goes: beside where one works, named after it.
  private static func name(of curve: String) -> String {
    OutputOptions.name(of: curve, ending: "report.html")
      .replacing(".lrfind.report.html", with: ".report.html")
  }

  private func deliver(_ page: Page, to path: String, protecting inputs: [String]) throws {
    if let status = PageFile(path: path, force: overwrite.force, isQuiet: quiet).deliver(
      page, protecting: inputs)
    {
      throw status.exitCode
    }
  }
}
