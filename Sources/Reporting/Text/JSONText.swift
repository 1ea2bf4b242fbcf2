import FoundationEssentials
import Tabular

/// JSON as every command prints it: one object, indented, keys sorted and in snake case.
enum JSONText {
  /// The text of a document, without a newline at its end.
  static func encode(_ document: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return escaped(String(decoding: try encoder.encode(document), as: UTF8.self))
    } catch {
      // Only a number that is not finite could fail, and those are written as null.
      preconditionFailure("a document cannot be encoded: \(error)")
    }
  }

  /// The same document, with what is not seen in its texts written as `\u202e`: the encoder escapes
  /// what JSON asks for, and leaves what else acts on a terminal. It stands in texts alone.
  private static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: { !$0.isSeen && $0 != "\n" }) else { return json }
    var text = ""
    for scalar in json.unicodeScalars {
      if scalar.isSeen || scalar == "\n" {
        text.unicodeScalars.append(scalar)
      } else {
        for unit in scalar.utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return text
  }
}
