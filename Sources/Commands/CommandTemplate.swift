import Tabular

/// What is wrong with a command of the user's own; the description is one line.
package struct CommandError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// A training command with places for values: `python train.py --lr {lr} --epochs {epochs}`.
///
/// It is cut into arguments once, by the quoting of a shell, before any value is known: a value is a
/// part of the argument that its place is in, whatever it holds. No shell runs it, so that what only a
/// shell could do is refused.
package struct CommandTemplate: Sendable, Hashable {
  /// A piece of an argument.
  enum Piece: Sendable, Hashable {
    case text(String)
    /// A place for a value.
    case value(String)
  }

  /// The values that every run has.
  package enum Place: String, Sendable, CaseIterable {
    case learningRate = "lr"
    case epochs, steps, seed
    /// A folder of the run's own.
    case out

    /// The variable of the environment that holds the same.
    package var variable: String { "LRFIND_\(rawValue.uppercased())" }
  }

  /// The command as it was typed.
  package let text: String
  let arguments: [[Piece]]
  /// What stands before the program as `NAME=value`, as in a shell: variables of the environment.
  let assignments: [(name: String, value: [Piece])]

  /// The names of the places in it.
  package let names: Set<String>

  package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// - Parameters:
  ///   - text: The command.
  ///   - axes: The names of the user's own axes, each of which has to have a place.
  /// - Throws: `CommandError` when it cannot be cut, has a place for something unknown, or none for the
  ///   rate or an axis.
  package init(_ text: String, axes: [String] = []) throws(CommandError) {
    var words = try CommandWords(text).words
    var assignments: [(String, [Piece])] = []
    while let first = words.first, let (name, value) = first.assignment {
      assignments.append((name, value))
      words.removeFirst()
    }
    guard let program = words.first else {
      throw CommandError(
        text.allSatisfy(\.isWhitespace)
          ? "it is empty; give the command that trains, as in 'python train.py --lr {lr}'"
          : "there is no program behind the variables; give the command that trains")
    }
    guard !program.pieces.contains(where: \.isValue) else {
      throw CommandError("the program's name has a place in it; give the program itself")
    }
    self.text = text
    arguments = words.map(\.pieces)
    self.assignments = assignments
    names = Set(
      (arguments + assignments.map(\.1)).joined().compactMap { piece in
        if case .value(let name) = piece { name } else { nil }
      })
    try check(axes: axes)
  }

  private func check(axes: [String]) throws(CommandError) {
    let usual = Place.allCases.map(\.rawValue)
    for name in names.sorted() where !(usual + axes).contains(name) {
      let nearest = (usual + axes).nearest(to: name).map { "did you mean {\($0)}? " } ?? ""
      throw CommandError(
        "there is no value {\(name)}; \(nearest)there are "
          + (usual + axes).map { "{\($0)}" }.joined(separator: ", ")
          + "; for braces themselves write {{\(name)}}")
    }
    guard has(.learningRate) else {
      throw CommandError(
        "it has no {lr}; write {lr} where the learning rate belongs, or put LRFIND_LR={lr} in front "
          + "if the program reads that variable")
    }
    if has(.epochs), has(.steps) {
      throw CommandError(
        "it has both {epochs} and {steps}; write one of them, by which its length is set")
    }
    for axis in axes where !names.contains(axis) {
      throw CommandError(
        "it has no {\(axis)}, so that --axis \(axis) would change nothing; write {\(axis)} where its "
          + "value belongs")
    }
  }

  /// Whether a text can be the name of a place.
  package static func isName(_ text: some StringProtocol) -> Bool { CommandWords.isName(text) }

  /// Whether it has a place for a value.
  package func has(_ place: Place) -> Bool { names.contains(place.rawValue) }

  /// The program, as it was typed.
  package var program: String { arguments[0].filled(with: [:]) }

  /// What stands for the command in names of files: that of its script, or else its program.
  package var shortName: String {
    let words = arguments.filter { !$0.contains(where: \.isValue) }.map { $0.filled(with: [:]) }
    let scripts = [".py", ".sh", ".R", ".r", ".jl", ".ipynb", ".pl", ".rb", ".lua"]
    let script = words.first { word in scripts.contains { word.hasSuffix($0) } } ?? program
    let name = script.split(separator: "/").last.map(String.init) ?? "command"
    let stem = name.split(separator: ".", omittingEmptySubsequences: true).first
    let plain = (stem.map(String.init) ?? name).filter {
      $0.isLetter || $0.isNumber || "_-".contains($0)
    }
    return plain.isEmpty ? "command" : plain
  }
}

extension CommandTemplate.Piece {
  var isValue: Bool { if case .value = self { true } else { false } }
}

extension [CommandTemplate.Piece] {
  /// The text with values in the places that there are.
  func filled(with values: [String: String]) -> String {
    map { piece in
      switch piece {
      case .text(let text): text
      case .value(let name): values[name] ?? ""
      }
    }.joined()
  }
}
