import Planning
import Reporting
import Running
import Store

/// What a search for the rate of a command has found so far, in the form that was asked for.
enum CommandAnswer {
  /// - Parameters:
  ///   - report: What it has found.
  ///   - folder: Where its runs are.
  ///   - options: Whether it is JSON, or the answer alone.
  ///   - heading: What stands before it, where it is neither.
  ///   - style: How it is set apart on a terminal.
  /// - Returns: The answer.
  static func printed(
    _ report: CommandReport, folder: String, _ options: SweepOptions, heading: [String] = [],
    _ style: Style
  ) -> Answer {
    if options.answer.json { return .json(report.json(folder: folder)) }
    if options.answer.quiet {
      return .words(report.briefAnswer.map { [$0] } ?? report.lines(style))
    }
    return .words(heading + report.lines(style))
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
    var counts = try store.counts()
    counts.isLastRound = decision.isDone
    let standing = SweepReport.Standing(
      folder: store.folder, writer: SweepStore.writer(folder: store.folder), counts: counts,
      files: [])
    if options.answer.quiet, !options.answer.json {
      Terminal.answer([standing.brief])
    } else {
      Terminal.answer(
        printed(report, folder: store.folder, options, heading: [standing.heading], style))
    }
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
