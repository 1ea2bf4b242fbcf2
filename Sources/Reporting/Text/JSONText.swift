import FoundationEssentials

/// JSON as every command prints it: one object, indented, keys sorted and in snake case.
enum JSONText {
  /// The text of a document, without a newline at its end.
  static func encode(_ document: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    } catch {
      // Only a number that is not finite could fail, and those are written as null.
      preconditionFailure("a document cannot be encoded: \(error)")
    }
  }
}
