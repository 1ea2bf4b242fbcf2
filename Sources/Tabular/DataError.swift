/// Why a table cannot be used.
///
/// The description is one line: `FILE:LINE: column 3 'age': what is wrong; what to do`.
package struct DataError: Error, CustomStringConvertible, Sendable, Equatable {
  /// What kind of error it is; the command layer maps kinds to exit codes.
  package enum Kind: Sendable, Hashable {
    /// The options contradict each other or the table.
    case usage
    /// The table's content cannot be used.
    case unusableData
    /// The file is missing or cannot be opened.
    case missingInput
    /// Reading failed, or a temporary file could not be written.
    case inputOutput
  }

  /// A column as a message names it.
  package struct Column: Sendable, Equatable {
    /// Its position in the file, from 1.
    package var number: Int
    /// Its name, where the file gives one.
    package var name: String?
    /// Whether it is the one that is predicted.
    package var isTarget = false

    package init(number: Int, name: String? = nil) {
      self.number = number
      self.name = name
    }
  }

  /// What kind of error it is.
  package var kind: Kind
  /// The file, or `stdin`; nil when the options alone are wrong.
  package var source: String?
  /// The physical line, from 1.
  package var line: Int?
  /// The column it is about.
  package var column: Column?
  /// What is wrong.
  package var problem: String
  /// What to do about it.
  package var remedy: String?
  /// Whether the bytes are no text of the encoding that was taken for granted.
  var isAboutEncoding = false

  package var description: String {
    var text = ""
    if let source { text += source.shown }
    if let line { text += ":\(line)" }
    if !text.isEmpty { text += ": " }
    if let column {
      text += "column \(column.number)"
      if let name = column.name { text += " '\(name.singleLine)'" }
      text += column.isTarget ? ", the target: " : ": "
    }
    text += problem
    if let remedy { text += "; \(remedy)" }
    return text
  }

  package init(
    _ kind: Kind, source: String? = nil, line: Int? = nil, column: Column? = nil, _ problem: String,
    remedy: String? = nil
  ) {
    self.kind = kind
    self.source = source
    self.line = line
    self.column = column
    self.problem = problem
    self.remedy = remedy
  }
}
