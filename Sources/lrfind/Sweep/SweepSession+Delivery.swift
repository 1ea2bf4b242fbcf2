import Reporting
import Running
import Store
import Tabular

/// What a sweep leaves: its files first, so that nothing can cost them, then the answer.
extension SweepSession {
  /// Writes the files, prints the answer, and ends the process.
  ///
  /// - Parameters:
  ///   - store: Where the results are recorded.
  ///   - end: How the run ended.
  ///   - remainder: What is left to be trained elsewhere.
  func deliver(
    _ store: SweepStore, _ end: Run.End, remainder: SweepRemainder? = nil
  ) -> Never {
    let isFinished = end.isFinished && remainder?.status == nil
    end.leave(store) { () throws(StoreError) in
      let findings = try kind.findings(in: store)
      let problems = try write(findings, of: store)
      for problem in problems { Terminal.note("lrfind: error: \(problem)") }
      let answer = SweepAnswer(findings, in: store)
      var status =
        answer.draw(options, protecting: kind.request.inputs + [store.path])
        ?? problems.first?.kind.exitStatus ?? findings.status
      // What is only the best so far is no answer yet.
      let script = { isFinished ? kind.script(findings, for: $0) : nil }
      let program =
        options.isSilent || !isFinished || !Kind.hasPrograms
        ? [] : options.paste.lines(style, script)
      if let problem = Terminal.tryAnswer(answer.printed(options, style))
        ?? Terminal.tryAnswer(.verbatim(program))
      {
        Terminal.note("lrfind: error: \(problem)")
        status = .inputOutput
      }
      if isFinished, options.answer.quiet, !options.answer.json {
        for doubt in findings.briefDoubts { Terminal.warn("not confident: \(doubt)") }
      }
      if let failed = options.paste.deliver(
        protecting: kind.request.inputs + [store.path], force: options.overwrite.force,
        isQuiet: options.isSilent, script)
      {
        status = failed
      }
      if problems.isEmpty, !options.isSilent {
        Terminal.note("results: \(store.folder)/\(Kind.Findings.mainFile.name), trials, curves")
      }
      for line in remainder?.lines ?? [] { Terminal.note("lrfind: \(line)") }
      return remainder?.status ?? status
    }
  }

  /// Writes the result files; see `SweepStore.write`.
  func write(
    _ findings: Kind.Findings, of store: SweepStore
  ) throws(StoreError) -> [OutputError] {
    try store.write(
      findings.contents(from: store, options.spreadsheet.form), of: findings.axes,
      protecting: kind.request.inputs,
      force: options.overwrite.force)
  }
}
