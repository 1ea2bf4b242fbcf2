import Reporting
import Running
import Store
import Tabular

/// What a sweep of either kind leaves at its end: its files first, so that nothing can cost them, then
/// the answer.
struct SweepOutput {
  let store: SweepStore
  let options: SweepOptions
  let end: Run.End

  /// What is printed, and how the program ends where the sweep came to its end.
  typealias Answer = (lines: [String], status: ExitStatus, areFilesWritten: Bool)

  /// Writes the files, prints the answer, and ends the process.
  ///
  /// - Parameters:
  ///   - files: What is said of the files where they were written.
  ///   - body: Writes them, and reads the answer.
  func deliver(files: String, _ body: () throws(StoreError) -> Answer) -> Never {
    if end.isLost { end.leave(.inputOutput) }
    var status: ExitStatus
    do throws(StoreError) {
      let answer = try body()
      status = answer.status
      if let problem = Terminal.tryAnswer(answer.lines) {
        Terminal.note("lrfind: error: \(problem)")
        status = .inputOutput
      }
      if answer.areFilesWritten, !options.isSilent {
        Terminal.note("results: \(store.folder)/\(files)")
      }
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = error.exitStatus
    }
    store.close()
    end.leave(status)
  }

  /// Says why files were not written.
  ///
  /// - Returns: How the program ends for that; nil where there is nothing to say.
  static func tell(_ problems: [OutputError]) -> ExitStatus? {
    for problem in problems { Terminal.note("lrfind: error: \(problem)") }
    return problems.first?.kind.exitStatus
  }
}
