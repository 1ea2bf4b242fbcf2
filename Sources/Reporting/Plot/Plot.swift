import Tabular

/// A picture that gnuplot draws.
package protocol Plot: Sendable {
  /// The commands and data that make gnuplot draw it on its standard output.
  ///
  /// - Parameter format: What it is drawn as.
  /// - Returns: The script.
  func script(for format: PlotFormat) -> String
}

extension Plot {
  /// Draws the plot.
  ///
  /// The same plot gives the same bytes on the same machine; fonts and versions of gnuplot decide
  /// about other machines.
  ///
  /// - Parameter format: What to draw it as.
  /// - Returns: The whole file, marked as ours.
  /// - Throws: `PlotError` when gnuplot is missing or fails.
  package func render(as format: PlotFormat) throws(PlotError) -> [UInt8] {
    PlotMark.marked(try Gnuplot.run(script(for: format)), as: format)
  }

  /// Draws the plot and writes it to a file, whose ending says the format.
  ///
  /// - Parameters:
  ///   - path: The file; one that lrfind has drawn may be replaced.
  ///   - inputs: Files that must never be written over; see `ResultFile`.
  ///   - force: Whether a file that is not ours may be replaced too.
  /// - Throws: `PlotError` when nothing could be drawn, `OutputError` when it could not be written.
  package func write(
    to path: String, protecting inputs: [String] = [], force: Bool = false
  ) throws {
    let format = try PlotFormat(path: path)
    let bytes = try render(as: format)
    try ResultFile.write(
      bytes, to: path, protecting: inputs, force: force,
      isOurs: { PlotMark.isOurs($0, format: format) })
  }
}
