import Reporting
import Tabular

extension PlotOption {
  /// Draws the plot where one is wanted; without gnuplot that is only a warning.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether nothing is said of success.
  ///   - write: Draws it into a file.
  /// - Returns: How the program ends where the file could not be written, else nil.
  func deliver(isQuiet: Bool, _ write: (String) throws -> Void) -> ExitStatus? {
    guard let plot else { return nil }
    do {
      try write(plot)
      if !isQuiet { Terminal.note("plot: \(plot)") }
      return nil
    } catch PlotError.gnuplotMissing {
      Terminal.warn("\(PlotError.gnuplotMissing)")
      return nil
    } catch {
      Terminal.note("lrfind: error: \(error)")
      return (error as? OutputError)?.kind.exitStatus ?? .inputOutput
    }
  }
}
