import Platform

/// Why a result file could not be written; the description is one line.
package struct OutputError: Error, CustomStringConvertible, Sendable, Equatable {
  /// What kind of error it is; the command layer maps kinds to exit codes.
  package enum Kind: Sendable, Hashable {
    /// The file may not or cannot be created or replaced.
    case cannotWrite
    /// Writing failed half-way, as on a full disk.
    case inputOutput
  }

  /// What kind of error it is.
  package var kind: Kind
  /// The file that was to be written.
  package var path: String
  /// What is wrong.
  package var problem: String
  /// What to do about it.
  package var remedy: String

  package var description: String { "\(path.shown): \(problem); \(remedy)" }

  package init(_ kind: Kind, path: String, _ problem: String, remedy: String) {
    self.kind = kind
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  /// The error that the system reported while `action`.
  init(code: Int32, path: String, while action: String) {
    self.path = path
    problem = "\(action) failed: \(systemMessage(code))"
    (kind, remedy) = Self.classify(code)
  }
}
