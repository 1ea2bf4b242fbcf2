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
      let writer = SweepStore.writer(folder: folder)
      if try store.plannedPointCount() > 0 {
        PointSweep.refuse(options)
        let answer = try PointAnswer(store, writer: writer)
        Terminal.answer(answer.lines(options, heading: [answer.standing.heading], style))
        return .done
      }
      let answer = try SweepAnswer(
        store, summary: SweepSummary(store.results(curves: false)), plan: store.plan(),
        writer: writer)
      Terminal.answer(answer.lines(options, heading: [answer.standing.heading], style))
      return answer.draw(options, protecting: [store.path]) ?? .done
    } catch {
      SweepFailure.end(error)
    }
  }
}

extension SweepReport.Standing {
  /// The line that says whether it runs.
  fileprivate var heading: String {
    let words =
      switch state {
      case .running: "running (\(writer ?? "process unknown"))"
      case .finished: "finished"
      case .stopped: "stopped; the same command goes on"
      }
    return "\(folder.shown): \(words)"
  }
}
