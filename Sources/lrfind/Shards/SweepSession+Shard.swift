import Glibc
import Planning
import Reporting
import Running
import Store
import Tabular

/// `--shard I/N`: one part of a sweep, for engines that count to N.
extension SweepSession {
  /// Trains one part of the round that is decided, into a store of its own, and ends the process.
  ///
  /// What the part has to do follows from the plan and from what was merged; it does not need to know
  /// of the others.
  ///
  /// - Parameter shard: The part.
  /// - Returns: How the program ends where nothing was to be trained.
  /// - Throws: `PlanError` or `StoreError`.
  func run(_ shard: Shard) throws -> ExitStatus {
    let request = kind.request
    let folder = ShardFolder(of: request.folder)
    let scratch = try SweepStore.scratch(
      of: request.presentStore(kind.provenance), folder: request.folder)
    let round = try kind.decide(in: scratch)
    let pieces = round.pieces(of: shard)
    guard !pieces.isEmpty else {
      let reason =
        round.pieces.isEmpty
        ? "all is merged already" : "\(round.title) has no piece for it, or all are merged"
      say("shard \(shard): nothing to do: \(reason)")
      return .done
    }
    let store = try folder.open(shard)
    try round.lend(pieces, of: scratch, to: store)
    try request.savePlan(in: folder)
    let work = try kind.work(on: pieces, in: store)
    if !options.isSilent {
      Terminal.answer(
        kind.summary(style) + [
          "  \(round.title), shard \(shard): \(Decimal.count(pieces.count, "piece")) of "
            + "\(Decimal.grouped(round.size)) into \(store.folder.shown)", "",
        ])
    }
    let end = try SweepVigil(store: store, options: options).keep(work.run, line: work.line) {
      () throws(StoreError) in
      []
    } while: {
      try work.train(workers)
    }
    end.leave(store) { () throws(StoreError) in
      if end.isFinished {
        say(
          "shard \(shard): done; when all are, join them with: "
            + ShellText.command(["lrfind", "merge", request.folder]))
      }
      return .done
    }
  }

  private func say(_ line: String) {
    if !options.isSilent { Terminal.note(line) }
  }
}

extension SweepRequest {
  /// Leaves the plan beside the parts, for who joins them.
  ///
  /// - Parameter folder: Where the parts are.
  /// - Throws: `StoreError` when it cannot be written.
  func savePlan(in folder: ShardFolder) throws(StoreError) {
    var saved = self
    saved.folder = folder.sweep
    let path = folder.planPath
    guard access(path, F_OK) != 0 || saved.wouldReplacePlan(at: path) else { return }
    do throws(OutputError) {
      try ResultFile.write(
        Array(saved.savedPlan.utf8), to: path, protecting: inputs, isOurs: Self.isSavedPlan)
    } catch {
      throw .cannotWrite(path: path, problem: error.problem)
    }
  }
}
