import Tabular
import Tuning

/// Python source in lines of at most 80 columns, but for texts that are longer.
enum PythonLines {
  /// The widest line.
  static let width = 80

  /// A call, on one line where it fits, else with its arguments on lines of their own.
  ///
  /// - Parameters:
  ///   - head: What stands before the opening bracket.
  ///   - arguments: Each no wider than a line.
  ///   - tail: What stands behind the closing bracket.
  /// - Returns: One line or more.
  static func call(_ head: String, _ arguments: [String], tail: String = "") -> [String] {
    let single = "\(head)(\(arguments.joined(separator: ", ")))\(tail)"
    return single.count <= width ? [single] : ["\(head)("] + filled(arguments, tail: tail)
  }

  /// Arguments and the closing bracket, as many on a line as fit.
  private static func filled(_ arguments: [String], tail: String) -> [String] {
    var lines: [String] = []
    for (index, argument) in arguments.enumerated() {
      let piece = argument + (index == arguments.count - 1 ? ")" + tail : ",")
      if let last = lines.last, last.count + 1 + piece.count <= width {
        lines[lines.count - 1] += " " + piece
      } else {
        lines.append("    " + piece)
      }
    }
    return lines
  }

  /// A comment, broken between words.
  static func comment(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("# " + word)
      }
    }
    return lines
  }

  /// A tuple, also of one element.
  static func tuple(_ elements: [String]) -> String {
    elements.count == 1 ? "(\(elements[0]),)" : "(\(elements.joined(separator: ", ")))"
  }

  /// Elements with brackets around them all, for the arguments of a call.
  ///
  /// - Parameters:
  ///   - elements: At least one.
  ///   - open: What stands before the first.
  ///   - close: What stands behind the last.
  /// - Returns: The pieces.
  static func bracketed(
    _ elements: [String], _ open: String = "[", _ close: String = "]"
  ) -> [String] {
    var elements = elements
    elements[0] = open + elements[0]
    elements[elements.count - 1] += close
    return elements
  }

  /// A number as it was given: the shortest decimals that read back as the same value.
  static func number(_ value: Double) -> String { Decimal.exact(value) }

  /// A computed number, which is rounded to six significant digits.
  static func rounded(_ value: Double) -> String {
    number(value > 0 && value.isFinite ? LearningRate.canonical(value) : value)
  }

  /// A text in quotes, with whatever is not seen in it named by its number, so that it is safe on a
  /// terminal; a byte of a file's name that belongs to no character is what Python has for it.
  static func string(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": return "\\\(scalar)"
    case "\n": return #"\n"#
    case "\t": return #"\t"#
    case _ where scalar.isSeen: return String(scalar)
    default:
      let value = SystemPath.keptByte(scalar).map { 0xDC00 + UInt32($0) } ?? scalar.value
      let digits = String(value, radix: 16)
      let (letter, count) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\\(letter)" + String(repeating: "0", count: count - digits.count) + digits
    }
  }
}
