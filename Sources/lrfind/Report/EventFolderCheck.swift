import Experiment
import FoundationEssentials
import Glibc
import Reporting
import Tabular

/// A folder that event files are written into, a folder a run: TensorBoard shows all that is below it as one.
struct EventFolderCheck {
  let path: String

  /// Refuses a folder that holds anything else than runs of these trials that were written here.
  ///
  /// - Parameter trials: The trials.
  /// - Throws: `OutputError`.
  func refuseOthers(than trials: [TrialResult]) throws(OutputError) {
    guard OwnFile.kind(ofTarget: path) == .folder else { return }
    let ids = Set(trials.map(\.id))
    for name in try entries(of: path) where !name.hasPrefix(".lrfind-") {
      guard !isRun(name) else {
        if ids.contains(name) { continue }
        throw refusal("holds runs of another sweep, such as \(name.shown)")
      }
      throw refusal("holds other things than runs of a sweep, such as \(name.shown)")
    }
  }

  private func refusal(_ problem: String) -> OutputError {
    OutputError(
      .cannotWrite, path: path, "\(problem), and TensorBoard would show both as one",
      remedy: "give another folder, or --force to write into this one")
  }

  /// Whether an entry is the folder of a run with nothing in it but its event file.
  private func isRun(_ name: String) -> Bool {
    let run = "\(path)/\(name)"
    guard OwnFile.kind(of: run) == .folder, let files = try? entries(of: run) else { return false }
    return files.allSatisfy { file in
      if file.hasPrefix(".lrfind-") { return true }
      guard file == TensorBoardEvents.fileName else { return false }
      return ResultFile.isReplaceable("\(run)/\(file)", isOurs: TensorBoardEvents.isOurs)
    }
  }

  private func entries(of folder: String) throws(OutputError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw OutputError(
        .cannotWrite, path: folder, "cannot be listed", remedy: "give another folder")
    }
  }
}
