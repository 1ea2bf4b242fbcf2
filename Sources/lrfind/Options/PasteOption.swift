import ArgumentParser
import Planning
import Reporting
import Tabular

/// Which frameworks a program to paste is printed for, or written to a file for.
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
    help: """
      The framework to print a program for that trains with the answer (default: none, with a line \
      that says so).
      """)
  var paste: Choice?

  @Option(
    help: ArgumentHelp("Write the program of --paste into a file instead.", valueName: "file"))
  var pasteTo: String?

  mutating func validate() throws {
    guard let pasteTo else { return }
    guard !pasteTo.isEmpty else {
      throw ValidationError("--paste-to: the name is empty; give a file such as train.py")
    }
    switch paste {
    case .pytorch, .keras, .sklearn: break
    case .all, .none?, nil:
      throw ValidationError(
        "--paste-to writes a program for one framework; give --paste pytorch, keras or sklearn")
    }
  }

  /// Refuses to print a program where the answer is printed alone.
  ///
  /// - Parameter answer: How that is printed.
  /// - Throws: `ValidationError`.
  func refuse(beside answer: AnswerOptions) throws {
    guard let paste, paste != .none, pasteTo == nil, answer.quiet || answer.json else { return }
    throw ValidationError(
      "--paste prints a program, but \(answer.json ? "--json" : "--quiet") the answer alone; add "
        + "--paste-to with a file")
  }

  /// Refuses to write a program that could not train what all settings train.
  ///
  /// - Parameter plan: What is trained.
  /// - Throws: `ValidationError`.
  func check(_ plan: SweepPlan) throws {
    func obstacles(_ framework: Framework) -> [String?] {
      plan.settings.map {
        UsageScript.obstacle(
          in: framework, to: $0.optimizer, clipNorm: plan.clipNorm, weightDecay: $0.weightDecay)
      }
    }
    guard pasteTo != nil, let framework = paste?.frameworks.first else { return }
    let found = obstacles(framework)
    guard let obstacle = found.compactMap({ $0 }).first, !found.contains(nil) else { return }
    let others = Choice.allCases.filter { choice in
      choice.frameworks.count == 1 && obstacles(choice.frameworks[0]).contains(nil)
    }
    let choices = others.map(\.rawValue).joined(separator: " or ")
    throw ValidationError("--paste-to: \(obstacle); give --paste \(choices)")
  }

  /// What is printed behind an answer: the program, or where nobody said a word on it, how to have it.
  ///
  /// - Parameters:
  ///   - style: How it is set apart on a terminal.
  ///   - script: Makes the program; nil where there is none.
  /// - Returns: The lines, without newlines.
  func lines(_ style: Style, _ script: ([Framework]) -> UsageScript?) -> [String] {
    guard let paste else {
      let choices = Self.choices(script)
      return choices.isEmpty ? [] : [FindReport.snippetHint(style, choices: choices)]
    }
    guard pasteTo == nil, !paste.frameworks.isEmpty, let wanted = script(paste.frameworks) else {
      return []
    }
    guard wanted.frameworks.isEmpty else { return UsageScript.heading(style) + wanted.lines }
    return [""] + style.fitted(Self.nothing(wanted, script))
  }

  /// What may be asked for, of what was trained: the frameworks that can train so.
  private static func choices(_ script: ([Framework]) -> UsageScript?) -> [String] {
    let able = script(Framework.allCases)?.frameworks ?? []
    return Choice.allCases.filter { $0.frameworks.count == 1 && able.contains($0.frameworks[0]) }
      .map(\.rawValue)
  }

  /// Why there is nothing to paste, and what to take instead.
  ///
  /// - Parameters:
  ///   - wanted: The program that trains nothing.
  ///   - script: Makes others.
  /// - Returns: One line.
  static func nothing(
    _ wanted: UsageScript, _ script: ([Framework]) -> UsageScript?
  ) -> String {
    let others = choices(script)
    return "nothing to paste for \(wanted.obstacle)"
      + (others.isEmpty ? "" : "; take --paste \(others.listed(with: "or"))")
  }
}
