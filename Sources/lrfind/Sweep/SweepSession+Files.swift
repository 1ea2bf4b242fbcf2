import Experiment
import Reporting
import Statistics
import Store
import Tabular

extension SweepSession {
  /// Writes the result files from what is recorded by now, while the sweep goes on. A mistake is
  /// said, and costs nothing: they are written again at the end.
  func refreshFiles() {
    do throws(StoreError) {
      let results = try store.results(curves: false)
      for problem in try writeFiles(results, summary: SweepSummary(results)) {
        Terminal.warn("\(problem); the sweep goes on, and tries again")
      }
    } catch {
      // A folder that is gone ends the sweep, and is said then.
      if case .lost = error { return }
      Terminal.warn("the result files were not written: \(error)")
    }
  }

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
    let files: [(name: String, bytes: [UInt8], isOurs: (ArraySlice<UInt8>) -> Bool)] = [
      (
        SweepFile.trials.name,
        SweepFile.trialFile.csv(results, beyondPlan: others, options: form),
        SweepFile.trials.isOurs
      ),
      (
        SweepFile.summary.name,
        SweepFile.summaryFile.csv(
          summary.entries, beyondPlan: otherSummary?.entries ?? [], options: form),
        SweepFile.summary.isOurs
      ),
      (SweepFile.curves.name, curves, SweepFile.curves.isOurs),
      (
        SweepFile.timings.name, SweepFile.timingTable.csv(timings, options: form),
        SweepFile.timings.isOurs
      ),
    ]
    var problems: [OutputError] = []
    for file in files {
      try store.checkPlace()
      do throws(OutputError) {
        try ResultFile.write(
          file.bytes, to: "\(store.folder)/\(file.name)", protecting: inputs,
          force: options.overwrite.force, isOurs: file.isOurs)
      } catch {
        // A full disk has the same to say of each file.
        if !problems.contains(where: { $0.problem == error.problem }) { problems.append(error) }
      }
    }
    return problems
  }
}
