import Reporting
import Tabular

/// Delivers what `find` found: the answer first, then the files, so that a file that cannot be
/// written never costs the answer.
struct FindOutput {
  let report: FindReport
  let options: OutputOptions
  let input: DataOptions
  let plot: PlotOption
  let page: PageFile?
  let paste: PasteOption

  /// Prints the answer and writes the files.
  ///
  /// - Parameter style: How the answer is set apart on a terminal.
  /// - Returns: How the program ends.
  func deliver(_ style: Style) -> ExitStatus {
    let recommendation = report.outcome.recommendation
    if options.json {
      Terminal.answer(json: report.json)
    } else if options.quiet {
      Terminal.answer([Decimal.significant(recommendation.learningRate)])
      for doubt in report.doubts { Terminal.warn("not confident: \(doubt.words)") }
    } else {
      Terminal.answer(report.summary(style))
      Terminal.answer(.verbatim(paste.lines(style, report.script)))
    }
    let curves = options.write(
      report.curvesCSV(options.spreadsheet.form),
      to: options.curvesPath(for: input.file, kind: "lrfind"), protecting: input.inputs,
      isOurs: Self.isCurves)
    let program = paste.deliver(
      protecting: input.inputs, force: options.force, isQuiet: options.json || options.quiet,
      report.script)
    let written = page?.deliver(
      report.page(commandLine: ShellText.command(CommandLine.systemPaths)),
      protecting: input.inputs)
    return writePlot() ?? written ?? curves ?? program
      ?? (report.isConfident ? .done : .notConfident)
  }

  /// Whether a file that begins with these bytes holds the curves of an earlier `find`, of one
  /// setting or of several.
  static func isCurves(_ start: ArraySlice<UInt8>) -> Bool {
    FindReport.isCurvesCSV(start) || FindReport.isPointsCSV(start)
  }

  /// Draws the plot where one is wanted; without gnuplot that is only a warning.
  private func writePlot() -> ExitStatus? {
    plot.deliver(isQuiet: options.json || options.quiet) { path in
      try report.plot.write(to: path, protecting: input.inputs, force: options.force)
    }
  }
}
