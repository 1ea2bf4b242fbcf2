import LinearAlgebra
import Reporting
import Sweep
import Tabular
import Tuning

/// `find` for several optimizers, schedules or batch sizes.
extension FindCommand {
  /// What is asked for, as far as it is more than one setting.
  var points: PointRequest {
    PointRequest(
      model: model, schedule: schedule, budget: budget, comparison: comparison, seed: data.seed)
  }

  /// Finds the rate of each point and compares them.
  ///
  /// - Parameter request: The points.
  /// - Returns: How the program ends.
  /// - Throws: `ValidationError` when the points are none.
  func find(_ request: PointRequest) throws -> ExitStatus {
    let plan = try request.plan()
    let dataset = data.load(threads: machine.resolvedWorkers)
    let planned: [PlannedPoint]
    do throws(PlanError) {
      planned = try plan.points(
        on: dataset, data: "", isThorough: confirmation.thorough
      ) { range.resolved(for: $0, budgetSteps: $1) }
    } catch {
      SweepFailure.end(error)
    }
    let workers = machine.resolvedWorkers
    machine.check(MemoryNeed(planned, on: dataset, workers: workers))
    let splits = data.searchSplits(
      of: dataset, effort: planned[0].find.effort, threads: workers)
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(data.summary(of: dataset, searchSplits: splits).lines(style) + [""])
    }

    let job = PointsJob(
      plan, points: planned, dataset: dataset, searchSplits: splits)
    let outcome = ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }
    let reports = zip(planned, outcome.findings).map { point, finding in
      FindReport(
        plan: point.find, dataset: dataset, outcome: finding.outcome, seed: UInt64(data.seed),
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
      comparison: outcome.comparison, isClassification: reports[0].dataset.isClassification,
      plannedPoints: reports.count, plannedTrials: outcome.trials.count)
    if output.json {
      Terminal.answer(json: FindReport.json(of: ranked))
    } else if output.quiet {
      Terminal.answer([report.briefAnswer])
    } else {
      Terminal.answer(
        report.lines(style)
          + (ranked.first?.report.snippets(for: paste.paste.frameworks, style) ?? []))
    }
    let curves = output.write(
      FindReport.curvesCSV(
        of: reports, trials: outcome.trials, options: output.spreadsheet.form),
      to: output.curvesPath(for: data.file, kind: "lrfind"), protecting: data.inputs,
      isOurs: FindOutput.isCurves)
    return curves ?? (report.isConfident ? .done : .notConfident)
  }
}
