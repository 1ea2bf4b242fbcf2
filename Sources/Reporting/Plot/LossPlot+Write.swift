extension LossPlot {
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
    try PlotFile.write(to: path, protecting: inputs, force: force, render: render(as:))
  }
}
