import Tabular

/// Writes plots.
package enum PlotFile {
  /// Draws a plot and writes it to a file, whose ending says the format.
  ///
  /// - Parameters:
  ///   - path: The file; one that lrfind has drawn may be replaced.
  ///   - inputs: Files that must never be written over; see `ResultFile`.
  ///   - force: Whether a file that is not ours may be replaced too.
  ///   - render: Draws it.
  /// - Throws: `PlotError` when nothing could be drawn, `OutputError` when it could not be written.
  package static func write(
    to path: String, protecting inputs: [String] = [], force: Bool = false,
    render: (PlotFormat) throws(PlotError) -> [UInt8]
  ) throws {
    let format = try PlotFormat(path: path)
    let bytes = try render(format)
    try ResultFile.write(
      bytes, to: path, protecting: inputs, force: force,
      isOurs: { PlotMark.isOurs($0, format: format) })
  }
}

extension SweepPlot {
  /// Draws the plot and writes it to a file; see `PlotFile.write`.
  ///
  /// - Parameters:
  ///   - path: The file; one that lrfind has drawn may be replaced.
  ///   - inputs: Files that must never be written over; see `ResultFile`.
  ///   - force: Whether a file that is not ours may be replaced too.
  /// - Throws: `PlotError` when nothing could be drawn, `OutputError` when it could not be written.
  package func write(
    to path: String, protecting inputs: [String] = [], force: Bool = false
  ) throws {
    try PlotFile.write(to: path, protecting: inputs, force: force, render: render(as:))
  }
}
