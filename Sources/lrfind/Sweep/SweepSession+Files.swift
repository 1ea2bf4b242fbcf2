import Experiment
import Reporting
import Statistics
import Store
import Tabular

extension SweepSession {
  /// Writes the result files; one that cannot be written does not keep the others from it.
  ///
  /// - Parameters:
  ///   - results: The finished trials, in the plan's order.
  ///   - summary: What they say.
  /// - Returns: Why files could not be written, each reason once.
  /// - Throws: `StoreError` when the store cannot be read.
  func writeFiles(
    _ results: [TrialResult], summary: SweepSummary
  ) throws(StoreError) -> [OutputError] {
    let form = options.spreadsheet.form
    let timings = try store.timings()
    let curves = try store.curvesCSV(options: form)
    let others = try store.resultsBeyondPlan()
    let otherSummary = others.isEmpty ? nil : SweepSummary(others)
    return try store.write(
      [
        (.trials, SweepFile.trialFile.csv(results, beyondPlan: others, options: form)),
        (
          .summary,
          SweepFile.summaryFile.csv(
            summary.entries, beyondPlan: otherSummary?.entries ?? [], options: form)
        ), (.curves, curves), (.timings, SweepFile.timingTable.csv(timings, options: form)),
      ], protecting: inputs, force: options.overwrite.force)
  }
}
