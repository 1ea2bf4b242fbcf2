/// The lines to paste into a program that is to train with a found learning rate.
///
/// A rate means something only together with the scaling of the data, the initial weights, the loss,
/// the batch size and the number of steps, so the lines say all of them. What a framework does
/// otherwise is converted where that is exact, and said in a comment where it is not.
package struct UsageSnippets: Sendable {
  /// What the lines are for.
  package let setting: UsageSetting

  package init(_ setting: UsageSetting) {
    self.setting = setting
  }

  /// One for each framework, in the order of `Framework.allCases`.
  package var all: [Snippet] { Framework.allCases.map(snippet) }

  /// The lines for one framework; they follow `DataLines`.
  package func snippet(for framework: Framework) -> Snippet {
    switch framework {
    case .pytorch: PyTorchSnippet(setting).snippet
    case .keras: constant(framework) { KerasSnippet($0).snippet }
    case .scikitLearn: constant(framework) { ScikitLearnSnippet($0).snippet }
    }
  }

  /// The lines for a framework without these schedules, which train at the rate that suits a
  /// constant one.
  private func constant(_ framework: Framework, _ make: (UsageSetting) -> Snippet) -> Snippet {
    guard let course = setting.course else { return make(setting) }
    var setting = setting
    setting.learningRate = course.constantLearningRate ?? setting.learningRate
    setting.course = nil
    var snippet = make(setting)
    guard snippet.fidelity != .none else { return snippet }
    snippet.fidelity = .approximate
    let peak = PythonLines.rounded(self.setting.learningRate)
    let remark =
      course.constantLearningRate == nil
      ? "Without the schedule \(course.name): its peak is kept, which no constant rate was tried at."
      : "Without the schedule \(course.name), whose peak is \(peak): the rate is the one found for "
        + "a constant one."
    snippet.lines.insert(contentsOf: PythonLines.comment(remark), at: 0)
    return snippet
  }
}

/// A library that a found rate may be used in.
package enum Framework: String, Sendable, Hashable, CaseIterable {
  case pytorch = "PyTorch"
  case keras = "Keras"
  case scikitLearn = "scikit-learn"

  /// What pip installs for it.
  var package: String { self == .pytorch ? "torch" : rawValue.lowercased() }
}

/// Lines of Python for one framework.
package struct Snippet: Sendable, Hashable {
  /// How far the lines do what was measured.
  package enum Fidelity: Sendable, Hashable {
    /// The same training, but for rounding and the order of the batches.
    case same
    /// Nearly: the comments among the lines say what differs.
    case approximate
    /// The framework cannot do it: the lines are comments that say why.
    case none
  }

  package var framework: Framework
  package var fidelity: Fidelity
  /// What they need.
  var imports: PythonImports
  /// What pip installs for them besides the framework.
  var packages: [String] = []
  /// At most 80 columns wide, without line ends.
  package var lines: [String]
  /// Why the framework cannot do it; nil where it can.
  package var obstacle: String?

  init(
    framework: Framework, fidelity: Fidelity, imports: PythonImports, lines: [String]
  ) {
    self.framework = framework
    self.fidelity = fidelity
    self.imports = imports
    self.lines = lines
  }

  /// The lines of a framework that cannot do it.
  init(_ framework: Framework, obstacle: String) {
    self.init(
      framework: framework, fidelity: .none, imports: PythonImports(),
      lines: PythonLines.comment("No equivalent: \(obstacle)."))
    self.obstacle = obstacle
  }

  /// The lines as one text behind those that import what they need, with a line end behind each.
  package var text: String {
    ((imports.lines.isEmpty ? [] : imports.lines + [""]) + lines).map { $0 + "\n" }.joined()
  }
}
