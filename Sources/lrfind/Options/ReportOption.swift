import ArgumentParser

/// A page to look at.
struct ReportOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a page with the answer, its chart and what was run.", valueName: "file.html"))
  var report: String?

  mutating func validate() throws {
    guard let report else { return }
    if report.isEmpty { throw ValidationError("--report: the name is empty; give a file") }
  }

  /// The file of the page; nil where none is wanted.
  func file(force: Bool, isQuiet: Bool) -> PageFile? {
    report.map { PageFile(path: $0, force: force, isQuiet: isQuiet) }
  }
}
