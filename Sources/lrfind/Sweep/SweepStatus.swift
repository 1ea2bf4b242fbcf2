import Reporting
import Statistics
import Store
import Tabular

/// `--status`: how far a sweep is, also while it runs.
struct SweepStatus {
  let folder: String
  let options: SweepOptions

  /// Prints how far it is.
  func show(_ style: Style) -> ExitStatus {
    do throws(StoreError) {
      let store = try SweepStore.read(folder: folder)
      try store.warnOfMissingLog()
      if try store.plannedPointCount() > 0 {
        PointSweep.refuse(options)
        return try PointStatus(store: store, options: options).show(style)
      }
      let answer = try SweepAnswer(
        store, summary: SweepSummary(store.results(curves: false)), plan: store.plan(),
        writer: SweepStore.writer(folder: folder))
      let state =
        switch answer.standing.state {
        case .running: "running (\(answer.standing.writer ?? "process unknown"))"
        case .finished: "finished"
        case .stopped: "stopped; the same command goes on"
        }
      let lines = answer.lines(options, heading: ["\(folder.shown): \(state)"], style)
      Terminal.answer(lines)
      return answer.draw(options, protecting: [store.path]) ?? .done
    } catch {
      SweepFailure.end(error)
    }
  }
}
