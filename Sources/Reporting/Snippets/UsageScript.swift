import Tabular
import Training

/// A program to paste: from reading the table to a validation score, trained with a found rate.
package struct UsageScript: Sendable {
  private let data: DataLines
  private let snippets: [Snippet]
  private let optimizer: Optimizer

  /// Nil where the table was made, not read.
  ///
  /// - Parameters:
  ///   - setting: What is trained.
  ///   - dataset: What it is trained on.
  ///   - frameworks: With which frameworks; at least one, in the order in which they train.
  package init?(_ setting: UsageSetting, dataset: Dataset, frameworks: [Framework]) {
    guard let data = DataLines(dataset) else { return nil }
    self.data = data
    optimizer = setting.training.optimizer
    let usage = UsageSnippets(setting)
    snippets = frameworks.map { usage.snippet(for: $0) }
  }

  /// What the first line of every script begins with.
  private static let mark = "# Written by lrfind: "

  /// Whether a file that begins with these bytes is a script that was written here.
  package static func isScript(_ start: ArraySlice<UInt8>) -> Bool {
    start.starts(with: mark.utf8)
  }

  /// Why a framework has no equivalent of a training, as far as it is known before; nil where it has.
  package static func obstacle(
    in framework: Framework, to optimizer: Optimizer, clipNorm: Double?, weightDecay: Double
  ) -> String? {
    switch framework {
    case .pytorch: nil
    case .keras: KerasSnippet.lack(for: optimizer).map { "\(framework.rawValue) \($0)" }
    case .scikitLearn:
      ScikitLearnSnippet.lack(for: optimizer, clipNorm: clipNorm, weightDecay: weightDecay).map {
        "\(framework.rawValue) \($0)"
      }
    }
  }

  /// The frameworks that it trains with: those that can.
  package var frameworks: [Framework] {
    snippets.filter { $0.fidelity != .none }.map(\.framework)
  }

  /// Why it trains nothing, framework by framework, with what cannot be trained; empty where it trains.
  package var obstacle: String {
    guard frameworks.isEmpty else { return "" }
    return "\(optimizer.name): " + snippets.compactMap(\.obstacle).joined(separator: ", and ")
  }

  /// What stands above a script on a terminal.
  package static func heading(_ style: Style) -> [String] { ["", style.bold("to paste")] }

  /// The script, without newlines.
  package var lines: [String] {
    let trained = snippets.filter { $0.fidelity != .none }
    guard !trained.isEmpty else { return [Self.mark + "nothing to train"] + sections }
    var imports = data.imports
    for snippet in trained { imports.formUnion(snippet.imports) }
    let packages =
      ["pandas", "scikit-learn"] + trained.flatMap { [$0.framework.package] + $0.packages }
    var seen: Set<String> = []
    let unique = packages.filter { seen.insert($0).inserted }
    return [
      Self.mark + "the training that it found the learning rate for.",
      "# Rename it before you change it. pip install \(unique.joined(separator: " "))",
    ] + imports.lines + [""] + data.lines + sections
  }

  /// The lines for each framework under its name.
  private var sections: [String] {
    snippets.flatMap { ["", "# \($0.framework.rawValue)"] + $0.lines }
  }

  /// The whole file.
  package var text: String { lines.map { $0 + "\n" }.joined() }
}
