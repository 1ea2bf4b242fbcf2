import Reporting
import Store
import Tabular

/// `--status` for a sweep of kind `find`.
struct PointStatus {
  let store: SweepStore
  let options: SweepOptions

  /// Prints how far it is.
  func show(_ style: Style) throws(StoreError) -> ExitStatus {
    let writer = SweepStore.writer(folder: store.folder)
    let answer = try PointAnswer(store, writer: writer)
    let state =
      switch answer.state {
      case .running: "running (\(writer ?? "process unknown"))"
      case .finished: "finished"
      case .stopped: "stopped; the same command goes on"
      }
    Terminal.answer(answer.lines(options, heading: ["\(store.folder.shown): \(state)"], style))
    return .done
  }
}
