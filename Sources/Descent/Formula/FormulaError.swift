/// Why a text is no formula that can be descended on; the description is one line.
package struct FormulaError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The whole text.
  package let text: String
  /// The character where it went wrong, from 1; nil when the whole text is meant.
  package let position: Int?
  /// What is wrong, and what to do.
  package let problem: String

  package var description: String {
    let place = position.map { "character \($0): " } ?? ""
    return "formula '\(text)': \(place)\(problem)"
  }
}
