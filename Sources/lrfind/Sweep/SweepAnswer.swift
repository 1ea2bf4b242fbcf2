import Glibc
import Reporting
import Store

/// What a sweep has found so far: printed, or drawn.
struct SweepAnswer {
  let findings: any SweepFindings
  var standing: SweepReport.Standing

  /// - Parameters:
  ///   - findings: What it has found.
  ///   - store: Where that is recorded.
  ///   - writer: Who goes on recording, or nil.
  init<Findings: SweepFindings>(
    _ findings: Findings, in store: SweepStore, writer: String? = nil
  ) {
    self.findings = findings
    let names = [SweepStore.fileName] + Findings.files.map(\.name)
    standing = SweepReport.Standing(
      folder: store.folder, writer: writer, counts: findings.counts,
      files: names.map { "\(store.folder)/\($0)" }.filter { access($0, F_OK) == 0 })
  }

  /// Draws the plot where one is wanted.
  ///
  /// - Parameters:
  ///   - options: What is wanted.
  ///   - inputs: Files that must never be written over.
  /// - Returns: How the program ends where the file could not be written, else nil.
  func draw(_ options: SweepOptions, protecting inputs: [String]) -> ExitStatus? {
    guard let plot = findings.plot else { return nil }
    return options.plot.deliver(isQuiet: options.isSilent) { path in
      try plot.write(to: path, protecting: inputs, force: options.overwrite.force)
    }
  }

  /// The answer as it is printed.
  ///
  /// - Parameters:
  ///   - options: Whether it is JSON, or the answer alone.
  ///   - heading: What stands before them, where it is neither.
  ///   - style: How they are set apart on a terminal.
  /// - Returns: The answer.
  func printed(_ options: SweepOptions, heading: [String] = [], _ style: Style) -> Answer {
    if options.answer.json { return .json(findings.json(standing)) }
    if options.answer.quiet { return .words(findings.briefAnswer) }
    return .words(heading + findings.lines(style))
  }
}
