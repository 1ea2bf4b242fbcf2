import Reporting
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
      if let plan = try store.commandPlan() {
        try CommandAnswer.show(store, plan, options, style)
        return .done
      }
      let answer: SweepAnswer
      if try store.plannedPointCount() > 0 {
        answer = SweepAnswer(try PointFindings(store), in: store, writer: writer)
      } else {
        answer = SweepAnswer(
          try TrialFindings(store, plan: store.plan()), in: store, writer: writer)
      }
      if options.answer.quiet, !options.answer.json {
        Terminal.answer([answer.standing.brief])
      } else {
        Terminal.answer(answer.printed(options, heading: [answer.standing.heading], style))
      }
      return answer.draw(options, protecting: [store.path]) ?? .done
    } catch {
      SweepFailure.end(error)
    }
  }
}

extension SweepReport.Standing {
  /// How far it is, and nothing else.
  var brief: String { "\(state.rawValue) \(counts.done)/\(counts.total)" }

  /// The line that says whether it runs.
  var heading: String {
    let words =
      switch state {
      case .running: "running (\(writer ?? "process unknown"))"
      case .finished: "finished"
      case .stopped: "stopped; the same command goes on"
      }
    return "\(folder.shown): \(words)"
  }
}
