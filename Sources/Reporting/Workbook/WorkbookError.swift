/// Why there is no workbook; the description is one line.
package enum WorkbookError: Error, CustomStringConvertible, Sendable {
  /// What it is made of could not be written to a temporary file.
  case temporaryFile(action: String, message: String)
  /// The library that writes it could not, or what it wrote is not whole.
  case notWritten(message: String)

  package var description: String {
    switch self {
    case .temporaryFile(let action, let message):
      "no workbook was written: \(action) failed: \(message); check TMPDIR and the room on its disk"
    case .notWritten(let message):
      "no workbook was written: \(message); check TMPDIR and the room on its disk"
    }
  }
}
