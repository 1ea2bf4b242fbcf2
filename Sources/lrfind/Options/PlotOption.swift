import ArgumentParser
import Reporting

/// A picture of the curves.
struct PlotOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draw the curves into a .svg, .png or .pdf (needs gnuplot).", valueName: "file"))
  var plot: String?

  mutating func validate() throws {
    guard let plot else { return }
    do throws(PlotError) {
      _ = try PlotFormat(path: plot)
    } catch {
      throw ValidationError("--plot: \(error)")
    }
  }
}
