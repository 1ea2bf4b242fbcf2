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
      let shards = try ShardStanding(of: ShardFolder(of: folder))
      let queue = SlurmQueue(ofSweepIn: folder).lines
      let store: SweepStore
      do throws(StoreError) {
        store = try SweepStore.read(folder: folder)
      } catch {
        guard case .missing = error, !shards.kinds.isEmpty || !queue.isEmpty else { throw error }
        show(shards, queue, try shards.mergeHint(for: nil, in: folder))
        return .done
      }
      try store.warnOfMissingLog()
      let hint = try shards.mergeHint(for: store, in: folder).map { ["  \($0)"] } ?? []
      let writer = SweepStore.writer(folder: folder) ?? shards.writer
      if let plan = try store.commandPlan() {
        try CommandAnswer.show(store, plan, options, style)
        return .done
      }
      var answer: SweepAnswer
      if try store.plannedPointCount() > 0 {
        answer = SweepAnswer(try PointFindings(store), in: store, writer: writer)
      } else {
        answer = SweepAnswer(
          try TrialFindings(store, plan: store.plan()), in: store, writer: writer)
      }
      answer.standing.shards = shards.counts
      if options.answer.quiet, !options.answer.json {
        Terminal.answer([answer.standing.brief])
      } else {
        Terminal.answer(
          answer.printed(
            options, heading: [answer.standing.heading] + shards.lines + hint + queue, style))
      }
      return answer.draw(options, protecting: [store.path]) ?? .done
    } catch {
      SweepFailure.end(error)
    }
  }

  /// Prints how far parts are of which none was merged yet.
  private func show(_ shards: ShardStanding, _ queue: [String], _ hint: String?) {
    if options.answer.json {
      Terminal.answer(json: shards.json(folder: folder))
      return
    }
    let state = shards.writer == nil ? "nothing was merged yet" : "running"
    Terminal.answer(
      ["\(folder.shown): \(state)"] + shards.lines + (hint.map { ["  \($0)"] } ?? []) + queue)
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
