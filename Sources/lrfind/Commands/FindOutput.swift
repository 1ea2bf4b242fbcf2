import Reporting
import Tabular

/// Delivers what `find` found: the answer first, then the files, so that a file that cannot be
/// written never costs the answer.
struct FindOutput {
  let report: FindReport
  let options: OutputOptions
  let input: DataOptions

  /// Prints the answer and writes the files.
  ///
  /// - Returns: How the program ends.
  func deliver(_ style: Style) -> ExitStatus {
    let recommendation = report.outcome.recommendation
    if options.json {
      Terminal.answer([report.json.trimmingNewline])
    } else if options.quiet {
      Terminal.answer([Decimal.significant(recommendation.learningRate)])
    } else {
      Terminal.answer(report.summary(style))
    }
    var status = recommendation.isConfident ? ExitStatus.done : .notConfident
    let path = options.curvesPath(for: input.file)
    do throws(OutputError) {
      try ResultFile.write(
        report.curvesCSV, to: path, protecting: inputs, force: options.force,
        isOurs: FindReport.isCurvesCSV)
      if !options.json, !options.quiet { Terminal.note("curves: \(path)") }
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = error.kind.exitStatus
    }
    return status
  }

  /// The files that must never be written over.
  private var inputs: [String] {
    if case .file(let path) = input.tableOptions.validation { return [input.file, path] }
    return [input.file]
  }
}

extension String {
  fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
