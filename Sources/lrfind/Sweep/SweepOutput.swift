import Reporting
import Running
import Statistics
import Store
import Tabular

/// What a sweep leaves at its end: its files first, so that nothing can cost them, then the answer.
struct SweepOutput {
  let session: SweepSession
  let end: Run.End

  /// Writes the files, prints the answer, and ends the process.
  func deliver(_ style: Style) -> Never {
    if end.isLost { end.leave(.inputOutput) }
    var status = ExitStatus.done
    do throws(StoreError) {
      let results = try session.store.results(curves: false)
      let summary = SweepSummary(results)
      let problems = try session.writeFiles(results, summary: summary)
      for problem in problems { Terminal.note("lrfind: error: \(problem)") }
      status = problems.first?.kind.exitStatus ?? .done
      let answer = try SweepAnswer(
        session.store, summary: summary, plan: session.request.plan, dataset: session.dataset)
      status = answer.draw(session.options, protecting: session.inputs) ?? status
      if let problem = Terminal.tryAnswer(answer.lines(session.options, style)) {
        Terminal.note("lrfind: error: \(problem)")
        status = .inputOutput
      }
      if problems.isEmpty, !session.options.isSilent {
        Terminal.note("results: \(session.store.folder)/\(SweepFile.summary.name), trials, curves")
      }
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = error.exitStatus
    }
    session.store.close()
    end.leave(status)
  }
}
