import Tabular

/// Why there is no plot; the description is one line.
package enum PlotError: Error, CustomStringConvertible, Sendable, Hashable {
  /// The file's ending is none that can be drawn: wrong usage.
  case unknownFormat(path: String)
  /// There is no gnuplot; everything else can go on.
  case gnuplotMissing
  /// gnuplot ended with a failure, or drew nothing.
  case gnuplotFailed(message: String)
  /// The system did not let gnuplot be started.
  case systemFailed(action: String, message: String)

  package var description: String {
    switch self {
    case .unknownFormat(let path):
      "\(path.shown): a plot's file name ends in "
        + PlotFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
        + "; give one of these endings"
    case .gnuplotMissing:
      "no plot was drawn because gnuplot is not installed; install it: apt-get install gnuplot-nox"
    case .gnuplotFailed(let message):
      "no plot was drawn: gnuplot failed: \(message); check that `gnuplot --version` is 5.2 or later"
    case .systemFailed(let action, let message):
      "no plot was drawn: \(action) failed: \(message); check TMPDIR and the machine's limits"
    }
  }
}
