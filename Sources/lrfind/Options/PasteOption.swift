import ArgumentParser
import Reporting

/// Which frameworks lines to paste are printed for.
struct PasteOption: ParsableArguments {
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case pytorch, keras, sklearn, all, none

    var frameworks: [Framework] {
      switch self {
      case .pytorch: [.pytorch]
      case .keras: [.keras]
      case .sklearn: [.scikitLearn]
      case .all: Framework.allCases
      case .none: []
      }
    }
  }

  @Option(
    help: "The framework to print lines to paste for (default: none, with a line that says so).")
  var paste: Choice?

  /// The lines to paste behind an answer, or where nobody said a word on them, how to have them.
  ///
  /// - Parameters:
  ///   - report: The answer; nil for none.
  ///   - style: How they are set apart on a terminal.
  /// - Returns: The lines, without newlines.
  func lines(for report: FindReport?, _ style: Style) -> [String] {
    guard let paste else { return [FindReport.snippetHint(style)] }
    return report?.snippets(for: paste.frameworks, style) ?? []
  }
}
