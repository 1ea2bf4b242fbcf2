import Planning
import Reporting
import Running
import Store

/// What a search for the rate of a command has found so far, in the form that was asked for.
enum CommandAnswer {
  static func lines(
    _ report: CommandReport, folder: String, _ options: SweepOptions, _ style: Style
  ) -> [String] {
    if options.answer.json { return Terminal.lines(ofJSON: report.json(folder: folder)) }
    if options.answer.quiet, let brief = report.briefAnswer { return [brief] }
    return report.lines(style)
  }

  /// Prints how far the search in a folder is; see `SweepStatus`.
  ///
  /// - Parameters:
  ///   - store: Its store.
  ///   - plan: Its plan.
  ///   - options: What is asked for.
  ///   - style: How the answer is set apart on a terminal.
  /// - Throws: `StoreError` when it cannot be read.
  static func show(
    _ store: SweepStore, _ plan: CommandPlan, _ options: SweepOptions, _ style: Style
  ) throws(StoreError) {
    let decision = CommandDecision(
      plan, fingerprint: try store.provenance()?.data ?? "",
      results: try store.results(curves: true))
    let report = CommandReport(plan: plan, decision: decision, version: Version.number)
    let state =
      SweepStore.writer(folder: store.folder).map { "running (\($0))" }
      ?? (decision.isDone ? "finished" : "stopped; the same command goes on")
    let heading = options.isSilent ? [] : ["\(store.folder.shown): \(state)"]
    Terminal.answer(heading + lines(report, folder: store.folder, options, style))
  }
}

/// The line that says how far the runs of a command are.
enum CommandProgress {
  static func line(_ progress: TrialProgress) -> String {
    var parts = [
      "\(Decimal.grouped(progress.finished))/\(Decimal.grouped(progress.total)) runs that are decided"
    ]
    if let best = progress.best, let loss = best.validationLoss {
      parts.append(
        "best \(Decimal.significant(loss)) at \(Decimal.significant(best.configuration.learningRate))"
      )
    }
    return parts.joined(separator: ", ")
  }
}
