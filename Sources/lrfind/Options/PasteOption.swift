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

  @Option(help: "The framework to print lines to paste for.")
  var paste = Choice.all
}
