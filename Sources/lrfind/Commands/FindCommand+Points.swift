import LinearAlgebra
import Planning
import Reporting
import Running
import Tabular
import Tuning

/// `find` for several optimizers, schedules or batch sizes.
extension FindCommand {
  /// Finds the rate of each point and compares them.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - plan: What they are the points of.
  ///   - table: What is trained on.
  ///   - training: What full trainings decide on, and the points are compared on.
  /// - Returns: How the program ends.
  func compare(
    _ points: [PlannedPoint], of plan: SweepPlan, on table: SearchedTable,
    training: TrainingSplits
  ) -> ExitStatus {
    let (dataset, splits) = (table.dataset, table.splits)
    let workers = machine.resolvedWorkers
    machine.check(MemoryNeed(points, on: dataset, workers: workers))
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(
        data.summary(of: training, searchSplits: splits).lines(style)
          + TrainingRemarks.lines(of: plan, on: dataset).map { "  \($0)" } + [""])
    }

    let job = PointsJob(
      plan, points: points, splits: splits, training: training)
    let outcome = ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }
    let reports = zip(points, outcome.findings).map { point, finding in
      FindReport(
        plan: point.find, splits: training, outcome: finding.outcome,
        seed: UInt64(data.seed),
        kernels: KernelFamily.current.name, version: Version.number)
    }
    return deliver(outcome, reports: reports, style)
  }

  private func deliver(
    _ outcome: PointsJob.Outcome, reports: [FindReport], _ style: Style
  ) -> ExitStatus {
    let byID = Dictionary(
      zip(outcome.findings.map(\.point.id), reports), uniquingKeysWith: { first, _ in first })
    let ranked = outcome.comparison.rows.compactMap { row in
      byID[row.point.id].map { (report: $0, row: row) }
    }
    let report = PointsReport(
      comparison: outcome.comparison, metric: reports[0].dataset.loss.metric,
      plannedPoints: reports.count, plannedTrials: outcome.trials.count,
      effort: reports[0].plan.effort,
      dataset: reports[0].dataset)
    if output.json {
      Terminal.answer(json: FindReport.json(of: ranked))
    } else if output.quiet {
      Terminal.answer([report.briefAnswer])
      for doubt in report.briefDoubts { Terminal.warn("not confident: \(doubt)") }
    } else {
      Terminal.answer(report.lines(style))
      Terminal.answer(
        .verbatim(paste.lines(style) { ranked.first?.report.script($0) }))
    }
    let curves = output.write(
      FindReport.curvesCSV(
        of: reports, trials: outcome.trials, options: output.spreadsheet.form),
      to: output.curvesPath(for: data.file, kind: "lrfind"), protecting: data.inputs,
      isOurs: FindOutput.isCurves)
    let program = paste.deliver(
      protecting: data.inputs, force: output.force, isQuiet: output.json || output.quiet
    ) { ranked.first?.report.script($0) }
    let picture = report.plot(of: reports[0].dataset.report.source).flatMap { picture in
      plot.deliver(isQuiet: output.json || output.quiet) {
        try picture.write(to: $0, protecting: data.inputs, force: output.force)
      }
    }
    let commandLine = ShellText.command(CommandLine.systemPaths)
    let written = page?.deliver(
      report.page(
        title: data.file, state: "",
        facts: [
          (name: "data", value: data.file.shown), (name: "seed", value: "\(data.seed)"),
          (name: "kernels", value: KernelFamily.current.name),
          (name: "lrfind", value: Version.number),
        ], listings: [(name: "The command", value: commandLine)], version: Version.number),
      protecting: data.inputs)
    return written ?? curves ?? program ?? picture ?? (report.isConfident ? .done : .notConfident)
  }
}
