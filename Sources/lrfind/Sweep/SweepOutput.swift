import Glibc
import Reporting
import Sweep

/// What a sweep says at its end.
struct SweepOutput {
  let session: SweepSession
  let end: SweepRun.End

  /// Prints the answer, writes the files, and ends the process.
  ///
  /// The process ends without clean-up: after a stop, workers may still be training what is
  /// dropped, and the libraries that they use must not be taken down under them.
  func deliver(_ style: Style) -> Never {
    var status = ExitStatus.done
    do {
      let results = try session.store.results(curves: false)
      let counts = try session.store.counts()
      let provenance = try session.store.provenance()
      Terminal.answer(SweepReport(results, counts: counts, provenance: provenance).lines(style))
      if let error = try session.writeFiles() {
        Terminal.note("lrfind: error: \(error)")
        status = error.kind.exitStatus
      } else if !session.isQuiet {
        Terminal.note("results: \(session.store.folder)/\(SweepFile.summary.name), trials, curves")
      }
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = (error as? StoreError)?.exitStatus ?? .inputOutput
    }
    session.store.close()
    switch end {
    case .finished: break
    case .stopped(let reason):
      Terminal.note(
        "lrfind: stopped by \(reason); go on with: \(ShellText.command(CommandLine.arguments))")
      status = .stopped
    case .failed(let error):
      Terminal.note("lrfind: error: \(error)")
      status = error.exitStatus
    }
    _exit(status.rawValue)
  }
}

extension SweepReport {
  /// The report on what a store holds.
  fileprivate init(
    _ results: [TrialResult], counts: SweepStore.Counts, provenance: SweepStore.Provenance?
  ) {
    self.init(
      summary: SweepSummary(results), dataName: provenance?.source ?? "",
      isClassification: provenance?.metric == "accuracy", plannedTrials: counts.total)
  }
}

/// `--status`: how far a sweep is, also while it runs.
struct SweepStatus {
  let folder: String

  /// Prints how far it is.
  func show(_ style: Style) throws -> ExitStatus {
    do throws(StoreError) {
      let store = try SweepStore.read(folder: folder)
      if try store.plannedPointCount() > 0 { return try PointStatus(store: store).show(style) }
      let counts = try store.counts()
      let results = try store.results(curves: false)
      let writer = SweepStore.writer(folder: folder)
      let state =
        writer.map { "running (\($0))" }
        ?? (counts.done == counts.total ? "finished" : "stopped; the same command goes on")
      let report = SweepReport(results, counts: counts, provenance: try store.provenance())
      Terminal.answer(["\(folder): \(state)"] + report.lines(style))
      return .done
    } catch {
      SweepFailure.end(error)
    }
  }
}
