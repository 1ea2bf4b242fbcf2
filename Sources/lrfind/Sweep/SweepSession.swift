import Glibc
import Reporting
import Running
import Statistics
import Store
import Tabular

/// A sweep that runs: its store, its progress, its files.
struct SweepSession {
  let request: SweepRequest
  let dataset: Dataset
  let rounds: SweepRounds
  let store: SweepStore
  let options: SweepOptions

  /// The files that must never be written over.
  var inputs: [String] { request.inputs + [store.path] }

  /// Runs the sweep to its end, or until it is stopped.
  ///
  /// - Parameters:
  ///   - first: The first round.
  ///   - workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(from first: TrialRound, workers: Int) throws -> Run.End {
    let run = TrialRun(
      request.plan.training(on: dataset), store: store, best: try store.best())
    let progress = SweepProgress(plan: request.plan)
    return try SweepVigil(store: store, options: options).keep(run.run) {
      progress.line(run.progress)
    } files: { () throws(StoreError) in
      let results = try store.results(curves: false)
      return try writeFiles(results, summary: SweepSummary(results))
    } while: {
      try run.train(rounds, from: first, workers: workers)
    }
  }

  /// Writes the files, prints the answer, and ends the process.
  func deliver(_ end: Run.End, _ style: Style) -> Never {
    SweepOutput(store: store, options: options, end: end).deliver(
      files: "\(SweepFile.summary.name), trials, curves"
    ) { () throws(StoreError) in
      let results = try store.results(curves: false)
      let summary = SweepSummary(results)
      let problems = try writeFiles(results, summary: summary)
      let failure = SweepOutput.tell(problems)
      let answer = try SweepAnswer(
        store, summary: summary, plan: request.plan, dataset: dataset)
      let status = answer.draw(options, protecting: inputs) ?? failure ?? .done
      return (answer.lines(options, style), status, problems.isEmpty)
    }
  }
}
