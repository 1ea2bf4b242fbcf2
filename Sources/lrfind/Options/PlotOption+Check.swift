import Reporting
import Tabular

extension PlotOption {
  /// Ends the program where the file of `--plot` cannot be written, before anything is trained for
  /// it.
  ///
  /// - Parameters:
  ///   - inputs: Files that must never be written over.
  ///   - force: Whether a file that is not ours may be replaced.
  func check(protecting inputs: [String], force: Bool) {
    guard let plot, let format = try? PlotFormat(path: plot) else { return }
    do throws(OutputError) {
      try NamedFile.check(plot, protecting: inputs, force: force) {
        PlotMark.isOurs($0, format: format)
      }
    } catch {
      Terminal.fail("\(error)", code: error.kind.exitStatus)
    }
  }
}
